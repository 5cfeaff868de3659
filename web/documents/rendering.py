"""A document as PDF: PDF/UA-1 and PDF/A-2a, the same bytes for the same document."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import typst

from web.documents.document import Document, dump
from web.documents.fonts import typefaces
from web.documents.glyphs import missing, shown

LONGEST_ADDRESS = 2_000
LONGEST: Mapping[str, int] = {"title": 500, "author": 200, "head": 200, "footer": 200}
"""Characters: marginal lines stand on every page, and titles in the list of contents as well.

Typesetting takes no address over 8,000 characters, PDF/A-2a no title over 32,767 bytes.
"""
_SOURCE = Path(__file__).parent / "document.typ"


def render(document: Document) -> bytes:
    """The PDF. What texts hold is data for the typesetter and never evaluated."""
    held, values = typefaces(), _shown(dump(document))
    if not unprintable(document):
        values["missing_note"] = ""
    pdf: bytes = typst.compile(
        _SOURCE,
        font_paths=held.fonts,
        ignore_system_fonts=True,
        sys_inputs={
            "document": json.dumps(values),
            "fonts": json.dumps([face.name for face in held.faces]),
        },
        pdf_standards=["ua-1", "a-2a"],
    )
    return pdf


def unprintable(document: Document) -> str:
    """The characters that no font has: the PDF has a box for each."""
    texts = _texts(dump(document))
    return "".join(missing(frozenset[str]().union(*texts), typefaces().faces))


def _texts(value: Any) -> Iterator[str]:
    """Every text within; addresses are no texts."""
    match value:
        case str():
            yield value
        case list():
            for each in value:
                yield from _texts(each)
        case dict():
            for key, each in value.items():
                if key != _ADDRESS:
                    yield from _texts(each)


def _shown(value: Any, longest: int | None = None) -> Any:
    """The same with every text as the fonts and the place can show it."""
    match value:
        case str():
            return shown(_clipped(value, longest), typefaces().faces)
        case list():
            return [_shown(each, longest) for each in value]
        case dict():
            limit = LONGEST["title"] if value.get("block") == "subheading" else longest
            return {key: _entry(key, each, limit) for key, each in value.items()}
        case _:
            return value


def _entry(key: str, value: Any, longest: int | None) -> Any:
    if key == _ADDRESS:
        return _address(value)
    return _shown(value, LONGEST.get(key, longest))


def _clipped(text: str, longest: int | None) -> str:
    if longest is None or len(text) <= longest:
        return text
    return f"{text[: longest - 1]}…"


def _address(href: str) -> str:
    """The address in the characters that addresses have; '' for one that nobody can follow."""
    plain = quote(href, safe=_RESERVED, errors="replace")
    return plain if len(plain) <= LONGEST_ADDRESS else ""


_ADDRESS = "href"
_RESERVED = "!#$%&'()*+,/:;=?@[]"
