"""Nobody's mailbox is flooded: how many mails strangers may have sent to one address.

Counted are requests, by a keyed hash of the address, whether or not the address is known here. The
count outlives the answers that a request came from, and is deleted after a day.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from models.sign_in import SignInAttempt

MOST_AN_HOUR = 3
MOST_A_DAY = 10
COUNTED_FOR = timedelta(days=1)
OUTCOME = "firm_mail"
"""What such a count is called in the log of attempts to sign in."""


def admit(session: Session, address: str, mail: str, *, key: bytes, now: datetime) -> bool:
    """Count one mail of this kind to the address; False, and nothing counted, if it had enough."""
    message = f"{OUTCOME}:{mail}:{address}".encode()
    hashed = hmac.new(key, message, hashlib.sha256).hexdigest()
    is_free = (
        _count(session, hashed, now - timedelta(hours=1)) < MOST_AN_HOUR
        and _count(session, hashed, now - COUNTED_FOR) < MOST_A_DAY
    )
    if is_free:
        session.add(
            SignInAttempt(address_hash=hashed, network_hash="", outcome=OUTCOME, tried_utc=now)
        )
    return is_free


def _count(session: Session, hashed: str, since: datetime) -> int:
    wanted = select(func.count(col(SignInAttempt.id))).where(
        SignInAttempt.address_hash == hashed, SignInAttempt.tried_utc > since
    )
    return session.exec(wanted).one()
