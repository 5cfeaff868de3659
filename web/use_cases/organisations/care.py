"""Organisations are founded, changed, closed and opened again, each within somebody's reach."""

from __future__ import annotations

from enum import StrEnum
from itertools import count

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from models.organisation import Organisation as OrganisationTable
from models.person import Person, PersonState
from models.session import transaction
from offers.organisations import Organisation
from web.author import Author
from web.use_cases import audit, file_rows
from web.use_cases.organisations.directory import locked
from web.use_cases.organisations.whom_to_ask import as_row
from web.use_cases.reach import Reach

OWN_WORK = "administration"
"""The `source_name` of rows that an administrator wrote: no update of the service touches them."""
_FIELDS = ("name", "kind", "territories", "topics", "phone", "email", "url")


class CareOutcome(StrEnum):
    """What became of a wish. OUT_OF_REACH: the new territory is not wholly one's own."""

    DONE = "done"
    OUT_OF_REACH = "out_of_reach"
    HAS_PEOPLE = "has_people"


def create(engine: Engine, wanted: Organisation, *, by: Author, reach: Reach) -> str | None:
    """The id of the new organisation, made from the one wanted; None if it is out of reach."""
    if not reach.holds(wanted.territories):
        return None
    with transaction(engine) as session:
        row = as_row(wanted, source_name=OWN_WORK)
        row.id = _free_id(session, wanted.id)
        session.add(row)
        audit.note(session, by, "organisation.created", f"organisation:{row.id}")
        return row.id


def edit(
    engine: Engine, organisation: Organisation, *, by: Author, reach: Reach
) -> CareOutcome | None:
    """Store what an organisation says now; None if there is none with this id within reach."""
    with transaction(engine) as session:
        row = locked(session, reach, organisation.id)
        if row is None:
            return None
        if not reach.holds(organisation.territories):
            return CareOutcome.OUT_OF_REACH
        new = as_row(organisation, source_name=OWN_WORK)
        changed = [field for field in _FIELDS if getattr(row, field) != getattr(new, field)]
        for field in changed:
            setattr(row, field, getattr(new, field))
        if changed:
            row.source_name = OWN_WORK
            session.add(row)
            _note(session, by, "organisation.changed", row, *changed)
        return CareOutcome.DONE


def close(engine: Engine, organisation_id: str, *, by: Author, reach: Reach) -> CareOutcome | None:
    """Name it to nobody any more, unless somebody belongs to it; None if out of reach.

    Its files wait for an administrator to assign them.
    """
    with transaction(engine) as session:
        row = locked(session, reach, organisation_id)
        if row is None:
            return None
        belongs = select(Person.id).where(
            Person.organisation_id == row.id, Person.state != PersonState.CLOSED.value
        )
        if session.exec(belongs.limit(1)).first() is not None:
            return CareOutcome.HAS_PEOPLE
        if row.closed_utc is None:
            row.closed_utc, row.source_name = by.now, OWN_WORK
            session.add(row)
            file_rows.release_of_organisation(session, row.id, now=by.now)
            _note(session, by, "organisation.closed", row)
        return CareOutcome.DONE


def reopen(engine: Engine, organisation_id: str, *, by: Author, reach: Reach) -> CareOutcome | None:
    """Name it again; None if out of reach."""
    return _set(
        engine, organisation_id, "closed_utc", None, "organisation.reopened", by=by, reach=reach
    )


def demand_second_factor(
    engine: Engine, organisation_id: str, *, by: Author, reach: Reach
) -> CareOutcome | None:
    """Let its people work only with a second factor from now on; None if out of reach."""
    return _set(
        engine,
        organisation_id,
        "needs_second_factor",
        True,
        "organisation.second_factor_demanded",
        by=by,
        reach=reach,
    )


def waive_second_factor(
    engine: Engine, organisation_id: str, *, by: Author, reach: Reach
) -> CareOutcome | None:
    """Leave the second factor to its people; None if out of reach."""
    return _set(
        engine,
        organisation_id,
        "needs_second_factor",
        False,
        "organisation.second_factor_waived",
        by=by,
        reach=reach,
    )


def _set(
    engine: Engine,
    organisation_id: str,
    field: str,
    value: object,
    action: str,
    *,
    by: Author,
    reach: Reach,
) -> CareOutcome | None:
    """Give one field this value, noted if it had another; None if out of reach."""
    with transaction(engine) as session:
        row = locked(session, reach, organisation_id)
        if row is None:
            return None
        if getattr(row, field) != value:
            setattr(row, field, value)
            session.add(row)
            audit.note(session, by, action, f"organisation:{row.id}")
        return CareOutcome.DONE


def _free_id(session: Session, wanted: str) -> str:
    """The id wanted, or with the first number behind it that nobody has."""
    like = select(OrganisationTable.id).where(col(OrganisationTable.id).startswith(wanted))
    taken = set(session.exec(like))
    numbered = (f"{wanted}-{number}" for number in count(2))
    return wanted if wanted not in taken else next(each for each in numbered if each not in taken)


def _note(session: Session, by: Author, action: str, row: OrganisationTable, *fields: str) -> None:
    audit.note(session, by, action, f"organisation:{row.id}", details=fields)
