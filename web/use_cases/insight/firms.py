"""Firms as insight counts them: one entry a firm, of finished answers that are still kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Engine, case, func
from sqlalchemy import select as select_rows
from sqlmodel import Session, col

from matcher.eligibility.size import CEILINGS
from models.company import AnswerState, CompanyProfile
from models.firm_list import FirmMatch
from models.session import reading
from offers.schema import SizeClass
from offers.taxonomy.needs import NEED_KEYS
from offers.taxonomy.regions import Territory
from offers.taxonomy.sectors import DIVISIONS, parse_wz
from web.clock import day_in_berlin
from web.use_cases.insight.places import Place, place_of

UNKNOWN = ""
Version = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Firm:
    """One firm. `month`: when it first answered, '2026-11'. `section` and `size`: '' if unknown.

    `unserved`: needs that no offer serves, None where the firm was not matched yet.
    """

    id: int
    month: str
    place: Place
    section: str
    size: str
    needs: tuple[str, ...]
    unserved: tuple[str, ...] | None
    matched_on: date | None


class Firms:
    """All firms of one state of the data; those of a territory are looked up once."""

    def __init__(self, firms: Iterable[Firm]) -> None:
        self._all = tuple(firms)
        self._seen: dict[Territory, tuple[Firm, ...]] = {}

    def of(self, territory: Territory | None) -> Sequence[Firm]:
        """Those that surely or possibly are there; None: all of them."""
        if territory is None:
            return self._all
        if territory not in self._seen:
            places = {each.place for each in self._all}
            near = {place for place in places if place.may_lie_in(territory)}
            self._seen[territory] = tuple(each for each in self._all if each.place in near)
        return self._seen[territory]


def version(engine: Engine, now: datetime) -> Version:
    """What differs whenever the firms do."""
    alive = col(CompanyProfile.expires_utc) > now
    profiles = select_rows(
        func.count(), func.max(CompanyProfile.id), func.max(CompanyProfile.updated_utc)
    ).where(alive)
    # A job matches thousands in parts, all of one moment: each part makes the last ones more.
    last = select_rows(func.max(FirmMatch.matched_utc)).scalar_subquery()
    matched = col(FirmMatch.matched_utc)
    matches = select_rows(func.count(), func.max(matched), func.count(case((matched == last, 1))))
    with reading(engine) as session:
        connection = session.connection()
        return (*connection.execute(profiles).one(), *connection.execute(matches).one())


def load(engine: Engine, now: datetime) -> Firms:
    """All of them, in one query that reads only what is counted."""
    with reading(engine) as session:
        return Firms(_firms(session, now))


def _firms(session: Session, now: datetime) -> Iterator[Firm]:
    answers = col(CompanyProfile.answers)
    texts = (answers[name].as_string() for name in ("postal_code", "municipality", "region", "wz"))
    query = (
        select_rows(
            col(CompanyProfile.id),
            col(CompanyProfile.created_utc),
            *texts,
            answers["employees"].as_integer(),
            answers["needs"].as_json(),
            col(FirmMatch.unserved),
            col(FirmMatch.matched_on),
        )
        .join(FirmMatch, col(FirmMatch.company_id) == col(CompanyProfile.id), isouter=True)
        .where(
            col(CompanyProfile.state) == AnswerState.FINISHED.value,
            col(CompanyProfile.expires_utc) > now,
        )
        .order_by(col(CompanyProfile.id))
    )
    return map(_firm, session.connection().execute(query))


def _firm(row: Sequence[Any]) -> Firm:
    company_id, created, postal_code, municipality, region, wz, people, needs, gaps, day = row
    return Firm(
        id=company_id,
        month=_month_of_hour(created.year, created.month, created.day, created.hour),
        place=place_of(postal_code, municipality, region),
        section=_section(wz),
        size=_size(people),
        needs=_known_needs(tuple(needs or ())),
        unserved=None if day is None else _known_needs(tuple(gaps or ())),
        matched_on=day,
    )


@lru_cache(maxsize=65536)
def _month_of_hour(year: int, month: int, day: int, hour: int) -> str:
    """The month that clocks in Germany had in this hour in UTC, '2026-11'."""
    return day_in_berlin(datetime(year, month, day, hour, tzinfo=UTC)).isoformat()[:7]


@lru_cache(maxsize=4096)
def _section(wz: str | None) -> str:
    """The letter of the section, '' for what is no code."""
    try:
        code = parse_wz(wz or "")
    except ValueError:
        return UNKNOWN
    return DIVISIONS[code[:2]].section if code[:2] in DIVISIONS else code


def _size(people: int | None) -> str:
    """The class by people alone, as few firms tell their figures; '' if these are not known."""
    if people is None:
        return UNKNOWN
    fitting = (size for size, limit, *_ in CEILINGS if people < limit)
    return next(fitting, SizeClass.LARGE).value


@lru_cache(maxsize=65536)
def _known_needs(needs: tuple[str, ...]) -> tuple[str, ...]:
    """Each once, without what is no need any more."""
    return tuple(key for key in dict.fromkeys(needs) if key in NEED_KEYS)
