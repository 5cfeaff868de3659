"""One offer for one company: what is known of the match, its marks, its judgement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from web.match_page import MatchPage, match_page
from web.pages.result.addresses import links_of
from web.pages.result.judging import JudgingForm, judging_form
from web.use_cases.firms.match import OfferForCompany


@dataclass(frozen=True, kw_only=True)
class OfferPage:
    """Everything about one offer for one company."""

    token: str
    offer_id: str
    match: MatchPage
    is_remembered: bool
    is_dismissed: bool
    judging: JudgingForm


def offer_page(found: OfferForCompany, token: str, *, today: date) -> OfferPage:
    """The page of this match."""
    offer_id = found.match.offer.id
    return OfferPage(
        token=token,
        offer_id=offer_id,
        match=match_page(found.match, links_of(token), today=today),
        is_remembered=offer_id in found.answers.remembered,
        is_dismissed=offer_id in found.answers.dismissed,
        judging=judging_form(found.opinion),
    )
