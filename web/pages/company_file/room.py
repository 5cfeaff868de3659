"""What is left under the ceiling for de minimis aid, beside an offer that is such aid."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext

from matcher.de_minimis import Headroom
from offers.schema import Offer
from web.formats import money


@dataclass(frozen=True, slots=True)
class Room:
    """A sentence; `is_short` where the offer can give more than is left."""

    text: str
    is_short: bool


def room_of(offer: Offer, headroom: Headroom | None) -> Room | None:
    """The room for this offer; None where it is no such aid, or nothing is known of it."""
    amount = offer.amount
    if headroom is None or amount is None or not amount.de_minimis:
        return None
    free, most = headroom.free_eur, amount.max_eur
    if free == 0:
        return Room(gettext("De minimis aid: nothing is left under the ceiling."), True)
    if most is not None and most > free:
        words = gettext("De minimis aid: only %(free)s are left.", free=money(free))
        return Room(words, True)
    return Room(gettext("De minimis aid: %(free)s are left.", free=money(free)), False)
