"""What an offer gives, until when, through whom and why, as texts in the page's language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from flask_babel import gettext, ngettext

from matcher.reason import Reason
from matcher.wording import sentence
from offers.schema import Deadline, Offer
from web.cards import Contact
from web.formats import amount_range, partial_date, rate
from web.language import current_language

SOON_DAYS = 30
LONGEST_ON_CARD = 400
"""Characters of a text on a card, where its licence forbids to show a part of it."""


def said(reasons: Iterable[Reason]) -> tuple[str, ...]:
    """The reasons as sentences."""
    return tuple(sentence(reason, current_language()) for reason in reasons)


def whole_on_card(offer: Offer, text: str) -> str:
    """A text of the offer for a card: never shortened; none where a licensed one is too long."""
    return "" if offer.license_info and len(text) > LONGEST_ON_CARD else text


def amount_text(offer: Offer) -> str:
    """'bis 50.000 Euro, 40 % der Kosten', else what the source says; '' if that is nothing."""
    amount = offer.amount
    if amount is None:
        return _own_words(offer)
    money = amount_range(amount.min_eur, amount.max_eur)
    share = gettext("%(rate)s of the costs", rate=rate(amount.rate_percent))
    parts = [money, share if amount.rate_percent is not None else ""]
    if amount.free_of_charge and not any(parts):
        return gettext("free of charge")
    return ", ".join(filter(None, parts)) or _own_words(offer)


def _own_words(offer: Offer) -> str:
    return ", ".join(filter(None, (offer.amount_text, offer.rate_text)))


def deadline_text(offer: Offer, today: date) -> str:
    """The next day that counts, from today on; '' where none is known."""
    upcoming = [(day, each) for each in offer.deadlines if (day := each.next_day(today))]
    if upcoming:
        day, deadline = min(upcoming, key=lambda pair: pair[0])
        return _deadline(day, deadline, today)
    if offer.valid_until is not None and offer.valid_until.last >= today:
        return gettext("ends on %(date)s", date=_until(offer.valid_until.last, today))
    return offer.deadline_text


def _deadline(day: date, deadline: Deadline, today: date) -> str:
    given = deadline.date.text if day == deadline.date.last else f"{day.year}-{day.month:02}"
    text = _until(day, today) if deadline.date.is_exact else partial_date(given)
    if deadline.recurring:
        text = gettext("%(date)s, every year again", date=text)
    return f"{text}: {deadline.label}" if deadline.label else text


def _until(day: date, today: date) -> str:
    """The date, and how many days are left where they are few."""
    left = (day - today).days
    if left > SOON_DAYS:
        return partial_date(day)
    if left == 0:
        return gettext("%(date)s (today)", date=partial_date(day))
    return ngettext(
        "%(date)s (one more day)", "%(date)s (%(num)s more days)", left, date=partial_date(day)
    )


def contact_of(offer: Offer) -> Contact | None:
    """Whom to ask: the contact, else the offer's own page, else nobody."""
    given = offer.contact
    if given is None:
        return Contact(url=offer.url) if offer.url else None
    contact = Contact(
        name=given.name, phone=given.phone, email=given.email, url=given.url or offer.url
    )
    return contact if contact != Contact() else None
