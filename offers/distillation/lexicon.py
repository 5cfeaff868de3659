"""The words that the table of meanings knows, and how often they are used."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from offers.text import normalise, stem
from offers.text.tokenising import all_words

_SIZES = (("de", 32_000), ("en", 7_000))
_RAREST = 1e-8
# An English word is met in one text of several only.
_ENGLISH_SHARE = 0.5
_EVERYDAY = re.compile(r"[a-zäöüß]{2,}")
_OWN = re.compile(r"[^\W\d_]{2,}")
# The smooth inverse frequency of Arora, Liang and Ma (2017): a / (a + frequency).
_SMOOTHING = 3e-4


@dataclass(frozen=True)
class Lexicon:
    """Words in lower case with the stem that each belongs to."""

    words: tuple[str, ...]
    frequencies: NDArray[np.float64]
    """Shape (words,): share of all running words."""
    stems: tuple[str, ...]
    """Every stem once, by alphabet."""
    stem_of: NDArray[np.intp]
    """Shape (words,): the position of each word's stem."""

    def stem_frequencies(self) -> NDArray[np.float64]:
        """Shape (stems,): the summed frequency of the words of each stem."""
        summed = np.bincount(self.stem_of, weights=self.frequencies, minlength=len(self.stems))
        return np.asarray(summed, dtype=np.float64)

    def weights(self) -> NDArray[np.float64]:
        """Shape (stems,): near 1 for a rare stem, near 0 for an everyday one."""
        return np.asarray(_SMOOTHING / (_SMOOTHING + self.stem_frequencies()))


def gather(texts: Iterable[str]) -> Lexicon:
    """The commonest German and English words and every word of these texts.

    Last those that only the normal form makes a word, such as 'fue' for 'F&E'.
    """
    from wordfreq import top_n_list

    own = tuple(texts)
    found = [w for language, n in _SIZES for w in top_n_list(language, n) if _EVERYDAY.fullmatch(w)]
    found += [word.lower() for text in own for word in _OWN.findall(text)]
    spelt = {normalise(word) for word in found}
    found += [word for text in own for word in all_words(text) if _is_new(word, spelt)]
    words = tuple(dict.fromkeys(found))
    stem_by_word = [stem(normalise(word)) for word in words]
    stems = tuple(sorted(set(stem_by_word)))
    place = {each: position for position, each in enumerate(stems)}
    return Lexicon(
        words,
        np.array([_frequency(word) for word in words]),
        stems,
        np.array([place[each] for each in stem_by_word], dtype=np.intp),
    )


def own_words(*texts: str) -> frozenset[str]:
    """The words of these texts in lower case."""
    return frozenset(word.lower() for text in texts for word in _OWN.findall(text))


def _is_new(word: str, spelt: set[str]) -> bool:
    return len(word) > 1 and not word.isdecimal() and word not in spelt


def _frequency(word: str) -> float:
    from wordfreq import word_frequency

    english = _ENGLISH_SHARE * word_frequency(word, "en")
    return float(max(word_frequency(word, "de"), english, _RAREST))
