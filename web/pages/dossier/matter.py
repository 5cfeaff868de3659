"""What a dossier is made of: the firm, its arranged offers, what is agreed, what is left of aid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from matcher.de_minimis import Headroom
from matcher.matches import Match
from matcher.ranking import match_one
from offers.organisations import Organisation
from web.current import catalogue, scorer, services, today
from web.desk import desk
from web.file_frame import file_list, no_such_file
from web.use_cases.dossiers import plan as plans
from web.use_cases.dossiers.plan import Plan
from web.use_cases.files import aid, judging, steps
from web.use_cases.files.company import CompanyFileList
from web.use_cases.files.desk import Desk
from web.use_cases.files.judging import OfferStanding
from web.use_cases.files.steps import Step
from web.use_cases.firms.opinions import REASONS, Opinion
from web.use_cases.organisations import whom_to_ask

_GOOD = frozenset({Opinion.FITS, Opinion.MISSING})
_BAD = frozenset({Opinion.NO_REASON, *REASONS})


@dataclass(frozen=True, slots=True)
class PlannedMatch:
    """An arranged offer as it stands for the firm; `number` is its place, from 1."""

    number: int
    match: Match
    comment: str

    @property
    def offer_id(self) -> str:
        """The key of the offer."""
        return self.match.offer.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """All of it at one moment. `gone`: arranged offers that the catalogue has no more.

    `best`: the offers to propose, best first. `organisation` is None for one that nobody described.
    """

    desk: Desk
    today: date
    listed: CompanyFileList
    best: tuple[str, ...]
    plan: Plan
    offers: tuple[PlannedMatch, ...]
    gone: tuple[str, ...]
    headroom: Headroom | None
    steps: tuple[Step, ...]
    standings: Mapping[str, OfferStanding]
    organisation: Organisation | None

    def title_of(self, offer_id: str) -> str:
        """What an offer of the file is called; '' for one that is in no list any more."""
        found = catalogue().offer(offer_id)
        return found.title if found else ""


def matter_of(public_id: str) -> Matter:
    """What the dossier of this file is made of; the page 'no such file' where there is none."""
    engine, own, day = services().engine, desk(), today()
    listed = file_list(public_id)
    standings = judging.of_file(engine, own, public_id)
    best = best_of(listed, standings)
    plan = plans.load(engine, own, public_id, best=best)
    if plan is None:
        no_such_file()
    found = {key: match for key in plan.offer_ids if (match := _match(listed, key)) is not None}
    known = {each.id: each for each in whom_to_ask.all_organisations(engine)}
    return Matter(
        desk=own,
        today=day,
        listed=listed,
        best=best,
        plan=plan,
        offers=tuple(_planned(plan, found)),
        gone=tuple(key for key in plan.offer_ids if key not in found),
        headroom=aid.headroom_of(engine, own, public_id, day),
        steps=steps.open_steps(engine, own, public_id),
        standings=standings,
        organisation=known.get(own.organisation_id),
    )


def best_of(listed: CompanyFileList, standings: Mapping[str, OfferStanding]) -> tuple[str, ...]:
    """The offers to begin with: what advisors found good, then the rest of what fits, as ranked.

    What they found bad is left out.
    """
    ranked = [match.offer.id for match in listed.offers.fitting]
    said = {key: standing.opinion for key, standing in standings.items()}
    known = (key for key, opinion in said.items() if opinion in _GOOD and catalogue().offer(key))
    wanted = sorted(key for key in known if key not in ranked)
    left = [key for key in (*wanted, *ranked) if said.get(key) not in _BAD]
    return tuple(sorted(left, key=lambda key: said.get(key) not in _GOOD))


def _match(listed: CompanyFileList, offer_id: str) -> Match | None:
    """The offer for this firm, whether it is in its list or not."""
    found = listed.match(offer_id)
    if found is not None:
        return found
    return match_one(listed.answers.profile, catalogue(), scorer(), offer_id, today=today())


def _planned(plan: Plan, found: Mapping[str, Match]) -> Iterator[PlannedMatch]:
    known = [each for each in plan.offers if each.offer_id in found]
    for number, each in enumerate(known, start=1):
        yield PlannedMatch(number, found[each.offer_id], each.comment)
