"""Open files that nobody can see: of no organisation, or of one where nobody advises any more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Engine, func, or_
from sqlmodel import Session, col, select

from models.company import CompanyProfile
from models.company_file import CompanyFile, EventKind, FileEvent, FilePart
from models.organisation import Organisation as OrganisationTable
from models.session import reading
from offers.organisations import Organisation
from offers.taxonomy.regions import lies_in, resolve_site, resolve_territory
from web.use_cases.file_stages import is_untouched
from web.use_cases.files.asked import AskedOnce, of_file
from web.use_cases.files.rows import CLOSED
from web.use_cases.firms.contacts import subject_of
from web.use_cases.firms.profiles import stored_profile
from web.use_cases.paging import PAGE_SIZE, Paged, page_within
from web.use_cases.requests.recipients import advising


@dataclass(frozen=True, slots=True, kw_only=True)
class Unassigned:
    """One file of the queue; `organisation` is where nobody advises any more, '' for none.

    `is_asked`: somebody waits; else it is a firm of a list that nobody has looked at.
    """

    public_id: str
    name: str
    town: str
    needs: tuple[str, ...]
    waits_since_utc: datetime
    organisation: str
    is_asked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignable:
    """One file, what was asked, newest first, and who could take it: around the place or not.

    `subject` is the firm in the audit trail; `was_kept`: an organisation worked with it before.
    """

    file: Unassigned
    subject: str
    was_kept: bool
    asked: tuple[AskedOnce, ...]
    near: tuple[Organisation, ...]
    others: tuple[Organisation, ...]


def count(engine: Engine) -> int:
    """How many files wait to be assigned."""
    with reading(engine) as session:
        return _count(session, unseen(advising(session)))


def listed(engine: Engine, page: int) -> Paged[Unassigned]:
    """A page of them, the longest waiting first; in four queries."""
    with reading(engine) as session:
        which = unseen(advising(session))
        total = _count(session, which)
        number, pages = page_within(page, total)
        since = func.coalesce(col(CompanyFile.dispatched_utc), col(CompanyFile.touched_utc))
        rows = session.exec(
            select(CompanyFile, OrganisationTable.name)
            .join(
                OrganisationTable,
                col(OrganisationTable.id) == col(CompanyFile.organisation_id),
                isouter=True,
            )
            .where(which)
            .order_by(since, col(CompanyFile.id))
            .limit(PAGE_SIZE)
            .offset((number - 1) * PAGE_SIZE)
        )
        return Paged(tuple(_entry(file, name) for file, name in rows), total, number, pages)


def find(engine: Engine, public_id: str) -> Assignable | None:
    """One file of the queue; None if it is not, or no longer, in it."""
    with reading(engine) as session:
        known = advising(session)
        row = session.exec(
            select(CompanyFile, CompanyProfile)
            .join(CompanyProfile, col(CompanyProfile.id) == col(CompanyFile.company_id))
            .where(CompanyFile.public_id == public_id, unseen(known))
        ).one_or_none()
        if row is None:
            return None
        file, company = row
        near = _near(company, known)
        return Assignable(
            file=_entry(file, _name_of(session, file.organisation_id)),
            subject=subject_of(company),
            was_kept=_was_kept(session, file),
            asked=of_file(session, file),
            near=near,
            others=tuple(sorted((each for each in known if each not in near), key=_by_name)),
        )


def _was_kept(session: Session, file: CompanyFile) -> bool:
    """Whether it has been with an organisation: that leaves a line in the timeline."""
    released = select(FileEvent.id).where(
        FileEvent.file_id == file.id, FileEvent.kind == EventKind.GIVEN_BACK.value
    )
    return file.organisation_id is not None or session.exec(released.limit(1)).first() is not None


def unseen(known: tuple[Organisation, ...]) -> ColumnElement[bool]:
    """What holds for the files of the queue; `known` are the organisations where people advise."""
    return (
        or_(
            col(CompanyFile.organisation_id).is_(None),
            col(CompanyFile.organisation_id).not_in([each.id for each in known]),
        )
        & (col(CompanyFile.part) == FilePart.RESPONSIBLE.value)
        & col(CompanyFile.state).not_in(CLOSED)
    )


def _count(session: Session, which: ColumnElement[bool]) -> int:
    return session.exec(select(func.count()).select_from(CompanyFile).where(which)).one()


def _entry(file: CompanyFile, organisation: str | None) -> Unassigned:
    return Unassigned(
        public_id=file.public_id,
        name=file.name,
        town=file.town,
        needs=tuple(file.needs.split()),
        waits_since_utc=file.dispatched_utc or file.touched_utc,
        organisation=organisation or "",
        is_asked=not is_untouched(file),
    )


def _near(company: CompanyProfile, known: tuple[Organisation, ...]) -> tuple[Organisation, ...]:
    """Those whose territory may hold the place, by name."""
    profile = stored_profile(company).profile
    site = resolve_site(profile.postal_code, profile.municipality, profile.region)
    found = (each for each in known if lies_in(site, resolve_territory(each.territories)))
    return tuple(sorted(found, key=_by_name))


def _by_name(organisation: Organisation) -> tuple[str, str]:
    return organisation.name.casefold(), organisation.id


def _name_of(session: Session, organisation_id: str | None) -> str:
    found = None if organisation_id is None else session.get(OrganisationTable, organisation_id)
    return found.name if found else ""
