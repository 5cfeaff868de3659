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
MOST_INFORMED = 3


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


@dataclass(frozen=True, slots=True)
class Routing:
    """Who takes a request for advice, and who else is told of it, best first.

    Without a responsible one nobody is known, and nobody is told.
    """

    responsible: Organisation | None
    informed: tuple[Organisation, ...]


def route(organisations: Sequence[Organisation], site: Site, needs: Sequence[str]) -> Routing:
    """Whom a request from this site goes to: the narrowest territory, then the topics, then the id.

    Among equal territories the one that is there for most of the needs takes it, a specialist
    before who takes all topics. Told are specialists for a need, at most three with the nearest
    one for all topics, who is told only where the responsible one is not there for every need.
    """
    wanted = tuple(dict.fromkeys(needs))
    fitting = sorted(
        (each for each in organisations if _helps(each, site, wanted)),
        key=lambda each: (-_closeness(each, site), *_fit(each, wanted), each.id),
    )
    if not fitting:
        return Routing(None, ())
    first, *others = fitting
    return Routing(first, _informed(first, others, wanted))


def _fit(organisation: Organisation, needs: Sequence[str]) -> tuple[int, bool]:
    """How many needs it leaves open, and whether it is there for everything; less is better."""
    return len(_left_open(organisation, needs)), not organisation.topics


def _left_open(organisation: Organisation, needs: Sequence[str]) -> set[str]:
    return set(needs) - set(organisation.topics) if organisation.topics else set()


def _informed(
    first: Organisation, others: Sequence[Organisation], needs: Sequence[str]
) -> tuple[Organisation, ...]:
    specialists = [each for each in others if each.topics]
    everything = [each for each in others if not each.topics]
    told = everything[:1] if _left_open(first, needs) else []
    chosen = [*told, *specialists][:MOST_INFORMED]
    return tuple(each for each in others if each in chosen)


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
