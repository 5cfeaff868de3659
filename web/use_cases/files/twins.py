"""Other files of the same organisation that seem to be about the same firm."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session, col, select

from models.company_file import CompanyFile

MOST = 5


@dataclass(frozen=True, slots=True)
class Twin:
    """Another file: its id, how the firm is called there, and its town."""

    public_id: str
    name: str
    town: str


def twins(session: Session, file: CompanyFile) -> tuple[Twin, ...]:
    """Files with the same e-mail address at the same organisation, newest first, at most five."""
    if not file.email or file.organisation_id is None:
        return ()
    rows = session.exec(
        select(CompanyFile)
        .where(
            CompanyFile.organisation_id == file.organisation_id,
            CompanyFile.email == file.email,
            CompanyFile.id != file.id,
        )
        .order_by(col(CompanyFile.id).desc())
        .limit(MOST)
    )
    return tuple(Twin(row.public_id, row.name, row.town) for row in rows)
