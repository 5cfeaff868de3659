"""Subscriptions begin: whoever has none is told nothing of what was before."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from models.digest import Audience, DigestSubscription
from offers import store
from web.clock import day_in_berlin
from web.tokens import token_hash
from web.use_cases.digests.links import secret_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Whose a subscription is: a firm's, or a person's in one role."""

    audience: Audience
    company_id: int | None = None
    person_id: int | None = None


def begin(
    session: Session,
    row: DigestSubscription | None,
    owner: Owner,
    *,
    nonce: str,
    key: bytes,
    now: datetime,
    **wishes: object,
) -> DigestSubscription:
    """Let a new row, or one that was ended, stand from now on, unconfirmed, with these wishes.

    `nonce` and `key`, that of links in mails, make the secret of its links.
    """
    today = day_in_berlin(now)
    values: dict[str, Any] = {
        "nonce": nonce,
        "link_hash": token_hash(secret_of(nonce, key=key)),
        "told_from_day": today,
        "mailed_on": today,
        "reminded_from": today,
        "created_utc": now,
        "scheduled_utc": now,
        "confirmed_utc": None,
        "ended_utc": None,
        **wishes,
    }
    if row is None:
        row = DigestSubscription(**asdict(owner), **values)
    else:
        row.sqlmodel_update(values)
    begin_window(session, row, now=now)
    session.add(row)
    return row


def begin_window(session: Session, row: DigestSubscription, *, now: datetime) -> None:
    """Let digests tell what happens from now on."""
    row.told_until = store.catalogue_version(session) + 1
    row.told_from_day = row.mailed_on = day_in_berlin(now)


def begin_reminders(row: DigestSubscription, *, now: datetime) -> None:
    """Let reminders be those of today and later."""
    row.reminded_from = day_in_berlin(now)
