"""A document as values: plain texts in their order, whatever they are shown with.

Nothing in it is markup: every text is shown as it stands. A document goes to JSON and back without
loss, so that one that was given out can be shown again as it was.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field, TypeAdapter

Mark: TypeAlias = Literal["plain", "todo"]
Style: TypeAlias = Literal["plain", "small", "lead"]
Tone: TypeAlias = Literal["plain", "good", "open", "bad"]
_FOLLOWED = ("https://", "http://", "mailto:", "tel:")


@dataclass(frozen=True, slots=True)
class Run:
    """Words, perhaps with an address behind them, or in another language than the document."""

    text: str
    href: str = ""
    language: str = ""
    tone: Tone = "plain"


Line: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Subheading:
    """A heading within a part."""

    text: str
    block: Literal["subheading"] = "subheading"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    line: Line
    style: Style = "plain"
    block: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, slots=True)
class Items:
    """A list; `todo` has a box before each line that a pen can tick."""

    lines: tuple[Line, ...]
    mark: Mark = "plain"
    block: Literal["items"] = "items"


@dataclass(frozen=True, slots=True)
class Fact:
    """What something is called, and what it is."""

    label: str
    line: Line


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts under each other."""

    rows: tuple[Fact, ...]
    block: Literal["facts"] = "facts"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header; `widths` are shares of the line, one a column."""

    caption: str
    headers: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Line, ...], ...]
    block: Literal["table"] = "table"


@dataclass(frozen=True, slots=True)
class Callout:
    """Something set off: a warning, or what somebody wrote."""

    title: str
    lines: tuple[Line, ...]
    is_warning: bool = False
    block: Literal["callout"] = "callout"


Block: TypeAlias = Annotated[
    Subheading | Paragraph | Items | Facts | Table | Callout, Field(discriminator="block")
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part under its heading. `level` is 1, or 2 within the part of level 1 before it.

    `key` tells what it is about ('' for nothing in particular), `tags` stand before the heading,
    `kicker` after it.
    """

    title: Line
    level: Literal[1, 2] = 1
    key: str = ""
    number: str = ""
    tags: tuple[str, ...] = ()
    kicker: Line = ()
    blocks: tuple[Block, ...] = ()
    on_new_page: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """All that pages are made of. `footer` stands on each of them, `head` from the second on.

    `page_of` numbers a page: '{page}' and '{pages}' stand in it. `missing_note` is said last where
    a character could not be printed.
    """

    title: str
    subtitle: tuple[Line, ...]
    author: str
    language: str
    made_on: date
    head: str
    footer: str
    page_of: str
    parts: tuple[Part, ...]
    missing_note: str = ""


_ADAPTER = TypeAdapter(Document)


def dump(document: Document) -> dict[str, Any]:
    """The document as JSON holds it."""
    dumped: dict[str, Any] = _ADAPTER.dump_python(document, mode="json")
    return dumped


def load(stored: Mapping[str, Any]) -> Document:
    """The document of what `dump` made; ValidationError for anything else."""
    return _ADAPTER.validate_python(stored)


def fingerprint(document: Document) -> str:
    """A digest of all that is in it: the same for documents that are equal."""
    return hashlib.sha256(json.dumps(dump(document)).encode()).hexdigest()


def line(text: str, *, href: str = "", language: str = "", tone: Tone = "plain") -> Line:
    """One run as a line; nothing for ''. An address that nobody should follow is left out."""
    if not text:
        return ()
    is_followed = href.lower().startswith(_FOLLOWED)
    return (Run(text, href if is_followed else "", language, tone),)


def lines(text: str, *, language: str = "") -> tuple[Line, ...]:
    """What somebody wrote, a line for each of theirs; empty ones are left out."""
    return tuple(
        line(each.strip(), language=language) for each in text.splitlines() if each.strip()
    )
