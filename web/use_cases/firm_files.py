"""All files of one firm, at whatever organisation, go within the transaction that takes them back.

A module of its own: what is kept about firms needs it as much as what is done at desks.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import delete, or_
from sqlmodel import Session, col, select

from models.company import CompanyProfile
from models.company_file import CompanyFile
from models.firm_list import FirmListRow
from models.judgement import Judgement
from models.mail import OutboxMail
from web.use_cases.outbox.settling import can_still_go

NOTICE = "advice_notice"
"""The purpose of mails on a request to people with an account; they go with the firm as well."""


def forget_files(session: Session, company: CompanyProfile) -> int:
    """Delete all requests and files of a firm for good; how many files there were.

    The database deletes notes, steps and whatever else belongs to a file; what advisors said of
    offers for the firm goes, too, and so do the lines of lists that are about it.
    """
    files = files_of(session, company)
    for file in files:
        forget_file(session, file)
    return len(files)


def forget_file(session: Session, file: CompanyFile) -> None:
    """The same of one file; the answers stay."""
    _drop(session, [file.public_id])
    session.exec(delete(Judgement).where(col(Judgement.file_id) == file.id))
    listed = or_(col(FirmListRow.file_id) == file.id, col(FirmListRow.known_file_id) == file.id)
    session.exec(delete(FirmListRow).where(listed))
    session.delete(file)
    session.flush()


def files_of(session: Session, company: CompanyProfile) -> list[CompanyFile]:
    """The files of a firm at whatever organisation, locked."""
    query = select(CompanyFile).where(CompanyFile.company_id == company.id)
    return list(session.exec(query.order_by(col(CompanyFile.id)).with_for_update()))


def drop_notices(session: Session, company: CompanyProfile) -> None:
    """Delete mails to advisors that name the firm and were not sent yet."""
    own = select(CompanyFile.public_id).where(CompanyFile.company_id == company.id)
    _drop(session, session.exec(own).all())


def _drop(session: Session, public_ids: Iterable[str]) -> None:
    about = [
        col(OutboxMail.cause).startswith(notices_of(public_id), autoescape=True)
        for public_id in public_ids
    ]
    if about:
        session.exec(delete(OutboxMail).where(or_(*about), can_still_go()))


def notices_of(public_id: str) -> str:
    """What the causes of all mails to advisors about a file begin with."""
    return f"{NOTICE}:{public_id}:"
