"""The form for days on which somebody is away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from flask_babel import gettext

from web.typed_days import parse_day
from web.typed_texts import one_line
from web.use_cases.files.absences import AbsenceOutcome, NewAbsence

PERSON, FIRST, LAST, DEPUTY = "person", "von", "bis", "vertretung"
_LONGEST = 43


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceInput:
    """What was sent; `errors` maps fields to messages, `new` is None if there are any."""

    person: str = ""
    first: str = ""
    last: str = ""
    deputy: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)
    new: NewAbsence | None = None

    @property
    def summary(self) -> tuple[tuple[str, str], ...]:
        """The errors in the order of the fields."""
        names = (PERSON, FIRST, LAST, DEPUTY)
        return tuple((name, self.errors[name]) for name in names if name in self.errors)

    def refused(self, outcome: AbsenceOutcome) -> AbsenceInput:
        """The same with the reason why nothing was stored at its field."""
        name, message = {
            AbsenceOutcome.REVERSED: (LAST, gettext("The last day lies before the first one.")),
            AbsenceOutcome.OVER: (LAST, gettext("This day is past.")),
            AbsenceOutcome.TOO_LONG: (LAST, gettext("Please check the year.")),
            AbsenceOutcome.NO_COLLEAGUE: (
                PERSON,
                gettext("Please choose somebody from your organisation."),
            ),
            AbsenceOutcome.NO_DEPUTY: (
                DEPUTY,
                gettext("Please choose another colleague, or nobody."),
            ),
        }[outcome]
        return replace(self, errors={name: message}, new=None)


def read_absence(form: Mapping[str, str], own: str) -> AbsenceInput:
    """The form's content; without a person it is about oneself."""
    person, first, last, deputy = (
        one_line(form.get(name, ""))[:_LONGEST] for name in (PERSON, FIRST, LAST, DEPUTY)
    )
    first_day, last_day = parse_day(first), parse_day(last or first)
    sent = AbsenceInput(person=person or own, first=first, last=last, deputy=deputy)
    if first_day is None or last_day is None:
        return replace(sent, errors=_day_errors(first_day, last_day))
    new = NewAbsence(person=sent.person, first_day=first_day, last_day=last_day, deputy=deputy)
    return replace(sent, new=new)


def _day_errors(first: date | None, last: date | None) -> Mapping[str, str]:
    message = gettext("Please enter a day, for example 24.11.2026.")
    if first is None:
        return {FIRST: message}
    return {LAST: message} if last is None else {}
