"""Dossiers and folders that were given out, read: each shows again what it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Engine
from sqlmodel import col, select
from sqlmodel.sql.expression import Select

from models.company import CompanyProfile
from models.company_file import CompanyFile
from models.dossier import DossierAudience, DossierIssue
from models.person import Person
from models.session import reading
from web.clock import day_in_berlin
from web.documents.document import Document, load
from web.tokens import token_hash
from web.use_cases.files.desk import Desk

__all__ = ["DossierAudience", "FolderState", "Issue", "Issued", "behind", "find", "issue_of"]
__all__ += ["of_file", "stands"]
MOST_SHOWN = 50
"""How many issues of a file are listed, the newest."""


class FolderState(StrEnum):
    """Whether the firm can read its folder."""

    OPEN = "open"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One issue in a list; `by` is who gave it out, '' if that account is gone.

    `folder` is None for a dossier: only folders have an address.
    """

    public_id: str
    audience: DossierAudience
    language: str
    catalogue_version: str
    model_version: str
    made_utc: datetime
    by: str
    folder: FolderState | None
    expires_utc: datetime | None


@dataclass(frozen=True, slots=True)
class Issued:
    """An issue with its document."""

    issue: Issue
    document: Document

    @property
    def day(self) -> date:
        """The day it was given out, in Berlin."""
        return day_in_berlin(self.issue.made_utc)


def of_file(engine: Engine, desk: Desk, public_id: str, now: datetime) -> tuple[Issue, ...]:
    """What was given out, the newest first; empty for a file of somebody else."""
    query = _of_desk(desk, public_id).order_by(col(DossierIssue.id).desc()).limit(MOST_SHOWN)
    with reading(engine) as session:
        return tuple(issue_of(row, by, now) for row, by in session.exec(query))


def find(engine: Engine, desk: Desk, public_id: str, issue_id: str, now: datetime) -> Issued | None:
    """One issue of the file; None if there is none that this desk may see."""
    query = _of_desk(desk, public_id).where(DossierIssue.public_id == issue_id)
    with reading(engine) as session:
        found = session.exec(query).one_or_none()
        return None if found is None else _issued(found[0], found[1], now)


def behind(engine: Engine, token: str, now: datetime) -> Issued | None:
    """The folder at a secret address; None if there is none, it ended, or was withdrawn."""
    query = (
        select(DossierIssue, Person.name)
        .join(CompanyFile, col(CompanyFile.id) == col(DossierIssue.file_id))
        .join(CompanyProfile, col(CompanyProfile.id) == col(CompanyFile.company_id))
        .join(Person, col(Person.id) == col(DossierIssue.person_id), isouter=True)
        .where(
            DossierIssue.token_hash == token_hash(token),
            col(DossierIssue.expires_utc) > now,
            col(CompanyProfile.expires_utc) > now,
        )
    )
    with reading(engine) as session:
        found = session.exec(query).one_or_none()
        return None if found is None else _issued(found[0], found[1], now)


def _of_desk(desk: Desk, public_id: str) -> Select[DossierIssue, str]:
    return (
        select(DossierIssue, Person.name)
        .join(CompanyFile, col(CompanyFile.id) == col(DossierIssue.file_id))
        .join(Person, col(Person.id) == col(DossierIssue.person_id), isouter=True)
        .where(
            CompanyFile.public_id == public_id, CompanyFile.organisation_id == desk.organisation_id
        )
    )


def _issued(row: DossierIssue, by: str | None, now: datetime) -> Issued:
    return Issued(issue_of(row, by, now), load(row.document))


def issue_of(row: DossierIssue, by: str | None, now: datetime) -> Issue:
    return Issue(
        public_id=row.public_id,
        audience=DossierAudience(row.audience),
        language=row.language,
        catalogue_version=row.catalogue_version,
        model_version=row.model_version,
        made_utc=row.made_utc,
        by=by or "",
        folder=_state(row, now) if row.audience == DossierAudience.FIRM else None,
        expires_utc=row.expires_utc,
    )


def _state(row: DossierIssue, now: datetime) -> FolderState:
    if row.token_hash is None:
        return FolderState.WITHDRAWN
    return FolderState.OPEN if stands(row, now) else FolderState.EXPIRED


def stands(row: DossierIssue, now: datetime) -> bool:
    """Whether it can still be used: a dossier always, a folder while its address works."""
    if row.audience == DossierAudience.ADVISOR:
        return True
    return row.token_hash is not None and row.expires_utc is not None and row.expires_utc > now
