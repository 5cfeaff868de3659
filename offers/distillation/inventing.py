"""Texts made up of words: the student sees every word beside many others.

What they mean does not matter, only that the student says of them what the teacher says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from offers.distillation.lexicon import Lexicon

_SHORTEST = 4
_RARE = 2e-4
_OWN_ANCHORS = 0.6
# Beside the anchor: a word near it, any word of ours, a phrase, else any word at all.
_NEAR, _OWN, _PHRASE = 0.4, 0.65, 0.8
_NEAREST = 40
_FRAMES = (
    "Wir brauchen {} und {}.",
    "{}, {}, {}",
    "Unser Betrieb hat ein Problem mit {} und {}, {}.",
    "Wie bekommen wir {} für {}?",
    "{} {}",
    "Wir wollen {}, aber {} ist {}.",
    "Ich suche {} wegen {} und {} {}.",
    "Keiner {} unsere {}, {} {}.",
    "Zuschuss für {} und {}",
    "Gibt es Hilfe bei {}, {} oder {}?",
    "{} in der Firma, {} mit {}",
    "Meine {} {} jetzt {} und {}.",
    "{} {} {} {} {}",
)


@dataclass(frozen=True)
class Inventor:
    """Makes texts up from the words of a lexicon and known phrases."""

    lexicon: Lexicon
    vectors: NDArray[np.float32]
    """Shape (words, dimensions), rows of length 1: how near words are."""
    own: frozenset[str]
    """The words of the texts that the table is for; they come more often."""
    phrases: Sequence[str]

    def texts(self, count: int, rng: np.random.Generator) -> list[str]:
        """Simple frames filled with words and phrases, some of them near each other."""
        return [self._filled(_one_of(_FRAMES, rng), rng) for _ in range(count)]

    def _filled(self, frame: str, rng: np.random.Generator) -> str:
        anchor = int(rng.choice(self._ours if rng.random() < _OWN_ANCHORS else self._rare))
        others = [self._beside(anchor, rng) for _ in range(frame.count("{}") - 1)]
        words = [self.lexicon.words[anchor], *others]
        return frame.format(*(words[at] for at in rng.permutation(len(words))))

    def _beside(self, anchor: int, rng: np.random.Generator) -> str:
        draw = rng.random()
        if _OWN <= draw < _PHRASE:
            return _one_of(self.phrases, rng).lower()
        if draw < _NEAR:
            return self.lexicon.words[int(rng.choice(self._near(anchor)))]
        return self.lexicon.words[int(rng.choice(self._ours if draw < _OWN else self._rare))]

    def _near(self, anchor: int) -> NDArray[np.intp]:
        closeness = self.vectors[self._ours] @ self.vectors[anchor]
        few = min(_NEAREST, closeness.size) - 1
        return self._ours[np.argpartition(-closeness, few)[: few + 1]]

    @cached_property
    def _rare(self) -> NDArray[np.intp]:
        long = np.array([len(word) >= _SHORTEST for word in self.lexicon.words])
        return np.flatnonzero(long & (self.lexicon.frequencies < _RARE))

    @cached_property
    def _ours(self) -> NDArray[np.intp]:
        return self._rare[[self.lexicon.words[place] in self.own for place in self._rare]]


def _one_of(texts: Sequence[str], rng: np.random.Generator) -> str:
    return texts[int(rng.integers(len(texts)))]
