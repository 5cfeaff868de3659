"""The form for a firm that an advisor met elsewhere: all that matters on one page."""

from __future__ import annotations

from flask_babel import gettext

from web.answer_forms.activity import ActivityForm
from web.answer_forms.choices import division_groups
from web.answer_forms.company import EmployeesPart
from web.answer_forms.concerns import ConcernForm
from web.answer_forms.fields import ChoiceField
from web.answer_forms.place import PlacePart
from web.pages.company_file.contact_form import ContactFields
from web.use_cases.firms.profiles import StoredProfile


def _divisions() -> tuple[str, ...]:
    return tuple(value for _, options in division_groups() for value, *_ in options)


class EntryForm(ContactFields, ConcernForm, EmployeesPart, ActivityForm, PlacePart):
    """Name and contact, place, trade, size, needs. A name and a place or a need are enough."""

    division = ChoiceField(_divisions)
    order = (
        "name",
        "contact_name",
        "phone",
        "email",
        "preferred_way",
        "times",
        "postal_code",
        "municipality",
        "sector_text",
        "division",
        "employees",
        "need_text",
        "needs",
    )

    @classmethod
    def values(cls, stored: StoredProfile) -> dict[str, object]:
        """Nothing is known of the sector."""
        return super().values(stored) | {"division": ""}

    def answers(self) -> dict[str, object]:
        """The division is the sector, until somebody knows it more closely."""
        return super().answers() | {"wz": self.division.data or None}

    def validate(self, extra_validators: object = None) -> bool:
        """False also for a firm of which nothing is known that offers could be found by."""
        is_valid = super().validate(extra_validators)
        known = (self.postal_code, self.municipality, self.needs, self.need_text)
        if not any(field.data for field in known) and not self.postal_code.errors:
            self.postal_code.errors = [
                gettext("Please enter a place or a concern: without one there is no list.")
            ]
            return False
        return is_valid
