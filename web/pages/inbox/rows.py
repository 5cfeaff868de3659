"""The files of the inbox as the page shows them, and the groups of states with their numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext, ngettext

from web.clock import day_in_berlin
from web.file_frame import stage_badge, stage_label
from web.formats import moment, partial_date, whole_number
from web.organisation_facts import topic_labels
from web.pages.inbox.filters import (
    EVERYTHING,
    STATE_NAMES,
    STATES,
    UNASKED,
    Filters,
    address_of_state,
)
from web.use_cases.files.framing import FileOrigin, FilePart, Stage
from web.use_cases.files.inbox import InboxFile

_MOST_NEEDS = 3
_OUTCOMES = ("geholfen", "nicht-passend", "nicht-erreichbar")


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxRow:
    """One file: `tags` are what is special about it, `facts` what else is good to know."""

    id: str
    href: str
    name: str
    state: str
    badge: str
    is_overdue: bool
    tags: tuple[str, ...]
    when: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StateLink:
    """One group of states with its number of files."""

    label: str
    count: str
    href: str
    is_current: bool


def row_of(file: InboxFile) -> InboxRow:
    """A file in words."""
    return InboxRow(
        id=f"akte-{file.public_id}",
        href=url_for("company_file.show", public_id=file.public_id),
        name=file.name,
        state=stage_label(file.stage),
        badge=stage_badge(file.stage),
        is_overdue=file.is_overdue,
        tags=tuple(_tags(file)),
        when=_when(file),
        facts=tuple(filter(None, (file.town, _needs(file.needs), _advisor(file)))),
    )


def state_links(filters: Filters, counts: Mapping[Stage, int]) -> tuple[StateLink, ...]:
    """The groups of states; single outcomes where closed files are shown, UNASKED if it has any."""
    shown = filters.shown_state
    hidden = set() if shown == "abgeschlossen" or shown in _OUTCOMES else set(_OUTCOMES)
    if not counts.get(Stage.UNASKED):
        hidden |= {UNASKED} - {shown}
    return tuple(
        StateLink(
            label=str(label),
            count=whole_number(sum(counts.get(each, 0) for each in STATES[state])),
            href=address_of_state(filters, state),
            is_current=state == shown,
        )
        for state, label in STATE_NAMES.items()
        if state not in hidden
    )


def heading_of(filters: Filters, total: int) -> str:
    """What is shown, and how much."""
    if not total:
        return gettext("No file fits")
    if filters.shown_state == EVERYTHING:
        return ngettext("One file", "%(num)s files", total)
    return f"{STATE_NAMES[filters.shown_state]}: {whole_number(total)}"


def _tags(file: InboxFile) -> list[str]:
    tags = []
    if file.part is FilePart.INFORMED:
        tags.append(gettext("For our information"))
    if file.origin is FileOrigin.ENTERED:
        tags.append(gettext("Entered by us"))
    if file.origin is FileOrigin.LIST:
        tags.append(gettext("From a list"))
    return tags


def _when(file: InboxFile) -> str:
    if file.waits and file.dispatched_utc is not None:
        day = partial_date(day_in_berlin(file.dispatched_utc))
        return gettext("Waits since %(day)s", day=day)
    if file.stage is Stage.APPOINTMENT and file.appointment_utc is not None:
        return gettext("Appointment: %(moment)s", moment=moment(file.appointment_utc))
    return gettext("Last changed on %(day)s", day=partial_date(day_in_berlin(file.touched_utc)))


def _needs(needs: tuple[str, ...]) -> str:
    if not needs:
        return ""
    shown, more = needs[:_MOST_NEEDS], len(needs) - _MOST_NEEDS
    words = ", ".join(topic_labels(shown))
    return words if more <= 0 else gettext("%(needs)s and %(count)s more", needs=words, count=more)


def _advisor(file: InboxFile) -> str:
    if file.is_mine:
        return gettext("You look after it")
    if file.advisor:
        return gettext("Looked after by %(name)s", name=file.advisor)
    return gettext("Nobody looks after it yet")
