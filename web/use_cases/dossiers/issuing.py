"""Giving dossiers and folders out, frozen as they are, and taking folders back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from models.company import CompanyProfile
from models.company_file import CompanyFile, EventKind
from models.dossier import DossierAudience, DossierIssue
from web.author import Author
from web.documents.document import Document, dump
from web.tokens import new_token, token_hash
from web.use_cases.dossiers.issues import stands
from web.use_cases.dossiers.links import secret_of
from web.use_cases.files import parts
from web.use_cases.files.desk import Desk
from web.use_cases.files.parts import Refused
from web.use_cases.files.rows import Edited, Happened

FOLDER_OPEN_FOR = timedelta(days=180)
"""How long the address of a folder works."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A document before it is given out, and of which catalogue and model it was made."""

    document: Document
    audience: DossierAudience
    catalogue_version: str
    model_version: str


def issue(
    engine: Engine, desk: Desk, public_id: str, draft: Draft, *, link_key: bytes, by: Author
) -> str | None:
    """Give a document out; the id of the issue. None if the file is not of this desk.

    What is the same as the last issue that still stands is not given out twice.
    """
    made: list[str] = []

    def store(session: Session, file: CompanyFile, _company: CompanyProfile) -> Happened | None:
        row, last = _row(desk, file, draft, by), _last(session, file, draft)
        if last is not None and last.document == row.document and stands(last, by.now):
            made.append(last.public_id)
            return None
        if draft.audience is DossierAudience.FIRM:
            row.token_hash = token_hash(secret_of(row.public_id, key=link_key))
            row.expires_utc = by.now + FOLDER_OPEN_FOR
        session.add(row)
        made.append(row.public_id)
        return Happened(_EVENTS[draft.audience], ("issued", row.language))

    done = parts.edit(engine, desk, public_id, store, by=by)
    return made[0] if done is Edited.DONE else None


def withdraw(engine: Engine, desk: Desk, public_id: str, issue_id: str, *, by: Author) -> Edited:
    """Take a folder back: its address leads nowhere from now on."""

    def close(session: Session, file: CompanyFile, _company: CompanyProfile) -> Happened | None:
        row = folder_of(session, file, issue_id)
        if row.token_hash is None:
            return None
        row.token_hash = None
        session.add(row)
        return Happened(EventKind.FOLDER, ("withdrawn", row.language))

    return parts.edit(engine, desk, public_id, close, by=by)


_EVENTS = {
    DossierAudience.ADVISOR: EventKind.DOSSIER,
    DossierAudience.FIRM: EventKind.FOLDER,
}


def _row(desk: Desk, file: CompanyFile, draft: Draft, by: Author) -> DossierIssue:
    assert file.id is not None
    return DossierIssue(
        public_id=new_token(),
        file_id=file.id,
        person_id=desk.person_id,
        audience=draft.audience.value,
        language=draft.document.language,
        catalogue_version=draft.catalogue_version,
        model_version=draft.model_version,
        document=dump(draft.document),
        made_utc=by.now,
    )


def _last(session: Session, file: CompanyFile, draft: Draft) -> DossierIssue | None:
    query = select(DossierIssue).where(
        DossierIssue.file_id == file.id,
        DossierIssue.audience == draft.audience.value,
        DossierIssue.language == draft.document.language,
    )
    return session.exec(query.order_by(col(DossierIssue.id).desc()).limit(1)).one_or_none()


def folder_of(session: Session, file: CompanyFile, issue_id: str) -> DossierIssue:
    """The row of a folder, within a change of its file; Refused if there is none."""
    query = select(DossierIssue).where(
        DossierIssue.public_id == issue_id,
        DossierIssue.file_id == file.id,
        DossierIssue.audience == DossierAudience.FIRM.value,
    )
    row = session.exec(query).one_or_none()
    if row is None:
        raise Refused(Edited.GONE)
    return row
