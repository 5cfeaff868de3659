"""What is chosen on the page of one's news, and what is said where it cannot be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import gettext

from web.news_words import weekday_name
from web.use_cases.digests.kinds import Rhythm
from web.use_cases.digests.people_subscribing import Timing

RHYTHM, WEEKDAY = "wie-oft", "wochentag"
OFF = "nie"
_RHYTHMS: Mapping[str, Rhythm] = {"woechentlich": Rhythm.WEEKLY, "monatlich": Rhythm.MONTHLY}
_WEEKDAYS = tuple(str(number) for number in range(7))


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The form as it was sent or as it stands, and an error for each bad field."""

    rhythm: str = OFF
    weekday: str = "0"
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def summary(self) -> tuple[tuple[str, str], ...]:
        """The errors in the order of the fields."""
        return tuple((name, self.errors[name]) for name in (RHYTHM, WEEKDAY) if name in self.errors)

    @property
    def timing(self) -> Timing | None:
        """What was chosen, None for none; of a form without errors."""
        if self.rhythm == OFF:
            return None
        return Timing(rhythm=_RHYTHMS[self.rhythm], weekday=int(self.weekday))


def read_chosen(form: Mapping[str, str]) -> Chosen:
    """What was sent; a weekday counts only where something is to come."""
    rhythm, weekday = form.get(RHYTHM, ""), form.get(WEEKDAY, "")
    if rhythm == OFF:
        return Chosen()
    errors = {}
    if rhythm not in _RHYTHMS:
        errors[RHYTHM] = gettext("Please choose how often the news is to come.")
    if weekday not in _WEEKDAYS:
        errors[WEEKDAY] = gettext("Please choose a weekday.")
    return Chosen(rhythm=rhythm, weekday=weekday, errors=errors)


def chosen_of(timing: Timing | None) -> Chosen:
    """The form as it stands; None: nothing comes."""
    if timing is None:
        return Chosen()
    names = {rhythm: name for name, rhythm in _RHYTHMS.items()}
    return Chosen(rhythm=names.get(timing.rhythm, OFF), weekday=str(timing.weekday))


def rhythm_options() -> tuple[tuple[str, str], ...]:
    """The choices of the rhythm."""
    return (
        ("woechentlich", gettext("Every week")),
        ("monatlich", gettext("Once a month (for example on the first Tuesday)")),
        (OFF, gettext("Not at all")),
    )


def weekday_options() -> tuple[tuple[str, str], ...]:
    """The days of the week, from Monday."""
    return tuple((number, weekday_name(int(number))) for number in _WEEKDAYS)
