"""What administrators see of news by e-mail: runs, and subscriptions without their addresses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Engine, Select, and_, func
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from models.company import CompanyProfile
from models.digest import Audience, DigestPart, DigestRun, DigestSubscription, PartState, Rhythm
from models.organisation import Organisation
from models.person import Person
from models.session import reading
from web.use_cases.digests.prepared import RunFigures
from web.use_cases.digests.report import figures
from web.use_cases.paging import PAGE_SIZE, Paged, page_within

LAST_RUNS = 10
"""So many runs count as the last ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriptionEntry:
    """One subscription as administrators see it: never its address.

    `place` is the municipality or postal code of a firm, the organisation of a person; '' if it
    said none.
    """

    id: int
    audience: Audience
    rhythm: Rhythm
    weekday: int
    has_reminders: bool
    place: str
    since_utc: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsState:
    """One moment for metrics: subscriptions by audience, and parts of the last runs by state.

    `oldest_waiting_utc` is when the run was opened of which a part still waits to be computed or
    to be sent; None if none does.
    """

    subscriptions: Mapping[str, int]
    parts: Mapping[str, int]
    oldest_waiting_utc: datetime | None


def runs(engine: Engine, page: int) -> Paged[RunFigures]:
    """Runs, newest first, in four queries."""
    with reading(engine) as session:
        total = session.exec(select(func.count()).select_from(DigestRun)).one()
        number, pages = page_within(page, total)
        newest = select(DigestRun).order_by(col(DigestRun.day).desc(), col(DigestRun.id).desc())
        rows = session.exec(newest.limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)).all()
        return Paged(figures(session, rows), total, number, pages)


def counts(engine: Engine) -> dict[tuple[Audience, Rhythm], int]:
    """How many subscriptions stand, by audience and rhythm; what there is none of is left out."""
    kind, rhythm = col(DigestSubscription.audience), col(DigestSubscription.rhythm)
    query = select(kind, rhythm, func.count()).where(_stands()).group_by(kind, rhythm)
    with reading(engine) as session:
        rows = session.exec(query).all()
        return {(Audience(a), Rhythm(r)): count for a, r, count in sorted(rows)}


def subscriptions(engine: Engine, page: int) -> Paged[SubscriptionEntry]:
    """The subscriptions that stand, the newest first, in two queries."""
    with reading(engine) as session:
        total = session.exec(
            select(func.count()).select_from(DigestSubscription).where(_stands())
        ).one()
        number, pages = page_within(page, total)
        rows = session.connection().execute(
            _entries().limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)
        )
        return Paged(tuple(_entry(row) for row in rows), total, number, pages)


def find(engine: Engine, subscription_id: int) -> SubscriptionEntry | None:
    """One subscription that stands; None if there is none with this number."""
    with reading(engine) as session:
        query = _entries().where(col(DigestSubscription.id) == subscription_id)
        row = session.connection().execute(query).one_or_none()
        return None if row is None else _entry(row)


def news_state(session: Session) -> NewsState:
    """How news stand, by three queries; every audience and every state has a number."""
    return NewsState(
        subscriptions=_by_audience(session),
        parts=_by_state(session),
        oldest_waiting_utc=session.exec(
            select(func.min(DigestRun.opened_utc))
            .join(DigestPart, col(DigestPart.run_id) == col(DigestRun.id))
            .where(col(DigestPart.state).in_([PartState.WAITING.value, PartState.QUEUED.value]))
        ).one(),
    )


def _stands() -> ColumnElement[bool]:
    return and_(
        col(DigestSubscription.confirmed_utc).is_not(None),
        col(DigestSubscription.ended_utc).is_(None),
    )


def _entries() -> Select[Any]:
    subscription = DigestSubscription
    return (
        select_columns(
            col(subscription.id),
            col(subscription.audience),
            col(subscription.rhythm),
            col(subscription.weekday),
            col(subscription.has_reminders),
            col(subscription.confirmed_utc),
            col(CompanyProfile.answers),
            col(Organisation.name),
        )
        .select_from(subscription)
        .outerjoin(CompanyProfile, col(CompanyProfile.id) == col(subscription.company_id))
        .outerjoin(Person, col(Person.id) == col(subscription.person_id))
        .outerjoin(Organisation, col(Organisation.id) == col(Person.organisation_id))
        .where(_stands())
        .order_by(col(subscription.confirmed_utc).desc(), col(subscription.id).desc())
    )


def _entry(row: Any) -> SubscriptionEntry:
    answers = row.answers or {}
    return SubscriptionEntry(
        id=row.id,
        audience=Audience(row.audience),
        rhythm=Rhythm(row.rhythm),
        weekday=row.weekday,
        has_reminders=row.has_reminders,
        place=row.name or str(answers.get("municipality") or answers.get("postal_code") or ""),
        since_utc=row.confirmed_utc,
    )


def _by_audience(session: Session) -> dict[str, int]:
    kind = col(DigestSubscription.audience)
    query = select(kind, func.count()).where(_stands()).group_by(kind)
    return {each.value: 0 for each in Audience} | dict(session.exec(query).all())


def _by_state(session: Session) -> dict[str, int]:
    last = select(DigestRun.id).order_by(col(DigestRun.day).desc(), col(DigestRun.id).desc())
    state = col(DigestPart.state)
    query = select(state, func.count()).where(col(DigestPart.run_id).in_(last.limit(LAST_RUNS)))
    return {each.value: 0 for each in PartState} | dict(session.exec(query.group_by(state)).all())
