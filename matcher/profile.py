"""Profile: what is known of a company; every field may be unknown."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from offers.schema import Kind
from offers.schema.dates import EARLIEST_YEAR
from offers.schema.records import LARGEST, Record, parse_record, type_name
from offers.taxonomy.needs import NEED_KEYS
from offers.taxonomy.sectors import parse_wz

LONGEST_TEXT = 10_000
LONGEST_WORDS = 500
MOST_ENTRIES = 1_000
CHAMBERS = ("IHK", "HWK", "other")
_REGION_FORM = r"^([A-Z]{2}[A-Z0-9]{0,3}|[0-9]{2}|[0-9]{3}|[0-9]{5}|[0-9]{8})$"


def _cleaned(value: object) -> object:
    """Text without control characters: people paste them, nobody means them."""
    if not isinstance(value, str):
        return value
    if value.isprintable():  # Nearly all are, and it is quick to see.
        return value.strip()
    kept = (" " if unicodedata.category(c) == "Cc" and c not in "\n\t" else c for c in value)
    return "".join(kept).strip()


def _known(value: object) -> object:
    """Cleaned text, None where nothing is left: an empty answer is no answer."""
    cleaned = _cleaned(value)
    return None if cleaned == "" else cleaned


def _answer(value: object) -> object:
    """An answer to a question: true, false, a number or text."""
    if isinstance(value, str):
        return _short(_cleaned(value))
    if not isinstance(value, bool | int | float):
        expected = "true, false, a number or text"
        context = {"expected": expected, "given": type_name(value)}
        raise PydanticCustomError("wrong_type", "no answer", context)
    if isinstance(value, float) and not math.isfinite(value):
        raise PydanticCustomError("not_a_finite_number", "not finite")
    if abs(value) > LARGEST:
        context = {"given": str(value)[:40], "expected": f"at most {LARGEST}"}
        raise PydanticCustomError("out_of_range", "too large", context)
    return value


def _short(value: object) -> object:
    if isinstance(value, str) and len(value) > LONGEST_WORDS:
        raise PydanticCustomError("too_long", "too long", {"limit": LONGEST_WORDS})
    return value


def _preferred(value: object) -> object:
    """Every kind can be preferred but 'other'."""
    if value == Kind.OTHER:
        allowed = ", ".join(kind for kind in Kind if kind is not Kind.OTHER)
        raise PydanticCustomError("unknown_word", "no kind", {"given": value, "allowed": allowed})
    return value


def _few(value: object) -> object:
    """Refuse an endless list as a whole, before every entry of it becomes an error."""
    if isinstance(value, list | tuple | Mapping) and len(value) > MOST_ENTRIES:
        raise PydanticCustomError("too_many", "too many entries", {"limit": MOST_ENTRIES})
    return value


def _wz(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return parse_wz(value)
    except ValueError:
        expected = "a WZ 2008 code such as '25.62' or a section letter"
        raise PydanticCustomError(
            "wrong_form", "no WZ 2008 code", {"given": value[:40], "expected": expected}
        ) from None


def _chamber(value: object) -> object:
    if not isinstance(value, str):
        return value
    known = {word.casefold(): word for word in CHAMBERS}
    if value.casefold() not in known:
        context = {"given": value[:40], "allowed": ", ".join(CHAMBERS)}
        raise PydanticCustomError("unknown_word", "no chamber", context)
    return known[value.casefold()]


def _need(value: object) -> object:
    if isinstance(value, str) and value not in NEED_KEYS:
        context = {"given": value[:40], "allowed": ", ".join(NEED_KEYS)}
        raise PydanticCustomError("unknown_word", "no need", context)
    return value


def _day(value: object) -> object:
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "not text")
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            raise ValueError(value)
        day = date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("not_a_day", "no day", {"given": value[:40]}) from None
    if day.year < EARLIEST_YEAR:
        raise PydanticCustomError("not_a_day", "too early", {"given": value[:40]})
    return day


Words = Annotated[str | None, Field(max_length=LONGEST_WORDS), BeforeValidator(_known)]
LongText = Annotated[str | None, Field(max_length=LONGEST_TEXT), BeforeValidator(_known)]
Count = Annotated[int, Field(ge=0, le=LARGEST)]
Answer = Annotated[bool | int | float | str, BeforeValidator(_answer)]
PreferredKind = Annotated[Kind, Field(strict=False), BeforeValidator(_preferred)]
Need = Annotated[str, BeforeValidator(_need)]
FactName = Annotated[str, Field(min_length=1, max_length=200)]


class Profile(Record):
    """A company or founder in the interchange format; None means 'not known', never 'no'."""

    id: Annotated[str, BeforeValidator(_cleaned), Field(min_length=1, max_length=200)]
    postal_code: Annotated[str | None, Field(pattern=r"^[0-9]{5}$")] = None
    municipality: Words = None
    region: Annotated[str | None, Field(pattern=_REGION_FORM)] = None
    wz: Annotated[str, BeforeValidator(_wz)] | None = None
    sector_text: LongText = None
    employees: Count | None = None
    turnover_eur: Count | None = None
    balance_sheet_eur: Count | None = None
    founded: Annotated[int | None, Field(ge=1000, le=2200)] = None
    legal_form: Words = None
    part_of_group: bool | None = None
    chamber: Annotated[str, BeforeValidator(_chamber)] | None = None
    needs: Annotated[tuple[Need, ...], Field(strict=False), BeforeValidator(_few)] = ()
    need_text: LongText = None
    preferred_kinds: Annotated[
        tuple[PreferredKind, ...], Field(strict=False), BeforeValidator(_few)
    ] = ()
    facts: Annotated[Mapping[FactName, Answer], BeforeValidator(_few)] = Field(default_factory=dict)
    today: Annotated[date, BeforeValidator(_day)] | None = None


def parse_profile(raw: object) -> Profile:
    """The profile of a mapping; InputErrors names every bad field."""
    return parse_record(Profile, raw)


def dump_profile(profile: Profile) -> dict[str, object]:
    """The mapping that `parse_profile` reads back to an equal profile; only what is known."""
    return {
        key: value
        for key, value in profile.model_dump(mode="json").items()
        if value is not None and value != [] and value != {}
    }


@dataclass(frozen=True, slots=True)
class Asked:
    """A company and the day on which its match is asked for."""

    profile: Profile
    today: date
