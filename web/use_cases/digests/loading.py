"""Subscriptions with all that their mails depend on, read many at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from matcher.digest.marks import moved
from matcher.digest.values import Subscriber
from matcher.profile import parse_profile
from models.company import CompanyProfile
from models.contact import CompanyContact
from models.digest import (
    Audience,
    DigestItem,
    DigestPart,
    DigestSubscription,
    ItemKind,
    PartState,
    Rhythm,
)
from models.organisation import Organisation
from models.person import Person
from offers import store
from web.clock import day_in_berlin
from web.use_cases import waiting_requests
from web.use_cases.digests.links import secret_of
from web.use_cases.digests.people_subscribing import entitled, is_for_service
from web.use_cases.digests.prepared import Recipient
from web.use_cases.firms.profiles import PROFILE_ID
from web.use_cases.waiting_requests import Waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmState:
    """What a firm's mails are chosen by. `answers` are as stored: they may be unreadable."""

    answers: Mapping[str, Any]
    topics: tuple[str, ...]
    remembered: tuple[str, ...]
    dismissed: frozenset[str]
    skipped: frozenset[str]
    told: frozenset[str]
    told_over: frozenset[str]
    asked: frozenset[str]
    successors: Mapping[str, str]

    def subscriber(self) -> Subscriber:
        """The same for the matcher, marks of merged offers on their successors.

        InputErrors if the answers cannot be read.
        """
        stored = Subscriber(
            profile=parse_profile({"id": PROFILE_ID, **self.answers}),
            topics=self.topics,
            remembered=self.remembered,
            dismissed=self.dismissed,
            told=self.told,
            told_over=self.told_over,
            asked=self.asked,
            skipped=self.skipped,
        )
        return moved(stored, lambda each: self.successors.get(each, each))


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """One subscription that can be written to. `firm` is None for people.

    `territories` are those of an advisor's organisation, `waiting` the requests there. Its window
    begins at `told_until` and `told_from_day`, days not reminded of yet at `reminded_from`;
    `mailed_on` is the last day of a digest.
    """

    recipient: Recipient
    told_until: int
    told_from_day: date
    reminded_from: date
    mailed_on: date
    scheduled_utc: datetime
    territories: tuple[str, ...] = ()
    waiting: Waiting = Waiting()
    firm: FirmState | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Loading:
    """`key` is that of links in mails, `home` the territory of the service by the settings."""

    key: bytes
    home: tuple[str, ...]
    now: datetime


def load(session: Session, ids: Collection[int], how: Loading) -> dict[int, Loaded]:
    """The subscriptions among `ids` that can be written to, in six queries.

    Left out is what is not confirmed or ended, whose answers are past their time, whose address is
    not confirmed, whose account is not active or has lost the role.
    """
    return {**_firms(session, ids, how), **_people(session, ids, how)}


def _firms(session: Session, ids: Collection[int], how: Loading) -> dict[int, Loaded]:
    rows = session.exec(
        select(DigestSubscription, CompanyProfile, CompanyContact.email)
        .join(CompanyProfile, col(CompanyProfile.id) == col(DigestSubscription.company_id))
        .join(CompanyContact, col(CompanyContact.company_id) == col(CompanyProfile.id))
        .where(
            *_stands(ids),
            col(CompanyProfile.expires_utc) > how.now,
            col(CompanyContact.confirmed_utc).is_not(None),
        )
    ).all()
    known = [row.id for row, _, _ in rows if row.id is not None]
    if not known:
        return {}
    said = _Said(_told(session, known), _asked(session, known), store.successors(session))
    return {
        _id(row): _loaded(
            row,
            Recipient(
                **_settings(row, how.key),
                email=email,
                language=company.language,
                company_id=company.id,
            ),
            firm=_firm_state(row, company, said),
        )
        for row, company, email in rows
    }


@dataclass(frozen=True, slots=True)
class _Said:
    """What earlier mails said to each, and where marks of merged offers belong."""

    told: Mapping[int, Mapping[str, str]]
    asked: Mapping[int, Collection[str]]
    successors: Mapping[str, str]


