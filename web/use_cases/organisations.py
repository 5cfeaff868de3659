"""Whom to ask: an operator's list as CSV becomes rows, all of them or none."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import col, select

from models.organisation import Organisation
from models.session import reading, transaction
from web.organisation_table import OrganisationRow, read_rows


@dataclass(frozen=True, slots=True)
class OrganisationReport:
    """What an import did, as numbers of rows."""

    new: int
    changed: int
    unchanged: int


def all_organisations(engine: Engine) -> tuple[OrganisationRow, ...]:
    """Every organisation an operator has imported, by id."""
    with reading(engine) as session:
        rows = session.exec(select(Organisation).order_by(col(Organisation.id)))
        return tuple(_as_value(row) for row in rows)


def import_file(engine: Engine, path: Path) -> OrganisationReport:
    """Store the rows of a CSV file; InputErrors names every bad line and changes nothing."""
    rows = read_rows(path)
    counts = {"new": 0, "changed": 0, "unchanged": 0}
    with transaction(engine) as session:
        standing = {row.id: row for row in session.exec(select(Organisation))}
        for row in rows:
            known = standing.get(row.id)
            if known is not None and _as_value(known) == row:
                counts["unchanged"] += 1
                continue
            counts["new" if known is None else "changed"] += 1
            session.merge(_as_table_row(row))
    return OrganisationReport(**counts)


def _as_table_row(row: OrganisationRow) -> Organisation:
    values = asdict(row)
    values["territories"] = list(row.territories)
    values["topics"] = list(row.topics)
    return Organisation(**values)


def _as_value(row: Organisation) -> OrganisationRow:
    return OrganisationRow(
        id=row.id,
        name=row.name,
        kind=row.kind,
        territories=tuple(row.territories),
        topics=tuple(row.topics),
        phone=row.phone,
        email=row.email,
        url=row.url,
        source_name=row.source_name,
    )
