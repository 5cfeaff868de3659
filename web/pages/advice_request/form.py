"""The form of a request for advice: what was typed, and an error for each bad field."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from offers.taxonomy.needs import NEED_KEYS
from web.mail.to_firms import address_of
from web.typed_texts import one_line
from web.use_cases.files.rows import Contact
from web.use_cases.requests.looking import Asking

FIRM, PERSON, EMAIL, PHONE, WAY, TIMES, TOPICS, MESSAGE, CONSENT, SEEN = (
    "firma",
    "ansprechperson",
    "email",
    "telefon",
    "weg",
    "zeiten",
    "themen",
    "nachricht",
    "einwilligung",
    "empfaenger",
)
WAYS: Mapping[str, str] = {
    "telefon": "phone",
    "video": "video",
    "besuch": "visit",
    "schriftlich": "writing",
}
YES = "ja"
LONGEST_NAME, LONGEST_PHONE, LONGEST_TIMES, LONGEST_MESSAGE = 200, 100, 500, 2000
FEWEST_DIGITS = 5
_LONGEST_EMAIL, _LONGEST_SEEN = 320, 2000
_ORDER = (FIRM, PERSON, EMAIL, PHONE, WAY, TIMES, MESSAGE, CONSENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestForm:
    """Fields as the page shows them. `address` is what can be stored of `email`, if anything.

    `seen` is who would have got the request when the page was made.
    """

    firm: str = ""
    person: str = ""
    email: str = ""
    address: str = ""
    phone: str = ""
    way: str = ""
    times: str = ""
    topics: tuple[str, ...] = ()
    message: str = ""
    consent: tuple[str, ...] = ()
    seen: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def summary(self) -> tuple[tuple[str, str], ...]:
        """The errors in the order of the fields."""
        return tuple((name, self.errors[name]) for name in _ORDER if name in self.errors)

    @property
    def contact(self) -> Contact:
        """How the firm is reached; of a form without errors."""
        return Contact(
            name=self.firm,
            contact_name=self.person,
            email=self.address,
            phone=self.phone,
            preferred_way=WAYS[self.way],
            times=self.times,
        )


def empty_form(asking: Asking) -> RequestForm:
    """The form as it opens: what the firm said last, and the topics of its answers."""
    known = asking.known
    names = {code: name for name, code in WAYS.items()}
    return RequestForm(
        firm=known.name,
        person=known.contact_name,
        email=known.email,
        phone=known.phone,
        way=names.get(known.preferred_way, ""),
        times=known.times,
        topics=asking.needs,
    )


def read(sent: MultiDict[str, str]) -> RequestForm:
    """What was sent; topics and ways that nobody knows count as not chosen."""
    chosen = set(sent.getlist(TOPICS))
    typed = one_line(sent.get(EMAIL, ""))
    values = {
        "firm": one_line(sent.get(FIRM, "")),
        "person": one_line(sent.get(PERSON, "")),
        "phone": one_line(sent.get(PHONE, "")),
        "times": one_line(sent.get(TIMES, "")),
        "message": paragraphs(sent.get(MESSAGE, "")),
    }
    way = sent.get(WAY, "")
    address = address_of(typed) or ""
    consent = (YES,) if sent.get(CONSENT) == YES else ()
    return RequestForm(
        **values,
        email=typed[:_LONGEST_EMAIL],
        address=address,
        way=way if way in WAYS else "",
        topics=tuple(key for key in NEED_KEYS if key in chosen),
        consent=consent,
        seen=sent.get(SEEN, "")[:_LONGEST_SEEN],
        errors={
            **_lengths(values),
            **_reach(typed, address, values["phone"], way),
            **({} if consent else {CONSENT: _no_consent()}),
        },
    )


def paragraphs(text: str) -> str:
    """A text of several lines without anything in it that no database or page can take."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = (c for c in composed if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"})
    return "".join(kept).strip()


def _lengths(values: Mapping[str, str]) -> dict[str, str]:
    errors = {}
    if not values["firm"]:
        errors[FIRM] = gettext("Please enter the name of the company.")
    if not values["person"]:
        errors[PERSON] = gettext("Please enter whom to ask for.")
    limits = (
        (FIRM, "firm", LONGEST_NAME),
        (PERSON, "person", LONGEST_NAME),
        (PHONE, "phone", LONGEST_PHONE),
        (TIMES, "times", LONGEST_TIMES),
        (MESSAGE, "message", LONGEST_MESSAGE),
    )
    for name, key, most in limits:
        if len(values[key]) > most:
            errors[name] = gettext("Please write at most %(most)s characters here.", most=most)
    return errors


def _reach(typed: str, address: str, phone: str, way: str) -> dict[str, str]:
    """What keeps the firm from being reached in the way that it wants."""
    errors = {}
    if typed and not address:
        errors[EMAIL] = gettext("Please check the e-mail address. Example: name@company.de")
    if phone and sum(character.isdigit() for character in phone) < FEWEST_DIGITS:
        errors[PHONE] = gettext("Please check the telephone number. Example: 02302 1234567")
    if way not in WAYS:
        errors[WAY] = gettext("Please choose how you want to be reached.")
    elif way == "telefon" and not phone:
        errors[PHONE] = gettext("Please enter a telephone number, so that somebody can call you.")
    elif way in ("schriftlich", "video") and not typed:
        errors[EMAIL] = gettext("Please enter an e-mail address, so that somebody can write.")
    elif not typed and not phone:
        errors[EMAIL] = gettext("Please enter an e-mail address or a telephone number.")
    return errors


def _no_consent() -> str:
    return gettext("Please tick the box if we are to pass your request on.")
