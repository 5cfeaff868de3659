"""What parts two offers, in bits and words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from offers.overlaps import weights
from offers.overlaps.described import UNKNOWN
from offers.overlaps.likeness import shared, weight
from offers.overlaps.pairs import Code
from offers.overlaps.titles import Title, Words
from offers.overlaps.two import Findings, Two, told
from offers.schema import Offer

LATER_PART, FIRST = "teil", "1"
_ONE_MARKET = frozenset({"EU", "DE"})
"""A programme of the EU is often described as one for Germany."""


def apart(two: Two) -> Findings:
    """What speaks against the pair: part, number, amount, territory, audience, kind, edition."""
    yield from _part(two)
    yield from _number(two)
    yield from _amount(two)
    yield from _territory(two)
    yield from _audience(two)
    yield from _kind(two)
    yield from _edition(two)


def _part(two: Two) -> Findings:
    """Numbered parts that differ, or what stands behind the dash of the titles."""
    first, second = two.titles
    if kind := _differing_part(first, second):
        one, other = (f"{kind} {title.parts.get(kind, FIRST)}" for title in two.titles)
        yield told(weights.OTHER_PART, Code.OTHER_PART, first=one, second=other)
    elif first.tail and second.tail:
        yield from _tails(two)
    else:
        yield from _longer_title(two)


def _differing_part(first: Title, second: Title) -> str:
    """The kind of part by which both differ, the first by alphabet; '' for none."""
    both = first.parts.keys() & second.parts.keys()
    differing = (kind for kind in both if first.parts[kind] != second.parts[kind])
    is_later = (LATER_PART in first.parts) != (LATER_PART in second.parts)
    return min(differing, default=LATER_PART if is_later else "")


def _tails(two: Two) -> Findings:
    """What follows the dash of both titles; alike, what stands in their brackets.

    The same words never part: they may only weigh less for the one whose provider they name.
    """
    first, second = two.titles
    bits = _bits_of_tails(first.tail, second.tail, two)
    if bits == 0 and first.aside and second.aside:
        bits = max(_bits_of_tails(first.aside, second.aside, two), weights.TAIL[1])
    if bits < 0 and first.tail_text != second.tail_text:
        yield told(bits, Code.OTHER_PART, first=first.tail_text, second=second.tail_text)


def _bits_of_tails(one: Words, other: Words, two: Two) -> float:
    alike = shared(one, other, two.described.rarity)
    return weights.TAIL[bisect_right(weights.TAIL_FROM, alike)]


def _longer_title(two: Two) -> Findings:
    first, second = two.titles
    for number, (longer, other) in enumerate(((first, second), (second, first))):
        if _more(longer, other, two) >= weights.SAYS_MORE_FROM:
            yield told(
                weights.SAYS_MORE,
                Code.ONE_TITLE_SAYS_MORE,
                offer=two.offers[number].id,
                words=longer.tail_text,
            )


def _more(longer: Title, other: Title, two: Two) -> float:
    """The weight of the tail's words that the other title lacks."""
    left = {word: share for word, share in longer.tail.items() if word not in other.words}
    return weight(left, two.described.rarity)


def _number(two: Two) -> Findings:
    first, second = (title.numbers for title in two.titles)
    if first and second and first.isdisjoint(second):
        yield told(
            weights.OTHER_NUMBER,
            Code.OTHER_NUMBER,
            first=_listed(sorted(first)),
            second=_listed(sorted(second)),
        )


def _amount(two: Two) -> Findings:
    first, second = two.amounts
    if first != second and UNKNOWN not in (first, second):
        yield told(weights.OTHER_AMOUNT, Code.OTHER_AMOUNT, first=first, second=second)


def _territory(two: Two) -> Findings:
    """One territory within the other: a programme and its regional version or contact."""
    first, second = (place.codes for place in two.places)
    if first and second and first != second and not first | second <= _ONE_MARKET:
        one, other = (_listed(offer.territory) for offer in two.offers)
        yield told(weights.OTHER_TERRITORY, Code.OTHER_TERRITORY, first=one, second=other)


def _audience(two: Two) -> Findings:
    first, second = (offer.audience for offer in two.offers)
    if first and second and set(first).isdisjoint(second):
        yield told(
            weights.OTHER_AUDIENCE,
            Code.OTHER_AUDIENCE,
            first=_listed(first),
            second=_listed(second),
        )


def _kind(two: Two) -> Findings:
    """Told only: sources differ much in what they call a grant or advice."""
    first, second = (offer.kinds for offer in two.offers)
    if first and second and set(first).isdisjoint(second):
        yield told(0.0, Code.OTHER_KIND, first=_listed(first), second=_listed(second))


def _edition(two: Two) -> Findings:
    """Other years in the titles, or one offer over before the other begins."""
    first, second = (title.years for title in two.titles)
    years: tuple[int, int] | None = None
    if first and second:
        years = (min(first), min(second)) if first.isdisjoint(second) else None
    else:
        years = _years_of_terms(*two.offers)
    if years:
        yield told(weights.OTHER_EDITION, Code.OTHER_EDITION, first=years[0], second=years[1])


def _years_of_terms(one: Offer, other: Offer) -> tuple[int, int] | None:
    """The years that part them, if one is over before the other begins."""
    if one.valid_until and other.valid_from and one.valid_until.last < other.valid_from.first:
        return one.valid_until.last.year, other.valid_from.first.year
    if other.valid_until and one.valid_from and other.valid_until.last < one.valid_from.first:
        return one.valid_from.first.year, other.valid_until.last.year
    return None


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)
