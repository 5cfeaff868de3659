"""Closed accounts lose their names: what stays is a row that the audit trail can refer to."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import ColumnElement, Engine, delete, or_
from sqlmodel import Session, col, select

from models.digest import DigestSubscription
from models.mail import OutboxMail
from models.one_time_link import OneTimeLink
from models.person import Person, PersonState
from models.session import transaction
from models.sign_in import SignInAttempt, SignInSession
from web.author import Author
from web.use_cases import audit, file_rows

DOMAIN = "@closed.invalid"
"""Addresses of erased accounts end in it: nobody has such an address (RFC 2606)."""


def erase(engine: Engine, *, by: Author, closed_for: timedelta, batch: int) -> int:
    """Replace name and address of accounts that were closed so long ago; how many there were.

    Accounts whose invitation nobody took up for so long are closed with it. Sessions, secrets,
    links, mails, news and the log of sign-ins go, and their name in timelines of files; `public_id`
    stays for the audit trail.
    """
    total, count = 0, batch
    while count == batch:
        with transaction(engine) as session:
            rows = session.exec(
                select(Person)
                .where(_is_due(by, closed_for))
                .order_by(col(Person.id))
                .limit(batch)
                .with_for_update()
            ).all()
            if rows:
                file_rows.forget_names(session, {row.name for row in rows})
            for row in rows:
                _erase(session, row, by)
            count = len(rows)
        total += count
    return total


def _is_due(by: Author, closed_for: timedelta) -> ColumnElement[bool]:
    ended = or_(
        col(Person.state) == PersonState.CLOSED.value,
        col(Person.state) == PersonState.INVITED.value,
    )
    is_old = col(Person.updated_utc) <= by.now - closed_for
    return ended & is_old & col(Person.email).not_like(f"%{DOMAIN}")


def _erase(session: Session, row: Person, by: Author) -> None:
    row.name = row.public_id
    row.email = f"{row.id}{DOMAIN}"
    row.state = PersonState.CLOSED.value
    row.password_hash = row.totp_secret = row.totp_step = None
    row.recovery_codes = []
    session.add(row)
    for table in (SignInSession, SignInAttempt, OneTimeLink, OutboxMail, DigestSubscription):
        session.exec(delete(table).where(col(table.person_id) == row.id))
    audit.note(session, by, "person.erase", f"person:{row.public_id}")
