"""The page of a firm's data: what the template shows, made from `OwnData`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext

from matcher.catalogue import Catalogue
from web.consents import Purpose, text_of
from web.formats import moment, partial_date
from web.language import current_language
from web.news_words import timing_in_words
from web.opinion_words import opinion_label
from web.organisation_facts import topic_names
from web.pages.own_data import answers, noted, words
from web.pages.own_data.blueprint import day
from web.use_cases.digests.kinds import Audience
from web.use_cases.files.framing import FilePart
from web.use_cases.firms.own_data import GivenConsent, GivenOpinion, OwnData, WrittenMail
from web.use_cases.firms.own_files import GivenContact, GivenFile, GivenRequest
from web.use_cases.firms.own_news import GivenNews


@dataclass(frozen=True, slots=True)
class NamedOffer:
    """An offer that was marked or judged: its title in its language, and what was said of it."""

    title: str
    language: str
    href: str
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownConsent:
    """A consent with the words that were agreed to; `withdrawn` is '' while it stands."""

    id: int
    purpose: str
    is_advice: bool
    text: str
    language: str
    version: str
    given: str
    withdrawn: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownNews:
    """News by e-mail; `confirmed`, `ended`, `last` (day of the last mail) are empty for none."""

    when: str
    has_reminders: bool
    since: str
    confirmed: str
    ended: str
    messages: int
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownAsk:
    """A request: its day, who got it ('': nobody yet), topics, message, contact data in it."""

    day: str
    told: str
    topics: str
    message: str
    contact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFile:
    """A file at an organisation ('' while none is responsible), in words.

    `happened`: day and deed; `steps`: title and what is agreed; `notes` counts those of advisors.
    """

    organisation: str
    is_informed: bool
    state: str
    contact: str
    appointment: str
    happened: Sequence[tuple[str, str]]
    steps: Sequence[tuple[str, str]]
    applications: Sequence[NamedOffer]
    aid: Sequence[str]
    given_out: Sequence[str]
    notes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DataPage:
    """Everything on the page; texts are in its language, tuples may be empty."""

    token: str
    begun: str
    changed: str
    kept_until: str
    is_finished: bool
    rows: Sequence[answers.Row]
    skipped: Sequence[str]
    remembered: Sequence[NamedOffer]
    hidden: Sequence[NamedOffer]
    opinions: Sequence[NamedOffer]
    email: str
    entered: str
    confirmed: str
    can_get_link: bool
    consents: Sequence[ShownConsent]
    mails: Sequence[tuple[str, str, str, str]]
    news: ShownNews | None
    asked: Sequence[ShownAsk]
    files: Sequence[ShownFile]
    advised: Sequence[NamedOffer]
    keys: Sequence[str]
    open_links: int


def data_page(found: OwnData, token: str, catalogue: Catalogue) -> DataPage:
    """The page for who holds the token."""
    stored, address = found.answers, found.address
    return DataPage(
        token=token,
        begun=day(found.begun_utc),
        changed=day(found.changed_utc),
        kept_until=day(stored.expires_utc),
        is_finished=stored.is_finished,
        rows=answers.rows(stored, token),
        skipped=answers.skipped(stored),
        remembered=[_offer(each, token, catalogue) for each in stored.remembered],
        hidden=[_offer(each, token, catalogue) for each in stored.dismissed],
        opinions=[_opinion(each, token, catalogue) for each in found.opinions],
        email=address.email if address else "",
        entered=day(address.entered_utc) if address else "",
        confirmed=day(address.confirmed_utc) if address else "",
        can_get_link=_can_get_link(found),
        consents=[_consent(each) for each in found.consents],
        mails=[_mail(each) for each in found.mails],
        news=_news(found.news) if found.news else None,
        asked=[_asked(each) for each in found.advice.requests],
        files=[_file(each, token, catalogue) for each in found.advice.files],
        advised=[_advised(each, token, catalogue) for each in found.advised],
        keys=[day(moment) for moment in found.keys],
        open_links=found.open_links,
    )


def _can_get_link(found: OwnData) -> bool:
    """Whether it agreed to links to its answers by mail; an address can be for news alone."""
    return any(
        each.purpose == Purpose.SIGN_IN_LINK and each.withdrawn_utc is None
        for each in found.consents
    )


def _offer(offer_id: str, token: str, catalogue: Catalogue, said: str = "") -> NamedOffer:
    """An offer that has left the catalogue has no page, and only its id for a name."""
    offer = catalogue.offer(offer_id)
    if offer is None:
        return NamedOffer(offer_id, "", "", said)
    href = url_for("result.offer", token=token, offer_id=offer_id)
    return NamedOffer(offer.title, offer.language, href, said)


def _opinion(given: GivenOpinion, token: str, catalogue: Catalogue) -> NamedOffer:
    said = f"{words.said(words.OPINIONS, given.opinion)} ({day(given.judged_utc)})"
    return _offer(given.offer_id, token, catalogue, said)


def _advised(given: GivenOpinion, token: str, catalogue: Catalogue) -> NamedOffer:
    said = gettext(
        "%(opinion)s (advice, %(date)s)",
        opinion=opinion_label(given.opinion),
        date=day(given.judged_utc),
    )
    return _offer(given.offer_id, token, catalogue, said)


def _consent(given: GivenConsent) -> ShownConsent:
    text = text_of(given.purpose, given.text_version)
    return ShownConsent(
        id=given.id,
        purpose=words.said(words.PURPOSES, given.purpose),
        is_advice=given.purpose == Purpose.ADVICE,
        text=text.words.get(given.language) if text else "",
        language=given.language,
        version=given.text_version,
        given=day(given.given_utc),
        withdrawn=day(given.withdrawn_utc),
    )


def _news(given: GivenNews) -> ShownNews:
    return ShownNews(
        when=timing_in_words(Audience.FIRM, given.rhythm, given.weekday),
        has_reminders=given.has_reminders,
        since=day(given.since_utc),
        confirmed=day(given.confirmed_utc),
        ended=day(given.ended_utc),
        messages=given.messages,
        last=partial_date(given.last_day),
    )


def _mail(mail: WrittenMail) -> tuple[str, str, str, str]:
    """When it was written, what for, to whom, what became of it."""
    return (
        day(mail.written_utc),
        words.said(words.MAILS, mail.purpose),
        mail.recipient,
        words.said(words.STATES, mail.state),
    )


def _asked(asked: GivenRequest) -> ShownAsk:
    return ShownAsk(
        day=day(asked.asked_utc),
        told=", ".join(asked.told),
        topics="; ".join(topic_names(asked.topics, current_language())),
        message=asked.message,
        contact=_contact(asked.contact),
    )


def _file(file: GivenFile, token: str, catalogue: Catalogue) -> ShownFile:
    return ShownFile(
        organisation=file.organisation,
        is_informed=file.part is FilePart.INFORMED,
        state=words.said(words.FILE_STATES, file.state),
        contact=_contact(file.contact),
        appointment=moment(file.appointment_utc) if file.appointment_utc else "",
        happened=[
            (day(each.happened_utc), words.said(words.EVENTS, each.kind)) for each in file.timeline
        ],
        steps=[(step.title, noted.standing(step)) for step in file.steps],
        applications=[
            _offer(each.offer_id, token, catalogue, noted.application(each))
            for each in file.applications
        ],
        aid=[noted.aid(each) for each in file.aid],
        given_out=[noted.given_out(each) for each in file.given_out],
        notes=noted.notes(file.notes),
    )


def _contact(contact: GivenContact) -> str:
    """Name, person, address, telephone, times, as far as they are known."""
    parts = (contact.name, contact.contact_name, contact.email, contact.phone, contact.times)
    return ", ".join(filter(None, parts))
