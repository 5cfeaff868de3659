"""How much de minimis aid an undertaking may still be granted on a day. Whole euros.

The law: Regulation (EU) 2023/2831. Article 3(2): a Member State grants a single undertaking at most
300,000 euros over any period of three years. Article 3(3): aid counts from the day on which the
legal right to it is conferred, whenever it is paid. Article 2(2): enterprises of which one controls
the other (votes, appointments, contract, agreement) are a single undertaking; whoever calls these
functions passes the awards of all of them. Article 5(2): aid under Regulations (EU) No 1408/2013
(agriculture) and No 717/2014 (fishery) counts towards the same ceiling; their own, lower ceilings
are not looked at here. Article 5(1): aid under Regulation (EU) 2023/2832 (services of general
economic interest) does not; it has a ceiling of its own, 750,000 euros (its Article 3(2)). Aid
under the predecessors 1407/2013 and 360/2012 counts as aid under what replaced them.

The three years are counted day by day, from grant to grant, as Regulation (EEC, Euratom) No 1182/71
counts them: the day of the grant itself is not part of the period (Article 3(1)), which ends with
the same date of the third year (Article 3(2)(c)). So aid granted on 15 March 2024 counts for every
grant up to and including 15 March 2027, and room comes back on 16 March 2027. Aid granted on
29 February counts up to and including 28 February of the third year, which has no 29th. Where the
law could be read a day shorter, this is the reading that never promises too much.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

PERIOD_YEARS = 3
_FEBRUARY_28 = 28


class Regulation(StrEnum):
    """On what an award was based; the values are what the table of awards holds."""

    GENERAL = "general"
    AGRICULTURE = "agriculture"
    FISHERY = "fishery"
    SGEI = "sgei"


class Ceiling(StrEnum):
    """What awards are added up towards."""

    GENERAL = "general"
    SGEI = "sgei"


CEILINGS_EUR: Mapping[Ceiling, int] = {Ceiling.GENERAL: 300_000, Ceiling.SGEI: 750_000}
COUNTS_TOWARDS: Mapping[Regulation, Ceiling] = {
    Regulation.GENERAL: Ceiling.GENERAL,
    Regulation.AGRICULTURE: Ceiling.GENERAL,
    Regulation.FISHERY: Ceiling.GENERAL,
    Regulation.SGEI: Ceiling.SGEI,
}


@dataclass(frozen=True, slots=True)
class Award:
    """Aid that was granted: the day of the legal right to it, gross grant equivalent rounded up."""

    granted_on: date
    amount_eur: int
    regulation: Regulation = Regulation.GENERAL


@dataclass(frozen=True, slots=True)
class Return:
    """A day on which room comes back: how much, and how much is free from then on."""

    day: date
    gained_eur: int
    free_eur: int


@dataclass(frozen=True, slots=True)
class Headroom:
    """What counts on the day, and what could be granted on it. `free_eur` is never negative.

    `returns`: the later days on which there is more room, in order, if nothing else is granted.
    Days on which aid stops counting and the sum is still above the ceiling are none of them.
    """

    on: date
    used_eur: int
    ceiling_eur: int
    returns: tuple[Return, ...] = ()

    @property
    def free_eur(self) -> int:
        """What may still be granted."""
        return max(0, self.ceiling_eur - self.used_eur)

    @property
    def excess_eur(self) -> int:
        """By how much the sum is above the ceiling: 0 where it is not."""
        return max(0, self.used_eur - self.ceiling_eur)


def counts_until(granted_on: date) -> date:
    """The last day for whose grants the aid counts; the last day there is, at the end of time."""
    year = granted_on.year + PERIOD_YEARS
    if year > date.max.year:
        return date.max
    is_leap_day = (granted_on.month, granted_on.day) == (2, _FEBRUARY_28 + 1)
    return granted_on.replace(year=year, day=_FEBRUARY_28 if is_leap_day else granted_on.day)


def counts(award: Award, on: date) -> bool:
    """Whether the award lessens what may be granted on the day. A later award does not."""
    return award.granted_on <= on <= counts_until(award.granted_on)


def headroom(awards: Iterable[Award], on: date, ceiling: Ceiling = Ceiling.GENERAL) -> Headroom:
    """The room under one ceiling on a day; the order of awards does not matter.

    Awards after that day are left out: they are not granted yet.
    """
    counting = [
        award
        for award in awards
        if COUNTS_TOWARDS[award.regulation] is ceiling and counts(award, on)
    ]
    most, used = CEILINGS_EUR[ceiling], sum(award.amount_eur for award in counting)
    return Headroom(on, used, most, tuple(_returns(counting, used, most)))


def headrooms(awards: Collection[Award], on: date) -> Mapping[Ceiling, Headroom]:
    """The room under every ceiling."""
    return {ceiling: headroom(awards, on, ceiling) for ceiling in Ceiling}


def _returns(counting: Collection[Award], used: int, most: int) -> Iterator[Return]:
    ends: dict[date, int] = {}
    for award in counting:
        end = counts_until(award.granted_on)
        ends[end] = ends.get(end, 0) + award.amount_eur
    free = max(0, most - used)
    for end in sorted(ends):
        used -= ends[end]
        now_free = max(0, most - used)
        if now_free > free and end < date.max:
            yield Return(end + timedelta(days=1), now_free - free, now_free)
        free = now_free
