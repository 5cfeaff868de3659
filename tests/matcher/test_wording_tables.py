"""Tables of words: complete in every language, and alike."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from matcher.eligibility import Verdict
from matcher.profile import CHAMBERS, Profile
from matcher.wording import CODES, LANGUAGES, question
from matcher.wording.language import Language, Table, Variants
from matcher.wording.sentences import LEAF_KINDS, TRUTHS
from matcher.wording.slots import SLOTS, slots_of
from offers.errors import SENTENCES
from offers.schema import AudienceWord, Kind, SizeClass, Stage, State
from offers.taxonomy.facts import FACTS

ROOT = Path(__file__).resolve().parents[2]
GERMAN, ENGLISH = LANGUAGES["de"], LANGUAGES["en"]
EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES.keys())
EVERY_TABLE = pytest.mark.parametrize("name", ["sentences", "demands", "refusals", "problems"])
SPEAKING = {"Reason", "SiteWarning", "_nothing"}


def table(language: Language, name: str) -> Table:
    found: Table = getattr(language, name)
    return found


def slots(variants: Variants) -> list[set[str]]:
    return [set(slots_of(variant)) for variant in variants]


@EVERY_TABLE
def test_both_languages_have_the_same_codes_with_the_same_slots(name: str) -> None:
    german, english = table(GERMAN, name), table(ENGLISH, name)
    assert {code: slots(words) for code, words in german.items()} == {
        code: slots(words) for code, words in english.items()
    }


@EVERY_TABLE
@EVERY_LANGUAGE
def test_the_last_wording_needs_no_value(language: Language, name: str) -> None:
    for code, variants in table(language, name).items():
        assert slots_of(variants[-1]) == (), code


@EVERY_TABLE
@EVERY_LANGUAGE
def test_every_slot_is_known(language: Language, name: str) -> None:
    for code, variants in table(language, name).items():
        assert set().union(*slots(variants)) <= SLOTS.keys(), code


def test_no_slot_is_without_use() -> None:
    tables = (GERMAN.sentences, GERMAN.demands, GERMAN.refusals, GERMAN.problems)
    used = {slot for words in tables for v in words.values() for part in slots(v) for slot in part}
    assert SLOTS.keys() == used


@EVERY_LANGUAGE
def test_sentences_end_as_sentences_do(language: Language) -> None:
    for name in ("sentences", "problems"):
        for code, variants in table(language, name).items():
            assert all(text.endswith((".", "?")) for text in variants), code


@pytest.mark.parametrize("name", ["facts", "labels", "units"])
def test_both_languages_have_the_same_words_in_the_same_groups(name: str) -> None:
    german, english = getattr(GERMAN, name), getattr(ENGLISH, name)
    assert {group: set(words) for group, words in german.items()} == {
        group: set(words) for group, words in english.items()
    }


@pytest.mark.parametrize("name", ["questions", "phrases", "sizes", "sizes_in_full"])
def test_both_languages_have_the_same_keys(name: str) -> None:
    assert getattr(GERMAN, name).keys() == getattr(ENGLISH, name).keys()


def test_phrases_take_the_same_number_of_values() -> None:
    for name, phrase in GERMAN.phrases.items():
        assert slots_of(phrase) == slots_of(ENGLISH.phrases[name]), name


@EVERY_LANGUAGE
@pytest.mark.parametrize(
    ("group", "words"),
    [
        ("kind", Kind),
        ("stage", Stage),
        ("audience", AudienceWord),
        ("size", SizeClass),
        ("sizes", SizeClass),
        ("state", State),
        ("verdict", Verdict),
        ("chamber", CHAMBERS),
        ("of_chamber", CHAMBERS),
    ],
)
def test_every_word_of_a_closed_list_has_a_label(
    language: Language, group: str, words: list[str]
) -> None:
    assert set(language.labels[group]) == {str(word) for word in words}


def test_every_leaf_has_a_sentence_for_every_truth_plain_and_under_a_not() -> None:
    leaves = {f"{kind}.{truth}" for kind in LEAF_KINDS for truth in TRUTHS}
    assert leaves | {f"not.{code}" for code in leaves} <= CODES


@EVERY_LANGUAGE
def test_every_leaf_has_its_demand_and_its_refusal(language: Language) -> None:
    assert language.demands.keys() == language.refusals.keys() == set(LEAF_KINDS)


@EVERY_LANGUAGE
def test_every_error_of_input_has_words(language: Language) -> None:
    assert language.problems.keys() == SENTENCES.keys()


def test_every_field_of_a_profile_can_be_asked_for() -> None:
    assert GERMAN.questions.keys() == Profile.model_fields.keys() - {"id", "today", "facts"}


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_question_ends_in_a_question_mark(language: str) -> None:
    fields = (*GERMAN.questions, *(f"facts.{name}" for name in FACTS), "facts.not_registered")
    assert all(question(field, language).endswith("?") for field in fields)


@EVERY_LANGUAGE
def test_facts_with_words_of_their_own_are_registered(language: Language) -> None:
    assert {key.partition(".")[0] for key in language.facts} <= FACTS.keys()
    assert all("demand" in words for words in language.facts.values())


def test_every_code_that_is_said_has_words() -> None:
    said = {code for folder in ("matcher", "offers", "web") for code in spoken_codes(ROOT / folder)}
    assert {"closed.ended", "fit.need", "size_contradiction", "postal_code_unknown"} <= said
    assert said <= CODES


def spoken_codes(folder: Path) -> Iterator[str]:
    """Literal codes of reasons and site warnings in the sources of a package."""
    sources = (path for path in folder.rglob("*.py") if "node_modules" not in path.parts)
    for path in sources:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                first = node.args[0] if node.func.id in SPEAKING and node.args else None
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield first.value
