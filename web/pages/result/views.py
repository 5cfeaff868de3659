"""The page of the list: what the template shows, made from a `CompanyList`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext, ngettext

from matcher.eligibility import Verdict, subject_of
from matcher.eligibility.subject import Foundation
from matcher.matches import Match
from matcher.profile import Profile
from matcher.relevance import states_concern
from matcher.wording import question
from offers.taxonomy.needs import find_needs
from web.cards import OfferCard
from web.clock import day_in_berlin
from web.formats import partial_date
from web.language import current_language
from web.match_page.cards import card_of
from web.match_page.exclusions import ExclusionGroup, exclusion_groups
from web.offer_facts import said
from web.pages.result.addresses import links_of, question_href, topic_href
from web.pages.result.answers import AnswerGroup, answer_groups
from web.pages.result.contacts import Advice, advice_of
from web.pages.result.steps import Step, steps_of
from web.use_cases.firms.match import CompanyList

FIRST_CARDS = 10
"""How many cards the page begins with, and how many more each wish for more adds."""
MOST_CARDS = 100
FEW = 3
"""So few fitting offers that the nearest that do not fit are shown at once."""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What the address asks for: how many cards, general offers too, what was hidden just now."""

    count: int = FIRST_CARDS
    shows_general: bool = False
    hidden: str = ""


@dataclass(frozen=True)
class QuestionBox:
    """The question that decides most, and what the next few questions settle."""

    title: str
    question: str
    href: str


@dataclass(frozen=True)
class ListedOffer:
    """An offer of the list with its card, and whether the company remembered it."""

    id: str
    card: OfferCard
    is_remembered: bool


@dataclass(frozen=True)
class HiddenOffer:
    """An offer that the company does not want to see."""

    id: str
    title: str
    language: str


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """Everything on the page; texts are in its language, tuples may be empty."""

    token: str
    title: str
    lead: str
    answers: tuple[AnswerGroup, ...]
    place_href: str
    concern_href: str
    lacks_concern: bool
    is_unread: bool
    warnings: tuple[str, ...]
    question: QuestionBox | None
    offers: tuple[ListedOffer, ...]
    fitting: int
    count: int
    batch: int
    more: int
    general: int
    general_offers: tuple[ListedOffer, ...]
    steps: tuple[Step, ...]
    advice: Advice
    excluded: int
    more_excluded: int
    exclusions: tuple[ExclusionGroup, ...]
    shows_exclusions: bool
    hidden: tuple[HiddenOffer, ...]
    hidden_now: HiddenOffer | None
    remembered: int
    expires: str


def list_page(found: CompanyList, token: str, wish: Wish, *, today: date) -> ListPage:
    """The page of this list as the address wishes it."""
    shown = found.fitting[: wish.count]
    is_short = len(found.fitting) <= FEW
    general = found.general[: wish.count] if wish.shows_general else ()
    hidden = tuple(_hidden(match) for match in found.dismissed)
    return ListPage(
        token=token,
        title=_title(found, today),
        lead=_lead(found.fitting),
        answers=answer_groups(found.answers.profile, token, today=today),
        place_href=topic_href(token, "ort"),
        concern_href=topic_href(token, "anliegen"),
        lacks_concern=not states_concern(found.answers.profile),
        is_unread=_is_unread(found.answers.profile),
        warnings=said(found.warnings),
        question=_question(found, token),
        offers=tuple(_listed(match, found, token, today) for match in shown),
        fitting=len(found.fitting),
        count=wish.count,
        batch=FIRST_CARDS,
        more=len(found.fitting) - len(shown),
        general=len(found.general),
        general_offers=tuple(_listed(match, found, token, today) for match in general),
        steps=steps_of(shown, token),
        advice=advice_of(found.responsible, token),
        excluded=len(found.excluded),
        more_excluded=found.more_excluded,
        exclusions=exclusion_groups(found.excluded, links_of(token)),
        shows_exclusions=is_short,
        hidden=hidden,
        hidden_now=next((each for each in hidden if each.id == wish.hidden), None),
        remembered=len(found.remembered),
        expires=partial_date(day_in_berlin(found.answers.expires_utc)),
    )


def _title(found: CompanyList, today: date) -> str:
    count, town = len(found.fitting), found.responsible.town
    if not count:
        return gettext("No offer for your request yet")
    if not states_concern(found.answers.profile):
        return ngettext("One offer may suit you", "%(num)s offers may suit you", count)
    subject = subject_of(found.answers.profile, today)
    if subject.foundation is Foundation.AHEAD:
        if town:
            return ngettext(
                "One offer for your start-up in %(town)s",
                "%(num)s offers for your start-up in %(town)s",
                count,
                town=town,
            )
        return ngettext("One offer for your start-up", "%(num)s offers for your start-up", count)
    if town:
        return ngettext(
            "One offer for your company in %(town)s",
            "%(num)s offers for your company in %(town)s",
            count,
            town=town,
        )
    return ngettext("One offer for your company", "%(num)s offers for your company", count)


def _lead(matches: Sequence[Match]) -> str:
    """How many fit and how many are open; '' without any."""
    fit = sum(match.verdict is Verdict.ELIGIBLE for match in matches)
    unclear = len(matches) - fit
    if fit > 1 and not unclear:
        return gettext("All of them fit, going by your answers.")
    sentences = []
    if fit:
        sentences.append(
            ngettext("One fits, going by your answers.", "%(num)s fit, going by your answers.", fit)
        )
    if unclear:
        sentences.append(
            ngettext(
                "One still needs to be clarified.",
                "%(num)s still need to be clarified.",
                unclear,
            )
        )
    return " ".join(sentences)


def _is_unread(profile: Profile) -> bool:
    """Whether the company wrote something, ticked nothing, and no need was found in its words."""
    return bool(profile.need_text and not profile.needs and not find_needs(profile.need_text))


def _question(found: CompanyList, token: str) -> QuestionBox | None:
    """The box; None where no answer would settle anything."""
    if not found.questions:
        return None
    count, settled = found.next_steps
    offers = ngettext("one offer", "%(num)s offers", settled)
    title = ngettext(
        "One more question settles %(offers)s",
        "%(num)s more questions settle %(offers)s",
        count,
        offers=offers,
    )
    field = found.questions[0].field
    return QuestionBox(title, question(field, current_language()), question_href(token, field))


def _listed(match: Match, found: CompanyList, token: str, today: date) -> ListedOffer:
    is_remembered = match.offer.id in found.answers.remembered
    card = card_of(match, links_of(token), today=today)
    return ListedOffer(match.offer.id, card, is_remembered)


def _hidden(match: Match) -> HiddenOffer:
    return HiddenOffer(match.offer.id, match.offer.title, match.offer.language)
