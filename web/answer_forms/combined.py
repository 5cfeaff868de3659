"""Forms that ask for a whole topic at once, put together from their parts."""

from __future__ import annotations

from flask_babel import gettext
from wtforms import ValidationError

from web.answer_forms.activity import ActivityForm, SectorForm
from web.answer_forms.choices import need_keys
from web.answer_forms.company import ChamberPart, FoundedPart, LegalFormPart
from web.answer_forms.concerns import ORDER, ConcernForm, StartedPart, in_order
from web.answer_forms.fields import ChoiceField
from web.answer_forms.place import PlacePart
from web.use_cases.firms.profiles import Change, StoredProfile


class PlaceForm(ChamberPart, LegalFormPart, FoundedPart, PlacePart):
    """Where the company is, and what it is."""

    order = ("postal_code", "municipality", "exists", "founded", "legal_form", "chamber")


class TradeForm(SectorForm, ActivityForm):
    """What the company does, in its own words and as a sector."""


class WholeConcernForm(StartedPart, ConcernForm):
    """What moves the company, what of it matters most, whether the project has begun."""

    most_important = ChoiceField(need_keys)
    order = ("need_text", "needs", "most_important", "project_started")

    @classmethod
    def values(cls, stored: StoredProfile) -> dict[str, object]:
        """The first need where it was put first."""
        needs = stored.profile.needs
        first = needs[0] if needs and ORDER in stored.skipped else ""
        return super().values(stored) | {"most_important": first}

    def validate_most_important(self, field: ChoiceField) -> None:
        """One of those that are ticked."""
        if field.data and field.data not in (self.needs.data or ()):
            raise ValidationError(gettext("Please tick this topic as well, or choose another one."))

    def answers(self) -> dict[str, object]:
        """The needs, the most important first."""
        answers, first = super().answers(), self.most_important.data
        if first:
            others = [need for need in self.needs.data or () if need != first]
            answers["needs"] = (first, *in_order((), others))
        return answers

    def change(self) -> Change:
        """The answers, and whether the order of the needs was said."""
        change = super().change()
        said = frozenset({ORDER}) if self.most_important.data else frozenset()
        return Change(change.values, change.not_again | said)