def _firm_state(row: DigestSubscription, company: CompanyProfile, said: _Said) -> FirmState:
    told = said.told[_id(row)]
    return FirmState(
        answers=company.answers,
        topics=tuple(row.topics),
        remembered=tuple(company.remembered),
        dismissed=frozenset(company.dismissed),
        skipped=frozenset(company.skipped),
        told=frozenset(told),
        told_over=frozenset(offer for offer, kind in told.items() if kind == ItemKind.OVER),
        asked=frozenset(said.asked[_id(row)]),
        successors=said.successors,
    )


def _people(session: Session, ids: Collection[int], how: Loading) -> dict[int, Loaded]:
    rows = session.exec(
        select(DigestSubscription, Person, Organisation.territories)
        .join(Person, col(Person.id) == col(DigestSubscription.person_id))
        .join(Organisation, col(Organisation.id) == col(Person.organisation_id))
        .where(*_stands(ids), entitled())
    ).all()
    places = {
        person.organisation_id: territories
        for row, person, territories in rows
        if row.audience == Audience.ADVISOR.value
    }
    waiting = waiting_requests.numbers(session, places, day_in_berlin(how.now))
    return {
        _id(row): _loaded(
            row,
            Recipient(
                **_settings(row, how.key),
                email=person.email,
                language=person.language,
                name=person.name,
                person_id=person.id,
            ),
            territories=tuple(territories),
            waiting=waiting.get(person.organisation_id, Waiting()),
        )
        for row, person, territories in rows
        if is_for_service(row.audience, territories, home=how.home)
    }


def _stands(ids: Collection[int]) -> tuple[Any, ...]:
    return (
        col(DigestSubscription.id).in_(ids),
        col(DigestSubscription.confirmed_utc).is_not(None),
        col(DigestSubscription.ended_utc).is_(None),
    )


def _told(session: Session, ids: Collection[int]) -> defaultdict[int, dict[str, str]]:
    """The offers that sent digests named, each with the last kind, by subscription.

    Reminders do not count.
    """
    query = (
        select(DigestPart.subscription_id, DigestItem.offer_id, DigestItem.kind)
        .join(DigestItem, col(DigestItem.part_id) == col(DigestPart.id))
        .where(*_was_sent(ids), col(DigestItem.kind) != ItemKind.DEADLINE.value)
        .order_by(col(DigestPart.subscription_id), col(DigestPart.id))
    )
    found: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for subscription_id, offer_id, kind in session.exec(query):
        found[subscription_id][offer_id] = kind
    return found


def _asked(session: Session, ids: Collection[int]) -> defaultdict[int, set[str]]:
    """The fields that sent digests asked for, by subscription."""
    query = select(DigestPart.subscription_id, DigestPart.question)
    query = query.where(*_was_sent(ids), col(DigestPart.question) != "")
    found: defaultdict[int, set[str]] = defaultdict(set)
    for subscription_id, field in session.exec(query.distinct()):
        found[subscription_id].add(field)
    return found


def _was_sent(ids: Collection[int]) -> tuple[Any, ...]:
    return (
        col(DigestPart.subscription_id).in_(ids),
        col(DigestPart.state) == PartState.SENT.value,
    )


def _settings(row: DigestSubscription, key: bytes) -> dict[str, Any]:
    return {
        "subscription_id": _id(row),
        "audience": Audience(row.audience),
        "token": secret_of(row.nonce, key=key),
        "rhythm": Rhythm(row.rhythm),
        "weekday": row.weekday,
        "has_reminders": row.has_reminders,
    }


def _loaded(row: DigestSubscription, recipient: Recipient, **own: Any) -> Loaded:
    return Loaded(
        recipient=recipient,
        told_until=row.told_until,
        told_from_day=row.told_from_day,
        reminded_from=row.reminded_from,
        mailed_on=row.mailed_on,
        scheduled_utc=row.scheduled_utc,
        **own,
    )


def _id(row: DigestSubscription) -> int:
    assert row.id is not None
    return row.id
