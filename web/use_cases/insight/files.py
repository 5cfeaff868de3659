"""Files and applications as insight counts them: columns, held until one of them changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Engine, Float, cast, extract, func
from sqlalchemy import select as select_rows
from sqlmodel import Session, col

from models.company_file import CompanyFile, FilePart
from models.outcome import OfferApplication
from models.session import reading
from web.clock import day_in_berlin

Version = tuple[object, ...]
Numbers = NDArray[np.int64]
Days = NDArray[np.datetime64]
Texts = NDArray[np.str_]
_HOUR = 3600
_AT_ONCE = 2_000
_NEVER = np.datetime64("NaT", "D")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileColumns:
    """Files for which an organisation is responsible, the oldest first.

    `organisations` are numbers of `Files.numbers`. Days are those of clocks in Germany, NaT for
    what did not happen.
    """

    firms: Numbers
    organisations: Numbers
    states: Texts
    begun: Days
    sent: Days
    acted: Days


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationColumns:
    """Applications by firm and organisation; an amount that nobody told is 0."""

    firms: Numbers
    organisations: Numbers
    states: Texts
    amounts: Numbers
    changed: Days


@dataclass(frozen=True, slots=True)
class Files:
    """All of one state of the data; `numbers` are those of the organisations, '' for none yet."""

    files: FileColumns
    applications: ApplicationColumns
    numbers: Mapping[str, int]


def version(engine: Engine) -> Version:
    """What differs whenever files or applications do: each change of a file raises its version."""
    files = select_rows(
        func.count(),
        func.max(CompanyFile.id),
        func.sum(CompanyFile.version),
        func.max(CompanyFile.touched_utc),
    )
    with reading(engine) as session:
        return tuple(session.connection().execute(files).one())


def load(engine: Engine) -> Files:
    """All of them, in two queries that read only what is counted."""
    numbers: dict[str, int] = {}
    with reading(engine) as session:
        return Files(_files(session, numbers), _applications(session, numbers), numbers)


def _files(session: Session, numbers: dict[str, int]) -> FileColumns:
    query = (
        select_rows(
            col(CompanyFile.company_id),
            func.coalesce(CompanyFile.organisation_id, ""),
            col(CompanyFile.state),
            _seconds(CompanyFile.created_utc),
            _seconds(CompanyFile.dispatched_utc),
            _seconds(CompanyFile.acted_utc),
        )
        .where(col(CompanyFile.part) == FilePart.RESPONSIBLE.value)
        .order_by(col(CompanyFile.id))
    )
    firms, organisations, states, begun, sent, acted = _columns(session, query, 6)
    return FileColumns(
        firms=np.array(firms, dtype=np.int64),
        organisations=_numbered(organisations, numbers),
        states=np.array(states, dtype=np.str_),
        begun=_days(begun),
        sent=_days(sent),
        acted=_days(acted),
    )


def _applications(session: Session, numbers: dict[str, int]) -> ApplicationColumns:
    query = select_rows(
        col(CompanyFile.company_id),
        func.coalesce(CompanyFile.organisation_id, ""),
        col(OfferApplication.state),
        func.coalesce(OfferApplication.amount_eur, 0),
        _seconds(OfferApplication.changed_utc),
    ).join(CompanyFile, col(CompanyFile.id) == col(OfferApplication.file_id))
    firms, organisations, states, amounts, changed = _columns(session, query, 5)
    return ApplicationColumns(
        firms=np.array(firms, dtype=np.int64),
        organisations=_numbered(organisations, numbers),
        states=np.array(states, dtype=np.str_),
        amounts=np.array(amounts, dtype=np.int64),
        changed=_days(changed),
    )


def _seconds(moment: Any) -> Any:
    """Since 1970: much faster to read than moments."""
    return cast(extract("epoch", moment), Float)


def _columns(session: Session, query: Any, count: int) -> Sequence[Sequence[Any]]:
    """The columns of a result, read in parts: all rows at once keep the garbage collector busy."""
    columns: Sequence[list[Any]] = [[] for _ in range(count)]
    for rows in session.connection().execute(query).partitions(_AT_ONCE):
        for column, values in zip(columns, zip(*rows, strict=True), strict=True):
            column.extend(values)
    return columns


def _numbered(texts: Iterable[str], numbers: dict[str, int]) -> Numbers:
    """The number of each text; a new one gets the next."""
    found = [numbers.setdefault(each, len(numbers)) for each in texts]
    return np.array(found, dtype=np.int64)


def _days(seconds: Iterable[float | None]) -> Days:
    days = [_NEVER if each is None else _day_of_hour(int(each) // _HOUR) for each in seconds]
    return np.array(days, dtype="datetime64[D]")


@lru_cache(maxsize=65536)
def _day_of_hour(hours: int) -> np.datetime64:
    """The day in Germany of an hour since 1970."""
    return np.datetime64(day_in_berlin(datetime.fromtimestamp(hours * _HOUR, UTC)), "D")
