"""The shapes of the answers, for the document; the views build them as plain mappings."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, Field

from web.api.v1.marking import N_

Verdict = Literal["eligible", "unclear", "not_eligible", "not_open_yet", "closed"]
State = Literal["open", "not_open_yet", "archive_only", "ended"]
VERSION = N_("Grows with every change of the catalogue.")
TODAY = N_("The day that was counted with.")
LICENSE = N_("To be shown with the offer's own texts, which stay whole; empty if not needed.")


class ReasonOut(BaseModel):
    """A stable code, its sentence, and the values in it."""

    code: str = Field(description=N_("A stable code for programs."))
    text: str = Field(description=N_("The sentence in the language asked for."))
    values: dict[str, Any] = Field(description=N_("What the sentence was filled with."))


class WarningOut(BaseModel):
    """What to know before relying on it."""

    code: str = Field(description=N_("A stable code for programs."))
    text: str = Field(description=N_("The sentence in the language asked for."))


class QuestionOut(BaseModel):
    """A question whose answer settles an open condition."""

    field: str = Field(description=N_("The field of the profile that is missing."))
    text: str = Field(description=N_("The question to ask."))


class MatchOut(BaseModel):
    """One offer for the company."""

    offer: str = Field(description=N_("The id of the offer."))
    rank: int | None = Field(description=N_("Place in the list from 1; null: cannot be used now."))
    score: float = Field(description=N_("Points; higher is better, comparable in one answer only."))
    verdict: Verdict = Field(description=N_("Whether the company may use it."))
    reasons: list[ReasonOut] = Field(description=N_("Why it fits, or what stands against it."))
    open_questions: list[QuestionOut] = Field(description=N_("What is still to be clarified."))
    similar: list[str] = Field(
        description=N_("Ids of its variants that were put after the tenth place, best first.")
    )
    title: str = Field(description=N_("In the offer's language."))
    provider: str = Field(description=N_("Who runs the offer."))
    language: str = Field(description=N_("Language of the offer's own texts."))
    kinds: list[str] = Field(description=N_("What it gives."))
    url: str = Field(description=N_("The provider's page; empty if not known."))
    license_info: str = Field(description=LICENSE)
    warnings: list[WarningOut] = Field(description=N_("What to know before relying on it."))


class MatchAnswer(BaseModel):
    """The ranked offers for a profile."""

    profile: str | None = Field(description=N_("The id that was sent, or null."))
    matches: list[MatchOut] = Field(description=N_("Best first; without rank last."))
    warnings: list[ReasonOut] = Field(description=N_("What is odd about the profile itself."))
    total: int = Field(description=N_("How many offers have a rank, listed or not."))
    catalogue_version: str = Field(description=VERSION)
    today: date = Field(description=TODAY)


class OfferItem(BaseModel):
    """An offer in a list."""

    id: str = Field(description=N_("The id of the offer."))
    title: str = Field(description=N_("In the offer's language."))
    provider: str = Field(description=N_("Who runs the offer."))
    language: str = Field(description=N_("Language of the offer's own texts."))
    summary: str = Field(description=N_("One sentence."))
    license_info: str = Field(description=LICENSE)
    kinds: list[str] = Field(description=N_("What it gives."))
    needs: list[str] = Field(description=N_("What it is for, the most central first."))
    audience: list[str] = Field(description=N_("Who may use it."))
    state: State = Field(description=N_("Whether one can apply today."))
    url: str = Field(description=N_("The provider's page; empty if not known."))
    href: str = Field(description=N_("The whole offer in this API."))


class PlaceOut(BaseModel):
    """How the region was read."""

    name: str = Field(description=N_("What the place is called."))
    notes: list[WarningOut] = Field(description=N_("What was guessed."))


class OfferList(BaseModel):
    """One page of the catalogue."""

    offers: list[OfferItem] = Field(description=N_("Best first."))
    total: int = Field(description=N_("How many offers fit."))
    page: int = Field(description=N_("This page; one past the last gives the last."))
    pages: int = Field(description=N_("How many pages there are."))
    per_page: int = Field(description=N_("Offers on a page."))
    place: PlaceOut | None = Field(description=N_("How the region was read; null without one."))
    catalogue_version: str = Field(description=VERSION)
    today: date = Field(description=TODAY)


class OfferAnswer(BaseModel):
    """One offer with its standing today."""

    offer: dict[str, Any] = Field(
        description=N_("The offer in the interchange format; what is not known is missing.")
    )
    state: State = Field(description=N_("Whether one can apply today."))
    state_reason: ReasonOut | None = Field(description=N_("Why not, if not."))
    warnings: list[WarningOut] = Field(description=N_("What to know before relying on it."))
    catalogue_version: str = Field(description=VERSION)
    today: date = Field(description=TODAY)


class LabelsOut(BaseModel):
    """A text in both languages."""

    de: str = Field(description=N_("German"))
    en: str = Field(description=N_("English"))


class NeedOut(BaseModel):
    """One need."""

    key: str = Field(description=N_("What profiles and filters name."))
    label: LabelsOut = Field(description=N_("What people read."))
    hint: LabelsOut = Field(description=N_("A line that explains it."))


class NeedList(BaseModel):
    """All needs in the order of the interchange format."""

    needs: list[NeedOut] = Field(description=N_("All of them; the list is closed."))


class RegionOut(BaseModel):
    """One region."""

    code: str = Field(description=N_("NUTS code, AGS, or a name's own code."))
    name: str = Field(description=N_("Its German name."))
    kind: Literal["union", "country", "land", "district", "municipality", "area", "foreign"] = (
        Field(description=N_("What it is; areas are Regierungsbezirke and named areas."))
    )
    ancestors: list[str] = Field(description=N_("Codes of what it lies in, the nearest first."))


class RegionList(BaseModel):
    """The regions that fit, best first."""

    regions: list[RegionOut] = Field(description=N_("Best first; empty if none fits."))


class FieldErrorOut(BaseModel):
    """One field that is not right."""

    field: str = Field(description=N_("Its dotted path, such as facts.project_started."))
    code: str = Field(description=N_("A stable code for programs."))
    detail: str = Field(description=N_("What is wrong, in the language asked for."))


class ProblemOut(BaseModel):
    """Every refusal (RFC 9457)."""

    type: str = Field(description=N_("Always about:blank; the code tells more."))
    title: str = Field(description=N_("What happened, in a few words."))
    status: int = Field(description=N_("The status of the answer."))
    detail: str = Field(description=N_("What to do."))
    request_id: str = Field(description=N_("Name it when you report an error."))
    code: str | None = Field(default=None, description=N_("A stable code for programs."))
    errors: list[FieldErrorOut] = Field(
        default=[], description=N_("The fields that are not right.")
    )
