"""One offer as a part of a document: for the advisor, and for the firm."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from flask_babel import gettext

from matcher.wording import kind_label, verdict_label
from offers.schema import Kind, Offer
from web.cards import Contact, OfferCard
from web.documents.document import (
    Block,
    Callout,
    Fact,
    Facts,
    Items,
    Line,
    Paragraph,
    Part,
    Subheading,
    Table,
    Tone,
    line,
    lines,
)
from web.formats import host, money
from web.language import current_language
from web.match_page import MatchLinks, MatchPage, match_page
from web.opinion_words import opinion_label
from web.pages.dossier.firm_facts import mail_line, phone_line
from web.pages.dossier.matter import Matter, PlannedMatch
from web.use_cases.firms.opinions import Opinion

_NOWHERE = MatchLinks(offer=lambda offer_id: "", question=lambda field: "")
_TONES: Mapping[str, Tone] = {"met": "good", "open": "open", "failed": "bad", "spare": "plain"}


def for_advisor(planned: PlannedMatch, matter: Matter) -> Part:
    """Everything to know of the offer in the talk."""
    page, offer = match_page(planned.match, _NOWHERE, today=matter.today), planned.match.offer
    blocks = chain(
        _comment(planned.comment),
        _summary(offer),
        _warnings(page.card),
        _facts(page, _state_facts(planned, matter)),
        _why(page.card),
        _conditions(page),
        _list(gettext("Questions to ask"), _questions(page.card)),
        _list(gettext("What the firm needs for it"), lines(page.requires, language=offer.language)),
        _source(page, offer),
    )
    return Part(
        title=line(offer.title, language=offer.language),
        level=2,
        key=offer.id,
        number=str(planned.number),
        tags=_tags(offer, verdict_label(planned.match.verdict, current_language())),
        kicker=line(offer.provider),
        blocks=tuple(blocks),
    )


def for_firm(planned: PlannedMatch, matter: Matter, *, comment: str) -> Part:
    """The same in plain words: what it gives, what speaks for and against it, what to do next."""
    page, offer = match_page(planned.match, _NOWHERE, today=matter.today), planned.match.offer
    blocks = chain(
        _comment(comment, gettext("From your advisor")),
        _summary(offer),
        _warnings(page.card),
        _facts(page, ()),
        _list(gettext("Why we suggest this to you"), _as_lines(page.card.reasons), todo=False),
        _list(gettext("What speaks against it"), _as_lines(page.card.exclusions), todo=False),
        _list(gettext("What we should still find out together"), _questions(page.card)),
        _list(gettext("What you need for it"), lines(page.requires, language=offer.language)),
        _source(page, offer),
    )
    return Part(
        title=line(offer.title, language=offer.language),
        level=2,
        key=offer.id,
        number=str(planned.number),
        tags=_tags(offer),
        kicker=line(offer.provider),
        blocks=tuple(blocks),
    )


def contact_line(contact: Contact | None) -> Line:
    """Whom to ask, each way as a link."""
    if contact is None:
        return ()
    ways = (
        line(contact.name),
        phone_line(contact.phone),
        mail_line(contact.email),
        line(host(contact.url), href=contact.url),
    )
    return joined(ways)


def joined(parts: tuple[Line, ...], *, between: str = ", ") -> Line:
    """The parts that are there with something between them."""
    known = [part for part in parts if part]
    separated = (part if at == 0 else (*line(between), *part) for at, part in enumerate(known))
    return tuple(chain.from_iterable(separated))


def _tags(offer: Offer, *more: str) -> tuple[str, ...]:
    named = (kind for kind in offer.kinds if kind is not Kind.OTHER)
    return (*(kind_label(kind, current_language()) for kind in named), *more)


def _comment(text: str, title: str = "") -> Iterator[Block]:
    if text:
        yield Callout(title or gettext("Comment"), lines(text))


def _summary(offer: Offer) -> Iterator[Block]:
    for each in lines(offer.summary, language=offer.language):
        yield Paragraph(each)


def _warnings(card: OfferCard) -> Iterator[Block]:
    before = gettext("Apply before you start: what has begun already is usually not funded.")
    said = ((before,) if card.before_start else ()) + card.warnings
    if said:
        yield Callout("", _as_lines(said), is_warning=True)


def _facts(page: MatchPage, more: tuple[Fact, ...]) -> Iterator[Block]:
    card = page.card
    rows = (
        Fact(gettext("Support"), line(card.amount)),
        Fact(gettext("Next deadline"), line(card.deadline)),
        *more,
        Fact(gettext("Contact"), contact_line(card.contact)),
    )
    known = tuple(row for row in rows if row.line)
    if known:
        yield Facts(known)


def _state_facts(planned: PlannedMatch, matter: Matter) -> tuple[Fact, ...]:
    """De minimis with the room that is left, and how far an application has come."""
    amount, standing = planned.match.offer.amount, matter.standings.get(planned.offer_id)
    room, application = matter.headroom, standing.application if standing else None
    facts = []
    if amount is not None and amount.de_minimis:
        free = gettext("yes; room left: %(amount)s", amount=money(room.free_eur)) if room else ""
        facts.append(Fact(gettext("De minimis aid"), line(free or gettext("yes"))))
    if application is not None:
        facts.append(
            Fact(gettext("Application"), line(opinion_label(Opinion(application.state.value))))
        )
    return tuple(facts)


def _why(card: OfferCard) -> Iterator[Block]:
    """What speaks for it, and what keeps the firm from using it today."""
    yield from _list(gettext("Why it fits"), _as_lines(card.reasons), todo=False)
    yield from _list(gettext("Why it does not fit"), _as_lines(card.exclusions), todo=False)


def _conditions(page: MatchPage) -> Iterator[Block]:
    if page.conditions:
        rows = tuple(
            (line(each.label, tone=_TONES[each.state]), line(each.demand), line(each.reason))
            for each in page.conditions
        )
        headers = (gettext("State"), gettext("Condition"), gettext("What is known"))
        yield Subheading(gettext("Conditions"))
        yield Table("", headers, (3, 7, 9), rows)


def _questions(card: OfferCard) -> tuple[Line, ...]:
    return tuple(line(point.question or point.text) for point in card.open_points)


def _list(title: str, found: tuple[Line, ...], *, todo: bool = True) -> Iterator[Block]:
    if found:
        yield Subheading(title)
        yield Items(found, "todo" if todo else "plain")


def _as_lines(texts: tuple[str, ...]) -> tuple[Line, ...]:
    return tuple(line(text) for text in texts)


def _source(page: MatchPage, offer: Offer) -> Iterator[Block]:
    """What it rests on, how old that is, and under which licence its words stand."""
    source, card = page.source, page.card
    told = joined(
        (
            line(source.document or host(source.url), href=source.url, language=offer.language),
            line(gettext("as of %(date)s", date=source.as_of) if source.as_of else ""),
        )
    )
    if told:
        yield Paragraph((*line(gettext("Source:") + " "), *told), "small")
    for text in filter(None, (card.checked_note, source.license_info)):
        yield Paragraph(line(text), "small")
