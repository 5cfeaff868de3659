"""A table of word vectors that, summed over the words of a text, says what the teacher says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags, identity

from offers.distillation.lexicon import Lexicon
from offers.text.compounds import parts
from offers.text.tokenising import all_words, stem

Matrix = NDArray[np.float64]

_ENCODER_RIDGE, _WORD_RIDGE = 30.0, 0.5
_STEPS = 60
_LARGEST = 127


@dataclass(frozen=True)
class Student:
    """One row a stem of the lexicon, one column a topic."""

    table: Matrix
    weights: Matrix

    @classmethod
    def fit(
        cls,
        lexicon: Lexicon,
        word_vectors: Matrix,
        texts: Sequence[str],
        judged: Matrix,
        importance: Matrix,
    ) -> Student:
        """Learn from texts that the teacher judged, in two steps.

        First one map for all words from what the encoder makes of a word alone, so that words
        that no text holds are placed too; then for each word what it means beyond that.
        `importance` has shape (texts,).
        """
        weights = lexicon.weights()
        counts = design(lexicon, weights, texts)
        by_stem = _of_stems(lexicon, word_vectors)
        sums = counts @ by_stem
        ridge = _ENCODER_RIDGE * np.eye(by_stem.shape[1])
        shared = np.linalg.solve(
            sums.T @ (sums * importance[:, None]) + ridge, sums.T @ (judged * importance[:, None])
        )
        own = _own(counts, judged - sums @ shared, importance)
        return cls(by_stem @ shared + own, weights)

    def save(self, path: Path, lexicon: Lexicon, topics: Sequence[str]) -> None:
        """Write the table in whole numbers from -127 to 127 with one scale a row."""
        weighted = self.table * self.weights[:, None]
        scales = np.maximum(np.abs(weighted).max(axis=1) / _LARGEST, np.finfo(np.float16).tiny)
        np.savez_compressed(
            path,
            stems=_packed(lexicon.stems),
            topics=_packed(topics),
            table=np.round(weighted / scales[:, None]).astype(np.int8),
            scales=scales.astype(np.float16),
            weights=self.weights.astype(np.float16),
        )


def design(lexicon: Lexicon, weights: Matrix, texts: Sequence[str]) -> csr_matrix:
    """Shape (texts, stems): the weight of each stem in each text, rows of length 1."""
    place = {each: position for position, each in enumerate(lexicon.stems)}
    found = [[at for word in all_words(text) for at in _places(word, place)] for text in texts]
    ends = np.cumsum([0, *(len(each) for each in found)])
    columns = np.array([at for each in found for at in each], dtype=np.intp)
    counts = csr_matrix((weights[columns], columns, ends), shape=(len(texts), len(place)))
    lengths = np.sqrt([weights[each] @ weights[each] for each in found])
    return (diags(1.0 / np.maximum(lengths, 1e-9)) @ counts).tocsr()


def _places(word: str, place: dict[str, int]) -> list[int]:
    own = place.get(stem(word))
    if own is not None:
        return [own]
    inner = (place.get(stem(part)) for part in parts(word))
    return [at for at in inner if at is not None]


def _of_stems(lexicon: Lexicon, word_vectors: Matrix) -> Matrix:
    """Shape (stems, dimensions): the mean over the words of a stem, the common ones first."""
    share = lexicon.frequencies / lexicon.stem_frequencies()[lexicon.stem_of]
    summed = np.zeros((len(lexicon.stems), word_vectors.shape[1]))
    centred = word_vectors - word_vectors.mean(axis=0)
    np.add.at(summed, lexicon.stem_of, centred * share[:, None])
    return summed


def _own(counts: csr_matrix, missing: Matrix, importance: Matrix) -> Matrix:
    """Ridge regression of what is missing on the stems, by conjugate gradients."""
    weighted = counts.T @ diags(importance)
    system = (weighted @ counts + _WORD_RIDGE * identity(counts.shape[1])).tocsr()
    target = np.asarray(weighted @ missing)
    found, rest = np.zeros_like(target), target.copy()
    direction, size = rest.copy(), (rest * rest).sum(axis=0)
    for _ in range(_STEPS):
        moved = np.asarray(system @ direction)
        step = size / np.maximum((direction * moved).sum(axis=0), 1e-30)
        found, rest = found + step * direction, rest - step * moved
        size, before = (rest * rest).sum(axis=0), size
        direction = rest + size / np.maximum(before, 1e-30) * direction
    return found


def _packed(words: Sequence[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(words).encode(), dtype=np.uint8)
