"""The bundled organisations in the database: they fill gaps and never touch an operator's rows."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, select

from models.organisation import Organisation as OrganisationTable
from offers.organisations import Organisation

BUNDLED = "bundled"
"""The `source_name` of rows that came with the service."""


def store(session: Session, bundled: Sequence[Organisation]) -> None:
    """Make the bundled rows those of this version; ids that an operator took stay theirs."""
    standing = {row.id: row for row in session.exec(select(OrganisationTable))}
    kept = {each.id for each in bundled}
    for row in standing.values():
        if row.source_name == BUNDLED and row.id not in kept:
            session.delete(row)
    for each in bundled:
        known = standing.get(each.id)
        if known is None or known.source_name == BUNDLED:
            session.merge(_as_row(each))


def _as_row(organisation: Organisation) -> OrganisationTable:
    return OrganisationTable(
        id=organisation.id,
        name=organisation.name,
        kind=organisation.kind,
        territories=list(organisation.territories),
        topics=list(organisation.topics),
        phone=organisation.phone or None,
        email=organisation.email or None,
        url=organisation.url or None,
        source_name=BUNDLED,
    )
