"""The topics of the profile, each with the form that changes it."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import lazy_gettext

from web.answer_forms.combined import PlaceForm, TradeForm, WholeConcernForm
from web.answer_forms.company import SizeForm
from web.answer_forms.concerns import STARTED, KindsForm
from web.answer_forms.forms import AnswerForm


@dataclass(frozen=True, slots=True)
class Topic:
    """One form: `fields` are those of the profile that it changes, `shown` those of them that the
    profile shows.
    """

    slug: str
    title: object
    form: type[AnswerForm]
    shown: tuple[str, ...]
    hidden: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """All fields of the profile that the form changes."""
        return (*self.shown, *self.hidden)

    @property
    def template(self) -> str:
        """The file of the page."""
        return f"pages/company_file/topic/{self.slug}.html"


TOPICS = (
    Topic(
        "ort",
        lazy_gettext("Place and company"),
        PlaceForm,
        ("postal_code", "municipality", "founded", "legal_form", "chamber"),
        ("region",),
    ),
    Topic(
        "groesse",
        lazy_gettext("Size"),
        SizeForm,
        ("employees", "turnover_eur", "balance_sheet_eur", "part_of_group"),
    ),
    Topic("taetigkeit", lazy_gettext("Trade and sector"), TradeForm, ("sector_text", "wz")),
    Topic("anliegen", lazy_gettext("Concern"), WholeConcernForm, ("needs", "need_text", STARTED)),
    Topic("suche", lazy_gettext("Kind of support"), KindsForm, ("preferred_kinds",)),
)
SLUGS = tuple(topic.slug for topic in TOPICS)


def topic_of(slug: str) -> Topic:
    """The topic of this address."""
    return TOPICS[SLUGS.index(slug)]
