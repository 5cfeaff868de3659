"""The page of a file: what an advisor wants to know before a visit, in the order of reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from matcher.de_minimis import Headroom
from matcher.eligibility import Verdict
from matcher.matches import Match
from matcher.profile import Profile
from matcher.relevance import states_concern
from matcher.wording import verdict_label
from web.advising_bodies import Body, body_of
from web.answer_forms.in_short import InShort, in_short
from web.cards import OfferCard
from web.clock import day_in_berlin
from web.formats import partial_date
from web.language import current_language
from web.match_page.cards import BADGES, card_of
from web.match_page.exclusions import ExclusionGroup, exclusion_groups
from web.offer_facts import amount_text, said
from web.pages.company_file.addresses import links_of, offer_href
from web.pages.company_file.open_questions import QuestionView, question_views
from web.pages.company_file.profile import ProfileSection, profile_sections
from web.pages.company_file.room import Room, room_of
from web.pages.company_file.topics import topic_of
from web.request_words import topic_labels, way_label
from web.use_cases.files.company import CompanyFileList, KnownFirm
from web.use_cases.files.judging import OfferStanding

FIRST_CARDS = 10
"""How many cards the page begins with, and how many more each wish for more adds."""
MOST_CARDS = 100
MOST_LINES = 60
IN_THE_TALK = 3
"""How many offers and questions the essentials name."""


@dataclass(frozen=True, slots=True)
class RequestView:
    """The last request: when, about what, in which words; how many there were before."""

    asked: str
    topics: tuple[str, ...]
    message: str
    earlier: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedMatch:
    """An offer with its card, what was said of it at the desk, and the room for such aid."""

    id: str
    card: OfferCard
    standing: OfferStanding | None
    room: Room | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchLine:
    """An offer in one line."""

    href: str
    title: str
    language: str
    provider: str
    verdict_label: str
    verdict_kind: str
    amount: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BestOffer:
    """An offer to bring up; `doubt` is '' where it surely fits, `why` its first reason, if any."""

    href: str
    title: str
    language: str
    doubt: str
    doubt_kind: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """What to bring up: the best offers, what to ask first, which other bodies to call in.

    No offer is the best where nobody knows what the firm wants.
    """

    offers: tuple[BestOffer, ...]
    questions: tuple[QuestionView, ...]
    bodies: tuple[Body, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePage:
    """Everything on the page; texts are in its language, tuples may be empty.

    `lacks_concern`: nobody knows what the firm wants, so nothing can be said to fit it.
    """

    way: str
    request: RequestView | None
    in_short: tuple[InShort, ...]
    lacks_concern: bool
    talk: Talk
    warnings: tuple[str, ...]
    profile: tuple[ProfileSection, ...]
    questions: tuple[QuestionView, ...]
    offers: tuple[ListedMatch, ...]
    fitting: int
    more: int
    general: tuple[MatchLine, ...]
    general_count: int
    dismissed: tuple[MatchLine, ...]
    exclusions: tuple[ExclusionGroup, ...]
    excluded: int
    more_excluded: int


def file_page(
    found: CompanyFileList,
    standings: Mapping[str, OfferStanding],
    headroom: Headroom | None,
    *,
    organisation_id: str | None,
    count: int,
    today: date,
) -> FilePage:
    """The page of this list as an organisation sees it, with so many cards."""
    offers, public_id = found.offers, found.frame.public_id
    shown, questions = offers.fitting[:count], question_views(found)
    lacks_concern = not states_concern(found.answers.profile)
    return FilePage(
        way=way_label(found.frame.contact.preferred_way),
        request=_request(found.firm),
        in_short=_in_short(found.answers.profile, today),
        lacks_concern=lacks_concern,
        talk=Talk(
            offers=() if lacks_concern else _best(offers.fitting, public_id),
            questions=questions[:IN_THE_TALK],
            bodies=_others(found, organisation_id),
        ),
        warnings=said(offers.warnings),
        profile=profile_sections(found.firm),
        questions=questions,
        offers=tuple(_listed(each, public_id, standings, headroom, today) for each in shown),
        fitting=len(offers.fitting),
        more=len(offers.fitting) - len(shown),
        general=_lines(offers.general, public_id),
        general_count=len(offers.general),
        dismissed=_lines(offers.dismissed, public_id),
        exclusions=exclusion_groups(offers.excluded, links_of(public_id)),
        excluded=len(offers.excluded),
        more_excluded=offers.more_excluded,
    )


def _others(found: CompanyFileList, organisation_id: str | None) -> tuple[Body, ...]:
    """Who else is there for the place and the needs, best first."""
    whom = found.offers.responsible
    known = (*filter(None, (whom.organisation,)), *whom.others)
    return tuple(body_of(each) for each in known if each.id != organisation_id)


def _in_short(profile: Profile, today: date) -> tuple[InShort, ...]:
    """What is known, under the topics as an advisor calls them."""
    return tuple(
        replace(each, topic=str(topic_of(each.slug).title))
        for each in in_short(profile, today=today)
        if each.text
    )


def _request(firm: KnownFirm) -> RequestView | None:
    if not firm.requests:
        return None
    last = firm.requests[0]
    return RequestView(
        asked=partial_date(day_in_berlin(last.asked_utc)),
        topics=topic_labels(last.topics),
        message=last.message,
        earlier=len(firm.requests) - 1,
    )


def _listed(
    match: Match,
    public_id: str,
    standings: Mapping[str, OfferStanding],
    headroom: Headroom | None,
    today: date,
) -> ListedMatch:
    return ListedMatch(
        id=match.offer.id,
        card=card_of(match, links_of(public_id), today=today),
        standing=standings.get(match.offer.id),
        room=room_of(match.offer, headroom),
    )


def _best(matches: Sequence[Match], public_id: str) -> tuple[BestOffer, ...]:
    return tuple(
        BestOffer(
            href=offer_href(public_id, match.offer.id),
            title=match.offer.title,
            language=match.offer.language,
            doubt=""
            if match.verdict is Verdict.ELIGIBLE
            else verdict_label(match.verdict, current_language()),
            doubt_kind=BADGES[match.verdict],
            why=next(iter(said(match.reasons)), ""),
        )
        for match in matches[:IN_THE_TALK]
    )


def _lines(matches: Sequence[Match], public_id: str) -> tuple[MatchLine, ...]:
    return tuple(
        MatchLine(
            href=offer_href(public_id, match.offer.id),
            title=match.offer.title,
            language=match.offer.language,
            provider=match.offer.provider,
            verdict_label=verdict_label(match.verdict, current_language()),
            verdict_kind=BADGES[match.verdict],
            amount=amount_text(match.offer),
        )
        for match in matches[:MOST_LINES]
    )
