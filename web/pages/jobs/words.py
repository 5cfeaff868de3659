"""Words for jobs, their schedules, counts and outcomes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time, timedelta

from babel.dates import format_time, get_day_names
from flask_babel import LazyString, get_locale, gettext, lazy_gettext, ngettext

from matcher.wording.input_errors import problem
from offers.errors import SENTENCES
from web.counts import COUNTS, counts_in_words, moment_in_words
from web.formats import listing
from web.language import current_language
from web.schedules import At, Schedule

__all__ = ["COUNTS", "counts_in_words", "moment_in_words"]

TITLES: Mapping[str, LazyString] = {
    "retention": lazy_gettext("Delete what is past its date"),
    "outbox": lazy_gettext("Send mail"),
    "digests": lazy_gettext("Write news by e-mail"),
    "firm_lists": lazy_gettext("Import lists of firms"),
    "firm_matches": lazy_gettext("Match firms with the catalogue"),
    "requests": lazy_gettext("Remind of requests that nobody has looked at"),
    "bounces": lazy_gettext("Read mail that came back"),
    "links": lazy_gettext("Check the links of offers"),
    "overlaps": lazy_gettext("Look for offers that are described twice"),
}
_IMPORT = "import-"
OUTCOMES: Mapping[str, tuple[LazyString, str]] = {
    "running": (lazy_gettext("is running"), "info"),
    "done": (lazy_gettext("done"), "success"),
    "failed": (lazy_gettext("failed"), "danger"),
    "abandoned": (lazy_gettext("broken off"), "warning"),
}


def title_of(name: str) -> str:
    """What people call the job; its name if nobody has named it."""
    if name.startswith(_IMPORT):
        return gettext("Import of the source %(name)s", name=name.removeprefix(_IMPORT))
    return str(TITLES.get(name, name))


def schedule_in_words(schedule: Schedule) -> str:
    """'täglich um 03:10', 'jeden Montag um 07:00', 'alle 5 Sekunden'."""
    if not isinstance(schedule, At):
        return _interval(schedule.seconds)
    clock = format_time(time(schedule.hour, schedule.minute), format="HH:mm", locale=get_locale())
    if schedule.day_of_month is not None:
        return gettext(
            "on day %(day)s of the month at %(time)s", day=schedule.day_of_month, time=clock
        )
    if schedule.weekdays:
        names = get_day_names("wide", locale=get_locale())
        days = listing(names[day] for day in sorted(schedule.weekdays))
        return gettext("every %(days)s at %(time)s", days=days, time=clock)
    return gettext("every day at %(time)s", time=clock)


def error_in_words(error: str) -> str:
    """A sentence for what has a name; the class of an exception as it is."""
    if error not in SENTENCES:
        return error
    return problem(error, {}, current_language())


def duration_in_words(duration: timedelta | None) -> str:
    """Seconds below a minute, else minutes; '' while it lasts."""
    if duration is None:
        return ""
    seconds = duration.total_seconds()
    if seconds < 1:
        return gettext("under 1 s")
    return f"{seconds:.0f} s" if seconds < 60 else f"{seconds / 60:.0f} min"


def _interval(seconds: int) -> str:
    if seconds % 3600 == 0:
        return ngettext("every hour", "every %(num)d hours", seconds // 3600)
    if seconds % 60 == 0:
        return ngettext("every minute", "every %(num)d minutes", seconds // 60)
    return ngettext("every second", "every %(num)d seconds", seconds)
