"""The page of one offer: everything that is known, as plain texts in the page's language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from flask_babel import gettext

from matcher.wording import kind_label, stage_label
from matcher.wording.languages import language_of
from matcher.wording.quantities import people, span
from offers.schema import Deadline, Offer
from offers.taxonomy.needs import need
from offers.taxonomy.sectors import label as sector_label
from web.cards import Contact
from web.formats import amount_range, money, partial_date, rate
from web.language import LANGUAGES, current_language
from web.offer_facts import contact_of, said
from web.offer_page.conditions import ConditionItem, condition_items
from web.offer_page.labels import (
    BADGES,
    audience_note,
    audience_text,
    availability_label,
    territory_names,
    web_address,
)
from web.use_cases.catalogue.standing import Availability, cautions, standing

META_LENGTH = 300


@dataclass(frozen=True)
class DeadlineLine:
    """A deadline: the date, what ends, and what to know of it."""

    date: str
    label: str
    note: str
    is_past: bool


@dataclass(frozen=True)
class Fact:
    """One thing known of the offer; `own_words` are the source's and in the offer's language."""

    label: str
    values: tuple[str, ...]
    own_words: bool = False


@dataclass(frozen=True)
class SourceNote:
    """What the facts rest on and how old they are."""

    document: str
    quote: str
    url: str
    as_of: str
    verified_on: str
    license_info: str


@dataclass(frozen=True, kw_only=True)
class OfferPage:
    """Everything about one offer for readers of whom nothing is known."""

    offer_id: str
    title: str
    provider: str
    language: str
    foreign_language: str
    kinds: tuple[str, ...]
    badge_label: str
    badge_kind: str
    status_note: str
    summary: str
    meta: str
    paragraphs: tuple[str, ...]
    audience_note: str
    before_start: bool
    warnings: tuple[str, ...]
    facts: tuple[Fact, ...]
    deadlines: tuple[DeadlineLine, ...]
    conditions: tuple[ConditionItem, ...]
    contact: Contact | None
    url: str
    source: SourceNote
    is_usable: bool


def offer_page(offer: Offer, *, today: date) -> OfferPage:
    """The page of this offer on a day."""
    now = standing(offer, today)
    return OfferPage(
        offer_id=offer.id,
        title=offer.title,
        provider=offer.provider,
        language=offer.language,
        foreign_language=_foreign_language(offer),
        kinds=tuple(kind_label(kind, current_language()) for kind in offer.kinds),
        badge_label=availability_label(now.availability),
        badge_kind=BADGES[now.availability],
        status_note=" ".join(said((now.reason,) if now.reason else ())),
        summary=offer.summary,
        meta=_meta(offer),
        paragraphs=tuple(part for part in offer.description.split("\n\n") if part.strip()),
        audience_note=audience_note(offer),
        before_start=bool(offer.before_start) and now.availability is not Availability.ENDED,
        warnings=said(cautions(offer, today)),
        facts=tuple(_facts(offer)),
        deadlines=tuple(_deadline(each, today) for each in offer.deadlines),
        conditions=condition_items(offer.conditions),
        contact=_contact(offer),
        url=web_address(offer.url),
        source=_source(offer),
        is_usable=now.availability in (Availability.OPEN, Availability.NOT_OPEN_YET),
    )


def _foreign_language(offer: Offer) -> str:
    """The name of the offer's language where the page speaks another; else ''."""
    if offer.language == current_language():
        return ""
    names = {"de": gettext("German"), "en": gettext("English")}
    return names.get(offer.language, LANGUAGES.get(offer.language, offer.language))


def _meta(offer: Offer) -> str:
    """What search engines show; words that must stand whole beside their licence are not sent."""
    text = offer.provider if offer.license_info else offer.summary or offer.description
    return text if len(text) <= META_LENGTH else f"{text[: META_LENGTH - 1].rstrip()}…"


