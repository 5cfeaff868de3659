"""Two versions of an offer compared, fact by fact."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import attrgetter

from offers.differences.change import CODES, Change
from offers.differences.conditions import condition_changes
from offers.differences.deadlines import deadline_changes
from offers.differences.reach import audience_changes, territory_changes
from offers.schema import Amount, Offer, dump_offer

Limits = tuple[int | None, int | None]
TERMS = (
    "deadline_text",
    "amount_text",
    "rate_text",
    "audience_text",
    "requires",
    "status",
    "funding",
)
"""Texts of the source that say who gets what until when."""
TEXTS = ("title", "summary", "description", "topic_text", "sector_text", "kind_text")
_UNTOLD = ("url", "contact", "source")
"""Fields of which only the fact is told that they changed: people, addresses, quotes."""
_NO_AMOUNT = Amount()
_RANKS = {code: rank for rank, code in enumerate(CODES)}


def _amount(offer: Offer) -> Amount:
    return offer.amount or _NO_AMOUNT


def _limits(low: int | None, high: int | None) -> Limits | None:
    return None if low is None and high is None else (low, high)


_FACTS: tuple[tuple[str, Callable[[Offer], object]], ...] = (
    ("state", attrgetter("state")),
    ("valid_from", attrgetter("valid_from")),
    ("valid_until", attrgetter("valid_until")),
    ("period_until", attrgetter("period_until")),
    ("amount", lambda offer: _limits(_amount(offer).min_eur, _amount(offer).max_eur)),
    ("rate", lambda offer: _amount(offer).rate_percent),
    ("de_minimis", lambda offer: _amount(offer).de_minimis),
    ("free_of_charge", lambda offer: _amount(offer).free_of_charge),
    ("before_start", attrgetter("before_start")),
    ("employees", lambda offer: _limits(offer.min_employees, offer.max_employees)),
    ("turnover", attrgetter("max_turnover_eur")),
    ("provider", attrgetter("provider")),
    ("stage", attrgetter("stage")),
    ("language", attrgetter("language")),
    ("as_of", attrgetter("as_of")),
    ("verified_on", attrgetter("verified_on")),
    ("review_by", attrgetter("review_by")),
)


def differences(before: Offer | None, after: Offer) -> tuple[Change, ...]:
    """What changed, the most important first; empty exactly for equal contents.

    Without `before` the offer is new. Texts of a source are never quoted: a licence may forbid to
    show a part of them, so only the names of their fields are told (`fields`).
    """
    if before is None:
        return (Change("offer.new"),)
    found = (*_facts(before, after), *_words_of_lists(before, after), *_mentions(before, after))
    if not found and dump_offer(before) != dump_offer(after):
        return (Change("form.changed"),)
    return tuple(sorted(found, key=lambda change: _RANKS[change.code]))


def _facts(before: Offer, after: Offer) -> Iterator[Change]:
    yield from deadline_changes(before.deadlines, after.deadlines)
    for subject, fact in _FACTS:
        yield from _value(subject, fact(before), fact(after))
    yield from condition_changes(before.conditions, after.conditions)
    yield from territory_changes(before.territory, after.territory)
    yield from audience_changes(before.audience, after.audience)


def _words_of_lists(before: Offer, after: Offer) -> Iterator[Change]:
    for subject in ("kinds", "needs", "sectors"):
        yield from _words(subject, getattr(before, subject), getattr(after, subject))


def _mentions(before: Offer, after: Offer) -> Iterator[Change]:
    """What is told without saying what it says."""
    yield from _fields("terms", TERMS, before, after)
    yield from _fields("texts", TEXTS, before, after)
    for subject in _UNTOLD:
        yield from _untold(subject, getattr(before, subject), getattr(after, subject))
    yield from _untold("license", before.license_info, after.license_info)


def _value(subject: str, before: object, after: object) -> Iterator[Change]:
    if before == after:
        return
    if before is None:
        yield Change(f"{subject}.added", {"after": after})
    elif after is None:
        yield Change(f"{subject}.removed", {"before": before})
    else:
        yield Change(f"{subject}.changed", {"before": before, "after": after})


def _untold(subject: str, before: object, after: object) -> Iterator[Change]:
    for change in _value(subject, before or None, after or None):
        yield Change(change.code)


def _words(subject: str, before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[Change]:
    """Words of a list that came or went; a new order alone is none."""
    added = tuple(word for word in after if word not in before)
    removed = tuple(word for word in before if word not in after)
    if added and removed:
        yield Change(f"{subject}.changed", {"added": added, "removed": removed})
    elif added:
        yield Change(f"{subject}.added", {"added": added})
    elif removed:
        yield Change(f"{subject}.removed", {"removed": removed})


def _fields(subject: str, names: tuple[str, ...], before: Offer, after: Offer) -> Iterator[Change]:
    differing = tuple(name for name in names if getattr(before, name) != getattr(after, name))
    if differing:
        yield Change(f"{subject}.changed", {"fields": differing})
