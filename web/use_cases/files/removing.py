"""A file is deleted at the wish of the firm or of a person it names (GDPR Article 17)."""

from __future__ import annotations

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from models.company import CompanyProfile
from models.company_file import CompanyFile, FileOrigin
from models.contact import CompanyContact
from models.session import transaction
from web.author import Author
from web.use_cases import audit, firm_files
from web.use_cases.files import rows
from web.use_cases.files.desk import Desk
from web.use_cases.files.rows import Edited
from web.use_cases.firms.contacts import subject_of


def remove(engine: Engine, desk: Desk, public_id: str, *, by: Author) -> Edited:
    """Delete a file for good, with all that belongs to it.

    Answers that an advisor or a list brought go with the last file of the firm; those that the firm
    gave itself are its own and stay with it.
    """
    with transaction(engine) as session:
        found = rows.locked(session, desk, public_id)
        if found is None:
            return Edited.GONE
        file, company = found
        is_nobodys = _is_nobodys(session, file, company)
        firm_files.forget_file(session, file, now=by.now)
        if is_nobodys:
            session.delete(company)
        audit.note(session, by, "file.deleted", subject_of(company))
        return Edited.DONE


def _is_nobodys(session: Session, file: CompanyFile, company: CompanyProfile) -> bool:
    """Whether nobody but this desk knows the answers."""
    others = select(CompanyFile.id).where(
        CompanyFile.company_id == company.id, CompanyFile.id != file.id
    )
    address = select(CompanyContact.id).where(col(CompanyContact.company_id) == company.id)
    known = (session.exec(query.limit(1)).first() for query in (others, address))
    return file.origin != FileOrigin.REQUEST.value and not any(known)
