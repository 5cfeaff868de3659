"""What a text is about, also where it shares no word with another that is about the same.

A table says of each word how much it speaks for each topic; a text is the sum of its words, so it
takes microseconds and nothing is downloaded. The table is made ahead of time by
`offers.distillation` from a sentence encoder. The idea: Tulkens and van Dongen, Model2Vec (2024);
the weight of rare words: Arora, Liang and Ma, A simple but tough-to-beat baseline for sentence
embeddings (2017).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from offers.text.compounds import parts
from offers.text.corpus import Corpus
from offers.text.tokenising import all_words, stem

Vector = NDArray[np.float32]
Scores = NDArray[np.float64]
Rows = NDArray[np.intp]

_SHORTEST_TYPO = 5
_TYPO_CUTOFF = 84.0
_NO_ROW = -1


@dataclass(frozen=True)
class TopicTable:
    """One row of small integers a stem, one column a topic; a row times its scale is weighted.

    Rare stems have long rows, everyday ones short.
    """

    topics: tuple[str, ...]
    rows: Mapping[str, int]
    by_letter: Mapping[str, tuple[str, ...]]
    values: NDArray[np.int8]
    """Shape (stems, topics)."""
    scales: Vector
    """Shape (stems,)."""
    weights: Vector
    """Shape (stems,): near 1 for a rare stem, near 0 for an everyday one."""


@dataclass(frozen=True)
class MeaningIndex:
    """Texts of a corpus by what they are about; the counterpart of `TextIndex`."""

    vectors: Vector
    """Shape (texts, topics); of length 1, or zeros for a text without a known word."""

    @classmethod
    def fit(cls, texts: Sequence[str]) -> MeaningIndex:
        """The index of these texts, in their order; the same texts give the same index."""
        return cls.of(Corpus.of(texts))

    @classmethod
    def of(cls, corpus: Corpus) -> MeaningIndex:
        """The index of texts whose words are known."""
        rows = _padded([_rows(word) for word in corpus.vocabulary.words])
        found = [_unit(_leaning((at := rows[numbers])[at != _NO_ROW])) for numbers in corpus]
        return cls(np.array(found, dtype=np.float32).reshape(-1, len(topics())))

    def similarity(self, text: str) -> Scores:
        """How close in meaning the text is to each document, 0 to 1, in the order of the corpus.

        The cosine, nothing below 0. A text without a known word gives 0 for all.
        """
        return np.clip((self.vectors @ text_vector(text)).astype(np.float64), 0.0, 1.0)


def topics() -> tuple[str, ...]:
    """The topics that texts are compared by, in the order of every vector."""
    return _table().topics


def text_vector(text: str) -> Vector:
    """The meaning of a text: shape (topics,), length 1, or zeros if no word is known."""
    return _unit(leanings(text))


def _unit(found: Vector) -> Vector:
    return np.asarray(found / (np.linalg.norm(found) or 1.0), dtype=np.float32)


# One text of a company is asked for by several features and reasons in a row.
@lru_cache(maxsize=32)
def leanings(text: str) -> Vector:
    """How much a text speaks for each topic: shape (topics,), 0 for neither for nor against.

    About 4 for a topic that a sentence clearly speaks of; everyday words alone say little, as if a
    rare one that speaks for nothing stood beside them. Inflection, compounds and typos are
    forgiven; a text without a known word gives zeros.
    """
    rows = [row for word in all_words(text) for row in _rows(word)]
    found = _leaning(np.array(rows, dtype=np.intp))
    found.setflags(write=False)
    return found


def _leaning(at: Rows) -> Vector:
    """The same for a text by the rows of its words, in its order."""
    table = _table()
    total = table.scales[at] @ table.values[at].astype(np.float32)
    return np.asarray(total / np.sqrt(1.0 + np.square(table.weights[at]).sum()), dtype=np.float32)


def _padded(rows: Sequence[Sequence[int]]) -> Rows:
    """Ragged rows as a table, filled up behind."""
    width = max(map(len, rows), default=0)
    found = [(*each, *(_NO_ROW,) * (width - len(each))) for each in rows]
    return np.array(found, dtype=np.intp).reshape(len(rows), width)


@lru_cache(maxsize=1)
def _table() -> TopicTable:
    with as_file(files("offers.text").joinpath("meaning.npz")) as path, np.load(path) as stored:
        stems = _unpacked(stored["stems"])
        return TopicTable(
            _unpacked(stored["topics"]),
            {word: row for row, word in enumerate(stems)},
            _by_letter(stems),
            stored["table"],
            stored["scales"].astype(np.float32),
            stored["weights"].astype(np.float32),
        )


def _unpacked(words: NDArray[np.uint8]) -> tuple[str, ...]:
    return tuple(words.tobytes().decode().split("\n"))


def _by_letter(stems: Sequence[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for each in stems:
        if len(each) >= _SHORTEST_TYPO - 1:
            found[each[0]].append(each)
    return {letter: tuple(each) for letter, each in found.items()}


@lru_cache(maxsize=16384)
def _rows(word: str) -> tuple[int, ...]:
    """The row of a word, else those of its parts, else that of the word it is a typo of."""
    table, own = _table(), stem(word)
    if own in table.rows:
        return (table.rows[own],)
    inner = tuple(table.rows[s] for s in map(stem, parts(word)) if s in table.rows)
    if inner or len(own) < _SHORTEST_TYPO:
        return inner
    near = process.extractOne(
        own, table.by_letter.get(own[0], ()), scorer=fuzz.ratio, score_cutoff=_TYPO_CUTOFF
    )
    return (table.rows[near[0]],) if near else ()
