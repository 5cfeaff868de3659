"""What a firm sees before and after it asks: who gets it, and what it asked before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from models.company import CompanyProfile
from models.company_file import CompanyFile
from models.consultation import ConsultationRequest
from models.contact import CompanyContact
from models.organisation import Organisation as OrganisationTable
from models.session import reading
from offers.organisations import Organisation
from web.use_cases.files.asked import AskedOnce, asked_once
from web.use_cases.files.rows import CLOSED, Contact
from web.use_cases.firms import stored_answers
from web.use_cases.firms.profiles import stored_profile
from web.use_cases.organisations.whom_to_ask import from_row
from web.use_cases.requests.recipients import Recipients, recipients


@dataclass(frozen=True, slots=True)
class AskedBefore:
    """An earlier request, who has it now (None while it waits to be assigned), and whether its
    file is closed.
    """

    request: AskedOnce
    now_at: Organisation | None
    is_closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Everything about asking: who would get it, the topics of the answers, how the firm was
    reached last, what it asked before, newest first.
    """

    recipients: Recipients
    needs: tuple[str, ...]
    has_place: bool
    known: Contact
    before: tuple[AskedBefore, ...]


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """A request that somebody has, or that waits to be assigned: `now_at` is '' then."""

    asked_utc: datetime
    now_at: str


def open_request(engine: Engine, token: str, now: datetime) -> OpenRequest | None:
    """The last request of a firm whose file is not closed; None without one. One query."""
    company = stored_answers.alive(token, now).with_only_columns(col(CompanyProfile.id))
    query = (
        select(ConsultationRequest.asked_utc, OrganisationTable.name)
        .join(CompanyFile, col(CompanyFile.id) == col(ConsultationRequest.file_id))
        .join(
            OrganisationTable,
            col(OrganisationTable.id) == col(CompanyFile.organisation_id),
            isouter=True,
        )
        .where(
            col(ConsultationRequest.company_id).in_(company), col(CompanyFile.state).not_in(CLOSED)
        )
        .order_by(col(ConsultationRequest.id).desc())
        .limit(1)
    )
    with reading(engine) as session:
        found = session.exec(query).first()
    return None if found is None else OpenRequest(found[0], found[1] or "")


def look(engine: Engine, token: str, topics: Sequence[str] | None, now: datetime) -> Asking | None:
    """The same for these topics, None: those of the answers; None if the answers are gone."""
    with reading(engine) as session:
        company = session.exec(stored_answers.alive(token, now)).one_or_none()
        if company is None:
            return None
        profile = stored_profile(company).profile
        before = _before(session, company)
        return Asking(
            recipients=recipients(session, company, profile.needs if topics is None else topics),
            needs=tuple(profile.needs),
            has_place=bool(profile.postal_code or profile.municipality or profile.region),
            known=before[0].request.contact if before else _address(session, company),
            before=before,
        )


def _before(session: Session, company: CompanyProfile) -> tuple[AskedBefore, ...]:
    rows = session.exec(
        select(ConsultationRequest, OrganisationTable, CompanyFile.state)
        .join(CompanyFile, col(CompanyFile.id) == col(ConsultationRequest.file_id))
        .join(
            OrganisationTable,
            col(OrganisationTable.id) == col(CompanyFile.organisation_id),
            isouter=True,
        )
        .where(ConsultationRequest.company_id == company.id)
        .order_by(col(ConsultationRequest.id).desc())
    )
    return tuple(
        AskedBefore(asked_once(asked), from_row(place) if place else None, state in CLOSED)
        for asked, place, state in rows
    )


def _address(session: Session, company: CompanyProfile) -> Contact:
    """The confirmed address, so that nobody types it twice."""
    contact = session.exec(
        select(CompanyContact).where(
            CompanyContact.company_id == company.id, col(CompanyContact.confirmed_utc).is_not(None)
        )
    ).one_or_none()
    return Contact(name="", email=contact.email if contact else "")
