"""What an administrator sees of the outbox: numbers, codes and domains, no mail and no address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, func
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from models.mail import IS_REPEAT, MailState, OutboxMail, SuppressedAddress
from models.session import reading
from web.use_cases.outbox import pausing
from web.use_cases.outbox.pausing import SwitchState

LAST_REFUSED = 20


@dataclass(frozen=True, slots=True)
class RefusedMail:
    """A mail that was not taken. `can_be_retried`: its text is still there."""

    id: int
    purpose: str
    domain: str
    state: str
    reply: str
    settled_utc: datetime | None
    can_be_retried: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """`counts` has every state. `repeats`: mails that a server was given more than once."""

    counts: Mapping[str, int]
    oldest_waiting_utc: datetime | None
    repeats: int
    suppressed: int
    switch: SwitchState
    refused: tuple[RefusedMail, ...]


def overview(engine: Engine, *, now: datetime) -> Overview:
    """How the outbox stands, with the last mails that were not taken."""
    with reading(engine) as session:
        return Overview(
            counts=_counts(session),
            oldest_waiting_utc=session.exec(
                select(func.min(OutboxMail.created_utc)).where(
                    OutboxMail.state == MailState.WAITING.value
                )
            ).one(),
            repeats=session.exec(
                select(func.count()).select_from(OutboxMail).where(IS_REPEAT)
            ).one(),
            suppressed=session.exec(select(func.count()).select_from(SuppressedAddress)).one(),
            switch=pausing.state(session, now=now),
            refused=_last_refused(session),
        )


def _counts(session: Session) -> Mapping[str, int]:
    query = select_columns(col(OutboxMail.state), func.count()).group_by(col(OutboxMail.state))
    found = {row[0]: row[1] for row in session.connection().execute(query)}
    return {state.value: found.get(state.value, 0) for state in MailState}


def _last_refused(session: Session) -> tuple[RefusedMail, ...]:
    query = (
        select_columns(
            col(OutboxMail.id),
            col(OutboxMail.purpose),
            col(OutboxMail.domain),
            col(OutboxMail.state),
            col(OutboxMail.reply),
            col(OutboxMail.settled_utc),
            func.length(OutboxMail.text) > 0,
        )
        .where(col(OutboxMail.state).in_([MailState.REFUSED.value, MailState.SUPPRESSED.value]))
        .order_by(col(OutboxMail.settled_utc).desc(), col(OutboxMail.id).desc())
        .limit(LAST_REFUSED)
    )
    rows = session.connection().execute(query)
    return tuple(RefusedMail(row[0] or 0, *row[1:6], bool(row[6])) for row in rows)
