"""The firms of a list with what the catalogue has for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, func
from sqlmodel import Session, col, select

from matcher.relevance import states_concern
from models.company import CompanyProfile
from models.company_file import CompanyFile
from models.firm_list import FirmList, FirmListRow, FirmMatch
from models.session import reading, transaction
from web.author import Author
from web.use_cases import audit
from web.use_cases.files.desk import Desk
from web.use_cases.firm_lists.matching import readable
from web.use_cases.firm_lists.rows import find
from web.use_cases.paging import PAGE_SIZE, Paged, page_within


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedFirm:
    """One firm; `fitting` is None for one that was not matched yet.

    Of a firm that nobody knows the needs of, no offer is said to be the best.
    """

    number: int
    public_id: str
    name: str
    town: str
    contact_name: str
    email: str
    phone: str
    lacks_concern: bool
    fitting: int | None
    best: tuple[str, ...]
    unserved: tuple[str, ...]


def page(engine: Engine, desk: Desk, public_id: str, *, number: int) -> Paged[MatchedFirm] | None:
    """One page of the firms that have a file at this desk's organisation; None for no list."""
    with reading(engine) as session:
        held = find(session, desk, public_id)
        if held is None:
            return None
        total = session.exec(
            _joined(select(func.count()).select_from(FirmListRow), desk, held)
        ).one()
        at, pages = page_within(number, total)
        query = _firms(desk, held).offset((at - 1) * PAGE_SIZE).limit(PAGE_SIZE)
        return Paged(_read(session, query), total, at, pages)


def export(
    engine: Engine, desk: Desk, public_id: str, *, by: Author
) -> Sequence[MatchedFirm] | None:
    """All of them, to be taken along: noted in the audit trail; None for no list."""
    with transaction(engine) as session:
        held = find(session, desk, public_id)
        if held is None:
            return None
        subject = f"organisation:{held.organisation_id}"
        audit.note(session, by, "firm_list.exported", subject, details=(held.public_id,))
        return _read(session, _firms(desk, held))


def _firms(desk: Desk, held: FirmList) -> Any:
    parts: Any = select(FirmListRow, CompanyFile, FirmMatch, CompanyProfile)
    return _joined(parts, desk, held).order_by(col(FirmListRow.number))


def _joined(query: Any, desk: Desk, held: FirmList) -> Any:
    """Of the files only those that are still here."""
    return (
        query.join(CompanyFile, col(CompanyFile.id) == col(FirmListRow.file_id))
        .join(CompanyProfile, col(CompanyProfile.id) == col(CompanyFile.company_id))
        .join(FirmMatch, col(FirmMatch.company_id) == col(CompanyFile.company_id), isouter=True)
        .where(FirmListRow.list_id == held.id, CompanyFile.organisation_id == desk.organisation_id)
    )


def _read(session: Session, query: Any) -> tuple[MatchedFirm, ...]:
    return tuple(_firm(*found) for found in session.exec(query))


def _firm(
    row: FirmListRow, file: CompanyFile, match: FirmMatch | None, company: CompanyProfile
) -> MatchedFirm:
    answers = readable(company)
    lacks_concern = answers is not None and not states_concern(answers.profile)
    return MatchedFirm(
        number=row.number,
        public_id=file.public_id,
        name=file.name,
        town=file.town,
        contact_name=file.contact_name,
        email=file.email,
        phone=file.phone,
        lacks_concern=lacks_concern,
        fitting=None if match is None else match.fitting,
        best=tuple(match.best) if match and not lacks_concern else (),
        unserved=tuple(match.unserved) if match else (),
    )
