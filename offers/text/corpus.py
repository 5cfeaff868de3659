"""Texts as the numbers of their words: each is taken apart once, whoever looks at it."""

import re
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, identity

from offers.text.counting import counted
from offers.text.tokenising import all_words, carries_meaning, word_tokens

Numbers: TypeAlias = NDArray[np.int32]
Places: TypeAlias = NDArray[np.int64]
Features: TypeAlias = tuple[Mapping[str, int], csr_matrix]
"""A column for each feature, and how often each word has it: shape (words, features)."""

# With these and what becomes one of them a tag or 'F & E' may begin in one text, end in the next.
_RUNS_ON = re.compile("[<&+\u207a\u208a\ufb29\ufe60\ufe62\ufe64\uff06\uff0b\uff1c]")


def runs_on(text: str) -> bool:
    """Whether the words of the text and of one behind it may differ from those of both as one."""
    return _RUNS_ON.search(text) is not None


@dataclass(frozen=True)
class Vocabulary:
    """The distinct words of some texts in normal form; the place of each is its number."""

    words: tuple[str, ...]

    @cached_property
    def stems(self) -> Features:
        """The stem of each word and those of its parts."""
        return self.taken_apart(word_tokens)

    def taken_apart(self, take_apart: Callable[[str], Sequence[str]]) -> Features:
        """What each word that carries meaning consists of; all others have no feature."""
        return counted(take_apart(w) if carries_meaning(w) else () for w in self.words)


@dataclass(frozen=True, slots=True)
class Corpus:
    """Texts in words, in their order; `numbers` may hold those of other texts too."""

    vocabulary: Vocabulary
    numbers: Numbers
    starts: Places
    """Where the words of each text begin in `numbers`; `ends` tells where they end."""
    ends: Places

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Corpus":
        """These texts in words."""
        reader = Reader()
        places = [(reader.place, reader.read(text)) for text in texts]
        return next(reader.corpora(np.array(places, dtype=np.int64).reshape(-1, 1, 2)))

    def __iter__(self) -> Iterator[Numbers]:
        for start, end in zip(self.starts.tolist(), self.ends.tolist(), strict=True):
            yield self.numbers[start:end]

    def counts(self) -> csr_matrix:
        """How often each word occurs in each text: shape (texts, words)."""
        found = np.concatenate([self.numbers[:0], *self])
        ends = np.cumsum([0, *(self.ends - self.starts)])
        shape = (len(self.ends), len(self.vocabulary.words))
        each = csr_matrix((np.ones(len(found), dtype=np.int32), found, ends), shape=shape)
        # The product puts equal words together without the sorting of `sum_duplicates`.
        return each @ identity(shape[1], dtype=np.int32, format="csr")


class Reader:
    """Takes texts apart; the words of each stand behind those of the one read before."""

    def __init__(self) -> None:
        self._known = defaultdict[str, int]()
        self._known.default_factory = self._known.__len__  # Each new word gets the next number.
        self._found = array("i")

    @property
    def place(self) -> int:
        """Where the words of the next text will begin."""
        return len(self._found)

    def read(self, text: str) -> int:
        """The place behind the words of the text."""
        self._found.extend(map(self._known.__getitem__, all_words(text)))
        return len(self._found)

    def corpora(self, places: Places) -> Iterator[Corpus]:
        """Texts read so far by where they begin and end: shape (texts, corpora, 2)."""
        vocabulary = Vocabulary(tuple(self._known))
        numbers = np.array(self._found, dtype=np.int32)
        for at in np.moveaxis(places, 1, 0):
            yield Corpus(vocabulary, numbers, at[:, 0], at[:, 1])


__all__ = ["Corpus", "Features", "Reader", "Vocabulary", "runs_on"]
