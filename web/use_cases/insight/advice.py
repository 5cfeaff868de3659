"""How advice went: time to the first contact, outcomes, and what became of applications."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import starmap
from math import ceil
from typing import Any, NamedTuple

from sqlalchemy import Engine, extract
from sqlalchemy import select as select_rows
from sqlmodel import Session, col

from matcher.working_days import working_days_since
from models.company_file import CompanyFile, FilePart, FileState
from models.outcome import ApplicationState, OfferApplication
from models.session import reading
from web.clock import day_in_berlin
from web.use_cases.insight import disclosure
from web.use_cases.insight.asked import Asked, View
from web.use_cases.insight.disclosure import MoneySum, Table
from web.use_cases.insight.firms import Firms

TWO_DAYS, FIVE_DAYS, LATER, WAITING = "2", "5", "later", "waiting"
WAITS = (TWO_DAYS, FIVE_DAYS, LATER, WAITING)
_HOUR = 3600
LEAST_FOR_TAIL = 10
"""Of fewer firms the time within which nine of ten were reached is that of a single one."""


class Request(NamedTuple):
    """One request by its month; `waited` is in working days, None while it waits."""

    firm_id: int
    month: str
    waited: int | None


@dataclass(frozen=True, slots=True)
class Speed:
    """Working days until the first contact; None where it would tell of single firms."""

    median: int | None
    nine_of_ten: int | None


@dataclass(frozen=True, slots=True)
class Month:
    """One month of requests that were answered: `firms`, of which `in_two_days` within two days."""

    key: str
    firms: int
    in_two_days: int
    speed: Speed


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """`states`: files by how far the advice has come. `waits`: requests by how long they waited.

    `applications`: firms by the states of their applications; `granted`: None if not to be shown.
    """

    states: Table
    waits: Table
    speed: Speed
    months: tuple[Month, ...]
    applications: Table
    granted: MoneySum | None


def advice_of(engine: Engine, firms: Firms, view: View, asked: Asked, *, land: str) -> Advice:
    """The tables of the files that are meant, by when they were begun; days are those of the Land.

    A firm with several files counts with the newest. Sums of money only where nothing narrows:
    differences of sums would tell single amounts.
    """
    meant = _meant(firms, asked)
    with reading(engine) as session:
        states = _states(session, view, asked)
        requests = [each for each in _requests(session, view, asked, land) if meant(each.firm_id)]
        applied = [each for each in _applications(session, view, asked) if meant(each.firm_id)]
    sums = disclosure.money(_granted(applied)) if asked.is_everything else None
    return Advice(
        states=_parts(FileState, [state for firm_id, state in states.items() if meant(firm_id)]),
        waits=_parts(WAITS, [_wait(each.waited) for each in requests]),
        speed=speed_of([each.waited for each in requests]),
        months=months_of(requests),
        applications=_by_state(applied),
        granted=sums,
    )


def speed_of(waited: Iterable[int | None]) -> Speed:
    """Median and 90th percentile of those that do not wait any more (nearest rank)."""
    days = sorted(each for each in waited if each is not None)
    return Speed(
        _nearest(days, 0.5) if len(days) >= disclosure.LEAST else None,
        _nearest(days, 0.9) if len(days) >= LEAST_FOR_TAIL else None,
    )


def months_of(requests: Iterable[Request]) -> tuple[Month, ...]:
    """The months that may be shown, in their order."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for each in requests:
        if each.waited is not None:
            found[each.month].append(each.waited)
    counts = {month: len(days) for month, days in sorted(found.items())}
    return tuple(
        Month(
            row.key,
            row.firms,
            disclosure.shown(sum(days <= 2 for days in found[row.key])),
            speed_of(found[row.key]),
        )
        for row in disclosure.parts(counts, in_order=True).rows
    )


def _nearest(ordered: Sequence[int], part: float) -> int:
    return ordered[max(ceil(part * len(ordered)), 1) - 1]


def _wait(days: int | None) -> str:
    if days is None:
        return WAITING
    return TWO_DAYS if days <= 2 else FIVE_DAYS if days <= 5 else LATER


