"""The switch that stops all mail: by hand, or by itself while the server is down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import Session, select

from models.mail import MailSwitch
from models.session import transaction
from web.author import Author
from web.use_cases import audit
from web.use_cases.outbox.rows import insert_missing
from web.use_cases.outbox.verdicts import Result

SUBJECT = "mail:switch"
OPENS_AFTER = 5
SHORTEST_REST = timedelta(seconds=30)
LONGEST_REST = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class SwitchState:
    """`resting_until_utc`: the server failed so often that it is left alone until then."""

    is_paused: bool
    failures: int
    failure: str
    resting_until_utc: datetime | None

    @property
    def is_on_trial(self) -> bool:
        """Whether one mail tries if the server is back."""
        return self.failures >= OPENS_AFTER

    @property
    def lets_mail_pass(self) -> bool:
        """Whether anything may be sent now."""
        return not self.is_paused and self.resting_until_utc is None


def state(session: Session, *, now: datetime) -> SwitchState:
    """How the switch stands."""
    row = session.get(MailSwitch, 1) or MailSwitch()
    until = row.closed_until_utc
    # Further ahead than ever set: the clock was wrong when it was.
    is_resting = until is not None and now < until <= now + LONGEST_REST
    return SwitchState(row.is_paused, row.failures, row.failure, until if is_resting else None)


def note(session: Session, result: Result, *, now: datetime) -> None:
    """Count trouble of the server; any answer of it ends the count."""
    if result.verdict.is_trouble_of_the_server:
        _count_failure(session, result.reply, now)
        return
    row = session.get(MailSwitch, 1)
    if row is not None and row.failures:
        row.failures, row.failure, row.closed_until_utc = 0, "", None


def note_failure(engine: Engine, result: Result, *, now: datetime) -> None:
    """Count that the server could not even be reached."""
    with transaction(engine) as session:
        note(session, result, now=now)


def pause(engine: Engine, *, by: Author) -> bool:
    """Stop all mail until `resume`; False if it is stopped already."""
    with transaction(engine) as session:
        row = _locked(session)
        if row.is_paused:
            return False
        row.is_paused = True
        audit.note(session, by, "mail.pause", SUBJECT)
        return True


def resume(engine: Engine, *, by: Author) -> bool:
    """Let mail go again, and try the server at once; False if nothing stopped it."""
    with transaction(engine) as session:
        row = _locked(session)
        if not row.is_paused and row.closed_until_utc is None:
            return False
        row.is_paused = False
        row.closed_until_utc = None
        audit.note(session, by, "mail.resume", SUBJECT)
        return True


def _count_failure(session: Session, reply: str, now: datetime) -> None:
    row = _locked(session)
    row.failures += 1
    row.failure = reply
    if row.failures >= OPENS_AFTER:
        row.closed_until_utc = now + rest_after(row.failures)


def rest_after(failures: int) -> timedelta:
    """How long the server is left alone: twice as long each time, ten minutes at most."""
    doubled = min(failures - OPENS_AFTER, 10)
    return min(SHORTEST_REST * 2**doubled, LONGEST_REST)


def _locked(session: Session) -> MailSwitch:
    insert_missing(session, MailSwitch, id=1, is_paused=False, failures=0, failure="")
    return session.exec(select(MailSwitch).where(MailSwitch.id == 1).with_for_update()).one()
