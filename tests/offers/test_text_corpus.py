"""Texts taken apart once give what each text alone gives."""

import sys
import unicodedata

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from offers.text.corpus import Corpus, Reader, runs_on
from offers.text.meaning import MeaningIndex, text_vector
from offers.text.tokenising import all_words, carries_meaning, word_tokens, words
from offers.text.vectors import TextIndex, Vectors, stems_of

PIECES = st.sampled_from(
    (
        *("Beratung", "Energieberatung", "Gründer", ":innen", "in", "F", "E", "& E", "+", "&amp"),
        *(
            "<b",
            "<",
            ">",
            "</p>",
            "\uff1cb",
            "\u0308",
            "\u0301a",
            "\u00ad",
            "\ud800",
            "é",
            "Ω",
            "ß",
        ),
        *("–", "„Zitat“", "§ 5", "•", "\x00", "_", "x" * 70, "; x", "und", "a", " ", "."),
    )
)
TEXT = st.lists(PIECES | st.text(max_size=8), max_size=6).map("".join)
TEXTS = st.lists(TEXT, max_size=5)


@given(TEXT, TEXT, st.sampled_from((" ", ". ")))
@example("Rat <b", "klein > gross", ". ")
@example("Mit F", "& E zum Ziel", " ")
@example("Mit F +", "E zum Ziel", " ")
def test_two_texts_have_the_words_of_both_as_one_unless_the_first_runs_on(
    first: str, second: str, between: str
) -> None:
    both = all_words(f"{first}{between}{second}")
    apart = all_words(first) + all_words(second)

    assert both == apart or runs_on(first) or runs_on(second)


def test_every_sign_that_becomes_one_of_a_tag_or_an_ampersand_runs_on() -> None:
    signs = [chr(code) for code in range(sys.maxunicode + 1)]
    risky = [c for c in signs if not {*"<&+"}.isdisjoint(unicodedata.normalize("NFKC", c))]

    assert [sign for sign in risky if not runs_on(sign)] == []


@pytest.mark.parametrize("text", ["", "Zuschüsse für „Wärmepumpen“ – bis zu 50 %", "5 > 3; e. V."])
def test_plain_prose_does_not_run_on(text: str) -> None:
    assert not runs_on(text)


@given(TEXT.filter(lambda text: not runs_on(text)))
def test_a_foreign_letter_changes_no_other_word(text: str) -> None:
    assert all_words(f"{text} Ω") == (*all_words(text), "ω")


@given(TEXTS)
def test_a_corpus_holds_the_words_of_each_text_in_their_order(texts: list[str]) -> None:
    corpus = Corpus.of(texts)
    known = corpus.vocabulary.words

    assert [tuple(known[at] for at in text) for text in corpus] == list(map(all_words, texts))
    assert len(set(known)) == len(known)


@given(TEXT)
def test_the_words_that_carry_meaning_are_those_that_texts_are_compared_by(text: str) -> None:
    assert tuple(filter(carries_meaning, all_words(text))) == words(text)


@given(TEXTS)
def test_counts_say_how_often_each_text_has_each_word(texts: list[str]) -> None:
    corpus = Corpus.of(texts)
    known = corpus.vocabulary.words
    expected = [[all_words(text).count(word) for word in known] for text in texts]

    assert corpus.counts().toarray().tolist() == expected


@given(TEXTS)
def test_vectors_of_a_corpus_are_those_of_its_texts_to_the_last_bit(texts: list[str]) -> None:
    corpus = Corpus.of(texts)

    same_vectors(Vectors.of(corpus, corpus.vocabulary.stems), Vectors.fit(map(stems_of, texts)))


@given(TEXTS, TEXTS)
def test_texts_read_together_do_not_colour_each_other(some: list[str], others: list[str]) -> None:
    reader = Reader()
    places = [
        [(reader.place, reader.read(text)) for text in pair]
        for pair in zip(some, others, strict=False)
    ]
    both = reader.corpora(np.array(places, dtype=np.int64).reshape(-1, 2, 2))

    for corpus, texts in zip(both, (some, others), strict=True):
        expected = Vectors.fit(map(stems_of, texts[: len(places)]))
        same_vectors(Vectors.of(corpus, corpus.vocabulary.taken_apart(word_tokens)), expected)


@given(TEXTS)
def test_the_meaning_of_each_text_is_that_of_the_text_alone(texts: list[str]) -> None:
    vectors = MeaningIndex.fit(texts).vectors

    assert [row.tobytes() for row in vectors] == [text_vector(text).tobytes() for text in texts]


def test_a_text_index_gives_back_each_text_as_written() -> None:
    texts = ["Größe \ud800", "<b>&amp;"]

    assert list(map(TextIndex.fit(texts).text, range(2))) == texts


def same_vectors(found: Vectors, expected: Vectors) -> None:
    assert list(found.columns.items()) == list(expected.columns.items())
    assert found.idf.tobytes() == expected.idf.tobytes()
    assert (found.by_term != expected.by_term).nnz == 0
    assert found.by_term.shape == expected.by_term.shape
