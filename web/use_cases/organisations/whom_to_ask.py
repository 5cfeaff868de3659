"""Whom to ask: an operator's list as CSV becomes rows, all of them or none."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from models.organisation import Organisation as OrganisationTable
from models.session import reading, transaction
from offers.organisations import Organisation
from web.organisation_table import read_rows


@dataclass(frozen=True, slots=True)
class OrganisationReport:
    """What an import did, as numbers of rows."""

    new: int
    changed: int
    unchanged: int


def all_organisations(engine: Engine) -> tuple[Organisation, ...]:
    """Every organisation that is open, wherever it came from, by id."""
    with reading(engine) as session:
        return open_ones(session)


def open_ones(session: Session) -> tuple[Organisation, ...]:
    """The same within a transaction."""
    rows = session.exec(
        select(OrganisationTable)
        .where(col(OrganisationTable.closed_utc).is_(None))
        .order_by(col(OrganisationTable.id))
    )
    return tuple(from_row(row) for row in rows)


def import_file(engine: Engine, path: Path) -> OrganisationReport:
    """Store the rows of a CSV file; InputErrors names every bad line and changes nothing.

    What an administrator closed stays closed, and what one demands of its people stays.
    """
    found = read_rows(path)
    counts = {"new": 0, "changed": 0, "unchanged": 0}
    with transaction(engine) as session:
        standing = {row.id: row for row in session.exec(select(OrganisationTable))}
        for each in found:
            known = standing.get(each.id)
            if known is not None and from_row(known) == each:
                counts["unchanged"] += 1
                continue
            counts["new" if known is None else "changed"] += 1
            row = as_row(each, source_name=each.source)
            if known is not None:
                row.closed_utc = known.closed_utc
                row.needs_second_factor = known.needs_second_factor
            session.merge(row)
    return OrganisationReport(**counts)


def as_row(organisation: Organisation, *, source_name: str) -> OrganisationTable:
    """The row that holds an organisation; what is not known is null there."""
    return OrganisationTable(
        id=organisation.id,
        name=organisation.name,
        kind=organisation.kind,
        territories=list(organisation.territories),
        topics=list(organisation.topics),
        phone=organisation.phone or None,
        email=organisation.email or None,
        url=organisation.url or None,
        source_name=source_name,
    )


def from_row(row: OrganisationTable) -> Organisation:
    """The organisation of a row, which was checked when it came in.

    It is not checked again: rules that a later version adds must not take every list down.
    """
    return Organisation.model_construct(
        id=row.id,
        name=row.name,
        kind=row.kind,
        territories=tuple(row.territories),
        topics=tuple(row.topics),
        phone=row.phone or "",
        email=row.email or "",
        url=row.url or "",
        source=row.source_name,
    )
