"""A company's list: its answers, the catalogue of the moment and whom to ask, in one value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine

from matcher.catalogue import Catalogue
from matcher.matches import Match
from matcher.profile import Profile
from matcher.questions import (
    LOOK_AT,
    NextQuestion,
    questions_to_ask,
    settled_by,
    unaskable,
)
from matcher.ranking import Ranking, match, match_one
from matcher.reason import Reason
from matcher.relevance import is_of_concern
from matcher.routing import Responsible, responsible
from matcher.scorers import Scorer
from offers.organisations import Organisation
from offers.taxonomy.regions import Site, resolve_site
from web.use_cases.firms import judgements, profiles
from web.use_cases.firms.opinions import Opinion
from web.use_cases.firms.profiles import StoredProfile
from web.use_cases.organisations import whom_to_ask

MOST_EXCLUDED = 60
MOST_ANNOUNCED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyList:
    """What one company gets to see.

    `fitting` are the ranked offers about its concern, `general` the other ranked ones, which it
    could use as anyone could; `dismissed` are out of both because the company said so. `excluded`
    are offers about its concern that it cannot use, nearest first. All but the last keep their
    order by rank.
    """

    answers: StoredProfile
    fitting: tuple[Match, ...]
    general: tuple[Match, ...]
    dismissed: tuple[Match, ...]
    remembered: tuple[Match, ...]
    excluded: tuple[Match, ...]
    more_excluded: int
    questions: tuple[NextQuestion, ...]
    warnings: tuple[Reason, ...]
    responsible: Responsible

    @property
    def next_steps(self) -> tuple[int, int]:
        """How many questions to announce, and how many offers these settle.

        At most three; more only where they settle nothing before the last one is answered.
        """
        for count in range(min(MOST_ANNOUNCED, len(self.questions)), len(self.questions)):
            later = {offer for each in self.questions[count:] for offer in each.offers}
            done = {offer for each in self.questions[:count] for offer in each.offers} - later
            if done:
                return count, len(done)
        return len(self.questions), settled_by(self.questions)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferForCompany:
    """One offer as it stands for one company, and what the company said of it, if anything."""

    answers: StoredProfile
    match: Match
    opinion: Opinion | None


def for_profile(
    engine: Engine,
    token: str,
    catalogue: Catalogue,
    *,
    today: date,
    now: datetime,
    scorer: Scorer,
) -> CompanyList | None:
    """The list of who holds the token; None if there are no such answers (any more)."""
    answers = profiles.load(engine, token, now)
    if answers is None:
        return None
    known = whom_to_ask.all_organisations(engine)
    return compose(answers, catalogue, known, today=today, scorer=scorer)


def offer_for_profile(
    engine: Engine,
    token: str,
    offer_id: str,
    catalogue: Catalogue,
    *,
    today: date,
    now: datetime,
    scorer: Scorer,
) -> OfferForCompany | None:
    """One offer for who holds the token; None if answers or offer do not exist."""
    answers = profiles.load(engine, token, now)
    if answers is None:
        return None
    found = match_one(answers.profile, catalogue, scorer, offer_id, today=today)
    if found is None:
        return None
    opinion = judgements.opinion_of(engine, token, offer_id, now)
    return OfferForCompany(answers=answers, match=found, opinion=opinion)


def for_request(
    profile: Profile,
    catalogue: Catalogue,
    *,
    today: date,
    limit: int | None,
    others: int | None,
    scorer: Scorer,
) -> Ranking:
    """The ranking for a profile that came with a request; nothing of it is kept."""
    return match(profile, catalogue, scorer, today=today, limit=limit, others=others)


def compose(
    answers: StoredProfile,
    catalogue: Catalogue,
    known: Sequence[Organisation],
    *,
    today: date,
    scorer: Scorer,
) -> CompanyList:
    """The list for these answers."""
    profile = answers.profile
    ranking = match(profile, catalogue, scorer, today=today, others=None)
    hidden = frozenset(answers.dismissed)
    refused = tuple(each for each in ranking.others if is_of_concern(each, profile))
    shown = [each for each in ranking.matches if each.offer.id not in hidden]
    concerning = {each.offer.id for each in shown if is_of_concern(each, profile)}
    fitting = tuple(each for each in shown if each.offer.id in concerning)
    everything = {each.offer.id: each for each in (*ranking.matches, *ranking.others)}
    return CompanyList(
        answers=answers,
        fitting=fitting,
        general=tuple(each for each in shown if each.offer.id not in concerning),
        dismissed=tuple(each for each in ranking.matches if each.offer.id in hidden),
        remembered=tuple(everything[key] for key in answers.remembered if key in everything),
        excluded=nearest(refused),
        more_excluded=max(len(refused) - MOST_EXCLUDED, 0),
        questions=_questions(fitting, answers),
        warnings=ranking.warnings,
        responsible=responsible(known, _site(profile), profile.needs),
    )


def nearest(matches: Iterable[Match]) -> tuple[Match, ...]:
    """The offers that least speaks against, closed ones after open ones, at most 60."""
    found = sorted(
        matches, key=lambda each: (each.status is not None, len(each.deciding), -each.score)
    )
    return tuple(found[:MOST_EXCLUDED])


def _questions(fitting: Sequence[Match], answers: StoredProfile) -> tuple[NextQuestion, ...]:
    """The questions about the best offers; no others are looked at."""
    best = fitting[:LOOK_AT]
    return questions_to_ask(best, skip=answers.skipped | unaskable(best))


def _site(profile: Profile) -> Site:
    return resolve_site(profile.postal_code, profile.municipality, profile.region)
