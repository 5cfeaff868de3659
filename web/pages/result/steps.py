"""Step by step: ranked offers along the building blocks of a consultation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matcher.matches import Match
from matcher.wording import stage_label
from offers.schema import Stage
from web.language import current_language
from web.pages.result.addresses import offer_href

MOST_PER_STEP = 4


@dataclass(frozen=True)
class StepOffer:
    """One offer of a step."""

    href: str
    title: str
    language: str
    provider: str


@dataclass(frozen=True)
class Step:
    """A building block and the best offers of it."""

    title: str
    offers: tuple[StepOffer, ...]


def steps_of(matches: Sequence[Match], token: str) -> tuple[Step, ...]:
    """The steps that have offers, in the order of a consultation."""
    found = []
    for stage in Stage:
        members = [match for match in matches if match.offer.stage is stage][:MOST_PER_STEP]
        if members:
            title = stage_label(stage, current_language())
            found.append(Step(title, tuple(_offer(match, token) for match in members)))
    return tuple(found)


def _offer(match: Match, token: str) -> StepOffer:
    offer = match.offer
    return StepOffer(offer_href(token, offer.id), offer.title, offer.language, offer.provider)
