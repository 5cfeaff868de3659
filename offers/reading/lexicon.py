"""Phrases of an editor's table, found in folded text: the longest one at every word."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

EntryT = TypeVar("EntryT")
_SURE_START = re.compile(r"[a-z0-9]{0,3}")
# 'Gründer/innen', 'Gründer:innen', 'GründerInnen', 'Gründer(innen)'.
_GENDER = r"(?:[/:*_]-?innen|[/:*_]-?in|\(innen\))?"
_END = r"(?![a-z0-9]|-[a-z])"
_NOTHING: tuple[re.Pattern[str], tuple[Any, ...]] = (re.compile(r"(?!)"), ())


@dataclass(frozen=True, slots=True)
class Mention(Generic[EntryT]):
    """A phrase that stands in a text from `start` to `end`."""

    start: int
    end: int
    entry: EntryT


class Lexicon(Generic[EntryT]):
    """The phrases of entries, each with the entry that it speaks for."""

    def __init__(self, phrases: Iterable[tuple[str, EntryT]]) -> None:
        by_letter: dict[str, list[tuple[str, EntryT]]] = defaultdict(list)
        for phrase, entry in phrases:
            by_letter[phrase[:1]].append((phrase, entry))
        self._begin = _begin(phrase for found in by_letter.values() for phrase, _ in found)
        self._buckets: Mapping[str, tuple[re.Pattern[str], tuple[EntryT, ...]]] = {
            letter: _bucket(found) for letter, found in by_letter.items()
        }

    def mentions(
        self, text: str, start: int = 0, end: int | None = None
    ) -> Iterator[Mention[EntryT]]:
        """The phrases of a stretch of folded text from left to right; they never overlap."""
        done, end = start, len(text) if end is None else end
        for place in self._places(text, start, end):
            if place < done:
                continue
            found = self._at(text, place, end)
            if found is not None:
                done = found.end
                yield found

    def _places(self, text: str, start: int, end: int) -> Iterator[int]:
        """Where a word begins that may begin a phrase; a stretch may start within a word."""
        if 0 < start < end and text[start - 1 : start + 1].isalnum():
            yield start
        for word in self._begin.finditer(text, start, end):
            yield word.start()

    def _at(self, text: str, place: int, end: int) -> Mention[EntryT] | None:
        for letter in (text[place], "*"):
            pattern, entries = self._buckets.get(letter, _NOTHING)
            found = pattern.match(text, place, end)
            if found is not None and found.lastindex is not None:
                return Mention(place, found.end(), entries[found.lastindex - 1])
        return None


def phrase_pattern(phrase: str) -> str:
    """A phrase as a regular expression: '*' any letters, a hyphen also blank or nothing."""
    words = (_word_pattern(word) for word in phrase.split())
    compound = "(?:-[a-z]+)*" if phrase.endswith("*") else ""
    return r"(?:,? |,?-)".join(words) + compound + _GENDER


def _begin(phrases: Iterable[str]) -> re.Pattern[str]:
    """Words that begin as one of the phrases does; most words of a text do not."""
    starts = defaultdict[str, set[str]](set)
    for phrase in phrases:
        sure = _SURE_START.match(phrase)
        if sure is not None and (sure[0] or phrase[:1] == "*"):
            starts[sure[0][:1]].add(sure[0][1:])
    words = "|".join(
        f"{letter}(?:{'|'.join(sorted(rest, key=len, reverse=True))})"
        for letter, rest in sorted(starts.items(), reverse=True)
    )
    return re.compile(rf"(?=(?:{words or '(?!)'}))(?=[a-z0-9])(?<![a-z0-9])")


def _word_pattern(word: str) -> str:
    plain = re.escape(word).replace(r"\*", "[a-z]*")
    return plain.replace(r"\-", "-? ?")


def _bucket(
    phrases: list[tuple[str, EntryT]],
) -> tuple[re.Pattern[str], tuple[EntryT, ...]]:
    ordered = sorted(phrases, key=lambda item: (-len(item[0]), item[0]))
    alternatives = "|".join(f"({phrase_pattern(phrase)}){_END}" for phrase, _ in ordered)
    return re.compile(alternatives), tuple(entry for _, entry in ordered)
