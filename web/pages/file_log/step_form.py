"""The form for a step: what was sent, checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import gettext

from web.offer_choice import chosen_offer, offer_title
from web.typed_days import parse_day
from web.typed_texts import one_line
from web.use_cases.files.steps import LONGEST_TITLE, Plan, StepBy

TITLE, WHO, DAY, OFFER = "schritt", "wer", "tag", "angebot"
_FIELDS = (TITLE, WHO, DAY, OFFER)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepInput:
    """What was typed; `plan` is what it means, None with `errors` (field to message)."""

    title: str = ""
    who: str = StepBy.ADVISOR.value
    day: str = ""
    offer: str = ""
    plan: Plan | None = None
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def summary(self) -> tuple[tuple[str, str], ...]:
        """The errors in the order of the fields."""
        return tuple((name, self.errors[name]) for name in _FIELDS if name in self.errors)


def who_options() -> tuple[tuple[str, str], ...]:
    """Who may take a step."""
    return (
        (StepBy.ADVISOR.value, gettext("the advisor")),
        (StepBy.FIRM.value, gettext("the company")),
    )


def shown_step(plan: Plan) -> StepInput:
    """The form of a step that is there."""
    return StepInput(
        title=plan.title,
        who=plan.taken_by.value,
        day=plan.due_on.isoformat() if plan.due_on else "",
        offer=offer_title(plan.offer_id) if plan.offer_id else "",
    )


def read_step(form: Mapping[str, str], *, kept_offer: str = "") -> StepInput:
    """What the form says; `kept_offer` is the id of the offer that the step was about before."""
    title, who = one_line(form.get(TITLE, "")), form.get(WHO, "")
    day, offer = form.get(DAY, "").strip(), one_line(form.get(OFFER, ""))
    due_on, offer_id = parse_day(day), chosen_offer(offer, kept=kept_offer)
    found = {
        TITLE: _title_error(title),
        WHO: "" if who in set(StepBy) else gettext("Please choose who takes the step."),
        DAY: "" if due_on or not day else gettext("Please check the day. Example: 31.12.2026"),
        OFFER: gettext("We have no offer with this title.") if offer_id is None else "",
    }
    errors = {name: error for name, error in found.items() if error}
    plan = None
    if not errors:
        plan = Plan(title=title, taken_by=StepBy(who), due_on=due_on, offer_id=offer_id or "")
    return StepInput(
        title=title, who=who, day=day[:20], offer=offer[:300], plan=plan, errors=errors
    )


def _title_error(title: str) -> str:
    if not title:
        return gettext("Please write what is to be done.")
    if len(title) > LONGEST_TITLE:
        return gettext("Please shorten the text to %(most)s characters.", most=LONGEST_TITLE)
    return ""
