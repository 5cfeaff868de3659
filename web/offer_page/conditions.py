"""The conditions of an offer as a nested list that people can read."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext

from matcher.wording import requirement
from offers.schema import Condition
from offers.schema.conditions import AllOf, AnyOf, Leaf, NotOf
from web.language import current_language


@dataclass(frozen=True)
class ConditionItem:
    """One line: words, the source's sentence, whether a program read it with doubt; its parts."""

    text: str
    quote: str = ""
    is_doubtful: bool = False
    parts: tuple[ConditionItem, ...] = ()


def condition_items(condition: Condition | None) -> tuple[ConditionItem, ...]:
    """The lines of the list; the parts of an outermost 'all' stand in it without a heading."""
    if condition is None:
        return ()
    if isinstance(condition.test, AllOf) and not condition.evidence.label:
        return tuple(_item(part) for part in condition.test.parts)
    return (_item(condition),)


def _item(condition: Condition) -> ConditionItem:
    match condition.test:
        case AllOf(parts):
            return _group(condition, gettext("All of these:"), parts)
        case AnyOf(parts):
            return _group(condition, gettext("One of these is enough:"), parts)
        case NotOf(part):
            return _negated(condition, part)
        case leaf:
            return _leaf(condition, leaf)


def _negated(outer: Condition, part: Condition) -> ConditionItem:
    """What must not hold; a 'not' twice is what stands inside."""
    match part.test:
        case AllOf(parts):
            return _group(outer, gettext("Not all of these together:"), parts)
        case AnyOf(parts):
            return _group(outer, gettext("None of these:"), parts)
        case NotOf(inner):
            return _item(inner)
        case leaf if outer.evidence.label:
            return _leaf(Condition(leaf, outer.evidence), leaf)
        case leaf:
            return _leaf(part, leaf, negated=True)


def _group(condition: Condition, heading: str, parts: tuple[Condition, ...]) -> ConditionItem:
    evidence = condition.evidence
    words = f"{evidence.label} – {heading}" if evidence.label else heading
    items = tuple(_item(part) for part in parts)
    return ConditionItem(words, evidence.quote, evidence.doubtful, items)


def _leaf(condition: Condition, leaf: Leaf, *, negated: bool = False) -> ConditionItem:
    evidence = condition.evidence
    words = requirement(leaf, evidence, negated=negated, language=current_language())
    return ConditionItem(words, evidence.quote, evidence.doubtful)
