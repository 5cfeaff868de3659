"""The forms of judgements and applications: what was sent, checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP

from flask_babel import gettext

from web.answer_forms.numbers import FigureError, parse_figure
from web.formats import money, partial_date
from web.typed_days import parse_day
from web.typed_texts import one_line
from web.use_cases.files.applications import EARLIEST, LARGEST_EUR, Application, ApplicationState
from web.use_cases.files.judging import SAYABLE, Said
from web.use_cases.firms.opinions import Opinion

OPINION, BETTER, BACK = "urteil", "besser", "zurueck"
STATE, AMOUNT, DAY = "stand", "betrag", "tag"
TITLE, DETAILS = "titel", "hinweis"
LONGEST_TITLE, LONGEST_DETAILS = 200, 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationForm:
    """What was typed about an application; `errors` by field."""

    state: str = ""
    amount: str = ""
    day: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)
    read: Application | None = None

    @property
    def summary(self) -> tuple[tuple[str, str], ...]:
        """The errors in the order of the fields."""
        return tuple(
            (name, self.errors[name]) for name in (STATE, AMOUNT, DAY) if name in self.errors
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingForm:
    """An offer that the catalogue lacks, as it was described."""

    title: str = ""
    details: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def summary(self) -> tuple[tuple[str, str], ...]:
        """The errors in the order of the fields."""
        return tuple((name, self.errors[name]) for name in (TITLE, DETAILS) if name in self.errors)


def said_of(values: Mapping[str, str]) -> Said | None:
    """What the pressed button says: 'fits', 'not_eligible:employees'; None for no known one."""
    word, _, because = values.get(OPINION, "").partition(":")
    if word not in SAYABLE:
        return None
    opinion = Opinion(word)
    if opinion is Opinion.BETTER_ALTERNATIVE and not because:
        because = values.get(BETTER, "")
    return Said(opinion, because)


def form_of(application: Application | None) -> ApplicationForm:
    """The form as it is shown at first."""
    if application is None:
        return ApplicationForm()
    amount, day = application.amount_eur, application.happened_on
    return ApplicationForm(
        state=application.state.value,
        amount="" if amount is None else f"{amount:,}".replace(",", "."),
        day=f"{day:%d.%m.%Y}" if day else "",
    )


def read_application(values: Mapping[str, str], today: date) -> ApplicationForm:
    """The form as it was sent, with the application it means unless there are errors."""
    state, amount, day = (values.get(name, "").strip()[:100] for name in (STATE, AMOUNT, DAY))
    euros, amount_error = _amount(amount)
    when, day_error = _day(day, today)
    is_state = state in set(ApplicationState)
    found = {
        STATE: "" if is_state else gettext("Please choose what became of the application."),
        AMOUNT: amount_error,
        DAY: day_error,
    }
    errors = {name: error for name, error in found.items() if error}
    read = None
    if not errors:
        read = Application(state=ApplicationState(state), amount_eur=euros, happened_on=when)
    return ApplicationForm(state=state, amount=amount, day=day, errors=errors, read=read)


def read_missing(values: Mapping[str, str]) -> MissingForm:
    """What was said of an offer that the catalogue lacks."""
    title, details = one_line(values.get(TITLE, "")), one_line(values.get(DETAILS, ""))
    found = {
        TITLE: _title_error(title),
        DETAILS: _length_error(details, LONGEST_DETAILS),
    }
    errors = {name: error for name, error in found.items() if error}
    return MissingForm(title=title, details=details, errors=errors)


def _amount(text: str) -> tuple[int | None, str]:
    if not text:
        return None, ""
    try:
        euros = int(parse_figure(text).to_integral_value(ROUND_HALF_UP))
    except FigureError:
        return None, gettext("Please enter the amount in whole euros. Example: 12,000")
    if euros > LARGEST_EUR:
        return None, gettext("The amount can be at most %(most)s.", most=money(LARGEST_EUR))
    return euros, ""


def _day(text: str, today: date) -> tuple[date | None, str]:
    if not text:
        return None, ""
    day = parse_day(text)
    if day is None:
        return None, gettext("Please enter a day. Example: 22.11.2026")
    if not EARLIEST <= day <= today:
        first, last = partial_date(EARLIEST), partial_date(today)
        return None, gettext(
            "The day can lie between %(first)s and %(last)s.", first=first, last=last
        )
    return day, ""


def _title_error(title: str) -> str:
    if not title:
        return gettext("Please write what the offer is called.")
    return _length_error(title, LONGEST_TITLE)


def _length_error(text: str, most: int) -> str:
    if len(text) <= most:
        return ""
    return gettext("Please shorten the text to %(most)s characters.", most=most)