def _parts(order: Iterable[str], keys: Iterable[str]) -> Table:
    counted = Counter(keys)
    return disclosure.parts({str(key): counted[str(key)] for key in order}, in_order=True)


def _meant(firms: Firms, asked: Asked) -> Callable[[int], bool]:
    """Whether a firm is meant; of those with unfinished answers nothing more is known."""
    if not asked.narrows_firms:
        return lambda _: True
    found = {each.id for each in firms.of(None) if asked.admits(each)}
    return found.__contains__


def _states(session: Session, view: View, asked: Asked) -> Mapping[int, str]:
    """The state of each firm's newest file that was begun in the period."""
    query: Any = select_rows(col(CompanyFile.company_id), col(CompanyFile.state))
    query = query.where(asked.when(col(CompanyFile.created_utc)))
    rows = session.connection().execute(_responsible(query, view))
    return dict(map(tuple, rows))


def _requests(session: Session, view: View, asked: Asked, land: str) -> Iterable[Request]:
    """The newest request of each firm that was sent in the period."""
    sent, acted = col(CompanyFile.dispatched_utc), col(CompanyFile.acted_utc)
    # Seconds since 1970 are read much faster than moments.
    query: Any = select_rows(
        col(CompanyFile.company_id), extract("epoch", sent), extract("epoch", acted)
    )
    query = query.where(sent.is_not(None), asked.when(sent))
    rows = session.connection().execute(_responsible(query, view))
    return {firm_id: _request(firm_id, *moments, land=land) for firm_id, *moments in rows}.values()


def _responsible(query: Any, view: View) -> Any:
    """Files for which the organisation is responsible, the oldest first."""
    is_responsible = col(CompanyFile.part) == FilePart.RESPONSIBLE.value
    return _of_view(query.where(is_responsible), view).order_by(col(CompanyFile.id))


def _request(firm_id: int, sent: float, acted: float | None, *, land: str) -> Request:
    """The request of a firm; the moments are in seconds since 1970."""
    day = _day_of_hour(int(sent) // _HOUR)
    if acted is None:
        return Request(firm_id, _month(day), None)
    return Request(
        firm_id, _month(day), _working_days(day, _day_of_hour(int(acted) // _HOUR), land)
    )


@lru_cache(maxsize=65536)
def _day_of_hour(hours: int) -> date:
    """The day in Germany of an hour since 1970."""
    return day_in_berlin(datetime.fromtimestamp(hours * _HOUR, UTC))


@lru_cache(maxsize=4096)
def _month(day: date) -> str:
    return day.isoformat()[:7]


@lru_cache(maxsize=16384)
def _working_days(start: date, end: date, land: str) -> int:
    return working_days_since(start, end, land)


class _Applied(NamedTuple):
    firm_id: int
    state: str
    amount: int | None


def _applications(session: Session, view: View, asked: Asked) -> Iterator[_Applied]:
    query: Any = select_rows(
        col(CompanyFile.company_id),
        col(OfferApplication.state),
        col(OfferApplication.amount_eur),
    ).join(CompanyFile, col(CompanyFile.id) == col(OfferApplication.file_id))
    query = query.where(asked.when(col(OfferApplication.changed_utc)))
    return starmap(_Applied, session.connection().execute(_of_view(query, view)))


def _by_state(applied: Iterable[_Applied]) -> Table:
    pairs = {(each.state, each.firm_id) for each in applied}
    counts = Counter(state for state, _ in pairs)
    in_order = {state.value: counts[state.value] for state in ApplicationState}
    return disclosure.overlapping(in_order, len({firm for _, firm in pairs}), in_order=True)


def _granted(applied: Iterable[_Applied]) -> list[int]:
    """What each firm was granted in all."""
    sums: Counter[int] = Counter()
    for each in applied:
        if each.state == ApplicationState.GRANTED and each.amount:
            sums[each.firm_id] += each.amount
    return list(sums.values())


def _of_view(query: Any, view: View) -> Any:
    if view.organisation_id is None:
        return query
    return query.where(col(CompanyFile.organisation_id) == view.organisation_id)
