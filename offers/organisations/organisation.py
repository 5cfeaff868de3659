"""Organisation: a place to ask, with where it is responsible and for what."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from offers.schema.records import Address, Day, FilledText, Record, Text, parse_record
from offers.taxonomy.needs import NEED_KEYS
from offers.taxonomy.regions import resolve_territory

Several = Field(strict=False)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def _topic(value: object) -> object:
    if isinstance(value, str) and value not in NEED_KEYS:
        context = {"given": value[:40], "allowed": ", ".join(NEED_KEYS)}
        raise PydanticCustomError("unknown_word", "no need", context)
    return value


def _territory(name: str) -> str:
    if resolve_territory((name,)).unresolved:
        raise PydanticCustomError("unknown_territory", "no territory", {"given": name[:80]})
    return name


def _some(names: tuple[str, ...]) -> tuple[str, ...]:
    if not names:
        raise PydanticCustomError("empty", "empty")
    return names


def _email(text: str) -> str:
    if text and not _EMAIL.fullmatch(text):
        context = {"given": text[:60], "expected": "an address such as info@example.org"}
        raise PydanticCustomError("wrong_form", "no address", context)
    return text


def _with_host(text: str) -> str:
    try:
        is_right = not text or bool(urlsplit(text).hostname)
    except ValueError:
        is_right = False
    if not is_right:
        context = {"given": text[:60], "expected": "an address such as https://example.org"}
        raise PydanticCustomError("wrong_form", "no address", context)
    return text


class Organisation(Record):
    """One place to ask. `territories` are known codes or names; no `topics` means all of them.

    `source` is the document that names it, `as_of` the day that the document speaks of.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]+$", max_length=200)]
    name: Annotated[FilledText, Field(max_length=300)]
    kind: Annotated[FilledText, Field(max_length=50)]
    territories: Annotated[
        tuple[Annotated[FilledText, AfterValidator(_territory)], ...],
        Several,
        AfterValidator(_some),
    ]
    topics: Annotated[tuple[Annotated[str, BeforeValidator(_topic)], ...], Several] = ()
    phone: Annotated[Text, Field(max_length=100)] = ""
    email: Annotated[Text, Field(max_length=320), AfterValidator(_email)] = ""
    url: Annotated[Address, Field(max_length=2000), AfterValidator(_with_host)] = ""
    source: Text = ""
    as_of: Day | None = None


def parse_organisation(raw: object) -> Organisation:
    """The organisation of a mapping; InputErrors names every bad field."""
    return parse_record(Organisation, raw)
