"""How often features occur in texts, as a sparse table."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from scipy.sparse import csr_matrix


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
        (np.ones(len(given)), found, np.array(ends)), shape=(len(ends) - 1, len(columns))
    )
    counts.sum_duplicates()
    return columns, counts


__all__ = ["counted"]
