"""What becomes of a mail after an attempt, stored at once."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Engine, and_, or_
from sqlmodel import Session, col, select

from models.mail import MailState, OutboxMail
from models.session import transaction
from web.author import Author
from web.use_cases import audit
from web.use_cases.outbox import pausing
from web.use_cases.outbox.claiming import ClaimedMail
from web.use_cases.outbox.suppression import Reason, suppress
from web.use_cases.outbox.verdicts import Result, Verdict, delay_after

AFTER_TROUBLE = timedelta(minutes=1)
"So that another mail tries first: the trouble may have been with this one after all."
_CAN_BE_RETRIED = {MailState.REFUSED.value, MailState.SUPPRESSED.value}


def settle(
    engine: Engine, mail: ClaimedMail, result: Result, *, holder: str, key: bytes, now: datetime
) -> None:
    """Store the result of an attempt, and what it says about the server.

    A mail that somebody else holds by now is theirs, unless this attempt brought it out.
    """
    with transaction(engine) as session:
        pausing.note(session, result, now=now)
        row = session.exec(
            select(OutboxMail)
            # SQLite gives the id of the newest mail, once that is deleted, to the next one.
            .where(OutboxMail.id == mail.id, OutboxMail.message_id == mail.message_id)
            .with_for_update()
        ).one_or_none()
        if row is None or row.state != MailState.WAITING.value:
            return
        if row.holder == holder or result.verdict is Verdict.ACCEPTED:
            row.holder, row.held_until_utc = "", None
            _apply(session, row, result, key, now)


def take_bounce(
    engine: Engine, message_id: str, *, reply: str, is_address_dead: bool, key: bytes, now: datetime
) -> bool:
    """A mail came back: it is refused; False if there is no such mail (any more)."""
    with transaction(engine) as session:
        row = session.exec(
            select(OutboxMail).where(OutboxMail.message_id == message_id).with_for_update()
        ).one_or_none()
        if row is None or not row.handovers:
            return False
        row.holder, row.held_until_utc = "", None
        _end(row, MailState.REFUSED, reply, now)
        if is_address_dead:
            suppress(session, row.recipient, Reason.BOUNCE, key=key, now=now)
        return True


def retry(engine: Engine, mail_id: int, *, by: Author) -> bool:
    """Let a mail that was refused or suppressed wait again.

    False: there is no such mail, it is not settled that way, or its text is gone.
    """
    with transaction(engine) as session:
        row = session.exec(
            select(OutboxMail).where(OutboxMail.id == mail_id).with_for_update()
        ).one_or_none()
        if row is None or row.state not in _CAN_BE_RETRIED or not row.text:
            return False
        row.state, row.settled_utc, row.attempts = MailState.WAITING.value, None, 0
        row.next_try_utc = by.now
        audit.note(session, by, "mail.retry", audit.numbered("mail", mail_id, row.created_utc))
        return True


def can_still_go() -> ColumnElement[bool]:
    """Mails that wait, and those that `retry` could let wait again."""
    is_given_up = and_(col(OutboxMail.state).in_(_CAN_BE_RETRIED), col(OutboxMail.text) != "")
    return or_(col(OutboxMail.state) == MailState.WAITING.value, is_given_up)


def _apply(session: Session, row: OutboxMail, result: Result, key: bytes, now: datetime) -> None:
    match result.verdict:
        case Verdict.ACCEPTED:
            _end(row, MailState.SENT, result.reply, now)
            row.text = row.html = row.unsubscribe = ""
        case Verdict.LATER | Verdict.UNANSWERED:
            _postpone(row, result.reply, now)
        case Verdict.REFUSED:
            _end(row, MailState.REFUSED, result.reply, now)
        case Verdict.NO_SUCH_ADDRESS:
            _end(row, MailState.REFUSED, result.reply, now)
            suppress(session, row.recipient, Reason.REPLY, key=key, now=now)
        case Verdict.SERVER_DOWN:
            row.next_try_utc = now + AFTER_TROUBLE
        case Verdict.NOT_OURS:
            row.next_try_utc = now


def _postpone(row: OutboxMail, reply: str, now: datetime) -> None:
    row.attempts += 1
    row.reply = reply
    delay = delay_after(row.attempts, row.message_id)
    if delay is None:
        _end(row, MailState.REFUSED, reply, now)
    else:
        row.next_try_utc = now + delay


def _end(row: OutboxMail, state: MailState, reply: str, now: datetime) -> None:
    row.state, row.reply, row.settled_utc = state.value, reply, now
