"""Mail is written in the transaction that causes it; whoever sends it comes later."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlmodel import Session, select

from models.mail import OutboxMail
from web.letters import Letter


def queue(session: Session, letter: Letter, *, now: datetime) -> bool:
    """Store a letter with the rest of the transaction; False if its cause wrote one before."""
    if session.exec(select(OutboxMail.id).where(OutboxMail.cause == letter.cause)).first():
        return False
    session.add(
        OutboxMail(
            cause=letter.cause,
            message_id=hashlib.sha256(letter.cause.encode()).hexdigest()[:40],
            purpose=letter.purpose,
            recipient=letter.recipient,
            domain=letter.recipient.rpartition("@")[2].lower(),
            language=letter.language,
            subject=letter.subject,
            text=letter.text,
            html=letter.html,
            person_id=letter.person_id,
            company_id=letter.company_id,
            created_utc=now,
            next_try_utc=now,
            expires_utc=letter.expires_utc,
        )
    )
    return True
