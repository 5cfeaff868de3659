"""The form for one single field of the profile, as the follow-up questions ask it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from offers.taxonomy.facts import FACTS, Fact, FactType
from web.answer_forms.activity import SectorForm
from web.answer_forms.choices import Option, spoken, yes_no_options
from web.answer_forms.company import (
    BalanceSheetPart,
    ChamberPart,
    EmployeesPart,
    FoundedPart,
    LegalFormPart,
    TurnoverPart,
)
from web.answer_forms.concerns import NeedsPart
from web.answer_forms.fields import ChoiceField, FigureField
from web.answer_forms.forms import AnswerForm, chosen, chosen_truth, shown_choice
from web.answer_forms.place import MunicipalityPart, PlacePart
from web.answer_forms.place_check import candidates
from web.use_cases.firms.profiles import FACT, Change, StoredProfile, value_of

FORMS: Mapping[str, type[AnswerForm]] = {
    "municipality": PlacePart,
    "wz": SectorForm,
    "employees": EmployeesPart,
    "turnover_eur": TurnoverPart,
    "balance_sheet_eur": BalanceSheetPart,
    "founded": FoundedPart,
    "legal_form": LegalFormPart,
    "chamber": ChamberPart,
    "needs": NeedsPart,
}


class FactForm(AnswerForm):
    """The answer to a fact, whose name and type the subclass made by `fact_form` knows."""

    fact: Fact

    @property
    def name(self) -> str:
        """The field of the profile."""
        return f"{FACT}{self.fact.name}"


class TruthForm(FactForm):
    """Yes or no."""

    answer = ChoiceField(lambda: ("yes", "no"))

    @classmethod
    def values(cls, stored: StoredProfile) -> dict[str, object]:
        """Yes or no."""
        return {"answer": shown_choice(stored, f"{FACT}{cls.fact.name}")}

    def answers(self) -> dict[str, object]:
        """Yes or no."""
        return {self.name: chosen_truth(self.answer.data)}

    @property
    def options(self) -> list[Option]:
        """Yes and no."""
        return yes_no_options()


class WordForm(FactForm):
    """One of the answers that the fact knows."""

    answer = ChoiceField(lambda: ())

    def __init__(self, stored: StoredProfile, **binding: Any) -> None:
        super().__init__(stored, **binding)
        self.answer.values = lambda: tuple(choice.value for choice in self.fact.choices)

    @classmethod
    def values(cls, stored: StoredProfile) -> dict[str, object]:
        """The answer chosen."""
        return {"answer": shown_choice(stored, f"{FACT}{cls.fact.name}")}

    def answers(self) -> dict[str, object]:
        """The answer chosen."""
        return {self.name: chosen(self.answer.data)}

    @property
    def options(self) -> list[Option]:
        """The answers that the fact knows."""
        return [(choice.value, spoken(choice.label)) for choice in self.fact.choices]


class NumberForm(FactForm):
    """A number of people or euros."""

    answer = FigureField()

    @classmethod
    def values(cls, stored: StoredProfile) -> dict[str, object]:
        """The number given."""
        return {"answer": value_of(stored.profile, f"{FACT}{cls.fact.name}")}

    def answers(self) -> dict[str, object]:
        """The number given."""
        return {self.name: self.answer.data}


_FACT_FORMS: Mapping[FactType, type[FactForm]] = {
    FactType.BOOLEAN: TruthForm,
    FactType.CHOICE: WordForm,
    FactType.NUMBER: NumberForm,
}


def form_class(field: str, stored: StoredProfile) -> type[AnswerForm] | None:
    """The form that asks for a field; None for a field that nobody is asked."""
    if field == "municipality" and candidates(stored.profile):
        return MunicipalityPart
    if not field.startswith(FACT):
        return FORMS.get(field)
    fact = FACTS.get(field.removeprefix(FACT))
    if fact is None:
        return None
    return type("RegisteredFactForm", (_FACT_FORMS[fact.type],), {"fact": fact})


def shape_of(form: AnswerForm, field: str) -> str:
    """What `answers/question_fields.html` calls the fields that ask for it."""
    if isinstance(form, FactForm):
        return f"fact_{form.fact.type}"
    return "candidates" if isinstance(form, MunicipalityPart) else field


def says_anything(form: AnswerForm) -> bool:
    """Whether the form holds an answer, be it 'I don't know'."""
    change = form.change()
    return bool(change.not_again) or any(v not in (None, ()) for v in change.values.values())


def change_of(form: AnswerForm, field: str) -> Change:
    """What the form for this one field says, which nobody asks for again after it.

    A place may still need a choice among several, so it stays open.
    """
    change = form.change()
    closed = frozenset() if isinstance(form, PlacePart) else frozenset({field})
    return Change(change.values, change.not_again | closed)
