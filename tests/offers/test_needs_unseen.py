"""How well needs are read from sentences that neither synonyms nor table were made from."""

import csv
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from offers.taxonomy.data_files import read_yaml
from offers.taxonomy.needs import NEED_KEYS, find_needs
from offers.text import normalise

TABLE = Path(__file__).parent / "need_sentences.tsv"


@dataclass(frozen=True, slots=True)
class Sentence:
    """What an owner says, and the needs that may come first; () where nothing is sought."""

    text: str
    needs: tuple[str, ...]
    part: str


def _read() -> tuple[Sentence, ...]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    return tuple(
        Sentence(text, tuple(needs.split()) if needs != "-" else (), part)
        for part, needs, text in rows
    )


SENTENCES = _read()


def _spelt_out(text: str) -> str:
    for umlaut, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        text = text.replace(umlaut, letters).replace(umlaut.upper(), letters.capitalize())
    return text


def _with_typo(text: str) -> str:
    """The last two letters before the end of every third longer word change places."""
    found = list(re.finditer(r"\w{6,}", text))[::3]
    for word in reversed(found):
        at = word.end() - 3
        text = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text


def _first_right(part: str, *, written: str = "as said") -> float:
    asked = [each for each in SENTENCES if each.needs and each.part == part]
    change = {"as said": str, "umlauts spelt out": _spelt_out, "typos": _with_typo}[written]
    right = sum(
        any(hit.key in each.needs for hit in find_needs(change(each.text))[:1]) for each in asked
    )
    return right / len(asked)


def test_every_need_has_sentences_of_both_kinds() -> None:
    for part in ("seen", "unseen"):
        assert {each.needs[0] for each in SENTENCES if each.part == part and each.needs} == set(
            NEED_KEYS
        )


def test_the_sentences_are_no_lessons_of_the_table() -> None:
    lessons = read_yaml("offers.distillation", "sentences.yaml").values()
    taught = {normalise(text) for texts in lessons for text in texts}
    assert not taught & {normalise(each.text) for each in SENTENCES}


@pytest.mark.parametrize(
    ("part", "written", "floor"),
    [
        ("seen", "as said", 0.90),
        ("unseen", "as said", 0.80),
        ("unseen", "umlauts spelt out", 0.80),
        ("unseen", "typos", 0.70),
    ],
)
def test_the_first_need_read_is_mostly_right(
    part: str, written: str, floor: float, capsys: pytest.CaptureFixture[str]
) -> None:
    share = _first_right(part, written=written)
    with capsys.disabled():
        sys.stdout.write(f"\nfirst need right, {part} sentences, {written}: {share:.2f}\n")
    assert share >= floor


def test_the_main_need_is_among_the_first_three_nearly_always() -> None:
    asked = [each for each in SENTENCES if each.needs]
    found = sum(each.needs[0] in [hit.key for hit in find_needs(each.text)[:3]] for each in asked)
    assert found / len(asked) >= 0.9
