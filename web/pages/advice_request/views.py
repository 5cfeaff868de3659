"""What the pages of a request show: who gets it, what was asked before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext

from offers.taxonomy.needs import GROUPS
from web.advising_bodies import Body, body_of
from web.clock import day_in_berlin
from web.formats import partial_date
from web.language import current_language
from web.organisation_facts import topic_names
from web.pages.advice_request.form import WAYS
from web.use_cases.files.rows import Contact
from web.use_cases.requests.looking import AskedBefore, Asking

_WAY_LABELS: Mapping[str, tuple[object, object]] = {
    "telefon": (lazy_gettext("By telephone"), lazy_gettext("Somebody calls you.")),
    "video": (
        lazy_gettext("By video"),
        lazy_gettext("You get an invitation by e-mail."),
    ),
    "besuch": (
        lazy_gettext("Meeting in person"),
        lazy_gettext("At your company or at the body that advises, as you agree."),
    ),
    "schriftlich": (lazy_gettext("In writing"), lazy_gettext("Somebody answers by e-mail.")),
}
Topic = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Who gets a request, in words; without a responsible one it waits for that."""

    responsible: Body | None
    informed: Sequence[Body]
    key: str
    has_place: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A request that was sent: its day, its topics, its message, how to reach whom, who has it,
    whether that is over.
    """

    day: str
    topics: Sequence[str]
    message: str
    way: str
    contact: Sequence[str]
    responsible: Body | None
    informed: Sequence[str]
    is_closed: bool


def who(asking: Asking) -> Who:
    """Who gets a request as things stand."""
    found = asking.recipients
    return Who(
        responsible=body_of(found.responsible) if found.responsible else None,
        informed=[body_of(each) for each in found.informed],
        key=found.key,
        has_place=asking.has_place,
    )


def earlier(before: AskedBefore) -> Earlier:
    """A request of the past, with who has it today."""
    request = before.request
    ways = {code: name for name, code in WAYS.items()}
    way = ways.get(request.contact.preferred_way, "")
    return Earlier(
        day=partial_date(day_in_berlin(request.asked_utc)),
        topics=topic_names(request.topics, current_language()),
        message=request.message,
        way=str(_WAY_LABELS[way][0]) if way else "",
        contact=[each for each in _contact_lines(request.contact) if each],
        responsible=body_of(before.now_at) if before.now_at else None,
        informed=request.informed,
        is_closed=before.is_closed,
    )


def _contact_lines(contact: Contact) -> tuple[str, ...]:
    return contact.name, contact.contact_name, contact.email, contact.phone, contact.times


def way_options() -> tuple[tuple[str, str, str], ...]:
    """How one can be reached."""
    return tuple((name, str(_WAY_LABELS[name][0]), str(_WAY_LABELS[name][1])) for name in WAYS)


def own_topics(needs: Sequence[str]) -> tuple[Topic, ...]:
    """The topics of the answers."""
    return tuple(zip(needs, topic_names(needs, current_language()), strict=True))


def other_topics(needs: Sequence[str]) -> tuple[tuple[str, tuple[Topic, ...]], ...]:
    """All other topics under their headings."""
    language = current_language()
    groups = (
        (
            group.label.get(language),
            tuple((n.key, n.label.get(language)) for n in group.needs if n.key not in needs),
        )
        for group in GROUPS
    )
    return tuple((title, topics) for title, topics in groups if topics)
