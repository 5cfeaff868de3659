"""The whole catalogue as it stands; what was read before is read again only where it changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from models.offer import OfferVersion, StoredOffer
from offers.schema import Offer
from offers.store.contents import readable
from offers.store.snapshot import catalogue_version, checked_days, verified

AT_ONCE = 500
"""So many offers are asked for by their ids in one go; of more changes all are read."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """What a version of an offer says."""

    number: int
    offer: Offer


@dataclass(frozen=True, slots=True)
class Loaded:
    """The catalogue of one moment by id: its version, its offers, and what their versions say.

    `unreadable` are offers whose version the format of today does not allow: they are left out.
    """

    version: int
    offers: tuple[Offer, ...]
    contents: Mapping[str, Numbered]
    unreadable: tuple[str, ...] = ()


def load_snapshot(session: Session) -> tuple[int, tuple[Offer, ...]]:
    """The catalogue's version and its offers by id, as of one moment of the transaction.

    Archived offers are not in it. `verified_on` is the later of what the content says and the day
    on which a person last found this version to be right.
    """
    loaded = load_anew(session, {})
    return loaded.version, loaded.offers


def load_anew(session: Session, known: Mapping[str, Numbered]) -> Loaded:
    """The same, with offers of which `known` holds the current version taken from there."""
    version, checked = catalogue_version(session), checked_days(session)
    numbers = _numbers(session)
    changed = sorted(
        each for each, at in numbers.items() if each not in known or known[each].number != at
    )
    read = {
        offer_id: Numbered(number, offer)
        for offer_id, number, content in _contents(session, changed)
        if (offer := readable(content)) is not None
    }
    unreadable = tuple(each for each in changed if each not in read)
    there = sorted(numbers.keys() - set(unreadable))
    contents = {offer_id: read.get(offer_id) or known[offer_id] for offer_id in there}
    offers = tuple(verified(each.offer, checked) for each in contents.values())
    return Loaded(version, offers, contents, unreadable)


def _numbers(session: Session) -> dict[str, int]:
    """The current version of every offer that is not archived."""
    there = select(StoredOffer.id, StoredOffer.current_version)
    return dict(session.exec(there.where(col(StoredOffer.archived_utc).is_(None))).all())


def _contents(
    session: Session, wanted: Sequence[str]
) -> Iterator[tuple[str, int, Mapping[str, Any]]]:
    """Id, number and content of the current versions of these offers."""
    contents = (
        select(OfferVersion.offer_id, OfferVersion.number, OfferVersion.content)
        .join(StoredOffer, col(StoredOffer.id) == col(OfferVersion.offer_id))
        .where(
            col(OfferVersion.number) == col(StoredOffer.current_version),
            col(StoredOffer.archived_utc).is_(None),
        )
    )
    if len(wanted) > AT_ONCE:
        among = frozenset(wanted)
        yield from (row for row in session.exec(contents) if row[0] in among)
    elif wanted:
        yield from session.exec(contents.where(col(OfferVersion.offer_id).in_(wanted)))
