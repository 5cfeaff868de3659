"""People with an account, as administrators see them, and the rows that they may change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Engine, func, or_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select

from models.organisation import Organisation
from models.person import Person, PersonState, Role
from models.session import reading
from web.use_cases.organisations.directory import visible_ids
from web.use_cases.paging import PAGE_SIZE, Paged, page_within
from web.use_cases.people.closed_accounts import DOMAIN as ERASED
from web.use_cases.reach import Reach

__all__ = [
    "PersonEntry",
    "PersonState",
    "by_address",
    "by_name",
    "everybody",
    "find",
    "locked",
    "search",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonEntry:
    """One person; `may_change` tells whether the organisation lies wholly within reach."""

    public_id: str
    name: str
    email: str
    language: str
    roles: tuple[Role, ...]
    state: PersonState
    organisation_id: str
    organisation_name: str
    has_second_factor: bool
    may_change: bool


def search(engine: Engine, reach: Reach, words: str, page: int) -> Paged[PersonEntry]:
    """The people within sight whose name, address or organisation holds each word, by name.

    Three queries, however many people there are. Letters beyond ASCII stand for any letter:
    databases do not agree on which of them are the same.
    """
    with reading(engine) as session:
        # Not the column itself: SQLite would go by its index, and sort everybody for each page.
        own = col(Person.organisation_id).concat("")
        wanted: list[ColumnElement[bool]] = [own.in_(visible_ids(session, reach))]
        wanted += [_holds(word) for word in words.split()]
        matching = _with_organisation().where(*wanted)
        total = session.exec(
            select(func.count())
            .select_from(Person)
            .join(Organisation, col(Organisation.id) == col(Person.organisation_id))
            .where(_has_name(), *wanted)
        ).one()
        number, pages = page_within(page, total)
        rows = session.exec(
            matching.order_by(*by_name()).limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)
        ).all()
        return Paged(tuple(_entry(row[0], row[1], reach) for row in rows), total, number, pages)


def find(engine: Engine, reach: Reach, public_id: str) -> PersonEntry | None:
    """One person; None if unknown or out of sight."""
    with reading(engine) as session:
        row = session.exec(_with_organisation().where(Person.public_id == public_id)).one_or_none()
        return _entry(row[0], row[1], reach) if row and reach.sees(row[1].territories) else None


def by_address(engine: Engine, reach: Reach, address: str) -> PersonEntry | None:
    """The person with this normalised address; None if unknown or out of sight."""
    with reading(engine) as session:
        row = session.exec(_with_organisation().where(Person.email == address)).one_or_none()
        return _entry(row[0], row[1], reach) if row and reach.sees(row[1].territories) else None


def everybody(engine: Engine, reach: Reach) -> tuple[PersonEntry, ...]:
    """Everybody within sight, by name."""
    with reading(engine) as session:
        rows = session.exec(_with_organisation().order_by(*by_name())).all()
        seen = [row for row in rows if reach.sees(row[1].territories)]
        return tuple(_entry(row[0], row[1], reach) for row in seen)


def locked(session: Session, reach: Reach, public_id: str) -> tuple[Person, Organisation] | None:
    """The rows of a person who may be changed, the person's held until the transaction ends."""
    query = _with_organisation().where(Person.public_id == public_id)
    row = session.exec(query.with_for_update(of=Person, key_share=True)).one_or_none()
    return (row[0], row[1]) if row and reach.holds(row[1].territories) else None


def by_name() -> tuple[Any, Any]:
    """The usual order: names as a directory has them, umlauts with their vowels."""
    return col(Person.sort_name), col(Person.id)


def _with_organisation() -> Select[Person, Organisation]:
    """Everybody with the organisation, but for those whose name and address were erased."""
    joined = select(Person, Organisation).join(
        Organisation, col(Organisation.id) == col(Person.organisation_id)
    )
    return joined.where(_has_name())


def _has_name() -> ColumnElement[bool]:
    return col(Person.email).not_like(f"%{ERASED}")


def _holds(word: str) -> ColumnElement[bool]:
    escaped = "".join(f"\\{letter}" if letter in "%_\\" else letter for letter in word)
    pattern = "%" + "".join(c if c.isascii() else "_" for c in escaped) + "%"
    fields = (col(Person.name), col(Person.email), col(Organisation.name))
    return or_(*(field.ilike(pattern, escape="\\") for field in fields))


def _entry(person: Person, organisation: Organisation, reach: Reach) -> PersonEntry:
    held = set(person.roles)
    return PersonEntry(
        public_id=person.public_id,
        name=person.name,
        email=person.email,
        language=person.language,
        roles=tuple(role for role in Role if role.value in held),
        state=PersonState(person.state),
        organisation_id=organisation.id,
        organisation_name=organisation.name,
        has_second_factor=person.totp_secret is not None,
        may_change=reach.holds(organisation.territories),
    )
