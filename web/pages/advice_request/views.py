"""What the pages of a request show: who gets it, what was asked before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext, lazy_gettext

from offers.organisations import Organisation
from offers.taxonomy.needs import GROUPS
from web.cards import Contact
from web.clock import day_in_berlin
from web.formats import listing, partial_date
from web.language import current_language
from web.organisation_facts import territory_names, topic_labels, topic_names
from web.pages.advice_request.form import WAYS
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


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation: what it is there for, and how to reach it."""

    name: str
    purpose: str
    contact: Contact | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Who gets a request, in words; without a responsible one it waits for that."""

    responsible: Body | None
    informed: Sequence[Body]
    key: str
    has_place: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A request that was sent: its day, its topics, its message, and who has it."""

    day: str
    topics: Sequence[str]
    message: str
    way: str
    responsible: Body | None
    informed: Sequence[str]


def who(asking: Asking) -> Who:
    """Who gets a request as things stand."""
    found = asking.recipients
    return Who(
        responsible=body(found.responsible) if found.responsible else None,
        informed=[body(each) for each in found.informed],
        key=found.key,
        has_place=asking.has_place,
    )


def body(organisation: Organisation) -> Body:
    """An organisation in words."""
    contact = Contact(phone=organisation.phone, email=organisation.email, url=organisation.url)
    places = listing(territory_names(organisation.territories))
    topics = "; ".join(topic_labels(organisation.topics))
    return Body(
        name=organisation.name,
        purpose=(
            gettext("For: %(topics)s. Responsible for: %(places)s.", topics=topics, places=places)
            if organisation.topics
            else gettext("All topics of companies in: %(places)s.", places=places)
        ),
        contact=contact if contact != Contact() else None,
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
        responsible=body(before.now_at) if before.now_at else None,
        informed=request.informed,
    )


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
