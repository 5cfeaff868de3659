"""Addresses that nothing is sent to; only a keyed hash of each is kept."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from models.mail import SuppressedAddress
from models.session import reading, transaction
from web.author import Author
from web.use_cases import audit
from web.use_cases.outbox.queueing import mailbox_of

SUBJECT = "mail:suppressed"


class Reason(StrEnum):
    """Why nothing is sent to an address. REPLY: a server said so at once; BOUNCE: it came back."""

    REPLY = "reply"
    BOUNCE = "bounce"


@dataclass(frozen=True, slots=True)
class Suppressed:
    """One entry as an administrator sees it: the address itself is not known."""

    hash_start: str
    reason: str
    since_utc: datetime


def address_hash(key: bytes, address: str) -> str:
    """The HMAC of an address, however it is capitalised."""
    return hmac.new(key, address.lower().encode(), hashlib.sha256).hexdigest()


def suppress(session: Session, address: str, reason: Reason, *, key: bytes, now: datetime) -> None:
    """Send nothing to the address any more; the first reason stays."""
    hashed = address_hash(key, address)
    if session.get(SuppressedAddress, hashed) is None:
        session.merge(SuppressedAddress(address_hash=hashed, reason=reason.value, since_utc=now))


def suppressed_among(session: Session, addresses: Iterable[str], *, key: bytes) -> frozenset[str]:
    """Those of the addresses that nothing is sent to."""
    by_hash = {address_hash(key, address): address for address in addresses}
    found = session.exec(
        select(SuppressedAddress.address_hash).where(
            col(SuppressedAddress.address_hash).in_(by_hash)
        )
    )
    return frozenset(by_hash[hashed] for hashed in found)


def all_suppressed(engine: Engine) -> tuple[Suppressed, ...]:
    """All entries, the newest first."""
    query = select(SuppressedAddress).order_by(
        col(SuppressedAddress.since_utc).desc(), col(SuppressedAddress.address_hash)
    )
    with reading(engine) as session:
        return tuple(
            Suppressed(row.address_hash[:12], row.reason, row.since_utc)
            for row in session.exec(query)
        )


def allow(engine: Engine, address: str, *, key: bytes, by: Author) -> bool:
    """Send to the address again; False if nothing kept it away. UnfitLetterError: no address."""
    hashed = address_hash(key, mailbox_of(address)[0])
    with transaction(engine) as session:
        row = session.get(SuppressedAddress, hashed)
        if row is None:
            return False
        session.delete(row)
        audit.note(session, by, "mail.allow_address", SUBJECT, details=(hashed[:12],))
        return True
