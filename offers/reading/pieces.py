"""A text about applicants taken apart: brackets, and the pieces between its separators."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from offers.reading.actors import Actor, actors
from offers.reading.lexicon import Mention

Span: TypeAlias = tuple[int, int]
# 'Gründer(innen)' is one word.
_BRACKET = re.compile(r"(?<![a-z])\(([^()]*)\)")
_SEPARATOR = re.compile(
    r"[,;|•·+&]|/(?!-?in)|(?<![a-z-])(?:und|oder|sowie|bzw\.|beziehungsweise|sowohl|als auch|"
    r"and|or|as well as)(?![a-z-])"
)
_NEW_START = frozenset({",", ";", "|", "•", "·", "sowie"})


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands between two separators; `fresh` after one that begins anew, such as a comma."""

    start: int
    end: int
    fresh: bool
    mentions: tuple[Mention[Actor], ...]


def without_brackets(text: str) -> tuple[str, tuple[Span, ...]]:
    """The text with blanks for what stands in brackets, as long as before, and those stretches."""
    spans = tuple(found.span(1) for found in _BRACKET.finditer(text))
    for first, last in spans:
        text = text[: first - 1] + " " * (last - first + 2) + text[last + 1 :]
    return text, spans


def pieces(text: str, start: int, end: int) -> Iterator[Piece]:
    """The pieces of a stretch, with the applicants that each names; names are never cut."""
    mentions = list(actors().mentions(text, start, end))
    place, fresh = start, True
    for cut in _SEPARATOR.finditer(text, start, end):
        if any(m.start < cut.end() and cut.start() < m.end for m in mentions):
            continue
        yield _piece(place, cut.start(), mentions, fresh=fresh)
        place, fresh = cut.end(), cut[0] in _NEW_START
    yield _piece(place, end, mentions, fresh=fresh)


def _piece(start: int, end: int, mentions: list[Mention[Actor]], *, fresh: bool) -> Piece:
    return Piece(start, end, fresh, tuple(m for m in mentions if start <= m.start < end))
