"""Who would get an offer: the firms that answered last, before and after a change, as nobody.

Of a firm only the section of its sector, its size and its Kreis leave this module.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine
from sqlmodel import col, select

from matcher.catalogue import Catalogue, compile_catalogue
from matcher.eligibility import Verdict
from matcher.eligibility.size import possible_sizes
from matcher.profile import Profile
from matcher.ranking import match, match_one
from matcher.scorers import Scorer
from models.company import CompanyProfile
from models.session import reading
from offers.schema import Offer, SizeClass
from offers.taxonomy.regions import district_of, land_of, resolve_site
from offers.taxonomy.sectors import DIVISIONS
from web.use_cases.firms.profiles import stored_profile

MOST_PROFILES = 50
FIRST = 10
WHOLE_UP_TO = 600
"""A catalogue of so many offers is ranked as a whole; of a larger one only what comes near."""
NEAR = 15


@dataclass(frozen=True, slots=True)
class Place:
    """How an offer stands for a firm: its verdict, and its rank where it is ranked."""

    verdict: Verdict
    rank: int | None

    @property
    def is_among_first(self) -> bool:
        """Whether the firm sees it at once."""
        return self.rank is not None and self.rank <= FIRST


@dataclass(frozen=True, slots=True)
class Somebody:
    """A firm as far as anybody may know: what is not known is '' or empty."""

    section: str
    sizes: frozenset[SizeClass]
    place: str


@dataclass(frozen=True, slots=True)
class Line:
    """One firm, and where the offer stood and would stand; None: it was not in the catalogue."""

    who: Somebody
    before: Place | None
    after: Place


@dataclass(frozen=True, slots=True)
class Reached:
    """The firms looked at; counts are of those for whom the offer is possible or comes first."""

    lines: tuple[Line, ...]

    @property
    def changed(self) -> tuple[Line, ...]:
        """Those for whom it comes among the first or no longer, or becomes possible or no longer.

        Those who would see it first come first.
        """
        found = [line for line in self.lines if _differs(line)]
        return tuple(sorted(found, key=lambda line: line.after.rank or 10**9))

    @property
    def first_before(self) -> int:
        """How many had it among their first ten."""
        return sum(line.before is not None and line.before.is_among_first for line in self.lines)

    @property
    def first_after(self) -> int:
        """How many would have it among their first ten."""
        return sum(line.after.is_among_first for line in self.lines)

    @property
    def possible_before(self) -> int:
        """For how many it was possible: it fitted, or something was still open."""
        return sum(line.before is not None and line.before.rank is not None for line in self.lines)

    @property
    def possible_after(self) -> int:
        """For how many it would be possible."""
        return sum(line.after.rank is not None for line in self.lines)


def reached(
    engine: Engine,
    catalogue: Catalogue,
    scorer: Scorer,
    offer: Offer,
    *,
    today: date,
    now: datetime,
    whole_up_to: int = WHOLE_UP_TO,
) -> Reached:
    """Where the offer would stand for the firms whose answers changed last, at most 50."""
    profiles = recent_profiles(engine, now)
    old = catalogue.offer(offer.id)
    if not profiles:
        return Reached(())
    if len(catalogue.offers) <= whole_up_to:
        before, others = catalogue, [each for each in catalogue.offers if each.id != offer.id]
    else:
        others = _near(profiles, catalogue, scorer, offer.id, today)
        before = compile_catalogue([*others, old] if old else others, "before")
    after = compile_catalogue([*others, offer], "after")
    return Reached(
        tuple(
            Line(
                _somebody(profile),
                _place(profile, before, scorer, offer.id, today) if old else None,
                _place(profile, after, scorer, offer.id, today) or Place(Verdict.CLOSED, None),
            )
            for profile in profiles
        )
    )


def recent_profiles(engine: Engine, now: datetime) -> tuple[Profile, ...]:
    """The answers that changed last and say anything at all."""
    wanted = (
        select(CompanyProfile)
        .where(col(CompanyProfile.expires_utc) > now)
        .order_by(col(CompanyProfile.updated_utc).desc(), col(CompanyProfile.id).desc())
        .limit(2 * MOST_PROFILES)
    )
    with reading(engine) as session:
        said = (stored_profile(row).profile for row in session.exec(wanted) if row.answers)
        return tuple(said)[:MOST_PROFILES]


def _near(
    profiles: Sequence[Profile], catalogue: Catalogue, scorer: Scorer, offer_id: str, today: date
) -> list[Offer]:
    """The offers that come first for any of the firms: no other one can be in the way."""
    found: dict[str, Offer] = {}
    for profile in profiles:
        for each in match(profile, catalogue, scorer, today=today, limit=NEAR).matches:
            found[each.offer.id] = each.offer
    found.pop(offer_id, None)
    return list(found.values())


def _place(
    profile: Profile, catalogue: Catalogue, scorer: Scorer, offer_id: str, today: date
) -> Place | None:
    found = match_one(profile, catalogue, scorer, offer_id, today=today)
    return None if found is None else Place(found.verdict, found.rank)


def _somebody(profile: Profile) -> Somebody:
    site = resolve_site(profile.postal_code, profile.municipality, profile.region)
    region = district_of(site) or land_of(site)
    division = DIVISIONS.get((profile.wz or "")[:2])
    sizes = possible_sizes(profile)
    return Somebody(
        section=division.section if division else (profile.wz or "")[:1],
        sizes=sizes if len(sizes) < len(SizeClass) else frozenset(),
        place=region.name if region else "",
    )


def _differs(line: Line) -> bool:
    if line.before is None:
        return line.after.rank is not None
    first = line.before.is_among_first != line.after.is_among_first
    return first or (line.before.rank is None) != (line.after.rank is None)
