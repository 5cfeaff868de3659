"""Offer: the frozen value of the offer format, read from and written to plain mappings."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from offers.errors import InputError, InputErrors
from offers.schema.conditions import Condition
from offers.schema.dates import PartialDate, in_year
from offers.schema.dumping import dump_condition
from offers.schema.grammar import parse_condition, parse_needs, parse_sectors
from offers.schema.records import (
    LARGEST,
    Address,
    Day,
    FilledText,
    Record,
    Text,
    parse_record,
)
from offers.schema.words import AudienceWord, Kind, Stage, State

Word = Field(strict=False)
Several = Field(strict=False)
NOTHING: tuple[Any, ...] = ()
Count = Annotated[int, Field(ge=0, le=LARGEST)]


class Deadline(Record):
    """An application deadline: its last day counts; a recurring one comes back every year."""

    date: Day
    label: Text = ""
    recurring: bool = False

    def next_day(self, today: datetime.date) -> datetime.date | None:
        """Its last day if that is not past; of a recurring one the next such day; else None."""
        last = self.date.last
        if last >= today or not self.recurring:
            return last if last >= today else None
        this_year = in_year(last, today.year)
        return this_year if this_year >= today else in_year(last, today.year + 1)


class Amount(Record):
    """What it is worth: whole euros, a rate in percent, whether it is De-minimis aid."""

    min_eur: Count | None = None
    max_eur: Count | None = None
    rate_percent: Annotated[float | None, Field(ge=0, le=100)] = None
    de_minimis: bool | None = None
    free_of_charge: bool | None = None


class Contact(Record):
    """Whom to ask."""

    name: Text = ""
    email: Text = ""
    phone: Text = ""
    url: Address = ""


class Source(Record):
    """Where the facts stand: a document, a sentence of it, an address."""

    document: Text = ""
    quote: Text = ""
    url: Address = ""


def _source(raw: object) -> object:
    return {"document": raw} if isinstance(raw, str) else raw


class Offer(Record):
    """One public offer; a missing field means 'not known'."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]+$", max_length=200)]
    title: FilledText
    provider: FilledText
    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")] = "de"
    summary: Text = ""
    description: Text = ""
    kinds: Annotated[tuple[Annotated[Kind, Word], ...], Several] = NOTHING
    stage: Annotated[Stage | None, Word] = None
    audience: Annotated[tuple[Annotated[AudienceWord, Word], ...], Several] = NOTHING
    territory: Annotated[tuple[FilledText, ...], Several] = NOTHING
    needs: Annotated[tuple[str, ...], Several] = NOTHING
    sectors: Annotated[tuple[str, ...], Several] = NOTHING
    min_employees: Count | None = None
    max_employees: Count | None = None
    max_turnover_eur: Count | None = None
    valid_from: Day | None = None
    valid_until: Day | None = None
    period_until: Day | None = None
    deadlines: Annotated[tuple[Deadline, ...], Several] = NOTHING
    state: Annotated[State, Word] = State.OPEN
    conditions: Condition | None = None
    amount: Amount | None = None
    before_start: bool | None = None
    url: Address = ""
    contact: Contact | None = None
    audience_text: Text = ""
    topic_text: Text = ""
    sector_text: Text = ""
    kind_text: Text = ""
    amount_text: Text = ""
    rate_text: Text = ""
    deadline_text: Text = ""
    requires: Text = ""
    status: Text = ""
    funding: Text = ""
    source: Annotated[Source | None, BeforeValidator(_source)] = None
    as_of: Day | None = None
    license_info: Text = ""
    verified_on: Day | None = None
    review_by: Day | None = None


_PARSED_FIRST: tuple[tuple[str, Callable[[object, str], object]], ...] = (
    ("conditions", parse_condition),
    ("needs", parse_needs),
    ("sectors", parse_sectors),
)


def parse_offer(raw: object) -> Offer:
    """The offer of a mapping; InputErrors names every bad field.

    >>> parse_offer({"id": "a", "title": "Beratung", "provider": "Stadt"}).state
    <State.OPEN: 'open'>
    """
    if not isinstance(raw, Mapping):
        raise InputErrors([InputError("not_an_object")])
    fields, errors = _with_parsed_fields(raw)
    try:
        offer = parse_record(Offer, fields)
    except InputErrors as found:
        errors.extend(found.errors)
    if errors:
        raise InputErrors(errors)
    return offer


def _with_parsed_fields(raw: Mapping[str, object]) -> tuple[dict[str, object], list[InputError]]:
    """The mapping with its own grammars read, and what was wrong with them."""
    fields, errors = dict(raw), list[InputError]()
    for field, parse in _PARSED_FIRST:
        if fields.get(field) is None:
            continue
        try:
            fields[field] = parse(fields[field], field)
        except InputErrors as found:
            errors.extend(found.errors)
            del fields[field]
    return fields, errors


def dump_offer(offer: Offer) -> dict[str, Any]:
    """The mapping that `parse_offer` reads back to an equal offer; only what is known."""
    dumped: dict[str, Any] = {}
    for field in Offer.model_fields:
        value = getattr(offer, field)
        if value is not None and value != Offer.model_fields[field].default:
            dumped[field] = _plain(value)
    return dumped


def _plain(value: object) -> object:
    match value:
        case PartialDate():
            return value.text
        case Condition():
            return dump_condition(value)
        case Record():
            fields = type(value).model_fields
            given = {key: getattr(value, key) for key in fields}
            return {k: _plain(v) for k, v in given.items() if v != fields[k].default}
        case tuple():
            return [_plain(item) for item in value]
        case str():
            return str(value)
        case _:
            return value
