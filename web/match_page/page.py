"""Everything about one offer for one firm, as plain texts in the page's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from matcher.matches import Match
from offers.schema import Offer
from web.cards import OfferCard
from web.formats import partial_date
from web.match_page.cards import card_of
from web.match_page.conditions import ConditionLine, condition_lines
from web.match_page.links import MatchLinks
from web.match_page.points import Score, score_of


@dataclass(frozen=True)
class SourceNote:
    """What the facts rest on."""

    document: str
    url: str
    as_of: str
    license_info: str


@dataclass(frozen=True, kw_only=True)
class MatchPage:
    """What `components/match_article.html` shows."""

    offer_id: str
    card: OfferCard
    rank: int | None
    summary: str
    paragraphs: tuple[str, ...]
    requires: str
    conditions: tuple[ConditionLine, ...]
    score: Score
    source: SourceNote


def match_page(match: Match, links: MatchLinks, *, today: date) -> MatchPage:
    """The texts of this match."""
    offer = match.offer
    return MatchPage(
        offer_id=offer.id,
        card=card_of(match, links, today=today),
        rank=match.rank,
        summary=offer.summary,
        paragraphs=tuple(text for text in offer.description.split("\n\n") if text.strip()),
        requires=offer.requires,
        conditions=condition_lines(match, links),
        score=score_of(match.contributions),
        source=_source(offer),
    )


def _source(offer: Offer) -> SourceNote:
    given = offer.source
    return SourceNote(
        document=given.document if given else "",
        url=(given.url if given else "") or offer.url,
        as_of=partial_date(offer.as_of),
        license_info=offer.license_info,
    )
