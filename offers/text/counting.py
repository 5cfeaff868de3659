"""How often features occur in texts, and how much each says there, as sparse tables."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import compress

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

Reals = NDArray[np.float64]
_AT_ONCE = 1024
"""Rows that are weighed in one go, for the memory."""


def counted(taken_apart: Iterable[Sequence[str]]) -> tuple[Mapping[str, int], csr_matrix]:
    """A column for each feature in the order of the alphabet, and its count in each text.

    The table has the shape (texts, features); the columns of a row are in order.
    """
    numbers = defaultdict[str, int]()
    numbers.default_factory = numbers.__len__  # Each new feature gets the next number.
    given, ends = array("i"), array("q", [0])
    for features in taken_apart:
        given.extend(map(numbers.__getitem__, features))
        ends.append(len(given))
    columns = {feature: column for column, feature in enumerate(sorted(numbers))}
    renumbered = np.array([columns[feature] for feature in numbers], dtype=np.int32)
    found = renumbered[np.frombuffer(given, dtype=np.int32)] if given else renumbered
    counts = csr_matrix(
        (np.ones(len(given), dtype=np.int32), found, np.array(ends)),
        shape=(len(ends) - 1, len(columns)),
    )
    counts.sum_duplicates()
    return columns, counts


def weighed(
    columns: Mapping[str, int], by_term: csr_matrix
) -> tuple[Mapping[str, int], Reals, csr_matrix]:
    """Sublinear tf times smoothed idf of the features that occur, the texts of length 1.

    `by_term` says how often each feature occurs in each text, shape (features, texts); so do the
    weights. Returned are the columns of the features, their idf and the weights.
    """
    ends, texts = by_term.indptr, by_term.shape[1]
    documents = np.diff(ends)
    idf = np.log((1.0 + texts) / (1.0 + documents)) + 1.0
    tf = np.log(np.arange(1.0, by_term.data.max(initial=0) + 1.0)) + 1.0
    lengths = _lengths(by_term.T.tocsr(), tf, idf)
    weights = np.empty(by_term.nnz)
    for first in range(0, len(idf), _AT_ONCE):
        own = slice(first, first + _AT_ONCE)
        at = slice(ends[first], ends[min(own.stop, len(idf))])
        weights[at] = tf[by_term.data[at] - 1] * np.repeat(idf[own], documents[own])
        weights[at] /= lengths[by_term.indices[at]]
    used = documents > 0
    kept = {feature: column for column, feature in enumerate(compress(columns, used))}
    ends = np.concatenate((ends[:1], ends[1:][used]))
    return kept, idf[used], csr_matrix((weights, by_term.indices, ends), shape=(len(kept), texts))


def _lengths(counts: csr_matrix, tf: Reals, idf: Reals) -> Reals:
    """The length of each text before it is made 1; one without a feature has 1 already."""
    squares = np.zeros(counts.shape[0])
    for text, (start, end) in enumerate(zip(counts.indptr[:-1], counts.indptr[1:], strict=True)):
        weights = tf[counts.data[start:end] - 1] * idf[counts.indices[start:end]]
        squares[text] = weights.dot(weights)
    return np.where(squares > 0, np.sqrt(squares), 1.0)


__all__ = ["counted", "weighed"]
