"""How advice went: time to the first contact, outcomes, and what became of applications."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

from matcher.working_days import is_working_day_in
from models.company_file import FileState
from models.outcome import ApplicationState
from web.use_cases.insight import disclosure
from web.use_cases.insight.asked import Asked, View
from web.use_cases.insight.disclosure import MoneySum, Table
from web.use_cases.insight.files import ApplicationColumns, Days, FileColumns, Files, Numbers
from web.use_cases.insight.firms import Firms

Marks = NDArray[np.bool_]
TWO_DAYS, FIVE_DAYS, LATER, WAITING = "2", "5", "later", "waiting"
WAITS = (TWO_DAYS, FIVE_DAYS, LATER, WAITING)
LEAST_FOR_TAIL = 10
"""Of fewer firms the time within which nine of ten were reached is that of a single one."""


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


def advice_of(
    files: Files, firms: Callable[[], Firms], view: View, asked: Asked, *, land: str
) -> Advice:
    """The tables of the files that are meant, by when they were begun; days are those of the Land.

    A firm with several files counts with the newest. Firms are only asked for where something
    narrows them. Sums of money only where nothing narrows: differences of sums would tell single
    amounts.
    """
    meant = _Meant(_number(files, view), asked, _ids(firms, asked))
    begun, sent = _begun(files.files, meant), _sent(files.files, meant)
    waited = _waited(files.files.sent[sent], files.files.acted[sent], land)
    applied = _applied(files.applications, meant)
    sums = disclosure.money(_granted(applied)) if asked.is_everything else None
    return Advice(
        states=_parts(FileState, Counter(files.files.states[begun].tolist())),
        waits=_parts(WAITS, _waits(waited)),
        speed=speed_of(waited),
        months=months_of(files.files.sent[sent], waited),
        applications=_by_state(applied),
        granted=sums,
    )


def speed_of(waited: Numbers) -> Speed:
    """Median and 90th percentile of those that do not wait any more (nearest rank)."""
    days = np.sort(waited[waited >= 0])
    return Speed(
        _nearest(days, 0.5) if len(days) >= disclosure.LEAST else None,
        _nearest(days, 0.9) if len(days) >= LEAST_FOR_TAIL else None,
    )


def months_of(sent: Days, waited: Numbers) -> tuple[Month, ...]:
    """The months of requests that were answered and may be shown, in their order."""
    months, waited = sent[waited >= 0].astype("datetime64[M]"), waited[waited >= 0]
    found = {str(month): waited[months == month] for month in np.unique(months)}
    counts = {month: len(days) for month, days in found.items()}
    return tuple(
        Month(
            row.key,
            row.firms,
            disclosure.shown(int(np.count_nonzero(found[row.key] <= 2))),
            speed_of(found[row.key]),
        )
        for row in disclosure.parts(counts, in_order=True).rows
    )


def _nearest(ordered: Numbers, part: float) -> int:
    return int(ordered[max(ceil(part * len(ordered)), 1) - 1])


def _waits(waited: Numbers) -> Mapping[str, int]:
    limits = {WAITING: waited < 0, TWO_DAYS: waited <= 2, FIVE_DAYS: waited <= 5}
    names = np.select(list(limits.values()), list(limits), LATER)
    return Counter(names.tolist())


def _parts(order: Iterable[str], counts: Mapping[str, int]) -> Table:
    return disclosure.parts({str(key): counts.get(str(key), 0) for key in order}, in_order=True)


@dataclass(frozen=True, slots=True)
class _Meant:
    """Which files: of one organisation, in a period, of some firms; None: of all of them."""

    organisation: int | None
    asked: Asked
    ids: Numbers | None

    def of(self, firms: Numbers, organisations: Numbers, days: Days) -> Marks:
        """Which rows are meant; what did not happen is never in a period."""
        marks = ~np.isnat(days)
        if self.organisation is not None:
            marks &= organisations == self.organisation
        if self.asked.period is not None:
            months = days.astype("datetime64[M]")
            marks &= months >= np.datetime64(self.asked.period.first)
            marks &= months <= np.datetime64(self.asked.period.last)
        if self.ids is not None:
            marks &= np.isin(firms, self.ids)
        return marks


def _number(files: Files, view: View) -> int | None:
    """The number of the organisation of a view; -1 for one without files."""
    wanted = view.organisation_id
    return None if wanted is None else files.numbers.get(wanted, -1)


def _ids(firms: Callable[[], Firms], asked: Asked) -> Numbers | None:
    """The firms that are meant; of those with unfinished answers nothing more is known."""
    if not asked.narrows_firms:
        return None
    found = (each.id for each in firms().of(None) if asked.admits(each))
    return np.fromiter(found, dtype=np.int64)


def _begun(files: FileColumns, meant: _Meant) -> Numbers:
    """The rows of each firm's newest file that was begun in the period."""
    return _newest(files, meant.of(files.firms, files.organisations, files.begun))


def _sent(files: FileColumns, meant: _Meant) -> Numbers:
    """The rows of the newest request of each firm that was sent in the period."""
    return _newest(files, meant.of(files.firms, files.organisations, files.sent))


def _newest(files: FileColumns, marks: Marks) -> Numbers:
    rows = np.flatnonzero(marks)[::-1]
    _, first = np.unique(files.firms[rows], return_index=True)
    return rows[first]


def _waited(sent: Days, acted: Days, land: str) -> Numbers:
    """Working days from each day to the other, 0 where it is not later, -1 where there is none."""
    is_done = ~np.isnat(acted)
    waited = np.full(len(sent), -1, dtype=np.int64)
    if is_done.any():
        begin, end = sent[is_done], np.maximum(sent[is_done], acted[is_done])
        days = np.arange(begin.min(), end.max() + 1)
        upto = np.cumsum([is_working_day_in(day, land) for day in days.tolist()])
        waited[is_done] = upto[(end - days[0]).astype(int)] - upto[(begin - days[0]).astype(int)]
    return waited


def _applied(found: ApplicationColumns, meant: _Meant) -> Sequence[tuple[int, str, int]]:
    """Firm, state and amount of each application that was changed in the period."""
    rows = np.flatnonzero(meant.of(found.firms, found.organisations, found.changed))
    columns = (found.firms[rows], found.states[rows], found.amounts[rows])
    return tuple(zip(*(each.tolist() for each in columns), strict=True))


def _by_state(applied: Sequence[tuple[int, str, int]]) -> Table:
    pairs = {(state, firm_id) for firm_id, state, _ in applied}
    counts = Counter(state for state, _ in pairs)
    in_order = {state.value: counts[state.value] for state in ApplicationState}
    return disclosure.overlapping(in_order, len({firm for _, firm in pairs}), in_order=True)


def _granted(applied: Sequence[tuple[int, str, int]]) -> list[int]:
    """What each firm was granted in all."""
    sums: Counter[int] = Counter()
    for firm_id, state, amount in applied:
        if state == ApplicationState.GRANTED and amount:
            sums[firm_id] += amount
    return list(sums.values())
