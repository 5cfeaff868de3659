"""Confirmed lists become files, a chunk a transaction: whoever is killed is followed by another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Engine, func
from sqlmodel import Session, col, select

from models.company import AnswerState, CompanyProfile
from models.company_file import CompanyFile, EventKind, FileOrigin
from models.firm_list import FirmList, FirmListRow, FirmMatch, ListState
from models.organisation import Organisation
from models.session import reading, transaction
from web.tokens import new_token, token_hash
from web.use_cases.files import rows as files
from web.use_cases.files.rows import Contact, Happened
from web.use_cases.firm_lists.matching import Standing, match_these
from web.use_cases.firms import provenance
from web.use_cases.firms.provenance import Source

CHUNK = 250


def waiting(engine: Engine) -> Sequence[int]:
    """The lists that are to be imported, or are in work, the oldest first."""
    query = select(FirmList.id).where(FirmList.state == ListState.WAITING.value)
    with reading(engine) as session:
        found = session.exec(query.order_by(col(FirmList.id)))
        return [each for each in found if each is not None]


def import_chunk(
    engine: Engine, list_id: int, *, kept_for: timedelta, now: datetime, size: int = CHUNK
) -> int:
    """Make files of the next firms of a list; how many, 0 when there are none left.

    A list that was put away, or whose organisation was closed, has none left.
    """
    with transaction(engine) as session:
        held = _locked(session, list_id)
        if held is None or _is_dropped(session, held, now):
            return 0
        query = select(FirmListRow).where(
            FirmListRow.list_id == list_id, col(FirmListRow.is_wanted)
        )
        rows = session.exec(query.order_by(col(FirmListRow.number)).limit(size)).all()
        _make_files(session, held, rows, kept_for=kept_for, now=now)
        held.done += len(rows)
        session.add(held)
        return len(rows)


def match_chunk(engine: Engine, list_id: int, standing: Standing, *, size: int = CHUNK) -> int:
    """Match the next firms of a list that have no match yet; how many."""
    query = (
        select(CompanyFile.company_id)
        .join(FirmListRow, col(FirmListRow.file_id) == col(CompanyFile.id))
        .join(
            FirmMatch,
            col(FirmMatch.company_id) == col(CompanyFile.company_id),
            isouter=True,
        )
        .where(FirmListRow.list_id == list_id, col(FirmMatch.company_id).is_(None))
        .order_by(col(FirmListRow.number))
        .limit(size)
    )
    with reading(engine) as session:
        companies = session.exec(query).all()
    count = match_these(engine, companies, standing)
    with transaction(engine) as session:
        held = _locked(session, list_id)
        if held is not None:
            held.matched = _matched(session, list_id)
            session.add(held)
    return count


def finish(engine: Engine, list_id: int, *, now: datetime) -> None:
    """Note that a list is done, unless somebody has put it away."""
    with transaction(engine) as session:
        held = _locked(session, list_id)
        if held is not None:
            held.state, held.finished_utc = ListState.DONE.value, now
            session.add(held)


def _locked(session: Session, list_id: int) -> FirmList | None:
    """The list if it still waits."""
    query = select(FirmList).where(
        FirmList.id == list_id, FirmList.state == ListState.WAITING.value
    )
    return session.exec(query.with_for_update()).one_or_none()


def _is_dropped(session: Session, held: FirmList, now: datetime) -> bool:
    """Whether nobody is there any more for whom it could be imported; nobody goes meanwhile."""
    query = select(Organisation.closed_utc).where(Organisation.id == held.organisation_id)
    if session.exec(query.with_for_update(read=True)).one() is None:
        return False
    held.state, held.finished_utc = ListState.DROPPED.value, now
    session.add(held)
    return True


def _make_files(
    session: Session,
    held: FirmList,
    rows: Sequence[FirmListRow],
    *,
    kept_for: timedelta,
    now: datetime,
) -> None:
    companies = [_company(row, kept_for=kept_for, now=now) for row in rows]
    session.add_all(companies)
    session.flush()
    made = [
        files.make(
            company,
            Contact(name=row.name, contact_name=row.contact_name, email=row.email, phone=row.phone),
            organisation_id=held.organisation_id,
            origin=FileOrigin.LIST,
            now=now,
        )
        for row, company in zip(rows, companies, strict=True)
    ]
    session.add_all(made)
    session.flush()
    for row, file in zip(rows, made, strict=True):
        happened = Happened(EventKind.IMPORTED, (held.name,))
        files.tell(session, file, happened, person_id=held.person_id, now=now)
        row.file_id, row.is_wanted = file.id, False
        session.add(row)


def _company(row: FirmListRow, *, kept_for: timedelta, now: datetime) -> CompanyProfile:
    """Answers behind a secret that nobody holds."""
    company = CompanyProfile(
        token_hash=token_hash(new_token()),
        answers=row.answers,
        state=AnswerState.FINISHED.value,
        created_utc=now,
        updated_utc=now,
        expires_utc=now + kept_for,
    )
    provenance.note(company, row.answers, Source.LIST, now)
    return company


def _matched(session: Session, list_id: int) -> int:
    query = (
        select(func.count())
        .select_from(FirmListRow)
        .join(CompanyFile, col(CompanyFile.id) == col(FirmListRow.file_id))
        .join(FirmMatch, col(FirmMatch.company_id) == col(CompanyFile.company_id))
        .where(FirmListRow.list_id == list_id)
    )
    return session.exec(query).one()
