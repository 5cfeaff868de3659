"""Import one source at its time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from offers.errors import InputErrors
from offers.fetching import Timing
from offers.sources import Source
from web.author import Author
from web.jobs.failures import NotDoneError
from web.schedules import At
from web.services import Services
from web.use_cases.catalogue import importing, pairs

PREFIX = "import-"
_LONGEST_PROBLEM = 500
_TIMING = Timing()


def schedule_of(source: Source) -> At:
    """When it is imported."""
    return At(source.time.hour, source.time.minute, weekdays=source.weekdays)


def overdue_after(source: Source) -> timedelta:
    """How long its import may be missing: until a second one was missed, too, and a day more."""
    return timedelta(days=15 if source.weekdays else 3)


def run(
    source: Source, held: Services, author: Author, *, timing: Timing = _TIMING
) -> Mapping[str, int]:
    """How many offers are new, changed and so on, and how many of these look like others.

    NotDoneError if nothing could be imported.
    """
    try:
        taken = importing.take_source(
            held.engine, source, by=author, clock=held.clock.now, timing=timing
        )
    except InputErrors as error:
        first = error.errors[0]
        raise NotDoneError(first.code, str(error)[:_LONGEST_PROBLEM]) from None
    touched = {*taken.report.new, *taken.report.changed}
    found = pairs.look_for(held.engine, now=author.now, among=touched) if touched else 0
    return {**taken.counts, "pairs": found}
