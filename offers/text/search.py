"""The search of the catalogue page: forgiving about typos, compounds and half-typed words."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from scipy.sparse import csr_matrix

from offers.text.counting import counted
from offers.text.tokenising import word_tokens, words

Scores = NDArray[np.float64]
Documents = NDArray[np.int32]

_EXACT, _PART, _BEGINNING, _INSIDE, _TYPO = 1.0, 0.8, 0.75, 0.6, 0.6
_TEXT_SHARE = 0.7
_SHORTEST_BEGINNING, _SHORTEST_INSIDE, _SHORTEST_TYPO = 2, 5, 4
_TYPO_CUTOFF = 78.0
_MOST_TYPOS = 8
_MOST_WORDS = 12
_NONE: Documents = np.zeros(0, dtype=np.int32)


@dataclass(frozen=True)
class Postings:
    """The documents that hold each term: those of term i stand from `ends[i]` to `ends[i + 1]`."""

    rows: Mapping[str, int]
    ends: NDArray[np.integer]
    documents: Documents

    @classmethod
    def of(cls, columns: Mapping[str, int], counts: csr_matrix) -> "Postings":
        """The postings of a table of the shape (documents, terms)."""
        by_term = counts.T.tocsr()
        return cls(columns, by_term.indptr, by_term.indices.astype(np.int32))

    def holding(self, term: str) -> Documents:
        """Documents that hold the term; none if it is unknown."""
        row = self.rows.get(term)
        return _NONE if row is None else self.between(row, row + 1)

    def between(self, first: int, last: int) -> Documents:
        """Documents that hold one of these rows, some repeatedly."""
        return self.documents[self.ends[first] : self.ends[last]]


@dataclass(frozen=True)
class Field:
    """One field of all documents by its words, by their stems, and by the parts of compounds."""

    terms: tuple[str, ...]
    """The words in the order of the alphabet."""
    joined: str
    """All words one after another, each between two line breaks."""
    starts: tuple[int, ...]
    """Where each word begins in `joined`."""
    by_word: Postings
    by_stem: Postings
    by_part: Postings

    @classmethod
    def fit(cls, in_words: Iterable[Sequence[str]]) -> "Field":
        """The field of these texts in words, in their order."""
        columns, counts = counted(in_words)
        terms = tuple(columns)
        taken_apart = [word_tokens(term) for term in terms]
        stems, of_stems = counted([tokens[:1] for tokens in taken_apart])
        parts, of_parts = counted([tokens[1:] for tokens in taken_apart])
        starts = np.cumsum([1, *(len(term) + 1 for term in terms)])[: len(terms)]
        return cls(
            terms=terms,
            joined="\n".join(["", *terms, ""]),
            starts=tuple(starts.tolist()),
            by_word=Postings.of(columns, counts),
            by_stem=Postings.of(stems, counts @ of_stems),
            by_part=Postings.of(parts, counts @ of_parts),
        )

    def knows(self, word: str) -> bool:
        """Whether a document holds the word or another form of it."""
        return word in self.by_word.rows or word_tokens(word)[0] in self.by_stem.rows

    def beginning_with(self, word: str) -> Documents:
        """Documents with a word that begins like this."""
        beyond = word[:-1] + chr(ord(word[-1]) + 1)
        return self.by_word.between(bisect_left(self.terms, word), bisect_left(self.terms, beyond))

    def with_inside(self, word: str) -> Iterator[Documents]:
        """Documents with a word that holds this one, word by word."""
        at = self.joined.find(word)
        while at >= 0:
            row = bisect_right(self.starts, at) - 1
            yield self.by_word.between(row, row + 1)
            at = self.joined.find(word, self.starts[row] + len(self.terms[row]))

    def holding_all(self, stems: Sequence[str]) -> Documents:
        """Documents with every part of a compound, as a word or in another: 'Beratung Energie'."""
        found = [
            np.union1d(self.by_stem.holding(stem), self.by_part.holding(stem)) for stem in stems
        ]
        kept = found[0]
        for each in found[1:]:
            kept = np.intersect1d(kept, each, assume_unique=True)
        return kept

    def like(self, word: str) -> Iterator[tuple[Documents, float]]:
        """Documents with a word that differs by a typo, with the likeness (0 to 1)."""
        near = process.extract(
            word, self.terms, scorer=fuzz.ratio, score_cutoff=_TYPO_CUTOFF, limit=_MOST_TYPOS
        )
        for term, ratio, _ in near:
            yield self.by_word.holding(term), ratio / 100.0


@dataclass(frozen=True)
class SearchIndex:
    """Titles and texts of a catalogue, ready for queries as people type them."""

    titles: Field
    texts: Field
    size: int

    @classmethod
    def fit(cls, titles: Sequence[str], texts: Sequence[str]) -> "SearchIndex":
        """The index of documents given as titles and further texts, of equal length."""
        if len(titles) != len(texts):
            raise ValueError("a search index needs as many texts as titles")
        return cls(Field.fit(map(words, titles)), Field.fit(map(words, texts)), len(titles))

    def scores(self, query: str) -> Scores:
        """How well each document fits, 0 (not at all) to 1, in the order of the documents.

        Every word should be found: the mean over the words is multiplied by the share of words
        found, so a document with all words goes before one that lacks some. A word in the
        title counts more than in the text; the last word may be half typed. Typos are looked for
        where no document holds the word. A query without a word that counts gives 0 for all; words
        after the twelfth are left out.
        """
        asked = tuple(dict.fromkeys(words(query)))[:_MOST_WORDS]
        if not asked:
            return np.zeros(self.size)
        per_word = np.stack([self._word(word, last=asked[-1]) for word in asked])
        return np.asarray(per_word.mean(axis=0) * (per_word > 0).mean(axis=0), dtype=np.float64)

    def _word(self, word: str, *, last: str) -> Scores:
        is_known = self.titles.knows(word) or self.texts.knows(word)
        in_title, in_text = (
            _found(self.size, field, word, is_last=word == last, is_known=is_known)
            for field in (self.titles, self.texts)
        )
        return np.maximum(in_title, _TEXT_SHARE * in_text)


def _found(size: int, field: Field, word: str, *, is_last: bool, is_known: bool) -> Scores:
    """How well each document's field fits a word."""
    found = np.zeros(size)
    own, *inner = word_tokens(word)
    if not is_known and len(word) >= _SHORTEST_TYPO:
        for documents, likeness in field.like(word):
            _raise(found, documents, _TYPO * likeness)
    if len(word) >= _SHORTEST_INSIDE:
        for documents in field.with_inside(word):
            _raise(found, documents, _INSIDE)
    if is_last and len(word) >= _SHORTEST_BEGINNING:
        _raise(found, field.beginning_with(word), _BEGINNING)
    if inner:
        _raise(found, field.holding_all(inner), _PART)
    _raise(found, field.by_part.holding(own), _PART)
    _raise(found, field.by_stem.holding(own), _EXACT)
    return found


def _raise(found: Scores, documents: Documents, score: float) -> None:
    found[documents] = np.maximum(found[documents], score)


__all__ = ["Field", "SearchIndex"]
