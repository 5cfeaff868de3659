"""The bundled organisations in the database: they fill gaps and never touch an operator's rows."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, select

from models.organisation import Organisation as OrganisationTable
from models.person import Person
from offers.organisations import Organisation
from web.use_cases.organisations.whom_to_ask import as_row

BUNDLED = "bundled"
"""The `source_name` of rows that came with the service."""


def store(session: Session, bundled: Sequence[Organisation]) -> None:
    """Make the bundled rows those of this version; ids that an operator took stay theirs.

    So does a row that this version lacks if accounts belong to it.
    """
    standing = {row.id: row for row in session.exec(select(OrganisationTable))}
    kept = {each.id for each in bundled} | set(session.exec(select(Person.organisation_id)))
    for row in standing.values():
        if row.source_name == BUNDLED and row.id not in kept:
            session.delete(row)
    for each in bundled:
        known = standing.get(each.id)
        if known is None or known.source_name == BUNDLED:
            row = as_row(each, source_name=BUNDLED)
            row.needs_second_factor = known is not None and known.needs_second_factor
            session.merge(row)
