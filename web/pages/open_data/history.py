"""What happened to an offer: every version, when, from which source, and what it changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import render_template

from matcher.wording import change_sentence
from offers.differences import Significance
from web.actor_names import actors
from web.current import catalogue, person, services
from web.formats import moment
from web.language import current_language
from web.pages.open_data.blueprint import blueprint
from web.source_names import source_name
from web.use_cases.catalogue import open_data
from web.use_cases.catalogue.open_data import Step
from web.use_cases.roles import Role

_LOOK_AFTER_OFFERS = {Role.EDITOR, Role.ADMINISTRATOR}


@dataclass(frozen=True, slots=True)
class StepShown:
    """One version as plain texts; `who` and `note` are '' for everybody but editors."""

    number: int
    moment: str
    source: str
    who: str
    note: str
    changes: tuple[str, ...]
    editorial: tuple[str, ...]


@blueprint.get("/angebote/<string:offer_id>/verlauf")
def show_history(offer_id: str) -> str | tuple[str, int]:
    """The versions, newest first; editors also see who wrote them, and offers no longer listed."""
    offer, is_editor = catalogue().offer(offer_id), _is_editor()
    steps: tuple[Step, ...] = ()
    if offer is not None or is_editor:
        steps = open_data.history(services().engine, offer_id)
    if not steps:
        return render_template("pages/offers/unknown.html"), 404
    return render_template(
        "pages/open_data/history.html",
        offer=offer or steps[0].version.offer,
        is_listed=offer is not None,
        steps=_all_shown(steps, is_editor=is_editor),
    )


def _is_editor() -> bool:
    known = person()
    return known is not None and not _LOOK_AFTER_OFFERS.isdisjoint(known.roles)


def _all_shown(steps: tuple[Step, ...], *, is_editor: bool) -> tuple[StepShown, ...]:
    who = actors(step.version.created_by for step in steps) if is_editor else {}
    return tuple(_shown(step, who, is_editor=is_editor) for step in steps)


def _shown(step: Step, who: Mapping[str, str], *, is_editor: bool) -> StepShown:
    version = step.version
    return StepShown(
        number=version.number,
        moment=moment(version.created_utc),
        source=source_name(version.source_name),
        who=who.get(version.created_by, ""),
        note=version.note if is_editor else "",
        changes=_said(step, Significance.SUBSCRIBERS),
        editorial=_said(step, Significance.EDITORIAL),
    )


def _said(step: Step, significance: Significance) -> tuple[str, ...]:
    return tuple(
        change_sentence(change, current_language())
        for change in step.changes
        if change.significance is significance
    )
