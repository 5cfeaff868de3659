"""The addresses that offers name: which are due to be asked, and what their servers said."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import TypeVar
from urllib.parse import urlsplit

from sqlalchemy import Engine, delete, insert, or_
from sqlmodel import Session, col, func, select

from models.offer_care import CheckedLink
from models.session import reading, transaction
from offers.quality.links import (
    Answer,
    Course,
    LinkState,
    Meaning,
    addresses_of,
    after,
    again_after,
)
from offers.schema import Offer
from web.clock import day_in_berlin

TROUBLED = (LinkState.SOFT, LinkState.HARD)
_AT_ONCE = 500
Found = tuple[str, Answer]
RowT = TypeVar("RowT")


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkStanding:
    """What is known of one address; `answer` is a code of the table, '' before the first."""

    url: str
    state: LinkState
    answer: str = ""
    failed_days: int = 0
    failing_since_utc: datetime | None = None
    checked_utc: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkCounts:
    """How many addresses stand how; `last_checked_utc` is None while none was ever asked."""

    states: Mapping[LinkState, int]
    last_checked_utc: datetime | None

    @property
    def total(self) -> int:
        """All addresses that offers name."""
        return sum(self.states.values())


def follow(engine: Engine, offers: Iterable[Offer], *, now: datetime) -> None:
    """Let the list hold the addresses of these offers, and no others; new ones are due at once."""
    named = {_fingerprint(url): url for offer in offers for url in addresses_of(offer)}
    with transaction(engine) as session:
        known = set(session.exec(select(CheckedLink.fingerprint)))
        rows = [_new(key, url, now) for key, url in named.items() if key not in known]
        for some in _batches(rows):
            session.connection().execute(insert(CheckedLink), some)
        for gone in _batches(sorted(known - named.keys())):
            session.exec(delete(CheckedLink).where(col(CheckedLink.fingerprint).in_(gone)))


def due(engine: Engine, *, now: datetime, most: int, most_per_host: int) -> tuple[str, ...]:
    """The addresses to ask, those longest due first; not too many in all nor of one host.

    One that was asked in the future is due: the clock was wrong then.
    """
    place = func.row_number().over(
        partition_by=col(CheckedLink.host),
        order_by=(col(CheckedLink.due_utc), col(CheckedLink.fingerprint)),
    )
    ranked = (
        select(CheckedLink.url, CheckedLink.due_utc, CheckedLink.fingerprint, place.label("place"))
        .where(or_(col(CheckedLink.due_utc) <= now, col(CheckedLink.checked_utc) > now))
        .subquery()
    )
    wanted = (
        select(ranked.c.url)
        .where(ranked.c.place <= most_per_host)
        .order_by(ranked.c.due_utc, ranked.c.fingerprint)
        .limit(most)
    )
    with reading(engine) as session:
        return tuple(session.exec(wanted))


def last_working(engine: Engine, number: int) -> tuple[str, ...]:
    """Addresses that worked when they were last asked, the latest first, each of another host."""
    latest = (
        select(CheckedLink.host, func.max(CheckedLink.url))
        .where(col(CheckedLink.state) == LinkState.OK)
        .group_by(col(CheckedLink.host))
        .order_by(func.max(CheckedLink.checked_utc).desc(), col(CheckedLink.host))
        .limit(number)
    )
    with reading(engine) as session:
        return tuple(url for _, url in session.exec(latest))


def note(engine: Engine, found: Sequence[Found], *, now: datetime) -> Mapping[LinkState, int]:
    """Keep what servers said; how many addresses stand how by it. Nothing else changes by it."""
    counts = Counter[LinkState]()
    with transaction(engine) as session:
        for url, answer in found:
            row = session.get(CheckedLink, _fingerprint(url))
            if row is not None:
                _go_on(row, answer, now)
                session.add(row)
                counts[LinkState(row.state)] += 1
    return counts


def standings(engine: Engine, urls: Iterable[str]) -> Mapping[str, LinkStanding]:
    """What is known of addresses, by address; those that nobody noted yet are missing."""
    keys = [_fingerprint(url) for url in urls]
    with reading(engine) as session:
        wanted = select(CheckedLink).where(col(CheckedLink.fingerprint).in_(keys))
        return {row.url: _as_standing(row) for row in session.exec(wanted)}


def troubled(session: Session) -> Mapping[str, LinkState]:
    """The addresses that do not work, by address."""
    wanted = select(CheckedLink.url, CheckedLink.state).where(
        col(CheckedLink.state).in_([state.value for state in TROUBLED])
    )
    return {url: LinkState(state) for url, state in session.exec(wanted)}


def counts(engine: Engine) -> LinkCounts:
    """How the addresses of the catalogue stand, every state named."""
    with reading(engine) as session:
        by_state = select(CheckedLink.state, func.count()).group_by(col(CheckedLink.state))
        found = dict(session.exec(by_state).all())
        last = session.exec(select(func.max(CheckedLink.checked_utc))).one()
    return LinkCounts(
        states={state: found.get(state.value, 0) for state in LinkState}, last_checked_utc=last
    )


def _go_on(row: CheckedLink, answer: Answer, now: datetime) -> None:
    last_day = None if row.checked_utc is None else day_in_berlin(row.checked_utc)
    known = Course(state=LinkState(row.state), failed_days=row.failed_days, last_day=last_day)
    course = after(known, answer.meaning, day_in_berlin(now))
    row.state, row.failed_days = course.state.value, course.failed_days
    row.answer, row.checked_utc = answer.code[:60], now
    # An hour less: the run of that day must not come too early for it.
    row.due_utc = now + again_after(course.state) - timedelta(hours=1)
    if not course.failed_days:
        row.failing_since_utc = None
    elif answer.meaning is Meaning.FAILS and row.failing_since_utc is None:
        row.failing_since_utc = now


def _new(key: str, url: str, now: datetime) -> dict[str, object]:
    return {
        "fingerprint": key,
        "url": url,
        "host": (urlsplit(url).hostname or "")[:255],
        "state": LinkState.UNCHECKED.value,
        "answer": "",
        "failed_days": 0,
        "due_utc": now,
    }


def _as_standing(row: CheckedLink) -> LinkStanding:
    return LinkStanding(
        url=row.url,
        state=LinkState(row.state),
        answer=row.answer,
        failed_days=row.failed_days,
        failing_since_utc=row.failing_since_utc,
        checked_utc=row.checked_utc,
    )


def _batches(rows: Sequence[RowT]) -> Iterable[list[RowT]]:
    """Not more at once than a statement may name."""
    rest = iter(rows)
    while some := list(islice(rest, _AT_ONCE)):
        yield some


def _fingerprint(url: str) -> str:
    return hashlib.sha256(url.encode("utf-8")).hexdigest()
