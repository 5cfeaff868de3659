"""Texts in a form that phrases are found in, with the way back to the source's own letters."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate

# Replaced one by one: on long texts many times as quick as a table for `str.translate`.
_SPELT = (
    *(("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"), ("æ", "ae"), ("ø", "oe")),
    *((dash, "-") for dash in "‐‑‒–—−"),
)
_SOFT_HYPHEN = "\u00ad"
LONGEST = 20_000
"""Nobody writes conditions after so many letters; what follows is not read."""


@dataclass(frozen=True)
class Folded:
    """A text in small letters with umlauts spelt out; `source` is what quotes are cut from."""

    source: str
    text: str

    def quote(self, start: int, end: int) -> str:
        """The source's own letters for a stretch of the folded text, without blanks around."""
        first, last = self._at(start), self._at(max(start, end - 1)) + 1
        return self.source[first:last].strip()

    def _at(self, place: int) -> int:
        if len(self.text) == len(self.source):
            return place
        return bisect_right(self._starts, place) - 1

    @cached_property
    def _starts(self) -> list[int]:
        lengths = (len(_fold(letter)) for letter in self.source)
        return list(accumulate(lengths, initial=0))[:-1]


@lru_cache(maxsize=32)
def folded(text: str) -> Folded:
    """A text ready to be read; runs of blanks are one, decomposed umlauts are put together."""
    one_line = " ".join(text[:LONGEST].replace(_SOFT_HYPHEN, " ").split())
    source = unicodedata.normalize("NFC", one_line).strip()
    return Folded(source, _fold(source))


def fold(text: str) -> str:
    """The form in which phrases are found: 'Größere Betriebe' is 'groessere betriebe'."""
    return folded(text).text


def _fold(text: str) -> str:
    if text.isascii():
        return text.lower()
    plain = text.lower()
    for letter, spelt in _SPELT:
        plain = plain.replace(letter, spelt)
    return plain if plain.isascii() else "".join(map(_plain_letter, plain))


def _plain_letter(letter: str) -> str:
    """The letter without its accent; one letter stays one letter."""
    if letter.isascii():
        return letter
    base = unicodedata.normalize("NFKD", letter)[0]
    return base if base.isascii() and base.isprintable() else letter
