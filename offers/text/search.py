"""The search of the catalogue page: forgiving about typos, compounds and half-typed words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from offers.text.tokenising import word_tokens, words

Scores = NDArray[np.float64]

_EXACT, _PART, _BEGINNING, _INSIDE, _TYPO = 1.0, 0.8, 0.75, 0.6, 0.6
_TEXT_SHARE = 0.7
_SHORTEST_BEGINNING, _SHORTEST_INSIDE, _SHORTEST_TYPO = 2, 5, 4
_TYPO_CUTOFF = 78.0
_MOST_WORDS = 12


@dataclass(frozen=True)
class Field:
    """One field of all documents: which documents hold a word, and which hold a stem."""

    by_word: dict[str, tuple[int, ...]]
    by_stem: dict[str, tuple[int, ...]]
    by_part: dict[str, tuple[int, ...]]

    @classmethod
    def fit(cls, texts: Sequence[str]) -> "Field":
        """The field of these texts, in their order."""
        found = [frozenset(words(text)) for text in texts]
        return cls(
            by_word=_postings(found),
            by_stem=_postings([{word_tokens(w)[0] for w in ws} for ws in found]),
            by_part=_postings([{t for w in ws for t in word_tokens(w)[1:]} for ws in found]),
        )


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
        return cls(Field.fit(titles), Field.fit(texts), len(titles))

    def scores(self, query: str) -> Scores:
        """How well each document fits, 0 (not at all) to 1, in the order of the documents.

        Every word should be found: the mean over the words is multiplied by the share of words
        found, so a document with all words goes before one that lacks some. A word in the
        title counts more than in the text; the last word may be half typed. A query without
        a word that counts gives 0 for all; words after the twelfth are left out.
        """
        asked = tuple(dict.fromkeys(words(query)))[:_MOST_WORDS]
        if not asked:
            return np.zeros(self.size)
        per_word = np.stack([self._word(word, last=asked[-1]) for word in asked])
        return np.asarray(per_word.mean(axis=0) * (per_word > 0).mean(axis=0), dtype=np.float64)

    def _word(self, word: str, *, last: str) -> Scores:
        in_title = self._field(self.titles, word, last=last)
        return np.maximum(in_title, _TEXT_SHARE * self._field(self.texts, word, last=last))

    def _field(self, field: Field, word: str, *, last: str) -> Scores:
        found = np.zeros(self.size)
        own, *inner = word_tokens(word)
        _raise(found, field.by_stem.get(own, ()), _EXACT)
        _raise(found, field.by_part.get(own, ()), _PART)
        if inner:
            _raise(found, _holding_all(field, inner), _PART)
        if word == last and len(word) >= _SHORTEST_BEGINNING:
            _raise(
                found, _where(field, (w for w in field.by_word if w.startswith(word))), _BEGINNING
            )
        if len(word) >= _SHORTEST_INSIDE:
            _raise(found, _where(field, (w for w in field.by_word if word in w)), _INSIDE)
        _raise_typos(found, field, word)
        return found


def _postings(found: Sequence[Iterable[str]]) -> dict[str, tuple[int, ...]]:
    postings: dict[str, list[int]] = {}
    for doc, terms in enumerate(found):
        for term in terms:
            postings.setdefault(term, []).append(doc)
    return {term: tuple(docs) for term, docs in sorted(postings.items())}


def _raise(found: Scores, docs: Sequence[int], score: float) -> None:
    if docs:
        at = np.array(docs, dtype=np.int64)
        found[at] = np.maximum(found[at], score)


def _where(field: Field, terms: Iterable[str]) -> tuple[int, ...]:
    return tuple(doc for term in terms for doc in field.by_word[term])


def _holding_all(field: Field, stems: Sequence[str]) -> tuple[int, ...]:
    """Documents with every part of a compound, as a word or within another: 'Beratung Energie'."""
    holding = [{*field.by_stem.get(s, ()), *field.by_part.get(s, ())} for s in stems]
    return tuple(sorted(set.intersection(*holding)))


def _raise_typos(found: Scores, field: Field, word: str) -> None:
    """Words that differ by a typo, unless the word itself is known."""
    if word in field.by_word or len(word) < _SHORTEST_TYPO:
        return
    near = process.extract(
        word, field.by_word.keys(), scorer=fuzz.ratio, score_cutoff=_TYPO_CUTOFF, limit=8
    )
    for term, ratio, _ in near:
        _raise(found, field.by_word[term], _TYPO * ratio / 100.0)


__all__ = ["Field", "SearchIndex"]
