"""An immutable index that says how close a text is to each text of a corpus, and why."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from offers.text.corpus import Corpus, Features
from offers.text.counting import counted, weighed
from offers.text.normalising import normalise
from offers.text.tokenising import word_tokens, words

Scores = NDArray[np.float64]
Columns = NDArray[np.int64]

_STEM_SHARE = 0.65
_SHORTEST_GRAM, _LONGEST_GRAM = 3, 5
# Fragments such as 'Mess-' in 'Mess- und Prüftechnik' are no words to show.
_SURFACE_WORD = re.compile(r"[^\W\d_]{3,}(?![^\W_])(?!-(?:\W|$))")
_MOST_TERMS = 3
_SHORTEST_PART = 6


@dataclass(frozen=True)
class Vectors:
    """Unit tf-idf rows of a corpus for one way of taking a text apart."""

    columns: Mapping[str, int]
    idf: Scores
    by_term: csr_matrix

    @classmethod
    def fit(cls, taken_apart: Iterable[Sequence[str]]) -> "Vectors":
        """Sublinear tf times smoothed idf, rows of length 1; a corpus without words fits too.

        The same figures as scikit-learn's TfidfVectorizer (a test compares them), whose import
        alone costs half a second and 70 MB, and whose transform is slow for a single query.
        """
        columns, counts = counted(taken_apart)
        return cls(*weighed(columns, counts.T.tocsr()))

    @classmethod
    def of(cls, corpus: Corpus, features: Features) -> "Vectors":
        """The same for texts whose words have these features."""
        columns, of_words = features
        return cls(*weighed(columns, (corpus.counts() @ of_words).T.tocsr()))

    def cosine(self, features: Sequence[str]) -> Scores:
        """The cosine of these features with every document; unknown features do not count."""
        return np.asarray(self.cosines([features])[0])

    def cosines(self, taken_apart: Sequence[Sequence[str]]) -> Scores:
        """The same for many texts at once, shape (texts, documents)."""
        return self.cosines_at([_known(features, self.columns) for features in taken_apart])

    def cosines_at(self, columns: Sequence[Columns]) -> Scores:
        """The same for texts by the columns of their features, once for each time one occurs."""
        query = _stacked([_unit_row(found, self.idf) for found in columns], len(self.columns))
        return np.asarray((query @ self.by_term).toarray(), dtype=np.float64)


@dataclass(frozen=True)
class Surface:
    """A word as written, and whether a stem is all of it or only a part."""

    word: str
    whole: bool

    @property
    def noun(self) -> bool:
        """Written with a capital: nouns say more to a reader than verbs and adjectives."""
        return self.word[:1].isupper()


@dataclass(frozen=True)
class TextIndex:
    """Texts of a corpus as stems with compound parts and as character n-grams."""

    stems: Vectors
    grams: Vectors
    text: Callable[[int], str]
    """The text of a document."""

    @classmethod
    def fit(cls, texts: Sequence[str]) -> "TextIndex":
        """The index of these texts, in their order; the same texts give the same index."""
        return cls.of(Corpus.of(texts), texts.__getitem__)

    @classmethod
    def of(cls, corpus: Corpus, text: Callable[[int], str]) -> "TextIndex":
        """The index of texts whose words are known; `text` gives each as written."""
        vocabulary = corpus.vocabulary
        return cls(
            stems=Vectors.of(corpus, vocabulary.stems),
            grams=Vectors.of(corpus, vocabulary.taken_apart(_word_grams)),
            text=text,
        )

    def similarity(self, text: str) -> Scores:
        """How close the text is to each document, 0 to 1, in the order of the corpus.

        The weighted mean of the cosine over stems and the cosine over character n-grams (3 to
        5 letters within words), so a typo costs a little and an inflection nothing. A text
        without a known word gives 0 for all.
        """
        return np.asarray(self.similarities([text])[0])

    def similarities(self, texts: Sequence[str]) -> Scores:
        """The same for many texts at once, shape (texts, documents); cheaper than one by one."""
        in_words = [words(text) for text in texts]
        mixed = self.stems.cosines([_stems(found) for found in in_words])
        mixed *= _STEM_SHARE
        none = np.empty(0, np.int64)
        grams = [np.concatenate([none, *map(self._word_columns, found)]) for found in in_words]
        mixed += (1.0 - _STEM_SHARE) * self.grams.cosines_at(grams)
        return np.clip(mixed, 0.0, 1.0, out=mixed)

    # A word has some twenty n-grams, and most words have come before.
    @cached_property
    def _word_columns(self) -> Callable[[str], Columns]:
        columns = self.grams.columns
        return lru_cache(maxsize=4096)(lambda word: _known(_word_grams(word), columns))

    def terms(self, text: str, doc: int) -> tuple[str, ...]:
        """Up to three words the text and that document share, the most telling first.

        Words as they stand in the document, or in the text where only that one has umlauts.
        A part of a compound counts only where it is a word of its own on the other side:
        'Landtechnik' and 'Deutschland' share nothing that a reader would call a word; short parts
        ('Drehteile', 'teils') never count. Words that the document does not write with a capital
        are left out: verbs and adjectives say little.
        Ties by alphabet; no shared word gives ().
        """
        in_text, in_doc = _surfaces(text), _surfaces(self.text(doc))
        strengths: dict[str, float] = {}
        for token in in_text.keys() & in_doc.keys():
            ours, theirs = in_doc[token], in_text[token]
            if _is_telling(token, ours, theirs):
                word = _more_readable(ours.word, theirs.word)
                strengths[word] = max(strengths.get(word, 0.0), self._strength(token))
        ordered = sorted(strengths, key=lambda word: (-strengths[word], word))
        return _unlike(ordered)[:_MOST_TERMS]

    def _strength(self, token: str) -> float:
        column = self.stems.columns.get(token)
        return float(self.stems.idf[column]) if column is not None else 0.0


def stems_of(text: str) -> list[str]:
    """The stems of a text with the parts of compounds, in its order."""
    return _stems(words(text))


def _known(features: Sequence[str], columns: Mapping[str, int]) -> Columns:
    """The columns of the features that are known, as often as they occur."""
    known = [column for column in map(columns.get, features) if column is not None]
    return np.array(known, dtype=np.int64)


def _unit_row(columns: Columns, idf: Scores) -> tuple[Columns, Scores]:
    """Distinct columns and weights of one text, the weights of length 1; both may be empty."""
    found, tf = np.unique(columns, return_counts=True)
    weights = (1.0 + np.log(tf)) * idf[found]
    return found, weights / (np.linalg.norm(weights) or 1.0)


def _stacked(rows: Sequence[tuple[Columns, Scores]], width: int) -> csr_matrix:
    if not rows:
        return csr_matrix((0, width))
    ends = np.cumsum([0, *(found.size for found, _ in rows)])
    weights = np.concatenate([weights for _, weights in rows])
    columns = np.concatenate([found for found, _ in rows])
    return csr_matrix((weights, columns, ends), shape=(len(rows), width))


def _stems(found: Sequence[str]) -> list[str]:
    return [token for word in found for token in word_tokens(word)]


# Few enough that words nobody ever wrote, 10 KB of grams each, cannot fill the memory.
@lru_cache(maxsize=4096)
def _word_grams(word: str) -> tuple[str, ...]:
    padded = f" {word} "
    return tuple(
        padded[start : start + size]
        for size in range(_SHORTEST_GRAM, _LONGEST_GRAM + 1)
        for start in range(len(padded) - size + 1)
    )


# One query is compared with the words of many documents in a row, often the same ones.
@lru_cache(maxsize=512)
def _surfaces(text: str) -> Mapping[str, Surface]:
    """Each stem of the text with the first word that it stands for; whole words go first."""
    whole: dict[str, Surface] = {}
    within: dict[str, Surface] = {}
    for surface in dict.fromkeys(_SURFACE_WORD.findall(text)):
        for own, of_whole, inner, of_part in _readings(surface):
            whole.setdefault(own, of_whole)
            for part in inner:
                within.setdefault(part, of_part)
    return within | whole


@lru_cache(maxsize=16384)
def _readings(surface: str) -> tuple[tuple[str, Surface, tuple[str, ...], Surface], ...]:
    """What a word as written stands for: each stem in it and the stems of its parts."""
    as_whole, as_part = Surface(surface, whole=True), Surface(surface, whole=False)
    taken_apart = (word_tokens(word) for word in words(surface))
    return tuple((own, as_whole, tuple(inner), as_part) for own, *inner in taken_apart)


def _is_telling(token: str, ours: Surface, theirs: Surface) -> bool:
    if ours.whole and theirs.whole:
        return ours.noun
    return (ours.whole or theirs.whole) and ours.noun and len(token) >= _SHORTEST_PART


def _more_readable(ours: str, theirs: str) -> str:
    spelt_out = ours.isascii() and not theirs.isascii()
    return theirs if spelt_out and normalise(ours) == normalise(theirs) else ours


def _unlike(ordered: Sequence[str]) -> tuple[str, ...]:
    """The words without those that only repeat an earlier one in another form."""
    kept: dict[str, str] = {}
    for word in ordered:
        stems = _stems(words(word))
        if stems and stems[0] not in kept:
            kept[stems[0]] = word
    return tuple(kept.values())


__all__ = ["TextIndex", "Vectors", "stems_of"]
