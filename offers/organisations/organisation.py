"""Organisation: a place to ask, with where it is responsible and for what."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from offers.schema.records import Address, Day, FilledText, Record, Text, parse_record
from offers.taxonomy.needs import NEED_KEYS

Several = Field(strict=False)


def _topic(value: object) -> object:
    if isinstance(value, str) and value not in NEED_KEYS:
        context = {"given": value[:40], "allowed": ", ".join(NEED_KEYS)}
        raise PydanticCustomError("unknown_word", "no need", context)
    return value


class Organisation(Record):
    """One place to ask. `territories` are codes or names; no `topics` means all of them.

    `source` is the document that names it, `as_of` the day that the document speaks of.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]+$", max_length=200)]
    name: Annotated[FilledText, Field(max_length=300)]
    kind: Annotated[FilledText, Field(max_length=50)]
    territories: Annotated[tuple[FilledText, ...], Several]
    topics: Annotated[tuple[Annotated[str, BeforeValidator(_topic)], ...], Several] = ()
    phone: Annotated[Text, Field(max_length=100)] = ""
    email: Annotated[Text, Field(max_length=320)] = ""
    url: Annotated[Address, Field(max_length=2000)] = ""
    source: Text = ""
    as_of: Day | None = None


def parse_organisation(raw: object) -> Organisation:
    """The organisation of a mapping; InputErrors names every bad field."""
    return parse_record(Organisation, raw)
