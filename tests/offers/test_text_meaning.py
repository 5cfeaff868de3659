"""Texts are near each other if they are about the same, whatever their words."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.taxonomy.needs import NEED_KEYS
from offers.text.meaning import MeaningIndex, leanings, text_vector, topics

OFFERS = (
    "Beratung zu Energie in Betrieben, Abwärme und Wärmepumpen",
    "Internationale Fachkräfte gewinnen: Visum und Anerkennung",
    "Bürgschaft für Kredite, wenn Sicherheiten fehlen",
    "Mess- und Prüftechnik im Labor ausleihen",
)


def test_topics_are_the_needs_in_their_order() -> None:
    assert topics() == NEED_KEYS


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("Strom sparen", 0),
        ("our gas bill is too high", 0),
        ("Leute aus Indien holen", 1),
        ("we want to hire nurses from abroad", 1),
        ("Die Sparkasse will, dass jemand haftet", 2),
        ("3D-Drucker und Mikroskop mitbenutzen", 3),
        ("Mikroskpo mitbenuzten", 3),
    ],
)
def test_the_nearest_offer_is_found_without_a_shared_word(text: str, nearest: int) -> None:
    assert np.argmax(MeaningIndex.fit(OFFERS).similarity(text)) == nearest


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Förderung für Wärmepumpen", "FOERDERUNG FÜR WAERMEPUMPEN"),
        ("Bürgschaften", "Buergschaft"),
        ("Kredite, Maschinen!", "<b>kredit</b> maschine"),
    ],
)
def test_spelling_case_and_inflection_do_not_matter(one: str, other: str) -> None:
    np.testing.assert_allclose(text_vector(one), text_vector(other), atol=1e-6)


@pytest.mark.parametrize("text", ["", "😀", "\x00", "<b></b>", "123 456", "xqzwvk"])
def test_a_text_without_a_known_word_is_near_nothing(text: str) -> None:
    assert not text_vector(text).any()
    assert not MeaningIndex.fit(OFFERS).similarity(text).any()


def test_an_empty_corpus_has_no_similarities() -> None:
    assert MeaningIndex.fit([]).similarity("Energie").shape == (0,)


def test_everyday_words_say_less_than_telling_ones() -> None:
    assert leanings("wollen").max() < leanings("Azubi").max() / 2


@given(st.text(max_size=200))
def test_vectors_are_of_length_one_or_zero_and_similarities_from_zero_to_one(text: str) -> None:
    length = np.linalg.norm(text_vector(text))
    assert length == pytest.approx(1.0, abs=1e-5) or length == 0.0
    scores = MeaningIndex.fit(OFFERS).similarity(text)
    assert ((scores >= 0.0) & (scores <= 1.0)).all()


@given(st.lists(st.sampled_from(["Energie", "Kredit", "Visum", "Labor"]), max_size=6))
def test_the_order_of_words_does_not_matter(words: list[str]) -> None:
    np.testing.assert_allclose(
        text_vector(" ".join(words)), text_vector(" ".join(reversed(words))), atol=1e-5
    )
