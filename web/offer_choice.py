"""Which offer a note, step or award is about: chosen by its title, kept by its id."""

from __future__ import annotations

from collections.abc import Sequence

from offers.text import normalise
from web.current import catalogue, shelf

LONGEST = 300


def offer_titles() -> Sequence[str]:
    """What the field suggests, by title."""
    places = zip(shelf().by_title.tolist(), catalogue().offers, strict=True)
    return list(dict.fromkeys(offer.title for _, offer in sorted(places, key=lambda pair: pair[0])))


def offer_title(offer_id: str) -> str:
    """The title of an offer; its id where the catalogue does not have it any more."""
    offer = catalogue().offer(offer_id)
    return offer_id if offer is None else offer.title


def chosen_offer(typed: str, *, kept: str = "") -> str | None:
    """The id of the offer with this title or id, '' for none, None if there is no such offer.

    `kept` is what was chosen before: it may have left the catalogue. Of equal titles the first.
    """
    text = typed.strip()
    if not text or text == kept:
        return text
    if catalogue().offer(text) is not None:
        return text
    wanted = normalise(text)
    if kept and normalise(offer_title(kept)) == wanted:
        return kept
    found = (offer.id for offer in catalogue().offers if normalise(offer.title) == wanted)
    return next(found, None)
