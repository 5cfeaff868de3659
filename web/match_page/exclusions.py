"""What does not fit: offers grouped by what keeps the company from using them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext, lazy_gettext

from matcher.eligibility import Verdict
from matcher.matches import Match
from web.match_page.cards import exclusions
from web.match_page.links import MatchLinks


@dataclass(frozen=True)
class ExcludedOffer:
    """One line: the offer and why not."""

    href: str
    title: str
    language: str
    provider: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class ExclusionGroup:
    """Offers with the same kind of reason, nearest first."""

    title: str
    offers: tuple[ExcludedOffer, ...]


_TITLES: Mapping[str, object] = {
    "territory": lazy_gettext("For other places"),
    "audience": lazy_gettext("For other target groups"),
    "sector": lazy_gettext("For other sectors"),
    "size": lazy_gettext("For companies of another size"),
    "age_years": lazy_gettext("For older or younger companies"),
    "fact": lazy_gettext("A condition is not met"),
    "closed": lazy_gettext("Over"),
    "not_open_yet": lazy_gettext("Not open at the moment"),
}
_SAME_GROUP = {
    "size_in_group": "size",
    "employees": "size",
    "turnover_eur": "size",
    "balance_sheet_eur": "size",
}


def exclusion_groups(matches: Sequence[Match], links: MatchLinks) -> tuple[ExclusionGroup, ...]:
    """The groups, that of the nearest offer first."""
    groups: dict[str, list[Match]] = {}
    for match in matches:
        groups.setdefault(_group(match), []).append(match)
    return tuple(
        ExclusionGroup(
            title=str(_TITLES.get(key) or gettext("Other reasons")),
            offers=tuple(_line(match, links) for match in members),
        )
        for key, members in groups.items()
    )


def _group(match: Match) -> str:
    """The kind of the first reason."""
    if match.verdict is not Verdict.NOT_ELIGIBLE:
        return str(match.verdict)
    kind = match.deciding[0].reason.code.partition(".")[0]
    return _SAME_GROUP.get(kind, kind)


def _line(match: Match, links: MatchLinks) -> ExcludedOffer:
    offer = match.offer
    return ExcludedOffer(
        href=links.offer(offer.id),
        title=offer.title,
        language=offer.language,
        provider=offer.provider,
        reasons=exclusions(match),
    )
