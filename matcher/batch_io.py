"""Files in, values out: what the commands of the matcher read, every bad line named (shell)."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from tqdm import tqdm

from matcher.judgments import Judgment, parse_judgment
from matcher.profile import Asked, parse_profile
from offers.errors import InputError, InputErrors
from offers.jsonlines import read_records, source_name
from offers.reading import read_offer
from offers.schema import Offer, parse_offer

ItemT = TypeVar("ItemT")


def import_offers(path: str) -> tuple[Offer, ...]:
    """The offers of a JSON Lines file with what their prose says, as an import takes them."""
    return tuple(map(read_offer, read_offers(path)))


def read_offers(path: str) -> tuple[Offer, ...]:
    """The offers of a JSON Lines file as they are written; InputErrors with every bad line."""
    return tuple(offer for _, offer in read_records(path, parse_offer, lambda offer: offer.id))


def read_profiles(path: str, *, today: date | None) -> tuple[Asked, ...]:
    """The profiles of a JSON Lines file; `today` counts for all of them where it is given.

    InputErrors with every bad line, also for a profile without a day where `today` is None.
    """
    rows = read_records(path, parse_profile, lambda profile: profile.id)
    asked, errors = list[Asked](), list[InputError]()
    for line, profile in rows:
        day = today or profile.today
        if day is None:
            errors.append(InputError("no_day", "today", {}, source_name(path), line))
        else:
            asked.append(Asked(profile, day))
    if errors:
        raise InputErrors(errors)
    return tuple(asked)


def read_judgments(
    path: str, *, offers: Sequence[Offer], asked: Sequence[Asked]
) -> tuple[Judgment, ...]:
    """The judgments of a JSON Lines file; InputErrors also for ids that no input file holds."""
    rows = read_records(path, parse_judgment, lambda judgment: judgment.pair)
    known = {
        "offer": frozenset(offer.id for offer in offers),
        "profile": frozenset(one.profile.id for one in asked),
    }
    errors = [
        _unknown(path, line, field, getattr(judgment, field))
        for line, judgment in rows
        for field in ("profile", "offer")
        if getattr(judgment, field) not in known[field]
    ]
    if errors:
        raise InputErrors(errors)
    return tuple(judgment for _, judgment in rows)


def _unknown(path: str, line: int, field: str, given: str) -> InputError:
    values = {"given": given[:80], "where": f"the {field}s"}
    return InputError("unknown_id", field, values, source_name(path), line)


def progress(items: Sequence[ItemT], *, what: str, to_stdout: bool) -> Iterable[ItemT]:
    """The items, with a bar on stderr where that is a terminal that shows nothing else."""
    is_shared = to_stdout and sys.stdout.isatty()
    disabled = True if is_shared else None
    bar: Iterable[ItemT] = tqdm(items, desc=what, unit="", leave=False, disable=disabled)
    return bar
