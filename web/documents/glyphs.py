"""Texts as the typesetter can show them: no character without a glyph, no line without a break.

PDF/A and PDF/UA allow no glyph that stands for nothing, and typesetting stops at one. What people
write must never do that, so whatever the fonts do not have is replaced before.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set as AbstractSet

MISSING = "▯"
"""Stands for what no font has; Fira Sans has it."""
_LIKE: dict[str, str] = {
    "\N{NON-BREAKING HYPHEN}": "-",
    "\N{HYPHEN}": "-",
    "\N{NARROW NO-BREAK SPACE}": "\N{NO-BREAK SPACE}",
    "\N{FIGURE SPACE}": "\N{NO-BREAK SPACE}",
    "\N{CHECK MARK}": "\N{SQUARE ROOT}",
    "\N{HEAVY CHECK MARK}": "\N{SQUARE ROOT}",
    "\N{MULTIPLICATION X}": "\N{MULTIPLICATION SIGN}",
    "\N{BLACK CIRCLE}": "\N{BULLET}",
    "\N{BLACK SQUARE}": "\N{BULLET}",
    "\N{BLACK SMALL SQUARE}": "\N{BULLET}",
}
_SPACE = " "
_BREAK = "\N{ZERO WIDTH SPACE}"
_WITHOUT_BREAK = re.compile(r"\S{50,}")
_PIECE = 12
# Control, format (they turn the direction of what follows, or join it), halves of characters.
_SILENT = frozenset({"Cc", "Cf", "Cs"})


def shown(text: str, covered: AbstractSet[int]) -> str:
    """The text with glyphs for all of it, on one line, with breaks in what has none.

    `covered` are the code points that every font has. Marks that stand alone are dropped.
    """
    composed = unicodedata.normalize("NFC", text.replace("\r", _SPACE))
    whole = "".join(_glyphs(character, covered) for character in composed)
    return _WITHOUT_BREAK.sub(_broken, whole)


def _glyphs(character: str, covered: AbstractSet[int]) -> str:
    if character.isspace() and character != "\N{NO-BREAK SPACE}":
        return _LIKE.get(character, _SPACE)
    category = unicodedata.category(character)
    if category in _SILENT:
        return ""
    if ord(character) in covered:
        return character
    return _nearest(character, covered, is_mark=category.startswith("M"))


def _nearest(character: str, covered: AbstractSet[int], *, is_mark: bool) -> str:
    """What is like it, else its compatible form, else the sign for what is missing."""
    plain = _LIKE.get(character) or unicodedata.normalize("NFKC", character)
    if all(ord(each) in covered for each in plain):
        return plain
    return "" if is_mark else MISSING


def _broken(found: re.Match[str]) -> str:
    word = found.group()
    return _BREAK.join(word[at : at + _PIECE] for at in range(0, len(word), _PIECE))
