"""Words for jobs, their schedules, counts and outcomes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from babel.dates import format_datetime, format_time, get_day_names
from flask_babel import LazyString, get_locale, gettext, lazy_gettext, ngettext

from web.clock import BERLIN
from web.formats import listing
from web.schedules import At, Schedule

TITLES: Mapping[str, LazyString] = {
    "retention": lazy_gettext("Delete what is past its date"),
    "outbox": lazy_gettext("Send mail"),
    "bounces": lazy_gettext("Read mail that came back"),
}
COUNTS: Mapping[str, LazyString] = {
    "answers": lazy_gettext("answers"),
    "reports": lazy_gettext("reports"),
    "links": lazy_gettext("links"),
    "sessions": lazy_gettext("sessions"),
    "sign_ins": lazy_gettext("attempts to sign in"),
    "mail_counts": lazy_gettext("counts of mails"),
    "mails": lazy_gettext("mails"),
    "audit_entries": lazy_gettext("entries of the audit trail"),
    "job_runs": lazy_gettext("records of tasks"),
    "contacts": lazy_gettext("unconfirmed addresses"),
    "accounts": lazy_gettext("closed accounts"),
    "sent": lazy_gettext("mails sent"),
    "postponed": lazy_gettext("mails postponed"),
    "unanswered": lazy_gettext("mails without an answer"),
    "refused": lazy_gettext("mails refused"),
    "expired": lazy_gettext("mails that were too late"),
    "returned": lazy_gettext("mails that came back"),
    "delayed": lazy_gettext("reports of delays"),
    "unknown": lazy_gettext("reports about other mail"),
    "other": lazy_gettext("other messages"),
    "broken": lazy_gettext("reports that cannot be read"),
}
OUTCOMES: Mapping[str, tuple[LazyString, str]] = {
    "running": (lazy_gettext("is running"), "info"),
    "done": (lazy_gettext("done"), "success"),
    "failed": (lazy_gettext("failed"), "danger"),
    "abandoned": (lazy_gettext("broken off"), "warning"),
}


def title_of(name: str) -> str:
    """What people call the job; its name if nobody has named it."""
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


def moment_in_words(moment: datetime | None) -> str:
    """'22.11.26, 05:00' as clocks in Germany show it; '' for none."""
    if moment is None:
        return ""
    return format_datetime(moment.astimezone(BERLIN), format="short", locale=get_locale())


def counts_in_words(counts: Mapping[str, int]) -> str:
    """'3 Angaben, 12 E-Mails'; what was zero is left out."""
    words = (f"{count} {COUNTS.get(name, name)}" for name, count in counts.items() if count)
    return ", ".join(words) or gettext("nothing to do")


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
