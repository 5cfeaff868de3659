"""What a catalogue holds, counted: by kind, need, region and age of its facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from offers.schema import Offer
from offers.taxonomy.regions import region, resolve_territory

NOT_KNOWN = "not known"
AGES = ((182, "under 6 months"), (365, "6 to 12 months"), (730, "1 to 2 years"))
OLDER = "over 2 years"


@dataclass(frozen=True, slots=True)
class Count:
    """How many offers carry a word; an offer counts once for each of its words."""

    word: str
    offers: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts of a catalogue, the most frequent first, ties by word; ages from young to old."""

    offers: int
    kinds: tuple[Count, ...]
    needs: tuple[Count, ...]
    regions: tuple[Count, ...]
    ages: tuple[Count, ...]


def count(offers: Sequence[Offer], *, today: date) -> Statistics:
    """The counts of these offers; `today` dates the age of `as_of`."""
    ages = Counter(_age(offer, today) for offer in offers)
    order = [*(label for _, label in AGES), OLDER, NOT_KNOWN]
    return Statistics(
        offers=len(offers),
        kinds=_counts((str(kind) for kind in offer.kinds) for offer in offers),
        needs=_counts(offer.needs for offer in offers),
        regions=_counts(_regions(offer) for offer in offers),
        ages=tuple(Count(label, ages[label]) for label in order if ages[label]),
    )


def _counts(words_of_offers: Iterable[Iterable[str]]) -> tuple[Count, ...]:
    counter = Counter[str]()
    for words in words_of_offers:
        counter.update(set(words) or {NOT_KNOWN})
    return tuple(Count(*pair) for pair in sorted(counter.items(), key=lambda p: (-p[1], p[0])))


def _regions(offer: Offer) -> Iterator[str]:
    territory = resolve_territory(offer.territory)
    yield from (region(code).name for code in territory.codes)
    yield from territory.unresolved


def _age(offer: Offer, today: date) -> str:
    """Days since the first day that `as_of` may mean."""
    if offer.as_of is None:
        return NOT_KNOWN
    days = (today - offer.as_of.first).days
    return next((label for limit, label in AGES if days <= limit), OLDER)
