"""The comparison of remembered offers: one column an offer, one row a fact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import gettext

from matcher.matches import Match
from web.cards import Contact, OfferCard, OpenPoint
from web.match_page.cards import card_of
from web.pages.result.addresses import links_of
from web.use_cases.firms.match import CompanyList


@dataclass(frozen=True)
class Column:
    """One remembered offer."""

    id: str
    card: OfferCard
    before_start: str
    open_points: tuple[OpenPoint, ...]
    contact: Contact | None


@dataclass(frozen=True)
class ComparisonPage:
    """All remembered offers, in the order in which they were remembered."""

    token: str
    columns: tuple[Column, ...]
    list_href: str


def comparison_page(found: CompanyList, token: str, *, today: date) -> ComparisonPage:
    """The page of this list's remembered offers."""
    return ComparisonPage(
        token=token,
        columns=_columns(found.remembered, token, today),
        list_href=url_for("result.show", token=token),
    )


def _columns(matches: Sequence[Match], token: str, today: date) -> tuple[Column, ...]:
    return tuple(_column(match, token, today) for match in matches)


def _column(match: Match, token: str, today: date) -> Column:
    card = card_of(match, links_of(token), today=today)
    return Column(
        id=match.offer.id,
        card=card,
        before_start=_before_start(match.offer.before_start),
        open_points=card.open_points,
        contact=card.contact,
    )


def _before_start(given: bool | None) -> str:
    """Whether one must apply first; '' where the source does not say."""
    if given is None:
        return ""
    return gettext("yes, apply before you start") if given else gettext("no")
