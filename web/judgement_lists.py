"""Lists of judgements as JSON Lines: graded elsewhere and read here, or written for training."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from matcher.judgments import Judgment, parse_judgment
from matcher.profile import Profile, dump_profile, parse_profile
from offers.errors import InputError, InputErrors
from offers.jsonlines import read_records
from offers.terminal import output

_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
_KEY_FORM = "a key that is no name, such as 'advisor-3' (small letters, digits, - and _)"

ResultT = TypeVar("ResultT")


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgment with the company it is about, as that stood then."""

    profile: Profile
    judgment: Judgment


def read_graded(path: Path, *, offers: Container[str]) -> tuple[Judged, ...]:
    """The graded pairs of a file: per line a whole profile, the id of an offer, a grade.

    Further fields are those of a judgment. InputErrors names every bad line, also where the offer
    is none of `offers` or a judge's key could be a name.
    """

    def parse(fields: Mapping[str, Any]) -> Judged:
        judged = _parse(fields)
        if problems := tuple(_problems(judged.judgment, offers)):
            raise InputErrors(problems)
        return judged

    rows = read_records(str(path), parse, lambda judged: judged.judgment.pair)
    return tuple(judged for _, judged in rows)


def write_for_training(
    judged: Iterable[Judged], *, profiles: Path, judgments: Path
) -> tuple[int, int]:
    """Write both files that training reads, or none; returns how many companies and judgments.

    Each company stands in the first file once, in the order of its first judgment. InputErrors
    where a file cannot be written.
    """
    pairs = tuple(judged)
    companies = {each.profile.id: each.profile for each in pairs}
    with output(str(profiles)) as first, output(str(judgments)) as second:
        first.writelines(_line(dump_profile(profile)) for profile in companies.values())
        second.writelines(_line(_record(each.judgment)) for each in pairs)
    return len(companies), len(pairs)


def _line(record: Mapping[str, object]) -> str:
    return json.dumps(record, ensure_ascii=False) + "\n"


def _record(judgment: Judgment) -> dict[str, object]:
    day = judgment.judged_on.text if judgment.judged_on else None
    plain = judgment.model_dump(exclude={"judged_on"})
    return plain | ({"judged_on": day} if day else {})


def _parse(fields: Mapping[str, Any]) -> Judged:
    """The pair of a line; the errors of both its parts together."""
    errors = list[InputError]()
    given = fields.get("profile", {})
    profile = _collected(lambda: parse_profile(given), errors, within="profile")
    stand_in = profile.id if profile else "?"
    plain = {**fields, "profile": stand_in}
    judgment = _collected(lambda: parse_judgment(plain), errors)
    if profile is None or judgment is None:
        raise InputErrors(errors)
    return Judged(profile, judgment)


def _collected(
    parse: Callable[[], ResultT], errors: list[InputError], *, within: str = ""
) -> ResultT | None:
    try:
        return parse()
    except InputErrors as found:
        for error in found.errors:
            field = ".".join(filter(None, (within, error.field)))
            errors.append(replace(error, field=field))
        return None


def _problems(judgment: Judgment, offers: Container[str]) -> Iterator[InputError]:
    if judgment.offer not in offers:
        values = {"given": judgment.offer[:80], "where": "the catalogue"}
        yield InputError("unknown_id", "offer", values)
    if judgment.judge and not _KEY.fullmatch(judgment.judge):
        form = {"given": judgment.judge[:40], "expected": _KEY_FORM}
        yield InputError("wrong_form", "judge", form)
