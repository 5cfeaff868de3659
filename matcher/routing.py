"""Routing: which organisation is responsible for a company's place and topics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from offers.organisations import Organisation
from offers.taxonomy.regions import (
    Site,
    district_of,
    lies_in,
    municipality_of,
    resolve_territory,
    specificity,
)

MOST_OTHERS = 2


@dataclass(frozen=True, slots=True)
class Responsible:
    """Whom to ask: one organisation first, then others that may help.

    `town` and `district` are the names to ask by ('Witten', 'Ennepe-Ruhr-Kreis') where no
    organisation is known that is there for everything; '' if the site does not tell.
    """

    organisation: Organisation | None
    others: tuple[Organisation, ...]
    town: str
    district: str

    @property
    def has_generalist(self) -> bool:
        """Whether one of them is there for all topics."""
        known = (*filter(None, (self.organisation,)), *self.others)
        return any(not organisation.topics for organisation in known)


def responsible(
    organisations: Sequence[Organisation], site: Site, needs: Sequence[str]
) -> Responsible:
    """The organisation for a site: the narrowest territory first, then the closest topic.

    Only those count whose territory surely holds the site and that are there for one of the
    needs or for everything. Equal ones follow by id, whatever their order.
    """
    fitting = sorted(
        (each for each in organisations if _helps(each, site, needs)),
        key=lambda each: (-_closeness(each, site), _topic_distance(each, needs), each.id),
    )
    town, district = municipality_of(site), district_of(site)
    return Responsible(
        organisation=fitting[0] if fitting else None,
        others=tuple(fitting[1 : 1 + MOST_OTHERS]),
        town=town.name if town else "",
        district=district.name if district else "",
    )


def _helps(organisation: Organisation, site: Site, needs: Sequence[str]) -> bool:
    is_topic = not organisation.topics or not set(organisation.topics).isdisjoint(needs)
    return is_topic and lies_in(site, resolve_territory(organisation.territories)) is True


def _closeness(organisation: Organisation, site: Site) -> int:
    return specificity(resolve_territory(organisation.territories), site)


def _topic_distance(organisation: Organisation, needs: Sequence[str]) -> int:
    """Position of the first need that is its topic; after all needs for one that takes all."""
    positions = [place for place, need in enumerate(needs) if need in organisation.topics]
    return min(positions, default=len(needs))
