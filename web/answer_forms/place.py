"""The parts of the form that ask where the company is."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_babel import gettext
from wtforms import ValidationError

from web.answer_forms.fields import UNKNOWN, ChoiceField, TextField
from web.answer_forms.forms import AnswerForm
from web.answer_forms.place_check import (
    PlaceProblem,
    candidates,
    corrected_name,
    full_name,
    parse_postal_code,
    problem_of,
    region_code,
)
from web.formats import listing
from web.use_cases.firms.profiles import Change, StoredProfile

LONGEST_NAME = 120
TAKE, TYPED = "take", "typed"
"""The button that takes the name proposed, and the name it was proposed for."""


class PlacePart(AnswerForm):
    """Postal code and municipality; either is enough, and they must not contradict each other."""

    postal_code = TextField(longest=LONGEST_NAME)
    municipality = TextField(longest=LONGEST_NAME)
    suggestion = ""

    @classmethod
    def values(cls, stored: StoredProfile) -> dict[str, object]:
        """The place as it was given."""
        profile = stored.profile
        place = {"postal_code": profile.postal_code, "municipality": profile.municipality}
        return super().values(stored) | place

    def answers(self) -> dict[str, object]:
        """The place; what was chosen among candidates falls with the place it was chosen for."""
        place = {
            "postal_code": self.postal_code.data or None,
            "municipality": self.municipality.data or None,
        }
        profile = self.stored.profile
        if place != {"postal_code": profile.postal_code, "municipality": profile.municipality}:
            place["region"] = None
        return super().answers() | place

    def validate_postal_code(self, field: TextField) -> None:
        """Five digits that exist."""
        if not field.data:
            return
        code = parse_postal_code(field.data)
        if code is None:
            raise ValidationError(
                gettext("Please enter a postal code with five digits, such as 44801.")
            )
        field.data = code
        if problem_of(code, ""):
            raise ValidationError(
                gettext(
                    "We do not know the postal code %(code)s. Check the digits, or leave the "
                    "field empty and enter the municipality.",
                    code=code,
                )
            )

    def validate_municipality(self, field: TextField) -> None:
        """A place that exists and fits the postal code; a clear slip beside one is mended."""
        if request.form.get(TAKE) and request.form.get(TYPED) == field.data:
            field.data = request.form[TAKE][:LONGEST_NAME]
        code = "" if self.postal_code.errors else parse_postal_code(self.postal_code.data or "")
        problem = problem_of(code or "", field.data or "")
        if problem is not None and problem.field == "municipality":
            self.suggestion = problem.suggestion if problem.code != "contradiction" else ""
            raise ValidationError(_sentence(problem, code or ""))
        field.data = corrected_name(code or "", field.data or "")


class MunicipalityPart(AnswerForm):
    """The choice among the municipalities that the place given may mean."""

    municipality = ChoiceField(lambda: ())

    def __init__(self, stored: StoredProfile, **binding: Any) -> None:
        super().__init__(stored, **binding)
        self.places = {place.code: place for place in candidates(stored.profile)}
        self.municipality.values = lambda: tuple(self.places)

    @property
    def options(self) -> list[tuple[str, str]]:
        """The candidates, by name."""
        return [(code, full_name(place)) for code, place in self.places.items()]

    def change(self) -> Change:
        """Name and code of the place chosen; 'I don't know' leaves the place as it was given."""
        place = self.places.get(self.municipality.data or "")
        if place is None:
            unknown = self.municipality.data == UNKNOWN
            return Change({}, frozenset({"municipality"}) if unknown else frozenset())
        return Change({"municipality": place.name, "region": region_code(place)})


def _sentence(problem: PlaceProblem, postal_code: str) -> str:
    if problem.code == "contradiction":
        return gettext(
            "The postal code %(code)s belongs to %(places)s, not to %(name)s.",
            code=postal_code,
            places=listing(problem.places),
            name=problem.suggestion,
        )
    if problem.suggestion:
        return gettext("We do not know this place. Do you mean %(name)s?", name=problem.suggestion)
    if postal_code:
        return gettext(
            "We do not know this place. Check the spelling, or leave the field empty: the postal "
            "code is enough."
        )
    return gettext("We do not know this place. Check the spelling, or enter the postal code.")