def _facts(offer: Offer) -> Iterator[Fact]:
    """What is known, in the order of reading; what is not known is left out."""
    found = (*_worth(offer), *_for_whom(offer), *_period(offer))
    yield from (fact for fact in found if any(fact.values))
    language = current_language()
    yield from _some(gettext("Topics"), *(need(key).label.get(language) for key in offer.needs))
    yield from _some(gettext("Made for these sectors"), *dict.fromkeys(map(_sector, offer.sectors)))
    if offer.stage:
        yield Fact(gettext("Building block"), (stage_label(offer.stage, language),))


def _some(label: str, *values: str) -> Iterator[Fact]:
    if values:
        yield Fact(label, values)


def _worth(offer: Offer) -> Iterator[Fact]:
    amount = offer.amount
    if amount is not None:
        yield Fact(gettext("Amount"), (amount_range(amount.min_eur, amount.max_eur),))
        if amount.rate_percent is not None:
            share = gettext("%(rate)s of the costs", rate=rate(amount.rate_percent))
            yield Fact(gettext("Rate"), (share,))
        if amount.free_of_charge:
            yield Fact(gettext("Costs"), (gettext("free of charge"),))
        if amount.de_minimis is not None:
            yield Fact(gettext("De minimis aid"), (_de_minimis(is_one=amount.de_minimis),))
    yield Fact(gettext("Amount, as the source says"), (offer.amount_text,), own_words=True)
    yield Fact(gettext("Rate, as the source says"), (offer.rate_text,), own_words=True)
    yield Fact(gettext("Funded by"), (offer.funding,), own_words=True)


def _de_minimis(*, is_one: bool) -> str:
    if is_one:
        return gettext("Yes. It counts towards the limit for such aid within three years.")
    return gettext("No")


def _for_whom(offer: Offer) -> Iterator[Fact]:
    yield Fact(gettext("For whom"), (audience_text(offer),))
    yield Fact(gettext("For whom, as the source says"), (offer.audience_text,), own_words=True)
    yield Fact(gettext("Where the company must be"), territory_names(offer, current_language()))
    yield Fact(gettext("Employees"), (_people(offer),))
    if offer.max_turnover_eur is not None:
        limit = gettext("up to %(amount)s", amount=money(offer.max_turnover_eur))
        yield Fact(gettext("Annual turnover"), (limit,))
    yield Fact(gettext("What you need"), (offer.requires,), own_words=True)


def _people(offer: Offer) -> str:
    return span(offer.min_employees, offer.max_employees, language_of(current_language()), people)


def _period(offer: Offer) -> Iterator[Fact]:
    yield Fact(gettext("Starts on"), (partial_date(offer.valid_from),))
    yield Fact(gettext("Ends on"), (partial_date(offer.valid_until),))
    yield Fact(gettext("Funded until, as the source says"), (partial_date(offer.period_until),))
    yield Fact(gettext("Deadlines, as the source says"), (offer.deadline_text,), own_words=True)
    yield Fact(gettext("State, as the source says"), (offer.status,), own_words=True)


def _sector(code: str) -> str:
    try:
        return sector_label(code, current_language())
    except ValueError:
        return code


def _deadline(deadline: Deadline, today: date) -> DeadlineLine:
    is_past = deadline.date.last < today and not deadline.recurring
    note = gettext("past") if is_past else gettext("every year again") if deadline.recurring else ""
    return DeadlineLine(partial_date(deadline.date), deadline.label, note, is_past)


def _contact(offer: Offer) -> Contact | None:
    """Whom to ask; an address that is none of the web is left out."""
    contact = contact_of(offer)
    if contact is None:
        return None
    safe = replace(contact, url=web_address(contact.url))
    return safe if safe != Contact() else None


def _source(offer: Offer) -> SourceNote:
    given = offer.source
    return SourceNote(
        document=given.document if given else "",
        quote=given.quote if given else "",
        url=web_address(given.url) if given else "",
        as_of=partial_date(offer.as_of),
        verified_on=partial_date(offer.verified_on),
        license_info=offer.license_info,
    )
