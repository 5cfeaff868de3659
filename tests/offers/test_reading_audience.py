"""Who may apply, read from phrases that were labelled by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.reading.audience import read_audience
from offers.reading.folding import fold, folded
from offers.schema import Condition, leaves
from offers.schema.conditions import AllOf, AnyOf, InAudience, InRange, OfSize
from tests.offers.reading_phrases import AUDIENCES, label, notes

LEAST_PRECISION, LEAST_RECALL = 0.97, 0.95
SPELT_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
)


def reading(text: str) -> Condition:
    found = read_audience(text)
    assert found is not None
    return found


@pytest.mark.parametrize(("phrase", "expected"), AUDIENCES)
def test_a_phrase_is_read_as_a_person_would(phrase: str, expected: str) -> None:
    assert notes(read_audience(phrase)) == label(expected)


def test_precision_and_recall_over_all_phrases_hold() -> None:
    read = [(notes(read_audience(phrase)), label(expected)) for phrase, expected in AUDIENCES]
    right = sum(len(found & wanted) for found, wanted in read)

    assert len(AUDIENCES) >= 240
    assert right >= LEAST_PRECISION * sum(len(found) for found, _ in read)
    assert right >= LEAST_RECALL * sum(len(wanted) for _, wanted in read)


@pytest.mark.parametrize("phrase", [phrase for phrase, _ in AUDIENCES])
def test_umlauts_spelt_out_make_no_difference(phrase: str) -> None:
    assert notes(read_audience(phrase.translate(SPELT_OUT))) == notes(read_audience(phrase))


@pytest.mark.parametrize("phrase", [phrase for phrase, _ in AUDIENCES])
def test_every_part_quotes_the_phrase_and_says_how_surely_it_was_read(phrase: str) -> None:
    found = read_audience(phrase)

    for part in leaves(found) if found else ():
        assert part.evidence.quote
        assert part.evidence.quote in folded(phrase).source
        assert part.evidence.reading == "text"
        assert part.evidence.confidence is not None
        assert 0 < part.evidence.confidence <= 1


def test_a_list_names_alternatives_and_what_stands_beside_a_noun_narrows_it() -> None:
    found = reading("Hochschulen und junge Unternehmen (bis 5 Jahre)")

    assert isinstance(found.test, AnyOf)
    university, company = found.test.parts
    assert isinstance(university.test, InAudience)
    assert isinstance(company.test, AllOf)
    assert InRange("age_years", None, 5) in {part.test for part in company.test.parts}


def test_a_size_after_the_list_counts_for_those_before_it() -> None:
    found = reading("Etablierte Betriebe und Freiberufler (KMU)")

    assert isinstance(found.test, AnyOf)
    assert any(isinstance(leaf.test, OfSize) for leaf in leaves(found.test.parts[0]))


@pytest.mark.parametrize(
    "phrase",
    [
        "Hochschulen mit Unternehmenspartnern",
        "Schreinereien, Hochschulen",
        "KMU (teils auch große Unternehmen)",
        "vorrangig Kommunen",
    ],
)
def test_a_text_that_leaves_room_refuses_nobody(phrase: str) -> None:
    assert all(leaf.evidence.doubtful for leaf in leaves(reading(phrase)))


def test_where_companies_of_every_kind_may_apply_one_short_test_is_enough() -> None:
    found = reading("Unternehmen, KMU, Hochschulen und Kommunen im ganzen Land")

    assert isinstance(found.test, InAudience)


@given(st.text(max_size=300))
def test_no_text_is_too_odd_to_be_read(text: str) -> None:
    found = read_audience(text)

    assert found is None or leaves(found)


@given(st.lists(st.sampled_from([phrase for phrase, _ in AUDIENCES]), max_size=6), st.data())
def test_joined_phrases_are_read_without_fail(phrases: list[str], data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([", ", " und ", " (", ") ", "/", "; ", " mit "])).join(phrases)

    found = read_audience(text)

    source = folded(text).source
    assert found is None or all(leaf.evidence.quote in source for leaf in leaves(found))


@given(st.text(max_size=80))
def test_a_quote_is_cut_from_the_source_itself(text: str) -> None:
    whole = folded(text)

    assert whole.quote(0, len(whole.text)) == whole.source.strip()
    assert fold(text) == whole.text
