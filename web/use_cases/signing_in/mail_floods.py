"""Nobody's mailbox is flooded: how many mails strangers may have sent to one address.

Counted are requests, by a keyed hash of the address, whether or not the address is known here, and
where a mail goes to whatever is typed also by one of the network. The count outlives the answers
that a request came from, and is deleted after a day.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from models.sign_in import SignInAttempt
from web.use_cases.signing_in.throttle import network_of

MOST_AN_HOUR = 3
MOST_A_DAY = 10
MOST_FROM_NETWORK = 30
"""How many mails to whatever addresses one network may have sent within an hour."""
COUNTED_FOR = timedelta(days=1)
OUTCOME = "firm_mail"
"""What such a count is called in the log of attempts to sign in."""


def admit(
    session: Session, address: str, mail: str, *, key: bytes, now: datetime, network: str = ""
) -> bool:
    """Count one mail of this kind to the address; False, and nothing counted, if it had enough.

    The same for the `network` that asks for it ('': it is not counted).
    """
    hashed = _keyed(key, mail, address)
    origin = _keyed(key, "network", network_of(network)) if network else ""
    to_it, from_it = col(SignInAttempt.address_hash), col(SignInAttempt.network_hash)
    hour = now - timedelta(hours=1)
    is_free = (
        _count(session, to_it == hashed, hour) < MOST_AN_HOUR
        and _count(session, to_it == hashed, now - COUNTED_FOR) < MOST_A_DAY
        and (not origin or _count(session, from_it == origin, hour) < MOST_FROM_NETWORK)
    )
    if is_free:
        session.add(
            SignInAttempt(address_hash=hashed, network_hash=origin, outcome=OUTCOME, tried_utc=now)
        )
    return is_free


def is_full(session: Session, network: str, *, key: bytes, now: datetime) -> bool:
    """Whether this network had as many mails sent within an hour as one may; nothing is counted."""
    origin = _keyed(key, "network", network_of(network)) if network else ""
    hour = now - timedelta(hours=1)
    from_it = col(SignInAttempt.network_hash) == origin
    return bool(origin) and _count(session, from_it, hour) >= MOST_FROM_NETWORK


def _keyed(key: bytes, kind: str, text: str) -> str:
    return hmac.new(key, f"{OUTCOME}:{kind}:{text}".encode(), hashlib.sha256).hexdigest()


def _count(session: Session, rows: ColumnElement[bool], since: datetime) -> int:
    wanted = select(func.count(col(SignInAttempt.id))).where(rows, SignInAttempt.tried_utc > since)
    return session.exec(wanted).one()
