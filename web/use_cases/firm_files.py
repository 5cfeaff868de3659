"""All files of one firm, at whatever organisation, go within the transaction that takes them back.

A module of its own: what is kept about firms needs it as much as what is done at desks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, or_
from sqlmodel import Session, col, select

from models.company import CompanyProfile
from models.company_file import CompanyFile
from models.firm_list import FirmListRow
from models.judgement import Judgement
from models.mail import OutboxMail
from web.use_cases import disputes, missed_offers
from web.use_cases.outbox.settling import can_still_go

NOTICE = "advice_notice"
"""The purpose of mails on a request to people with an account; they go with the firm as well."""


def forget_files(session: Session, company: CompanyProfile, *, now: datetime) -> int:
    """Delete all requests and files of a firm for good; how many files there were.

    The database deletes notes, steps and whatever else belongs to a file; what advisors said of
    offers for the firm goes, too, also what editors have not dealt with yet, and so do the lines of
    lists that are about it.
    """
    files = files_of(session, company)
    _forget(session, files, now)
    return len(files)


def forget_file(session: Session, file: CompanyFile, *, now: datetime) -> None:
    """The same of one file; the answers stay."""
    _forget(session, [file], now)


def _forget(session: Session, files: Sequence[CompanyFile], now: datetime) -> None:
    _drop(session, [file.public_id for file in files])
    _drop_traces(session, [file.id for file in files if file.id is not None], now)
    for file in files:
        session.delete(file)
    session.flush()


def forget_answers(session: Session, company_ids: Sequence[int], *, now: datetime) -> None:
    """Delete answers, held by this transaction, with all that refers to them.

    Files are taken in the order of their ids, as everywhere: the database would take them firm by
    firm, and two could wait in a circle.
    """
    query = select(CompanyFile.id).where(col(CompanyFile.company_id).in_(company_ids))
    files = session.exec(query.order_by(col(CompanyFile.id)).with_for_update()).all()
    _drop_traces(session, [each for each in files if each is not None], now)
    session.exec(delete(CompanyProfile).where(col(CompanyProfile.id).in_(company_ids)))


def _drop_traces(session: Session, file_ids: Sequence[int], now: datetime) -> None:
    """Delete what would outlive files: judgements, lines of lists, words to the editors."""
    if not file_ids:
        return
    _drop_judgements(session, file_ids, now)
    listed = or_(
        col(FirmListRow.file_id).in_(file_ids), col(FirmListRow.known_file_id).in_(file_ids)
    )
    session.exec(delete(FirmListRow).where(listed))
    missed_offers.forget(session, file_ids)


def _drop_judgements(session: Session, file_ids: Sequence[int], now: datetime) -> None:
    """Delete them, and what editors were told by them."""
    theirs = col(Judgement.file_id).in_(file_ids)
    query = select(Judgement.offer_id, Judgement.disputes).where(
        theirs, col(Judgement.disputes) != ""
    )
    told = sorted(set(session.exec(query)))
    session.exec(delete(Judgement).where(theirs))
    for offer_id, disputed in told:
        disputes.recount(session, offer_id, (disputed,), now=now)


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
