"""An administrator gives a file that nobody is responsible for to an organisation."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from models.company_file import CompanyFile, EventKind
from models.consultation import ConsultationRequest
from models.session import transaction
from offers.organisations import Organisation
from web.author import Author
from web.use_cases import audit
from web.use_cases.file_stages import is_untouched
from web.use_cases.file_words import describe
from web.use_cases.files import rows
from web.use_cases.files.rows import Happened
from web.use_cases.firm_files import drop_notices
from web.use_cases.firms.contacts import subject_of
from web.use_cases.outbox import queueing
from web.use_cases.requests.filing import wait
from web.use_cases.requests.letters import NoticeKind, Receipt
from web.use_cases.requests.merging import bring
from web.use_cases.requests.queue import unseen
from web.use_cases.requests.recipients import advising, hold
from web.use_cases.requests.telling import Post, tell


class Assigned(StrEnum):
    """What became of it. GONE: somebody else was faster, or the firm took it back.

    NOBODY: nobody advises at this organisation, so nobody would see it.
    """

    DONE = "done"
    GONE = "gone"
    NOBODY = "nobody"


def assign(
    engine: Engine,
    public_id: str,
    organisation_id: str,
    post: Post,
    *,
    by: Author,
    person_id: int,
    kept_for: timedelta,
) -> Assigned:
    """Let the organisation be responsible, tell it and the firm; the time to act begins anew.

    Where it has a file of the firm, the two become one. A firm of a list that nobody has looked at
    asked for nothing, so nobody is told of it.
    """
    with transaction(engine) as session:
        known = advising(session)
        wanted = select(CompanyFile).where(CompanyFile.public_id == public_id, unseen(known))
        found = rows.locked_where(session, wanted)
        if found is None:
            return Assigned.GONE
        file, company = found
        target = next((each for each in known if each.id == organisation_id), None)
        if target is None or not hold(session, (target,)):
            return Assigned.NOBODY
        drop_notices(session, company)
        there = bring(session, file, target.id)
        there.version += 1
        describe(there, company)
        rows.keep(company, now=by.now, kept_for=kept_for)
        session.add_all((there, company))
        happened = Happened(EventKind.ASSIGNED, (target.name,))
        rows.tell(session, there, happened, person_id=person_id, now=by.now)
        audit.note(session, by, "request.assigned", subject_of(company), details=[target.id])
        if not is_untouched(there):
            _send(session, there, target, post, by.now)
        return Assigned.DONE


def _send(
    session: Session, file: CompanyFile, target: Organisation, post: Post, now: datetime
) -> None:
    """Let the file wait at its organisation, and write to everybody whom that concerns."""
    wait(file, now)
    session.add(file)
    moment = f"{now:%Y%m%dT%H%M%S%f}"
    tell(session, file, NoticeKind.ASSIGNED, post, cause=moment)
    _tell_firm(session, file, target, post, moment, now)


def _tell_firm(
    session: Session,
    file: CompanyFile,
    target: Organisation,
    post: Post,
    moment: str,
    now: datetime,
) -> None:
    """Write to the firm, if it asked and gave an address, who has its request now."""
    asked = session.exec(
        select(ConsultationRequest)
        .where(ConsultationRequest.file_id == file.id)
        .order_by(col(ConsultationRequest.id).desc())
        .limit(1)
    ).first()
    if post.letters is None or asked is None or not asked.email:
        return
    receipt = Receipt(
        purpose="advice_assigned",
        cause=f"advice_assigned:{file.public_id}:{moment}",
        recipient=asked.email,
        language=asked.language,
        company_id=file.company_id,
        topics=tuple(asked.topics),
        responsible=target,
    )
    queueing.queue(session, post.letters.receipt(receipt), now=now)
