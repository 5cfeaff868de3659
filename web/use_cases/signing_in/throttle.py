"""Slowing down who guesses passwords and codes, so that nobody else can be locked out by it.

After the idea of device cookies (OWASP, 'Slow Down Online Guessing Attacks with Device Cookies'): a
browser that has signed in to an account before is counted by itself. All others are counted by
account and network, by account, and by network; whoever is slowed down there gets a link by mail.
Addresses and networks are kept as keyed hashes only, and unknown addresses count like known ones.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from ipaddress import ip_address, ip_network
from secrets import token_urlsafe

from sqlalchemy import ColumnElement, ScalarSelect
from sqlmodel import Session, col, func, select

from models.sign_in import SignInAttempt

WINDOW = timedelta(hours=1)
FIRST_WAIT_S = 5
LONGEST_WAIT_S = 900
FREE_OF_BROWSER = 5
FREE_OF_ACCOUNT_IN_NETWORK = 5
FREE_OF_ACCOUNT = 20
FREE_OF_NETWORK = 50


class Outcome(StrEnum):
    """What came of an attempt; BEGUN counts as a failure until more is known."""

    BEGUN = "begun"
    WRONG_PASSWORD = "wrong_password"
    WRONG_CODE = "wrong_code"
    SECOND_FACTOR_DUE = "second_factor_due"
    SIGNED_IN = "signed_in"
    CONFIRMED = "confirmed"
    NEW_PASSWORD_ASKED = "new_password_asked"


FAILURES = (Outcome.BEGUN, Outcome.WRONG_PASSWORD, Outcome.WRONG_CODE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who tries: the network address, the device cookie ('' without), the key of all hashes."""

    network: str
    device: str
    key: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """Attempts that count together; a whole sign-in starts them anew only where it says so."""

    rows: tuple[ColumnElement[bool], ...]
    free: int
    starts_anew: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What is kept of an attempt; `device` is '' for a browser that is new to the account."""

    address: str
    network: str
    device: str


def marks_of(visitor: Visitor, email: str) -> Marks:
    """The keyed hashes of this visitor's attempts at this account."""
    return Marks(
        address=_keyed(visitor.key, "address", email),
        network=_keyed(visitor.key, "network", network_of(visitor.network)),
        device=_known_device(visitor, email),
    )


def new_device(key: bytes, email: str) -> str:
    """The cookie for a browser that has just signed in to this account."""
    nonce = token_urlsafe(16)
    return f"{nonce}.{_keyed(key, 'device', email, nonce)}"


def network_of(address: str) -> str:
    """What one household or office has: an IPv4 address, or the first 64 bits of an IPv6 one."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    mapped = getattr(found, "ipv4_mapped", None) or found
    return str(ip_network((mapped, 32 if mapped.version == 4 else 64), strict=False))


def wait_after(failures: int, *, free: int) -> int:
    """Seconds to wait since the last failure: none at first, then 5, 10, 20 … at most 900."""
    if failures < free:
        return 0
    return min(FIRST_WAIT_S << min(failures - free, 10), LONGEST_WAIT_S)


def waiting_seconds(session: Session, marks: Marks, *, now: datetime) -> int:
    """How long this visitor still has to wait; 0 if the attempt may be made."""
    return max(_remaining(session, counter, now=now) for counter in _counters(marks))


def begin(session: Session, marks: Marks, *, person_id: int | None, now: datetime) -> SignInAttempt:
    """Count an attempt before it is looked at: many at the same time count like one by one."""
    attempt = SignInAttempt(
        person_id=person_id,
        address_hash=marks.address,
        network_hash=marks.network,
        device_hash=marks.device,
        outcome=Outcome.BEGUN.value,
        tried_utc=now,
    )
    session.add(attempt)
    session.flush()
    return attempt


def finish(session: Session, attempt_id: int | None, outcome: Outcome) -> None:
    """Note what came of an attempt."""
    attempt = session.get(SignInAttempt, attempt_id)
    if attempt is not None:
        attempt.outcome = outcome.value
        session.add(attempt)


def _counters(marks: Marks) -> Iterator[Counter]:
    address = col(SignInAttempt.address_hash) == marks.address
    device = col(SignInAttempt.device_hash) == marks.device
    if marks.device:
        yield Counter(rows=(address, device), free=FREE_OF_BROWSER, starts_anew=True)
        return
    network = col(SignInAttempt.network_hash) == marks.network
    household = (address, device, network)
    yield Counter(rows=household, free=FREE_OF_ACCOUNT_IN_NETWORK, starts_anew=True)
    # Whoever has an account of their own could otherwise clear the way for the next guesses.
    yield Counter(rows=(address, device), free=FREE_OF_ACCOUNT, starts_anew=False)
    yield Counter(rows=(network, device), free=FREE_OF_NETWORK, starts_anew=False)


def _remaining(session: Session, counter: Counter, *, now: datetime) -> int:
    """Seconds left of the wait after the last failure; a clock that went back adds nothing."""
    failed = col(SignInAttempt.outcome).in_([outcome.value for outcome in FAILURES])
    recent = col(SignInAttempt.tried_utc) > now - WINDOW
    query = select(func.count(), func.max(SignInAttempt.tried_utc)).where(
        *counter.rows, failed, recent
    )
    if counter.starts_anew:
        query = query.where(col(SignInAttempt.id) > _last_success(counter))
    failures, last = session.exec(query).one()
    wait = wait_after(failures, free=counter.free)
    return max(0, min(wait, wait - int((now - last).total_seconds()))) if wait else 0


def _last_success(counter: Counter) -> ScalarSelect[int]:
    signed_in = col(SignInAttempt.outcome) == Outcome.SIGNED_IN.value
    last = select(func.coalesce(func.max(SignInAttempt.id), 0)).where(*counter.rows, signed_in)
    return last.scalar_subquery()


def _known_device(visitor: Visitor, email: str) -> str:
    nonce, _, signature = visitor.device.partition(".")
    expected = _keyed(visitor.key, "device", email, nonce)
    is_known = hmac.compare_digest(signature.encode(), expected.encode())
    return _keyed(visitor.key, "browser", nonce) if nonce and is_known else ""


def _keyed(key: bytes, *parts: str) -> str:
    text = "\x00".join(parts).encode("utf-8", "replace")
    return hmac.new(key, text, "sha256").hexdigest()
