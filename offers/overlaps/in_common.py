"""What two offers have in common, in bits and words."""

from __future__ import annotations

from rapidfuzz import fuzz

from offers.overlaps import weights
from offers.overlaps.described import UNKNOWN
from offers.overlaps.pairs import Code
from offers.overlaps.two import Findings, Two, told

SAME_TITLE = weights.TITLE_FROM[-1]
LIKE_TITLE = weights.TITLE_FROM[1]
LIKE_TEXT = weights.TEXT_FROM[1]
SAME_PROVIDER = 90.0
"""Likeness of two names of providers; a name that holds all words of the other has 100."""


def in_common(two: Two) -> Findings:
    """What speaks for the pair: title, text, page, provider, product number, amount."""
    yield from _title_and_text(two)
    yield from _page(two)
    yield from _provider(two)
    yield from _number(two)
    yield from _amount(two)


def _title_and_text(two: Two) -> Findings:
    if two.title_likeness >= LIKE_TITLE:
        alike = _title_likeness(two)
        code = Code.SAME_TITLE if alike >= SAME_TITLE else Code.LIKE_TITLE
        yield told(0.0, code, percent=round(100 * alike))
    if two.text_likeness >= LIKE_TEXT:
        yield told(0.0, Code.LIKE_TEXT, percent=round(100 * two.text_likeness))


def _title_likeness(two: Two) -> float:
    """As told: words of a provider weigh less, yet two titles that read alike are alike."""
    first, second = (offer.title.casefold() for offer in two.offers)
    return 1.0 if first == second else two.title_likeness


def _page(two: Two) -> Findings:
    first, second = (int(two.described.pages[row]) for row in two.rows)
    if first == second != UNKNOWN:
        uses = int(two.described.page_uses[two.rows[0]])
        code = Code.SAME_PAGE if uses <= weights.FEW else Code.SHARED_PAGE
        yield told(0.0, code, url=two.offers[0].url, offers=uses)


def _provider(two: Two) -> Findings:
    """Told only: one house sells many things, and one thing is described by many houses."""
    first, second = (two.described.providers[row] for row in two.rows)
    if fuzz.token_set_ratio(first, second) >= SAME_PROVIDER:
        yield told(0.0, Code.SAME_PROVIDER, provider=two.offers[0].provider)


def _number(two: Two) -> Findings:
    first, second = two.titles
    if both := first.numbers & second.numbers:
        yield told(weights.SAME_NUMBER, Code.SAME_NUMBER, number=", ".join(sorted(both)))


def _amount(two: Two) -> Findings:
    first, second = two.amounts
    if first == second != UNKNOWN:
        yield told(weights.SAME_AMOUNT, Code.SAME_AMOUNT, eur=first)
