"""What the ledger shows: awards and the room under each ceiling, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext

from matcher.de_minimis import (
    COUNTS_TOWARDS,
    Ceiling,
    Headroom,
    Return,
    counts,
    counts_until,
    headrooms,
)
from web.formats import money, partial_date
from web.offer_choice import offer_title
from web.regulation_words import ceiling_label, short_label
from web.use_cases.files.aid import Award

_RETURNS_SHOWN = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardView:
    """One line of the ledger; `counting` says until when it counts, or that it does not."""

    public_id: str
    granted: str
    amount: str
    regulation: str
    granted_by: str
    recipient: str
    offer_id: str
    offer_title: str
    counting: str
    is_counting: bool

    @property
    def standing(self) -> str:
        """All that was granted, in one line."""
        to = gettext("to %(name)s", name=self.recipient) if self.recipient else ""
        parts = (self.amount, self.granted, self.regulation, self.granted_by, to, self.offer_title)
        return ", ".join(filter(None, parts))


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomView:
    """The room under one ceiling; `excess` is '' where the sum is not above it."""

    title: str
    used: str
    ceiling: str
    free: str
    excess: str
    share: int
    returns: tuple[str, ...]


def room_views(awards: Sequence[Award], today: date) -> tuple[RoomView, ...]:
    """The general ceiling always, the other one where there is such aid in the ledger."""
    noted = {COUNTS_TOWARDS[each.grant.regulation] for each in awards} | {Ceiling.GENERAL}
    rooms = headrooms([each.counted for each in awards], today)
    return tuple(_room(ceiling, rooms[ceiling]) for ceiling in Ceiling if ceiling in noted)


def award_view(award: Award, today: date) -> AwardView:
    """One award."""
    grant = award.grant
    return AwardView(
        public_id=award.public_id,
        granted=partial_date(grant.granted_on),
        amount=money(grant.amount_eur),
        regulation=short_label(grant.regulation),
        granted_by=grant.granted_by,
        recipient=grant.recipient,
        offer_id=grant.offer_id,
        offer_title=offer_title(grant.offer_id) if grant.offer_id else "",
        counting=_counting(award, today),
        is_counting=counts(award.counted, today),
    )


def _counting(award: Award, today: date) -> str:
    if award.grant.granted_on > today:
        return gettext("not granted yet")
    last = partial_date(counts_until(award.grant.granted_on))
    if counts(award.counted, today):
        return gettext("counts until %(day)s", day=last)
    return gettext("counted until %(day)s", day=last)


def _room(ceiling: Ceiling, room: Headroom) -> RoomView:
    return RoomView(
        title=ceiling_label(ceiling),
        used=money(room.used_eur),
        ceiling=money(room.ceiling_eur),
        free=money(room.free_eur),
        excess=money(room.excess_eur) if room.excess_eur else "",
        share=min(100, round(100 * room.used_eur / room.ceiling_eur)),
        returns=tuple(_return(each) for each in room.returns[:_RETURNS_SHOWN]),
    )


def _return(back: Return) -> str:
    return gettext(
        "From %(day)s: %(gained)s more, then %(free)s free",
        day=partial_date(back.day),
        gained=money(back.gained_eur),
        free=money(back.free_eur),
    )
