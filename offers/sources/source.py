"""A source: what is imported from where, when, and what may be done on the way."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from offers.fetching import Rules
from offers.schema.records import Address, FilledText, Record, Text

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
Day = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MEGA = 1_000_000
Several = Field(strict=False)


def _time(value: object) -> object:
    if isinstance(value, dt.time):
        return value
    try:
        if not isinstance(value, str) or len(value) != len("HH:MM"):
            raise ValueError(value)
        return dt.time.fromisoformat(value)
    except ValueError:
        context = {"given": str(value)[:40], "expected": "a time such as '05:00', in quotes"}
        raise PydanticCustomError("wrong_form", "no time", context) from None


def _filled(text: str) -> str:
    if not text:
        raise PydanticCustomError("empty", "empty")
    return text


class Source(Record):
    """One source, in the words of its file; README.md explains each field."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9-]+$", max_length=40)]
    title: FilledText
    format: Literal["fdb", "jsonl", "csv"]
    url: Annotated[Address, AfterValidator(_filled)]
    hosts: Annotated[tuple[FilledText, ...], Several] = ()
    mapping: Text | None = None
    licence: Text = ""
    complete: bool = False
    days: Annotated[tuple[Day, ...], Several] = ()
    time: Annotated[dt.time, BeforeValidator(_time)] = dt.time(5)
    private: bool = False
    most_megabytes: Annotated[int, Field(ge=1, le=300)] = 200
    off: bool = False

    @property
    def weekdays(self) -> tuple[int, ...]:
        """The days of the week, 0 is Monday; none: every day."""
        return tuple(sorted({WEEK.index(day) for day in self.days}))

    @property
    def rules(self) -> Rules:
        """What a download for it may do: without named hosts, ask that of its address."""
        own = urlsplit(self.url).hostname or ""
        return Rules(
            hosts=frozenset(self.hosts or (own,)),
            is_private=self.private,
            most_bytes=self.most_megabytes * _MEGA,
            most_unpacked=self.most_megabytes * _MEGA,
        )
