"""The parts of the form that ask what kind of company it is, and how large."""

from __future__ import annotations

from flask import request
from flask_babel import gettext
from wtforms import ValidationError

from matcher.oddities import LEAST_TURNOVER_PER_HEAD, PEOPLE_TO_BE_SURE
from web.answer_forms.choices import CHAMBERS, LEGAL_FORMS
from web.answer_forms.fields import (
    UNKNOWN,
    ChoiceField,
    FigureField,
    HeadcountField,
    YearField,
)
from web.answer_forms.forms import (
    DONT_KNOW,
    AnswerForm,
    chosen,
    chosen_truth,
    is_skipped,
    shown_choice,
)
from web.current import today
from web.formats import money
from web.use_cases.firms.profiles import StoredProfile

EARLIEST_YEAR = 1700
YEARS_AHEAD = 5
MOST_PEOPLE = 700_000
MOST_TURNOVER_PER_HEAD = 50_000_000
MOST_TURNOVER = 500_000_000_000
CONFIRMED = "confirmed"
"""Holds the figures that were doubted; sent again, they count as confirmed."""


class FoundedPart(AnswerForm):
    """Whether the company exists, and since when.

    'Not yet' without a year is kept as next year: the format knows a founder by a foundation in
    the future.
    """

    exists = ChoiceField(lambda: ("yes", "no"))
    founded = YearField()

    @classmethod
    def values(cls, stored: StoredProfile) -> dict[str, object]:
        """'No' for a year to come; the year is shown for a company that exists."""
        year = stored.profile.founded
        if year is None:
            exists = UNKNOWN if is_skipped(stored, "founded") else ""
            return super().values(stored) | {"exists": exists, "founded": None}
        is_ahead = year > today().year
        shown = {"exists": "no" if is_ahead else "yes", "founded": None if is_ahead else year}
        return super().values(stored) | shown

    def answers(self) -> dict[str, object]:
        """The year of foundation."""
        year = self.founded.data
        if year is None and self.exists.data == "no":
            year = max(today().year + 1, self.stored.profile.founded or 0)
        unknown = year is None and self.exists.data == UNKNOWN
        return super().answers() | {"founded": DONT_KNOW if unknown else year}

    def validate_founded(self, field: YearField) -> None:
        """A year that can be, and that fits the other answer; 'yes' alone would be lost."""
        if field.data is None:
            if self.exists.data == "yes":
                raise ValidationError(
                    gettext(
                        "Please enter the year; an estimate is enough. If you cannot say, choose "
                        "“I don't know”."
                    )
                )
            return
        last = today().year + YEARS_AHEAD
        if not EARLIEST_YEAR <= field.data <= last:
            raise ValidationError(
                gettext(
                    "Please enter a year between %(first)s and %(last)s.",
                    first=EARLIEST_YEAR,
                    last=last,
                )
            )
        if self.exists.data == "no" and field.data <= today().year:
            raise ValidationError(
                gettext(
                    "You chose “Not yet”, but the year is not in the future. If you want to "
                    "found this year, leave the year empty."
                )
            )


class LegalFormPart(AnswerForm):
    """The legal form."""

    legal_form = ChoiceField(lambda: tuple(LEGAL_FORMS))

    @classmethod
    def values(cls, stored: StoredProfile) -> dict[str, object]:
        """The form chosen."""
        return super().values(stored) | {"legal_form": shown_choice(stored, "legal_form")}

    def answers(self) -> dict[str, object]:
        """The form chosen."""
        return super().answers() | {"legal_form": chosen(self.legal_form.data)}


class ChamberPart(AnswerForm):
    """The chamber that the company belongs to."""

    chamber = ChoiceField(lambda: tuple(CHAMBERS))

    @classmethod
    def values(cls, stored: StoredProfile) -> dict[str, object]:
        """The chamber chosen."""
        return super().values(stored) | {"chamber": shown_choice(stored, "chamber")}

    def answers(self) -> dict[str, object]:
        """The chamber chosen."""
        return super().answers() | {"chamber": chosen(self.chamber.data)}


class EmployeesPart(AnswerForm):
    """How many people work there."""

    employees = HeadcountField()

    @classmethod
    def values(cls, stored: StoredProfile) -> dict[str, object]:
        """The number given."""
        return super().values(stored) | {"employees": stored.profile.employees}

    def answers(self) -> dict[str, object]:
        """The number given."""
        return super().answers() | {"employees": self.employees.data}


class TurnoverPart(AnswerForm):
    """The turnover of a year."""

    turnover_eur = FigureField()

    @classmethod
    def values(cls, stored: StoredProfile) -> dict[str, object]:
        """The sum given."""
        return super().values(stored) | {"turnover_eur": stored.profile.turnover_eur}

    def answers(self) -> dict[str, object]:
        """The sum given."""
        return super().answers() | {"turnover_eur": self.turnover_eur.data}


class BalanceSheetPart(AnswerForm):
    """The balance sheet total."""

    balance_sheet_eur = FigureField()

    @classmethod
    def values(cls, stored: StoredProfile) -> dict[str, object]:
        """The sum given."""
        return super().values(stored) | {"balance_sheet_eur": stored.profile.balance_sheet_eur}

    def answers(self) -> dict[str, object]:
        """The sum given."""
        return super().answers() | {"balance_sheet_eur": self.balance_sheet_eur.data}


class GroupPart(AnswerForm):
    """Whether a larger company holds a part of it."""

    part_of_group = ChoiceField(lambda: ("yes", "no"))

    @classmethod
    def values(cls, stored: StoredProfile) -> dict[str, object]:
        """Yes or no."""
        return super().values(stored) | {"part_of_group": shown_choice(stored, "part_of_group")}

    def answers(self) -> dict[str, object]:
        """Yes or no."""
        return super().answers() | {"part_of_group": chosen_truth(self.part_of_group.data)}


class SizeForm(GroupPart, BalanceSheetPart, TurnoverPart, EmployeesPart):
    """All figures of one page; odd ones are asked about once."""

    doubt = ""

    @property
    def figures(self) -> str:
        """The figures on the page as one text."""
        return f"{self.employees.data}/{self.turnover_eur.data}/{self.balance_sheet_eur.data}"

    def validate(self, extra_validators: object = None) -> bool:
        """False also for figures that are possible but odd, until they are sent a second time."""
        if not super().validate(extra_validators):
            return False
        if request.form.get(CONFIRMED) != self.figures:
            self.doubt = doubt_about(self.employees.data, self.turnover_eur.data)
        return not self.doubt


def doubt_about(employees: int | None, turnover: int | None) -> str:
    """What is odd about the figures, as a question; '' if nothing is."""
    if employees is not None and employees > MOST_PEOPLE:
        return gettext("More people than any company in Germany employs. Is that right?")
    if turnover is not None and turnover > MOST_TURNOVER:
        return gettext("More turnover than any company in Germany has. Is that right?")
    if employees is None or turnover is None:
        return ""
    is_little = employees >= PEOPLE_TO_BE_SURE and turnover < employees * LEAST_TURNOVER_PER_HEAD
    is_much = employees > 0 and turnover > employees * MOST_TURNOVER_PER_HEAD
    if is_little or is_much:
        return gettext(
            "%(employees)s people and %(turnover)s a year rarely go together. Is that right?",
            employees=employees,
            turnover=money(turnover),
        )
    return ""
