"""The form that asks for answers: filled from those there are, read into a change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from flask_wtf import FlaskForm
from wtforms import Field

from web.answer_forms.fields import UNKNOWN
from web.use_cases.firms.profiles import Change, StoredProfile, value_of


class DontKnow:
    """The answer 'I don't know', where a form tells it from no answer."""


DONT_KNOW = DontKnow()


class AnswerForm(FlaskForm):
    """Base of all forms; parts of it are combined by inheritance.

    A part adds to `values` what its fields show for stored answers, and to `answers` what its
    fields say of the profile: a value, None for nothing, or DONT_KNOW. `order` are the fields as
    the page shows them, where it puts parts together: else they stand as they were written.
    """

    order: ClassVar[tuple[str, ...]] = ()

    def __init__(self, stored: StoredProfile, **binding: Any) -> None:
        self.stored = stored
        super().__init__(data=self.values(stored), **binding)

    @classmethod
    def values(cls, stored: StoredProfile) -> dict[str, object]:
        """What the fields show for these answers."""
        return {}

    def answers(self) -> dict[str, object]:
        """What the fields say, by field of the profile."""
        return {}

    def change(self) -> Change:
        """The same as a change of the stored answers."""
        answers = self.answers()
        unknown = frozenset(name for name, value in answers.items() if value is DONT_KNOW)
        return Change(
            {name: None if name in unknown else value for name, value in answers.items()}, unknown
        )

    @property
    def main_field(self) -> Field:
        """The field that an error of the whole form belongs to: the first one."""
        return next(field for field in self if field.name != "csrf_token")

    def problems(self) -> list[tuple[str, str]]:
        """Field id and message of every error, in the order of the page."""
        found = [(field.id, str(field.errors[0])) for field in self if field.errors]
        places = {name: place for place, name in enumerate(self.order)}
        return sorted(found, key=lambda problem: places.get(problem[0], len(places)))

    def messages(self) -> Mapping[str, str]:
        """The first error of each field that has one."""
        return {field.name: str(field.errors[0]) for field in self if field.errors}


def is_skipped(stored: StoredProfile, field: str) -> bool:
    """Whether the company said that it does not know this."""
    return field in stored.skipped and value_of(stored.profile, field) in (None, ())


def shown_choice(stored: StoredProfile, field: str) -> str:
    """The value of a choice for a stored word, yes or no."""
    if is_skipped(stored, field):
        return UNKNOWN
    value = value_of(stored.profile, field)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def chosen(value: str | None) -> object:
    """What a choice between words says."""
    return DONT_KNOW if value == UNKNOWN else value or None


def chosen_truth(value: str | None) -> object:
    """What a choice between yes and no says."""
    return DONT_KNOW if value == UNKNOWN else {"yes": True, "no": False}.get(value or "")
