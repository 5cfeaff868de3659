"""Days in words."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext

from web.formats import partial_date
from web.news_words import weekday_name


def full_day(day: date) -> str:
    """'Montag, 7. Dezember 2026'."""
    return gettext(
        "%(weekday)s, %(day)s", weekday=weekday_name(day.weekday()), day=partial_date(day)
    )
