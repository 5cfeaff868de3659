"""How news are set, in sentences."""

from __future__ import annotations

from datetime import date, datetime

from flask_babel import gettext

from offers.taxonomy.needs import NEED_KEYS, need
from web.formats import listing, partial_date
from web.language import current_language
from web.news_words import timing_in_words, weekday_name
from web.use_cases.digests.calendar import next_day
from web.use_cases.digests.kinds import Audience, Rhythm
from web.use_cases.digests.subscribing import Wishes


def plan(wishes: Wishes, needs: tuple[str, ...]) -> tuple[str, ...]:
    """When what comes, and about what; `needs` are those of the answers."""
    return (_news(wishes, needs), _reminders(wishes))


def next_sentence(wishes: Wishes, now: datetime) -> str:
    """When the next message can come; '' where only reminders do."""
    day = next_day(wishes.rhythm, wishes.weekday, now)
    if day is None:
        return ""
    return gettext(
        "The next message comes on %(day)s if there is something new for you by then.",
        day=with_weekday(day),
    )


def with_weekday(day: date) -> str:
    """'Dienstag, 24. November 2026'."""
    return gettext(
        "%(weekday)s, %(day)s", weekday=weekday_name(day.weekday()), day=partial_date(day)
    )


def topics_of(wishes: Wishes, needs: tuple[str, ...]) -> str:
    """The topics that news are about: the chosen ones, else those of the answers; '' for none."""
    keys = [key for key in wishes.topics or needs if key in NEED_KEYS]
    return listing(need(key).label.get(current_language()) for key in keys)


def _news(wishes: Wishes, needs: tuple[str, ...]) -> str:
    if wishes.rhythm is Rhythm.NEVER:
        return gettext("No news come, only deadline reminders.")
    when = timing_in_words(Audience.FIRM, wishes.rhythm, wishes.weekday)
    topics = topics_of(wishes, needs)
    if not topics:
        return gettext("News come %(when)s at 7 in the morning, if there are any.", when=when)
    return gettext(
        "News come %(when)s at 7 in the morning, if there are any. Topics: %(topics)s.",
        when=when,
        topics=topics,
    )


def _reminders(wishes: Wishes) -> str:
    if not wishes.has_reminders:
        return gettext("Deadline reminders are switched off.")
    return gettext(
        "Deadline reminders come 30, 14 and 3 days before a deadline, Monday to Friday and never "
        "on public holidays: for offers that you remembered and for the five best of your list."
    )
