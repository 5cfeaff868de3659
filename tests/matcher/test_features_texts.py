"""The texts of an offer are read once, and say what each says by itself."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.features import columns_of
from matcher.features.texts import prose_text, read_texts, whole_text
from offers.reading.folding import LONGEST
from offers.schema import Offer, parse_offer
from offers.text.corpus import Corpus
from offers.text.tokenising import all_words

FIELDS = ("title", "summary", "description", "topic_text", "audience_text")
PIECES = st.sampled_from(
    ("Beratung ", "für KMU", "<b", "> 3", "F", "& E", "+ E", "&amp;", "Gründer", ":innen", " ", "é")
)
TEXT = st.lists(PIECES, max_size=5).map("".join)


def offer(**fields: Any) -> Offer:
    return parse_offer({"id": "x", "title": "Titel", "provider": "Amt", **fields})


def words_of(corpus: Corpus) -> tuple[str, ...]:
    return tuple(corpus.vocabulary.words[at] for text in corpus for at in text)


@given(st.fixed_dictionaries(dict.fromkeys(FIELDS, TEXT)))
def test_words_are_those_of_the_texts_put_together(fields: dict[str, str]) -> None:
    subject = offer(**{**fields, "title": f"Titel {fields['title']}", "needs": ["export"]})
    texts = read_texts([subject])

    assert words_of(texts.titles) == all_words(subject.title)
    assert words_of(texts.whole) == all_words(whole_text(subject))
    assert sorted(words_of(texts.prose)) == sorted(all_words(prose_text(subject)))


def test_a_tag_over_two_texts_is_no_word_of_either() -> None:
    subject = offer(summary="Rat <b und", description="Tat> und mehr")

    assert words_of(read_texts([subject]).whole) == ("titel", "rat", "und", "mehr")


@pytest.mark.parametrize(("cut", "expected"), [(0, True), (3, True), (4, False)])
def test_advice_is_told_by_as_much_of_title_and_prose_together_as_is_read(
    cut: int, expected: bool
) -> None:
    before = LONGEST - len("Titel  Beratung") + cut
    subject = offer(description=f"{'x' * before} Beratung")

    assert columns_of([subject]).traits.advice.tolist() == [expected]


def test_no_offers_have_no_texts() -> None:
    assert list(read_texts([]).whole) == []
