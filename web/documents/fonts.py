"""The fonts of the pages in the form that the typesetter reads, made once a process.

They come with the style sheets as WOFF2; only these are used, so that a document looks the same on
every machine.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import typst
from fontTools.ttLib import TTFont

WEIGHTS = ("Regular", "SemiBold")
_FOLDER = Path(__file__).parents[1] / "node_modules/@kern-ux/native/dist/fonts/fira-sans"


@dataclass(frozen=True, slots=True)
class Typefaces:
    """Fonts for the typesetter, and the code points that all of them have."""

    fonts: typst.Fonts
    covered: AbstractSet[int]


@cache
def typefaces() -> Typefaces:
    """The fonts; FileNotFoundError where the packages of the pages are not installed."""
    covered = list[set[int]]()
    with TemporaryDirectory(prefix="angebotslotse-fonts-") as folder:
        for weight in WEIGHTS:
            font = TTFont(_FOLDER / f"FiraSans-{weight}.woff2", recalcTimestamp=False)
            covered.append({each for each in font.getBestCmap() if not _is_private(each)})
            font.flavor = None
            font.save(Path(folder, f"{weight}.ttf"))
        fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
        )
        _read(fonts)
    return Typefaces(fonts, frozenset.intersection(*map(frozenset, covered)))


def _is_private(code_point: int) -> bool:
    """Whether it means something in one font only: PDF/A-2a takes no such characters."""
    return unicodedata.category(chr(code_point)) == "Co"


def _read(fonts: typst.Fonts) -> None:
    """Let the typesetter take every font into memory: it opens a file when it first needs it."""
    words = b'#set text(font: "Fira Sans"); a #text(weight: "semibold")[a]'
    typst.compile(words, font_paths=fonts, ignore_system_fonts=True)
