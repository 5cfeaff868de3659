"""The German catalogue: complete, without doubts, and nobody else's words."""

from __future__ import annotations

import re
import string
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from web.language import LANGUAGES, TRANSLATIONS, catalogue

WEB = Path(__file__).resolve().parents[2] / "web"
PO_FILE = TRANSLATIONS / "de" / "LC_MESSAGES" / "messages.po"
_PLACEHOLDER = re.compile(r"%\((\w+)\)")


def messages(source: Path) -> dict[str, Message]:
    """The messages of a catalogue by their msgid (of plurals the singular)."""
    with source.open("rb") as opened:
        read = read_po(opened, locale="de", abort_invalid=True)
    return {first(message.id): message for message in read if message.id}


Words = str | tuple[str, ...] | list[str] | None


def first(words: Words) -> str:
    """The text, or the singular."""
    return texts(words)[0]


def texts(words: Words) -> tuple[str, ...]:
    """The text, or all its forms."""
    return (words or "",) if isinstance(words, str | None) else tuple(words)


@pytest.fixture(scope="module")
def german() -> dict[str, Message]:
    """The entries of the German catalogue."""
    return messages(PO_FILE)


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Message]:
    """The msgids in code and templates, as `pybabel extract` finds them."""
    template = tmp_path_factory.mktemp("i18n") / "messages.pot"
    options = ["--mapping-file", "web/babel.cfg", "--no-location"]
    options += ["--keywords", "lazy_gettext", "--keywords", "lazy_ngettext:1,2"]
    command = [sys.executable, "-m", "babel.messages.frontend", "--quiet", "extract", *options]
    subprocess.run([*command, "--output-file", str(template), "web"], check=True, cwd=WEB.parent)
    return messages(template)


def test_every_text_of_the_pages_has_a_german_entry(
    german: dict[str, Message], used: dict[str, Message]
) -> None:
    missing = sorted(set(used) - set(german))
    assert not missing, f"add these to {PO_FILE.relative_to(WEB.parent)}: {missing}"


def test_no_german_entry_has_lost_its_text(
    german: dict[str, Message], used: dict[str, Message]
) -> None:
    assert sorted(set(german) - set(used)) == []


def test_every_german_entry_is_translated_and_sure(german: dict[str, Message]) -> None:
    assert [key for key, message in german.items() if not all(texts(message.string))] == []
    assert [key for key, message in german.items() if message.fuzzy] == []


def test_plurals_have_both_forms(german: dict[str, Message]) -> None:
    for key, message in german.items():
        assert len(texts(message.string)) == len(texts(message.id)), key


def test_german_texts_fill_the_same_gaps(german: dict[str, Message]) -> None:
    for key, message in german.items():
        wanted = {name for text in texts(message.id) for name in _PLACEHOLDER.findall(text)}
        for text in texts(message.string):
            assert set(_PLACEHOLDER.findall(text)) <= wanted, key
            assert text == text.strip(), key


def test_german_texts_end_like_the_english_ones(german: dict[str, Message]) -> None:
    for key, message in german.items():
        ends = {first(message.id)[-1], first(message.string)[-1]} & set(".:?")
        assert len(ends) <= 1, key


def test_no_msgid_occurs_twice() -> None:
    found = re.findall(r'^msgid "(?!")(.*)"$', PO_FILE.read_text("utf-8"), re.MULTILINE)
    assert sorted({text for text in found if found.count(text) > 1}) == []


def test_texts_use_real_umlauts_and_polite_address(german: dict[str, Message]) -> None:
    for key, message in german.items():
        words = {word.strip(string.punctuation) for word in " ".join(texts(message.string)).split()}
        assert not words & {"fuer", "ueber", "koennen", "du", "dein", "Du", "Dein"}, key


def test_each_language_of_the_switch_can_be_loaded() -> None:
    assert {code: bool(catalogue(code)) for code in LANGUAGES} == {"de": True, "en": True}
    assert catalogue("de").gettext("Back") == "Zurück"
    assert catalogue("en").gettext("Back") == "Back"
    assert isinstance(Catalog(locale="de").num_plurals, int)
