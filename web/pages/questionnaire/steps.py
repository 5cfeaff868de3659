"""The pages of the questionnaire in their order, and which one comes next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import lazy_gettext

from web.answer_forms.activity import ActivityForm, SectorForm
from web.answer_forms.combined import PlaceForm
from web.answer_forms.company import SizeForm
from web.answer_forms.concerns import ConcernForm, KindsForm, ProjectForm
from web.answer_forms.forms import AnswerForm
from web.answer_forms.place import MunicipalityPart
from web.answer_forms.place_check import candidates
from web.use_cases.firms.profiles import StoredProfile, value_of

TOPICS = (
    lazy_gettext("Place and company"),
    lazy_gettext("What you do"),
    lazy_gettext("What you need help with"),
    lazy_gettext("What you look for"),
    lazy_gettext("Check your answers"),
)
CHECK_TOPIC = len(TOPICS)


@dataclass(frozen=True, slots=True)
class Step:
    """One page: `topic` counts from 1, `fields` are those of the profile that it asks for.

    A page that `completes` the one before it is shown after a change of that one, too.
    """

    slug: str
    topic: int
    title: object
    form: type[AnswerForm]
    fields: tuple[str, ...]
    completes: bool = False
    applies: Callable[[StoredProfile], bool] = lambda stored: True

    @property
    def template(self) -> str:
        """The file of the page."""
        return f"pages/questionnaire/{self.slug}.html"


STEPS = (
    Step(
        "ort",
        1,
        lazy_gettext("Where is your company, and what kind is it?"),
        PlaceForm,
        ("postal_code", "municipality", "founded", "legal_form", "chamber"),
    ),
    Step(
        "gemeinde",
        1,
        lazy_gettext("Which municipality is it?"),
        MunicipalityPart,
        (),
        completes=True,
        applies=lambda stored: bool(candidates(stored.profile)),
    ),
    Step(
        "groesse",
        1,
        lazy_gettext("How large is your company?"),
        SizeForm,
        ("employees", "turnover_eur", "balance_sheet_eur", "part_of_group"),
    ),
    Step(
        "taetigkeit", 2, lazy_gettext("What does your company do?"), ActivityForm, ("sector_text",)
    ),
    Step(
        "branche",
        2,
        lazy_gettext("Which sector fits best?"),
        SectorForm,
        ("wz",),
        completes=True,
    ),
    Step(
        "anliegen",
        3,
        lazy_gettext("What do you need help with?"),
        ConcernForm,
        ("needs", "need_text"),
    ),
    Step(
        "vorhaben",
        3,
        lazy_gettext("About your project"),
        ProjectForm,
        ("facts.project_started",),
        completes=True,
    ),
    Step("suche", 4, lazy_gettext("What are you looking for?"), KindsForm, ("preferred_kinds",)),
)
SLUGS = tuple(step.slug for step in STEPS)


def step_of(slug: str) -> Step:
    """The page of this address."""
    return STEPS[SLUGS.index(slug)]


def following(step: Step, stored: StoredProfile) -> Step | None:
    """The next page that applies; None after the last one."""
    later = STEPS[STEPS.index(step) + 1 :]
    return next((each for each in later if each.applies(stored)), None)


def completing(step: Step, stored: StoredProfile) -> Step | None:
    """The page that completes this one, if it applies."""
    found = following(step, stored)
    return found if found is not None and found.completes else None


def preceding(step: Step, stored: StoredProfile) -> Step | None:
    """The page before that applies; None before the first one."""
    earlier = STEPS[: STEPS.index(step)]
    return next((each for each in reversed(earlier) if each.applies(stored)), None)


def last_step(stored: StoredProfile) -> Step:
    """The page before the check."""
    return next(each for each in reversed(STEPS) if each.applies(stored))


def to_continue(stored: StoredProfile) -> Step | None:
    """The page after the last one that was answered; None if that was the last."""
    answered = [step for step in STEPS if any(_is_answered(stored, name) for name in step.fields)]
    return following(answered[-1], stored) if answered else STEPS[0]


def _is_answered(stored: StoredProfile, field: str) -> bool:
    return field in stored.skipped or value_of(stored.profile, field) not in (None, ())
