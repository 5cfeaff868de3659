"""The address of a folder, by mail to the firm."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from sqlalchemy import Engine
from sqlmodel import Session

from models.company import CompanyProfile
from models.company_file import CompanyFile, EventKind
from web.author import Author
from web.letters import Letter
from web.use_cases.dossiers.issues import Issue, issue_of, stands
from web.use_cases.dossiers.issuing import folder_of
from web.use_cases.files import parts
from web.use_cases.files.desk import Desk
from web.use_cases.files.parts import Refused
from web.use_cases.files.rows import Edited, Happened
from web.use_cases.outbox.queueing import UnfitLetterError, queue


class Sending(StrEnum):
    """What became of a mail that holds the address of a folder."""

    QUEUED = "queued"
    ALREADY = "already"
    NO_ADDRESS = "no_address"
    GONE = "gone"


def mail_folder(
    engine: Engine,
    desk: Desk,
    public_id: str,
    issue_id: str,
    compose: Callable[[str, int, Issue], Letter],
    *,
    by: Author,
) -> Sending:
    """Write a mail with the address of an open folder to the firm, once a day.

    `compose` gets the firm's address, the key of its answers, with which the mail goes, and the
    issue.
    """
    outcome = [Sending.ALREADY]

    def send(session: Session, file: CompanyFile, company: CompanyProfile) -> Happened | None:
        row = folder_of(session, file, issue_id)
        if not stands(row, by.now):
            raise Refused(Edited.GONE)
        assert company.id is not None
        if not file.email:
            outcome[0] = Sending.NO_ADDRESS
            return None
        try:
            letter = compose(file.email, company.id, issue_of(row, None, by.now))
            is_new = queue(session, letter, now=by.now)
        except UnfitLetterError:
            outcome[0] = Sending.NO_ADDRESS
            return None
        if not is_new:
            return None
        outcome[0] = Sending.QUEUED
        return Happened(EventKind.FOLDER, ("mailed", row.language))

    done = parts.edit(engine, desk, public_id, send, by=by)
    return outcome[0] if done is Edited.DONE else Sending.GONE
