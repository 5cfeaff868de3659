"""Rows of subscribers that a transaction may change: taken in the order in which all take them.

Answers and accounts first, then subscriptions, then parts: as deleting answers does, so that nobody
waits for somebody who waits for them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, col, select

from models.company import CompanyProfile
from models.digest import DigestPart, DigestRun, DigestSubscription
from models.person import Person


@dataclass(frozen=True, slots=True)
class LockedPart:
    """One part with its run and its subscription."""

    part: DigestPart
    run: DigestRun
    subscription: DigestSubscription


def lock_parts(session: Session, ids: Collection[int]) -> tuple[LockedPart, ...]:
    """Those of the parts that are still there, ours until the transaction ends."""
    owners = session.exec(
        select(DigestSubscription.id, DigestSubscription.company_id, DigestSubscription.person_id)
        .join(DigestPart, col(DigestPart.subscription_id) == col(DigestSubscription.id))
        .where(col(DigestPart.id).in_(ids))
        .distinct()
    ).all()
    _lock_owners(session, owners)
    subscriptions = session.exec(
        select(DigestSubscription)
        .where(col(DigestSubscription.id).in_([row[0] for row in owners]))
        .order_by(col(DigestSubscription.id))
        .with_for_update()
    ).all()
    by_id = {row.id: row for row in subscriptions}
    parts = session.exec(
        select(DigestPart)
        .where(col(DigestPart.id).in_(ids))
        .order_by(col(DigestPart.id))
        .with_for_update()
    ).all()
    run_ids = {part.run_id for part in parts}
    runs = {
        row.id: row for row in session.exec(select(DigestRun).where(col(DigestRun.id).in_(run_ids)))
    }
    return tuple(
        LockedPart(part, runs[part.run_id], by_id[part.subscription_id])
        for part in parts
        if part.subscription_id in by_id
    )


def _lock_owners(
    session: Session, owners: Collection[tuple[int | None, int | None, int | None]]
) -> None:
    """Mails refer to them: whoever deletes or changes one waits, who only reads does not.

    Accounts are never deleted, so that whoever only refers to one need not wait either: somebody at
    work holds a file meanwhile, and who closes another account may wait for that.
    """
    companies = select(CompanyProfile.id).where(
        col(CompanyProfile.id).in_([row[1] for row in owners if row[1] is not None])
    )
    people = select(Person.id).where(
        col(Person.id).in_([row[2] for row in owners if row[2] is not None])
    )
    session.exec(companies.order_by(col(CompanyProfile.id)).with_for_update(of=CompanyProfile))
    session.exec(people.order_by(col(Person.id)).with_for_update(of=Person, key_share=True))
