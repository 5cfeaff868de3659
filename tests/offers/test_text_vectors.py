"""The text index says how close texts are and which words they share."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from offers.text import tokens
from offers.text.vectors import TextIndex

OFFERS = (
    "Beratung zu Energie in Betrieben, Abwärme und Wärmepumpen",
    "Fachkraefte aus dem Ausland gewinnen: Visum und Anerkennung",
    "Bürgschaft für Kredite, wenn Sicherheiten fehlen",
    "Mess- und Prüftechnik im Labor ausleihen, ganz Deutschland",
)
WORDS = ("Energie", "Kredit", "Visum", "Labor", "Halle", "Messe", "Gründung", "Wärme")
TEXTS = st.lists(
    st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join),
    max_size=6,
)


@pytest.mark.parametrize(
    ("query", "nearest"),
    [
        ("Energieberatung", 0),
        ("Waermepumpe", 0),
        ("Wärmepume", 0),
        ("Wir suchen Fachkräfte im Ausland", 1),
        ("Buergschaften", 2),
        ("Kreditbürgschft", 2),
        ("Labor", 3),
    ],
)
def test_the_nearest_offer_is_found_despite_spelling_compounds_and_typos(
    query: str, nearest: int
) -> None:
    scores = TextIndex.fit(OFFERS).similarity(query)
    assert int(np.argmax(scores)) == nearest
    assert scores[nearest] > 0


@given(TEXTS, st.text(max_size=60))
def test_similarity_lies_between_zero_and_one(texts: list[str], query: str) -> None:
    scores = TextIndex.fit(texts).similarity(query)
    assert scores.shape == (len(texts),)
    assert ((scores >= 0) & (scores <= 1)).all()


@settings(max_examples=50)
@given(st.permutations(range(len(OFFERS))), st.sampled_from(OFFERS))
def test_the_order_of_documents_does_not_matter(order: list[int], query: str) -> None:
    straight = TextIndex.fit(OFFERS).similarity(query)
    shuffled = TextIndex.fit([OFFERS[i] for i in order]).similarity(query)
    assert np.allclose(shuffled, straight[list(order)])


def test_a_text_is_as_close_to_itself_as_can_be() -> None:
    assert TextIndex.fit(OFFERS).similarity(OFFERS[2])[2] == pytest.approx(1.0)


@pytest.mark.parametrize("query", ["", "und oder", "😀", "xyzzyq"])
def test_a_text_without_known_words_is_close_to_nothing(query: str) -> None:
    assert not TextIndex.fit(OFFERS).similarity(query).any()


def test_weights_are_those_of_scikit_learn() -> None:
    reference = TfidfVectorizer(analyzer=tokens, sublinear_tf=True)
    rows = reference.fit_transform(OFFERS)
    query = "Beratung zu Wärmepumpen und Kredit, Kredit"
    expected = (rows @ reference.transform([query]).T).toarray()[:, 0]
    assert np.allclose(TextIndex.fit(OFFERS).stems.cosine(tokens(query)), expected)


@pytest.mark.parametrize(
    ("query", "doc", "expected"),
    [
        ("Wir haben Abwaerme und wollen eine Wärmepumpe", 0, ("Abwärme", "Wärmepumpen")),
        ("Fachkräfte fehlen", 1, ("Fachkräfte",)),
        ("Landtechnik", 3, ()),
        ("die Bank will Sicherheiten", 2, ("Sicherheiten",)),
        ("Kredite kredit KREDIT", 2, ("Kredite",)),
        ("", 0, ()),
    ],
)
def test_shared_words_are_named_as_people_read_them(
    query: str, doc: int, expected: tuple[str, ...]
) -> None:
    assert TextIndex.fit(OFFERS).terms(query, doc) == expected


def test_at_most_three_words_are_named() -> None:
    assert len(TextIndex.fit(OFFERS).terms(OFFERS[0], 0)) == 3
