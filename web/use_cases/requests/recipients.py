"""Who gets a firm's request: organisations where somebody advises, by place and topics."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from matcher.routing import route
from models.company import CompanyProfile
from models.company_file import CompanyFile, FilePart
from models.organisation import Organisation as OrganisationTable
from models.person import Person, PersonState
from offers.organisations import Organisation
from offers.taxonomy.regions import resolve_site
from web.use_cases.files.duty import ADVISING
from web.use_cases.firms.profiles import stored_profile
from web.use_cases.organisations.whom_to_ask import open_ones


@dataclass(frozen=True, slots=True)
class Recipients:
    """Who takes a request and who is told of it; nobody: an administrator assigns it."""

    responsible: Organisation | None
    informed: tuple[Organisation, ...]

    @property
    def all(self) -> tuple[Organisation, ...]:
        """The responsible one, then the others."""
        return (*filter(None, (self.responsible,)), *self.informed)

    @property
    def key(self) -> str:
        """What a form keeps of them, so that nobody else gets what the firm sends."""
        return " ".join(each.id for each in self.all)


def advising(session: Session) -> tuple[Organisation, ...]:
    """The open organisations with at least one active advisor or lead, by id."""
    people = session.exec(
        select(Person.organisation_id, Person.roles).where(Person.state == PersonState.ACTIVE.value)
    )
    staffed = {of for of, roles in people if not ADVISING.isdisjoint(roles)}
    return tuple(each for each in open_ones(session) if each.id in staffed)


def recipients(session: Session, company: CompanyProfile, topics: Sequence[str]) -> Recipients:
    """Who gets a request on these topics; where no place tells, who looks after the firm already.

    In three queries, four where nobody is responsible by place and topic.
    """
    profile = stored_profile(company).profile
    known = advising(session)
    site = resolve_site(profile.postal_code, profile.municipality, profile.region)
    found = route(known, site, topics)
    if found.responsible is None:
        return Recipients(_looks_after(session, company, known), ())
    return Recipients(found.responsible, found.informed)


def hold(session: Session, chosen: Iterable[Organisation]) -> bool:
    """Keep the organisations from being closed until the transaction ends; False: one was."""
    ids = [each.id for each in chosen]
    rows = session.exec(
        select(OrganisationTable.id)
        .where(col(OrganisationTable.id).in_(ids), col(OrganisationTable.closed_utc).is_(None))
        .order_by(col(OrganisationTable.id))
        .with_for_update(read=True)
    )
    return len(rows.all()) == len(ids)


def _looks_after(
    session: Session, company: CompanyProfile, known: Sequence[Organisation]
) -> Organisation | None:
    by_id = {each.id: each for each in known}
    own = session.exec(
        select(CompanyFile.organisation_id)
        .where(
            CompanyFile.company_id == company.id,
            CompanyFile.part == FilePart.RESPONSIBLE.value,
            col(CompanyFile.organisation_id).in_(list(by_id)),
        )
        .order_by(col(CompanyFile.touched_utc).desc(), col(CompanyFile.id).desc())
    ).first()
    return by_id[own] if own else None
