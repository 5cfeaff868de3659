"""Requests that nobody has looked at: which reminder is due, who gets it, and that it goes once."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col, select

from matcher.working_days import ALL_LANDS, land_code, land_code_of_territory
from models.company import CompanyProfile
from models.company_file import CompanyFile, EventKind
from models.organisation import Organisation
from models.person import Person, PersonState, Role
from models.session import reading, transaction
from web.clock import BERLIN, day_in_berlin
from web.letters import Letter
from web.use_cases.files import rows
from web.use_cases.files.duty import OnDuty, Roster, roster
from web.use_cases.files.rows import Happened
from web.use_cases.firm_files import notices_of
from web.use_cases.firms.profiles import stored_profile
from web.use_cases.outbox import queueing
from web.use_cases.waiting_requests import AFTER, due_number, waits

logger = logging.getLogger("angebotslotse.requests")
FROM = time(8)
"""Not earlier in the day, in Berlin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """One mail about a request: `number` 1 to 3, sent after so many working days."""

    cause: str
    recipient: OnDuty
    company_id: int
    public_id: str
    firm: str
    town: str
    days: int
    number: int

    @property
    def is_last(self) -> bool:
        """Whether those who lead are told, too."""
        return self.number == len(AFTER)


Compose = Callable[[Reminder], Letter]


@dataclass(frozen=True, slots=True)
class Reminded:
    """How many reminders were written, and of how many requests that failed."""

    written: int = 0
    failed: int = 0


def remind(engine: Engine, compose: Compose, *, now: datetime) -> Reminded:
    """Write reminders: of each request the last that is due, and each once.

    A request is dealt with in a transaction of its own; whoever dies leaves the others for the next
    turn, and one of which no letter can be written does not hold up those behind it. Where
    everybody is away it waits until somebody is back.
    """
    if now.astimezone(BERLIN).time() < FROM:
        return Reminded()
    counts = [_tried(engine, file_id, compose, now) for file_id in _candidates(engine, now)]
    written = [count for count in counts if count is not None]
    return Reminded(sum(written), len(counts) - len(written))


def _tried(engine: Engine, file_id: int, compose: Compose, now: datetime) -> int | None:
    """The same of one request; None if it failed. A database that is away ends the turn."""
    try:
        return _remind_of(engine, file_id, compose, now)
    except OperationalError:
        raise
    except Exception:
        logger.exception("reminder not written", extra={"file": file_id})
        return None


def _candidates(engine: Engine, now: datetime) -> Sequence[int]:
    """Requests that may be due, the oldest first, in one query; those of today never are."""
    query = (
        select(CompanyFile.id, CompanyFile.dispatched_utc, CompanyFile.reminded)
        .where(
            *waits(),
            col(CompanyFile.reminded) < len(AFTER),
            col(CompanyFile.dispatched_utc) < now - timedelta(days=1),
        )
        .order_by(col(CompanyFile.dispatched_utc), col(CompanyFile.id))
    )
    today = day_in_berlin(now)
    with reading(engine) as session:
        return [
            file_id
            for file_id, dispatched, reminded in session.exec(query)
            if file_id is not None
            and dispatched is not None
            and _most_due(day_in_berlin(dispatched), today) > reminded
        ]


def _most_due(dispatched: date, today: date) -> int:
    """The last reminder that may be due whatever the Land: its holidays only take days away."""
    return due_number(dispatched, today, ALL_LANDS)


def _remind_of(engine: Engine, file_id: int, compose: Compose, now: datetime) -> int:
    with transaction(engine) as session:
        wanted = select(CompanyFile).where(CompanyFile.id == file_id, *waits())
        found = rows.locked_where(session, wanted)
        if found is None:
            return 0
        file, company = found
        assert file.dispatched_utc is not None
        land, today = _land_of(session, file, company), day_in_berlin(now)
        number = due_number(day_in_berlin(file.dispatched_utc), today, land)
        if number <= file.reminded:
            return 0
        recipients = _recipients(session, file, number, today)
        if not recipients:
            return 0
        for each in recipients:
            queueing.queue(session, compose(_reminder(file, number, each)), now=now)
        file.reminded = number
        session.add(file)
        told = Happened(EventKind.REMINDED, tuple(each.name for each in recipients))
        rows.tell(session, file, told, person_id=None, now=now)
        return len(recipients)


def _land_of(session: Session, file: CompanyFile, company: CompanyProfile) -> str:
    """That of the organisation; of the firm where it works in several."""
    organisation = session.get_one(Organisation, file.organisation_id)
    own = land_code_of_territory(organisation.territories)
    return own if own != ALL_LANDS else land_code(stored_profile(company).profile)


def _recipients(
    session: Session, file: CompanyFile, number: int, today: date
) -> tuple[OnDuty, ...]:
    """Who is there: the advisor of the file or the stand-in, else all; the leads with the last."""
    assert file.organisation_id is not None
    found = roster(session, file.organisation_id, today)
    own = found.stand_in(file.advisor_id) if file.advisor_id is not None else None
    told = (own,) if own is not None else found.present
    if told and number < len(AFTER):
        return told
    return _each_once((*told, *_above(session, file.organisation_id, found)))


def _above(session: Session, organisation_id: str, found: Roster) -> Iterable[OnDuty]:
    """The leads who are there, or who stands in for them; else the administrators."""
    leads = tuple(filter(None, (found.stand_in(each.person_id) for each in found.leads)))
    return leads or _administrators(session, organisation_id, found)


def _administrators(session: Session, organisation_id: str, found: Roster) -> Iterable[OnDuty]:
    """Those of the organisation but for advisors who are away."""
    query = select(Person).where(
        Person.organisation_id == organisation_id, Person.state == PersonState.ACTIVE.value
    )
    for person in session.exec(query.order_by(col(Person.id))):
        is_one = Role.ADMINISTRATOR.value in person.roles and person.id is not None
        if is_one and person.id not in found.away:
            yield OnDuty(
                person_id=person.id or 0,
                public_id=person.public_id,
                name=person.name,
                email=person.email,
                language=person.language,
                is_lead=False,
            )


def _each_once(people: Iterable[OnDuty]) -> tuple[OnDuty, ...]:
    return tuple({each.person_id: each for each in people}.values())


def _reminder(file: CompanyFile, number: int, recipient: OnDuty) -> Reminder:
    assert file.dispatched_utc is not None
    begun = f"{file.dispatched_utc:%Y%m%dT%H%M%S}"
    return Reminder(
        cause=f"{notices_of(file.public_id)}{begun}:{number}:{recipient.public_id}",
        recipient=recipient,
        company_id=file.company_id,
        public_id=file.public_id,
        firm=file.name,
        town=file.town,
        days=AFTER[number - 1],
        number=number,
    )
