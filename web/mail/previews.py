"""Previews: the next mail of a subscriber as it would be written now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from web.current import catalogue, now, scorer, services
from web.letters import Letter
from web.mail.digests import write
from web.use_cases.digests import previewing
from web.use_cases.digests.links import key_of
from web.use_cases.digests.loading import Loaded, Loading
from web.use_cases.digests.surroundings import Surroundings


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """`letter` is the next mail, or where there is nothing to say a list as it is today (`is_next`
    tells which), None if there is neither. `day`: of the next digest, None for reminders only.
    """

    letter: Letter | None
    is_next: bool
    day: date | None


def loading() -> Loading:
    """What reading subscriptions takes, by the settings."""
    held = services()
    return Loading(
        key=key_of(held.settings.secret_key.get_secret_value()),
        home=tuple(held.settings.home_territory),
        now=now(),
    )


def around() -> Surroundings:
    """The catalogue and the ranking of this request."""
    return Surroundings(engine=services().engine, catalogue=catalogue(), scorer=scorer(), now=now())


def preview_of(loaded: Loaded) -> Preview:
    """The preview for one subscription; NoPublicAddressError if no link can be made."""
    at_hand = around()
    found = previewing.next_mail(loaded, at_hand)
    shown = found or previewing.best_of_today(loaded, at_hand)
    return Preview(
        letter=write(shown) if shown else None,
        is_next=found is not None,
        day=previewing.goes_out(loaded, at_hand.now),
    )
