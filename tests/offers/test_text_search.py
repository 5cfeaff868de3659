"""The catalogue search forgives and still prefers what fits entirely."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.text.search import SearchIndex

TITLES = ("Energieberatung Mittelstand", "Bürgschaft ohne Bank", "Wärmepumpen-Zuschuss", "Messe")
TEXTS = (
    "Zuschuss für Beratung",
    "Kredite für Gründer",
    "Heizung mit Energie aus der Umwelt",
    "Auftritt im Ausland",
)


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    return SearchIndex.fit(TITLES, TEXTS)


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("Energieberatung", 0),
        ("Beratung Energie", 0),
        ("beratung zu energie", 0),
        ("buergschaft", 1),
        ("Bürgschafft", 1),
        ("Wärmepume", 2),
        ("wärmep", 2),
        ("Zuschuss Wärm", 2),
        ("pumpen", 2),
        ("Gründung", 1),
        ("Messen", 3),
    ],
)
def test_the_best_offer_comes_first(index: SearchIndex, query: str, best: int) -> None:
    scores = index.scores(query)
    assert int(np.argmax(scores)) == best
    assert scores[best] > 0


def test_an_offer_with_all_words_goes_before_one_that_lacks_some(index: SearchIndex) -> None:
    scores = index.scores("Energie Zuschuss Ausland")
    assert scores[0] > scores[3] > 0


def test_a_word_in_the_title_counts_more_than_in_the_text(index: SearchIndex) -> None:
    scores = index.scores("Zuschuss")
    assert scores[2] > scores[0] > 0


def test_only_the_last_word_may_be_half_typed(index: SearchIndex) -> None:
    assert index.scores("mess")[3] > 0
    assert index.scores("ener Messe")[0] == 0


def test_a_word_that_is_known_is_no_typo_of_another() -> None:
    index = SearchIndex.fit(("Messe", "Masse", ""), ("", "", "Messestand"))
    assert index.scores("Messe")[1] == 0
    assert index.scores("Massse")[1] > 0
    assert index.scores("Messen")[1] == 0, "another form of a known word is known"


def test_a_word_within_another_is_found_wherever_it_stands() -> None:
    index = SearchIndex.fit(("Abwärmenutzung", "Wärme", "Kälte"), ("", "", "Fernwärmenetze"))
    assert (index.scores("Wärme Beratung") > 0).tolist() == [True, True, True]


@pytest.mark.parametrize("query", ["", "und der", "😀", "qqqqqq", "\x00"])
def test_nothing_is_found_for_nothing(index: SearchIndex, query: str) -> None:
    assert not index.scores(query).any()


@given(st.text(max_size=200))
def test_scores_lie_between_zero_and_one(query: str) -> None:
    scores = SearchIndex.fit(TITLES, TEXTS).scores(query)
    assert ((scores >= 0) & (scores <= 1)).all()


def test_an_empty_catalogue_can_be_searched() -> None:
    assert SearchIndex.fit((), ()).scores("Messe").shape == (0,)


def test_titles_without_texts_are_refused() -> None:
    with pytest.raises(ValueError, match="as many texts as titles"):
        SearchIndex.fit(("Messe",), ())
