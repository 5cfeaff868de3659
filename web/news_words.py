"""Words for news by e-mail: whom it is for, how often it comes, what its runs did."""

from __future__ import annotations

from collections.abc import Mapping

from babel.dates import get_day_names
from flask_babel import LazyString, get_locale, gettext, lazy_gettext

from web.use_cases.digests.kinds import Audience, PartState, Rhythm, RunKind

AUDIENCES: Mapping[Audience, LazyString] = {
    Audience.FIRM: lazy_gettext("Companies"),
    Audience.ADVISOR: lazy_gettext("Advisors"),
    Audience.OPERATOR: lazy_gettext("Report on the runs"),
}
RHYTHMS: Mapping[Rhythm, LazyString] = {
    Rhythm.WEEKLY: lazy_gettext("weekly"),
    Rhythm.MONTHLY: lazy_gettext("monthly"),
    Rhythm.NEVER: lazy_gettext("deadline reminders only"),
}
KINDS: Mapping[RunKind, LazyString] = {
    RunKind.FIRST: lazy_gettext("first lists"),
    RunKind.WEEKLY: lazy_gettext("weekly messages"),
    RunKind.MONTHLY: lazy_gettext("monthly messages"),
    RunKind.REMINDERS: lazy_gettext("deadline reminders"),
}
STATES: Mapping[PartState, LazyString] = {
    PartState.WAITING: lazy_gettext("not written yet"),
    PartState.QUEUED: lazy_gettext("about to be sent"),
    PartState.SENT: lazy_gettext("sent"),
    PartState.NOTHING: lazy_gettext("nothing to say"),
    PartState.UNDELIVERED: lazy_gettext("could not be delivered"),
    PartState.UNREACHABLE: lazy_gettext("address blocked"),
    PartState.HOLIDAY: lazy_gettext("no working day, comes on the next one"),
    PartState.FAILED: lazy_gettext("could not be written"),
    PartState.ENDED: lazy_gettext("ended or changed before"),
}


def weekday_name(weekday: int) -> str:
    """'Montag' for 0."""
    return str(get_day_names("wide", locale=get_locale())[weekday])


def timing_in_words(audience: Audience, rhythm: Rhythm, weekday: int) -> str:
    """'jeden Montag', 'am ersten Montag im Monat', 'nach jedem Tag mit Versand'."""
    if audience is Audience.OPERATOR:
        return gettext("on the morning after each day with messages")
    if rhythm is Rhythm.NEVER:
        return str(RHYTHMS[rhythm])
    day = weekday_name(weekday)
    if rhythm is Rhythm.WEEKLY:
        return gettext("every %(day)s", day=day)
    return gettext("on the first %(day)s of the month", day=day)
