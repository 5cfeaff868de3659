"""The figures of how advice went."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext, ngettext

from web.formats import money
from web.pages.insight import words
from web.pages.insight.figures import Bar, Figure, between, figure, record_range
from web.use_cases.insight.advice import Advice, Month, Speed
from web.use_cases.insight.disclosure import LEAST


def advice_figures(found: Advice) -> tuple[Figure, ...]:
    """Time to the first contact, in all and by month, then outcomes and applications."""
    return (
        figure(
            "wartezeit",
            gettext("Time to the first contact"),
            gettext("Requests by the working days from their dispatch to the first deed."),
            found.waits,
            words.wait,
            group=gettext("Time"),
            note=speed(found.speed),
        ),
        _months(found),
        figure(
            "ergebnisse",
            gettext("What became of files"),
            gettext("Files by the state of today. Those that were begun in the period count."),
            found.states,
            words.state,
            group=gettext("State"),
            unit=gettext("Files"),
        ),
        figure(
            "antraege",
            gettext("What became of applications"),
            gettext("Firms by the states of their applications; one can have several."),
            found.applications,
            words.application,
            group=gettext("Application"),
            note=granted(found),
        ),
    )


def speed(of: Speed) -> str:
    """Median and the time for nine of ten as a sentence; '' where neither may be shown."""
    return " ".join(_speed(of))


def granted(found: Advice) -> str:
    """What was granted in all, as a sentence."""
    if found.granted is None:
        return gettext(
            "Sums are shown without filters only, for five firms or more, and where none of them "
            "has nearly all of it."
        )
    return gettext(
        "Granted in all: at least %(amount)s, for %(firms)s firms.",
        amount=money(found.granted.euros),
        firms=between(found.granted.firms),
    )


def _speed(of: Speed) -> Iterator[str]:
    if of.median is not None:
        yield gettext("Half of those reached: %(days)s.", days=_days(of.median))
    if of.nine_of_ten is not None:
        yield gettext("Nine of ten: %(days)s.", days=_days(of.nine_of_ten))


def _days(count: int) -> str:
    if not count:
        return gettext("on the same day")
    return ngettext("within one working day", "within %(num)s working days", count)


def _months(found: Advice) -> Figure:
    slowest = max((each.speed.median or 0 for each in found.months), default=0)
    firms, month = gettext("Firms"), gettext("Month")
    median, tail = gettext("Median in working days"), gettext("Nine of ten, in working days")
    return Figure(
        anchor="wartezeit-monate",
        title=gettext("First contact by month"),
        about=gettext(
            "Requests that were answered, by their month, and the working days until half of them "
            "were reached."
        ),
        headers=(month, gettext("How many"), gettext("Half of them")),
        bars=tuple(_bar(each, slowest) for each in found.months),
        record_headers=(
            month,
            *record_range(firms),
            median,
            tail,
            *record_range(gettext("Reached within two working days")),
        ),
        records=tuple(_record(each) for each in found.months),
        note=gettext("Requests that still wait are not in it: recent months look quicker."),
        empty="" if found.months else gettext("There are fewer than five firms, or none."),
    )


def _bar(of: Month, slowest: int) -> Bar:
    median = of.speed.median or 0
    width = 100 * median / slowest if slowest else 0
    return Bar(words.month(of.key), between(of.firms), _after(median), f"{width:.0f}")


def _after(days: int) -> str:
    """As short as a narrow column needs it."""
    return ngettext("after one day", "after %(num)s days", days) if days else _days(days)


def _record(of: Month) -> tuple[object, ...]:
    in_two_days = (of.in_two_days, of.in_two_days + LEAST - 1)
    return (
        words.month(of.key),
        of.firms,
        of.firms + LEAST - 1,
        of.speed.median,
        of.speed.nine_of_ten,
        *(in_two_days if of.in_two_days else (None, None)),
    )
