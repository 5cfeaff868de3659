"""The fonts of documents, as the npm lock file brings them.

Only these are used, so that a document looks the same on every machine.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import typst
from fontTools.ttLib import TTFont

_PACKAGES = Path(__file__).parents[1] / "node_modules/@expo-google-fonts"
_BOTH = ("400Regular", "600SemiBold")
_FAMILIES: Mapping[str, tuple[str, Sequence[str]]] = {
    "Fira Sans": ("fira-sans", _BOTH),
    "Noto Sans Arabic": ("noto-sans-arabic", _BOTH),
    "Noto Sans Hebrew": ("noto-sans-hebrew", _BOTH),
    "Noto Sans Symbols 2": ("noto-sans-symbols-2", _BOTH[:1]),
    "Noto Emoji": ("noto-emoji", _BOTH),
}


@dataclass(frozen=True, slots=True)
class Typeface:
    """What the typesetter calls it, and the code points that all of its weights have."""

    name: str
    covered: frozenset[int]


@dataclass(frozen=True, slots=True)
class Typefaces:
    """Fonts for the typesetter, and what each has; what the first lacks is looked up in the next.

    The typesetter opens a file when it first needs it.
    """

    fonts: typst.Fonts
    faces: tuple[Typeface, ...]


@cache
def typefaces() -> Typefaces:
    """The fonts; FileNotFoundError where the packages of the pages are not installed."""
    folders = {name: _folders(*place) for name, place in _FAMILIES.items()}
    return Typefaces(
        typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[folder for found in folders.values() for folder in found],
        ),
        tuple(Typeface(name, _covered(found)) for name, found in folders.items()),
    )


def is_installed() -> bool:
    """Whether all fonts are there."""
    try:
        return bool(typefaces())
    except FileNotFoundError:
        return False


def _folders(package: str, weights: Sequence[str]) -> list[Path]:
    return [_PACKAGES / package / weight for weight in weights]


def _covered(folders: Sequence[Path]) -> frozenset[int]:
    """What all have, without what means something in one font only: PDF/A-2a takes none of it."""
    files = [path for folder in folders for path in folder.glob("*.ttf")]
    if len(files) != len(folders):
        raise FileNotFoundError(f"a font is missing in {folders[0].parent}")
    maps = (TTFont(path).getBestCmap() for path in files)
    shared = frozenset[int].intersection(*map(frozenset, maps))
    return frozenset(each for each in shared if unicodedata.category(chr(each)) != "Co")
