"""What these pages show, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext

from web.counts import moment_in_words
from web.formats import partial_date, whole_number
from web.news_words import AUDIENCES, KINDS, RHYTHMS, STATES, timing_in_words
from web.use_cases.digests.kinds import Audience, PartState, Rhythm, RunKind
from web.use_cases.digests.overview import SubscriptionEntry
from web.use_cases.digests.prepared import RunFigures


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """One run; `finished` is '' while something waits to be written."""

    day: str
    kind: str
    opened: str
    finished: str
    parts: str
    errors: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriberRow:
    """One subscription; `name` tells it from the others for who cannot see the row."""

    id: int
    audience: str
    timing: str
    place: str
    since: str


def run_rows(runs: Sequence[RunFigures]) -> tuple[RunRow, ...]:
    """The runs in words."""
    return tuple(
        RunRow(
            day=partial_date(run.day),
            kind=str(KINDS[RunKind(run.kind)]),
            opened=moment_in_words(run.opened_utc),
            finished=moment_in_words(run.finished_utc),
            parts=_parts(run.parts),
            errors=", ".join(f"{whole_number(n)} {name}" for name, n in run.errors.items()),
        )
        for run in runs
    )


def count_rows(
    counts: Mapping[tuple[Audience, Rhythm], int],
) -> tuple[tuple[str, str, str], ...]:
    """Numbers by audience and rhythm; the report has no rhythm of its own."""
    return tuple(
        (
            str(AUDIENCES[audience]),
            gettext("daily") if audience is Audience.OPERATOR else str(RHYTHMS[rhythm]),
            whole_number(counts[audience, rhythm]),
        )
        for audience in Audience
        for rhythm in Rhythm
        if (audience, rhythm) in counts
    )


def subscriber_rows(entries: Iterable[SubscriptionEntry]) -> tuple[SubscriberRow, ...]:
    """The subscriptions in words."""
    return tuple(
        SubscriberRow(
            id=entry.id,
            audience=str(AUDIENCES[entry.audience]),
            timing=timing_of(entry),
            place=entry.place or gettext("no place stated"),
            since=moment_in_words(entry.since_utc),
        )
        for entry in entries
    )


def timing_of(entry: SubscriptionEntry) -> str:
    """When its mails come."""
    words = timing_in_words(entry.audience, entry.rhythm, entry.weekday)
    if entry.has_reminders and entry.rhythm is not Rhythm.NEVER:
        return gettext("%(when)s, and deadline reminders", when=words)
    return words


def _parts(parts: Mapping[str, int]) -> str:
    """'12 verschickt, 3 nichts zu sagen', in the order of their lives."""
    return ", ".join(
        f"{whole_number(parts[state])} {STATES[state]}" for state in PartState if parts.get(state)
    ) or gettext("nobody")
