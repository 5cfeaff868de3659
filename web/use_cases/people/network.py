"""Whom to call in: the organisations that serve places of one's territory, and the people there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, func
from sqlalchemy import select as select_rows
from sqlmodel import Session, col

from models.person import Person, PersonState, Role
from models.session import reading
from offers.taxonomy.regions import Site, lies_in, resolve_territory, specificity
from web.use_cases.organisations import directory
from web.use_cases.organisations.directory import OrganisationEntry, by_name
from web.use_cases.paging import Paged, paged
from web.use_cases.people import register
from web.use_cases.places import PlaceRead, read_place
from web.use_cases.reach import Reach

PEOPLE_SHOWN = 5
"""So many people of each organisation stand in the list; its own page has them all."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody with an account, as colleagues may see them."""

    name: str
    email: str
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Partner:
    """One organisation, people there by name, and how many there are in all."""

    organisation: OrganisationEntry
    people: tuple[Colleague, ...] = ()
    total: int = 0


@dataclass(frozen=True, slots=True)
class Network:
    """One page of the organisations that fit, and how the place asked for was read."""

    partners: Paged[Partner]
    place: PlaceRead


def search(engine: Engine, reach: Reach, *, place: str, topic: str, page: int) -> Network:
    """The open organisations within sight for a place and a need key ('' for any of them).

    Those that may serve a part of the place count; the narrowest territory comes first, then the
    name. A place that nobody knows leaves nothing out. Two queries, however many rows.
    """
    asked = read_place(place)
    with reading(engine) as session:
        found = [
            each
            for each in directory.visible(session, reach)
            if not each.is_closed and _serves(each, asked.site, topic)
        ]
        found.sort(key=lambda each: (-_closeness(each, asked.site), by_name(each)))
        shown = paged(tuple(found), page)
        partners = _partners(session, shown.items, most=PEOPLE_SHOWN)
    return Network(Paged(partners, shown.total, shown.page, shown.pages), asked)


def find(engine: Engine, reach: Reach, organisation_id: str) -> Partner | None:
    """One organisation with its people; None if unknown, closed or out of sight."""
    entry = directory.find(engine, reach, organisation_id)
    if entry is None or entry.is_closed:
        return None
    with reading(engine) as session:
        return _partners(session, (entry,), most=None)[0]


def _serves(entry: OrganisationEntry, site: Site | None, topic: str) -> bool:
    if topic and entry.topics and topic not in entry.topics:
        return False
    return site is None or lies_in(site, resolve_territory(entry.territories)) is not False


def _closeness(entry: OrganisationEntry, site: Site | None) -> int:
    return 0 if site is None else specificity(resolve_territory(entry.territories), site)


def _partners(
    session: Session, entries: Sequence[OrganisationEntry], *, most: int | None
) -> tuple[Partner, ...]:
    """The organisations with their active people, the first `most` of each by name."""
    colleagues: defaultdict[str, list[Colleague]] = defaultdict(list)
    totals: dict[str, int] = {}
    for row in session.exec(_ranked([each.id for each in entries], most)):
        known = tuple(role for role in Role if role.value in row.roles)
        colleagues[row.organisation_id].append(Colleague(row.name, row.email, known))
        totals[row.organisation_id] = row.total
    return tuple(
        Partner(each, tuple(colleagues[each.id]), totals.get(each.id, 0)) for each in entries
    )


def _ranked(organisation_ids: Sequence[str], most: int | None) -> Any:
    """The query for people with their number within the organisation, and how many are there."""
    own = col(Person.organisation_id)
    ranked = (
        select_rows(
            own,
            col(Person.name),
            col(Person.email),
            col(Person.roles),
            func.count().over(partition_by=own).label("total"),
            func.row_number().over(partition_by=own, order_by=register.by_name()).label("number"),
        )
        .where(own.in_(organisation_ids), col(Person.state) == PersonState.ACTIVE.value)
        .subquery()
    )
    query = select_rows(ranked).order_by(ranked.c.organisation_id, ranked.c.number)
    return query if most is None else query.where(ranked.c.number <= most)
