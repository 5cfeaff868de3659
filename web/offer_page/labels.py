"""Short words on offers that both the list and the single page say."""

from __future__ import annotations

from flask_babel import gettext

from matcher.wording import audience_label
from matcher.wording.languages import language_of
from matcher.wording.values import place
from offers.schema import AudienceWord, Offer
from web.formats import listing
from web.language import current_language
from web.use_cases.catalogue.standing import Availability, is_never_for_firms

BADGES = {
    Availability.OPEN: "success",
    Availability.NOT_OPEN_YET: "warning",
    Availability.ARCHIVE_ONLY: "info",
    Availability.ENDED: "danger",
}
ANY_FIRM = frozenset({AudienceWord.COMPANY, AudienceWord.FOUNDER, AudienceWord.FREELANCER})


def availability_label(availability: Availability) -> str:
    """Whether one can apply: 'offen'."""
    labels = {
        Availability.OPEN: gettext("open"),
        Availability.NOT_OPEN_YET: gettext("not open yet"),
        Availability.ARCHIVE_ONLY: gettext("archive, only to read"),
        Availability.ENDED: gettext("ended"),
    }
    return labels[availability]


def audience_text(offer: Offer) -> str:
    """Who may use it: 'Unternehmen und Städte und Gemeinden'; '' where nothing is said."""
    language = current_language()
    return listing(audience_label(word, language) for word in offer.audience)


def audience_note(offer: Offer) -> str:
    """A warning that an offer is not for firms in general; '' if it is."""
    words = frozenset(offer.audience)
    if not words or not words.isdisjoint(ANY_FIRM):
        return ""
    if is_never_for_firms(offer):
        return gettext("Not for companies. For: %(groups)s.", groups=audience_text(offer))
    return gettext("Only for: %(groups)s.", groups=audience_text(offer))


def web_address(url: str) -> str:
    """The address if a browser may be led there, else ''."""
    return url if url.lower().startswith(("https://", "http://")) else ""


def territory_names(offer: Offer, language: str) -> tuple[str, ...]:
    """Where it holds, as names in a language; a code that nobody knows stays as it is."""
    return tuple(place(name, language_of(language)) for name in offer.territory)
