"""The queue and one file of it in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import gettext, lazy_gettext

from offers.organisations import Organisation
from web.clock import day_in_berlin
from web.current import now
from web.formats import partial_date
from web.language import current_language
from web.organisation_facts import topic_names
from web.use_cases.files.asked import AskedOnce
from web.use_cases.paging import Paged
from web.use_cases.requests.queue import Assignable, Unassigned

_NOTICES: Mapping[str, tuple[object, str]] = {
    "done": (lazy_gettext("The request is assigned; everybody concerned is told."), "success"),
    "gone": (
        lazy_gettext("Somebody assigned this request meanwhile, or the company took it back."),
        "info",
    ),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One file: the firm, where it is, what it is about, since when it waits, why."""

    name: str
    town: str
    topics: Sequence[str]
    since: str
    why: str
    href: str


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A page of the queue; `notice` answers what was just done: words and kind."""

    entries: Sequence[Entry]
    total: int
    page: int
    pages: int
    base: str
    notice: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class ShownRequest:
    """What the firm asked on a day."""

    day: str
    topics: Sequence[str]
    message: str
    person: str


@dataclass(frozen=True, slots=True)
class AssignPage:
    """One file with its requests, and the organisations as choices, near ones first.

    `was_kept`: another organisation worked with it before.
    """

    entry: Entry
    was_kept: bool
    asked: Sequence[ShownRequest]
    near: Sequence[tuple[str, str]]
    others: Sequence[tuple[str, str]]


def queue_page(found: Paged[Unassigned], *, notice: str) -> QueuePage:
    """The page of the queue."""
    words, kind = _NOTICES.get(notice, ("", ""))
    return QueuePage(
        entries=[_entry(each) for each in found.items],
        total=found.total,
        page=found.page,
        pages=found.pages,
        base=f"{url_for('unassigned.show')}?seite=",
        notice=(str(words), kind) if words else None,
    )


def assign_page(found: Assignable) -> AssignPage:
    """The page of one file."""
    return AssignPage(
        entry=_entry(found.file),
        was_kept=found.was_kept,
        asked=[_asked(each) for each in found.asked],
        near=_options(found.near),
        others=_options(found.others),
    )


def _entry(file: Unassigned) -> Entry:
    return Entry(
        name=file.name,
        town=file.town or gettext("Place unknown"),
        topics=topic_names(file.needs, current_language()),
        since=_since(file.waits_since_utc),
        why=_why(file),
        href=url_for("unassigned.choose", public_id=file.public_id),
    )


def _since(moment: datetime) -> str:
    day = day_in_berlin(moment)
    return gettext("today") if day == day_in_berlin(now()) else partial_date(day)


def _why(file: Unassigned) -> str:
    words = (
        gettext("At %(name)s nobody advises any more", name=file.organisation)
        if file.organisation
        else gettext("No organisation is responsible")
    )
    return (
        words
        if file.is_asked
        else gettext("%(why)s. It was on a list, without a request.", why=words)
    )


def _asked(request: AskedOnce) -> ShownRequest:
    return ShownRequest(
        day=partial_date(day_in_berlin(request.asked_utc)),
        topics=topic_names(request.topics, current_language()),
        message=request.message,
        person=request.contact.contact_name,
    )


def _options(organisations: Sequence[Organisation]) -> list[tuple[str, str]]:
    return [(each.id, each.name) for each in organisations]
