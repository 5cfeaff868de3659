"""Conditions with what they rest on: the phrase as quote, how it was read, how surely."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from offers.schema import Condition, Evidence
from offers.schema.conditions import AllOf, AnyOf, Leaf, NotOf

READING = "text"
DOUBTFUL = 0.7
"""The most that a reading counts where the text leaves room: it makes unclear, never refuses."""
SURE = 0.9


def stated(template: Condition, *, quote: str, confidence: float) -> Condition:
    """A condition of the tables as the text states it; parts keep a confidence of their own.

    What is denied must be sure itself: a doubtful part of a 'not' would leave everybody unclear.
    """
    own = template.evidence.confidence
    sure = confidence if own is None else own
    match template.test:
        case AllOf(parts):
            test: AllOf | AnyOf | NotOf | Leaf = AllOf(_each(parts, quote, sure))
        case AnyOf(parts):
            test = AnyOf(_each(parts, quote, sure))
        case NotOf(part):
            test = NotOf(stated(part, quote=quote, confidence=max(sure, SURE)))
        case leaf:
            test = leaf
    return Condition(test, Evidence(quote=quote, reading=READING, confidence=sure))


def _each(parts: tuple[Condition, ...], quote: str, sure: float) -> tuple[Condition, ...]:
    return tuple(stated(part, quote=quote, confidence=sure) for part in parts)


def read(leaf: Leaf, *, quote: str, confidence: float) -> Condition:
    """A single test as a condition read from a phrase."""
    return Condition(leaf, Evidence(quote=quote, reading=READING, confidence=confidence))


def capped(condition: Condition, most: float) -> Condition:
    """The condition with no part surer than `most`; what is denied stays as it is."""
    match condition.test:
        case AllOf(parts):
            test: AllOf | AnyOf | NotOf | Leaf = AllOf(tuple(capped(p, most) for p in parts))
        case AnyOf(parts):
            test = AnyOf(tuple(capped(p, most) for p in parts))
        case kept:
            test = kept
    evidence = condition.evidence
    sure = most if evidence.confidence is None else min(evidence.confidence, most)
    return Condition(test, replace(evidence, confidence=sure))


def every(parts: Sequence[Condition], *, quote: str) -> Condition | None:
    """All of the parts as one condition, as sure as the surest; None without parts.

    With one that somebody wrote, the whole rests on no reading.
    """
    unique = _unlike(parts)
    return _joined(AllOf(unique), unique, quote)


def some(parts: Sequence[Condition], *, quote: str) -> Condition | None:
    """At least one of the parts as one condition, as sure as the surest; None without parts."""
    unique = _unlike(parts)
    return _joined(AnyOf(unique), unique, quote)


def _unlike(parts: Sequence[Condition]) -> tuple[Condition, ...]:
    """The parts without those that only say again what an earlier one says as surely."""
    kept: dict[tuple[object, bool], Condition] = {}
    for part in parts:
        kept.setdefault((_bare(part), part.evidence.doubtful), part)
    return tuple(kept.values())


def _bare(condition: Condition) -> object:
    """The tests of a condition without their quotes."""
    match condition.test:
        case AllOf(parts) | AnyOf(parts):
            return (type(condition.test), tuple(_bare(part) for part in parts))
        case NotOf(part):
            return (NotOf, _bare(part))
        case leaf:
            return (leaf, condition.evidence.doubtful)


def _joined(test: AllOf | AnyOf, parts: tuple[Condition, ...], quote: str) -> Condition | None:
    if len(parts) < 2:
        return parts[0] if parts else None
    if any(part.evidence.reading != READING for part in parts):
        return Condition(test)
    sure = max(part.evidence.confidence or 0.0 for part in parts)
    return Condition(test, Evidence(quote=quote, reading=READING, confidence=sure))
