"""Cards: a match as the plain texts that `components/offer_card.html` shows."""

from __future__ import annotations

from datetime import date

from matcher.eligibility import LeafOutcome, Truth, Verdict
from matcher.matches import Match
from matcher.wording import kind_label, negated, question, requirement, sentence, verdict_label
from web.cards import OfferCard, OpenPoint, SimilarOffer
from web.language import current_language
from web.match_page.links import MatchLinks
from web.offer_facts import amount_text, contact_of, deadline_text, said, whole_on_card

BADGES = {
    Verdict.ELIGIBLE: "success",
    Verdict.UNCLEAR: "info",
    Verdict.NOT_OPEN_YET: "warning",
    Verdict.NOT_ELIGIBLE: "danger",
    Verdict.CLOSED: "danger",
}
BEFORE_START = "warning.before_start"
NOT_CHECKED = "warning.not_verified"
MOST_SIMILAR = 10
"""Links to variants on a card; all of them stand in the list as well, further down."""


def card_of(match: Match, links: MatchLinks, *, today: date) -> OfferCard:
    """The card of a match."""
    offer, language = match.offer, current_language()
    codes = {warning.code for warning in match.warnings}
    return OfferCard(
        id=anchor(offer.id),
        href=links.offer(offer.id),
        title=offer.title,
        provider=offer.provider,
        language=offer.language,
        kinds=tuple(kind_label(kind, language) for kind in offer.kinds),
        verdict_label=verdict_label(match.verdict, language),
        verdict_kind=BADGES[match.verdict],
        summary=whole_on_card(offer, offer.summary),
        amount=amount_text(offer),
        deadline=deadline_text(offer, today),
        before_start=BEFORE_START in codes,
        reasons=said(match.reasons),
        open_points=open_points(match, links),
        exclusions=exclusions(match),
        warnings=said(each for each in match.warnings if each.code not in _SHOWN_ELSEWHERE),
        contact=contact_of(offer),
        checked_note=" ".join(said(each for each in match.warnings if each.code == NOT_CHECKED)),
        license_info=offer.license_info,
        similar=tuple(
            SimilarOffer(
                title=each.title,
                href=links.offer(each.id),
                language=each.language,
            )
            for each in match.similar[:MOST_SIMILAR]
        ),
    )


_SHOWN_ELSEWHERE = {BEFORE_START, NOT_CHECKED}


def anchor(offer_id: str) -> str:
    """The id of an offer's card on the page."""
    return f"angebot-{offer_id}"


def spoken(outcome: LeafOutcome) -> str:
    """The reason of a leaf in the page's language, turned round where it stands under a 'not'."""
    reason = negated(outcome.reason) if outcome.negated else outcome.reason
    return sentence(reason, current_language())


def demanded(outcome: LeafOutcome) -> str:
    """What a leaf demands, in the page's language, without a full stop."""
    return requirement(
        outcome.leaf,
        outcome.evidence,
        negated=outcome.negated,
        language=current_language(),
    ).rstrip(".")


def open_points(match: Match, links: MatchLinks) -> tuple[OpenPoint, ...]:
    """What is not known yet, one point a question, each with the page that asks it."""
    if match.verdict is not Verdict.UNCLEAR:
        return ()
    points: dict[str, OpenPoint] = {}
    for outcome in match.deciding:
        if outcome.truth is Truth.UNKNOWN:
            points.setdefault(outcome.question or spoken(outcome), open_point(outcome, links))
    return tuple(points.values())


def open_point(outcome: LeafOutcome, links: MatchLinks) -> OpenPoint:
    """One open condition: what it demands and the question that settles it, else its reason."""
    if outcome.question is None:
        return OpenPoint(text=spoken(outcome))
    asked, demand = question(outcome.question, current_language()), demanded(outcome)
    if demand.startswith(asked):
        demand = demand.removeprefix(asked).lstrip(" –")
    return OpenPoint(
        text=f"{demand[:1].upper()}{demand[1:]}.",
        question=asked,
        href=links.question(outcome.question),
    )


def exclusions(match: Match) -> tuple[str, ...]:
    """What keeps the company from using the offer today; empty for a ranked one."""
    if match.rank is not None:
        return ()
    status = said((match.status,)) if match.status else ()
    if match.verdict is not Verdict.NOT_ELIGIBLE:
        return status
    return tuple(dict.fromkeys(spoken(outcome) for outcome in match.deciding))
