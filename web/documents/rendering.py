"""A document as PDF: PDF/UA-1 and PDF/A-2a, the same bytes for the same document."""

from __future__ import annotations

import json
from collections.abc import Set as AbstractSet
from dataclasses import replace
from pathlib import Path
from typing import Any

import typst

from web.documents.document import Document, dump
from web.documents.fonts import typefaces
from web.documents.glyphs import shown

LONGEST_MARGINAL = 200
_SOURCE = Path(__file__).parent / "document.typ"


def render(document: Document) -> bytes:
    """The PDF. What texts hold is data for the typesetter and never evaluated."""
    faces = typefaces()
    pdf: bytes = typst.compile(
        _SOURCE,
        font_paths=faces.fonts,
        ignore_system_fonts=True,
        sys_inputs={"document": json.dumps(_shown(dump(_fitting(document)), faces.covered))},
        pdf_standards=["ua-1", "a-2a"],
    )
    return pdf


def _fitting(document: Document) -> Document:
    """The same with short marginal lines: they stand on every page."""
    return replace(document, head=_clipped(document.head), footer=_clipped(document.footer))


def _clipped(text: str) -> str:
    return text if len(text) <= LONGEST_MARGINAL else f"{text[: LONGEST_MARGINAL - 1]}…"


def _shown(value: Any, covered: AbstractSet[int]) -> Any:
    """The same with every text as the fonts can show it; addresses stay as they are."""
    match value:
        case str():
            return shown(value, covered)
        case list():
            return [_shown(each, covered) for each in value]
        case dict():
            return {
                key: each if key in _KEPT else _shown(each, covered) for key, each in value.items()
            }
        case _:
            return value


_KEPT = frozenset({"href", "key"})
