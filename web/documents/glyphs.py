"""Texts as the typesetter can show them: no character without a glyph, no line without a break.

PDF/A and PDF/UA allow no glyph that stands for nothing, and typesetting stops at one. What people
write must never do that, so whatever the fonts do not have is replaced before.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from itertools import groupby

from web.documents.fonts import Typeface

MISSING = "▯"
"""Stands for what no font has; the first has it."""
_LIKE: dict[str, str] = {
    "\N{NON-BREAKING HYPHEN}": "-",
    "\N{HYPHEN}": "-",
    "\N{NARROW NO-BREAK SPACE}": "\N{NO-BREAK SPACE}",
    "\N{FIGURE SPACE}": "\N{NO-BREAK SPACE}",
    "\N{NO-BREAK SPACE}": "\N{NO-BREAK SPACE}",
    "\N{TRIANGULAR BULLET}": "\N{BULLET}",
    "\N{PRIME}": "'",
    "\N{DOUBLE PRIME}": '"',
    "\N{RIGHTWARDS DOUBLE ARROW}": "\N{RIGHTWARDS ARROW}",
    "\N{LEFT RIGHT DOUBLE ARROW}": "\N{LEFT RIGHT ARROW}",
}
_SPACE = " "
_BREAK = "\N{ZERO WIDTH SPACE}"
LONGEST_WORD = 49
_PIECE = 12
MOST_MARKS = 4
"""On one character: no script needs more, and piled ones cover the lines above."""
# Control, format (they turn the direction of what follows, or join it), halves of characters.
_SILENT = frozenset({"Cc", "Cf", "Cs"})
_SKIN_TONES = range(0x1F3FB, 0x1F400)


def shown(text: str, faces: Sequence[Typeface]) -> str:
    """The text with glyphs for all of it, on one line, with breaks in what has none.

    A mark that stands alone, or that the font of its character has not, is dropped.
    """
    if _plain(faces[0]).issuperset(text) and max(map(len, text.split(_SPACE))) <= LONGEST_WORD:
        return text
    clusters = _clusters(unicodedata.normalize("NFC", text), faces)
    return "".join(_with_breaks(clusters))


def missing(characters: AbstractSet[str], faces: Sequence[Typeface]) -> tuple[str, ...]:
    """Those that `shown` can only replace by MISSING, in the order of their code points."""
    return tuple(
        each
        for each in sorted(characters - {MISSING})
        if not (_is_silent(each) or _is_joined(each)) and _nearest(each, faces)[0] == MISSING
    )


@cache
def _plain(face: Typeface) -> frozenset[str]:
    """The characters that stay as they are: nearly all of nearly every text, and quick to see."""
    return frozenset(
        each
        for each in map(chr, face.covered)
        if "".join(_clusters(unicodedata.normalize("NFC", each), [face])) == each
    )


def _clusters(text: str, faces: Sequence[Typeface]) -> Iterator[str]:
    """Each character with the marks on it: one font must show them together."""
    whole, marks, covered = "", 0, frozenset[int]()
    for character in text:
        if _is_silent(character):
            continue
        if _is_joined(character):
            if marks < MOST_MARKS and ord(character) in covered:
                whole, marks = whole + character, marks + 1
            continue
        yield whole
        (whole, covered), marks = _nearest(character, faces), 0
    yield whole


def _is_silent(character: str) -> bool:
    return not character.isspace() and unicodedata.category(character) in _SILENT


def _is_joined(character: str) -> bool:
    """Whether it is set together with the character before it."""
    return unicodedata.category(character).startswith("M") or ord(character) in _SKIN_TONES


def _nearest(character: str, faces: Sequence[Typeface]) -> tuple[str, frozenset[int]]:
    """What is most like it of what a font has, with all that this font has."""
    for like in _forms(character):
        for face in faces:
            if face.covered.issuperset(map(ord, like)):
                return like, face.covered
    return MISSING, faces[0].covered


def _forms(character: str) -> Iterator[str]:
    """It or what stands for it, then its compatible forms, whole and in parts."""
    yield _LIKE.get(character, _SPACE if character.isspace() else character)
    yield unicodedata.normalize("NFKC", character)
    yield unicodedata.normalize("NFKD", character)


def _with_breaks(clusters: Iterator[str]) -> Iterator[str]:
    """The same; words that are too long for a line can be broken."""
    for is_space, found in groupby(clusters, key=lambda each: each == _SPACE):
        word = list(found)
        is_long = not is_space and sum(map(len, word)) > LONGEST_WORD
        yield _BREAK.join(_pieces(word)) if is_long else "".join(word)


def _pieces(word: Sequence[str]) -> Iterator[str]:
    piece = ""
    for cluster in word:
        if len(piece) + len(cluster) > _PIECE:
            yield piece
            piece = ""
        piece += cluster
    yield piece
