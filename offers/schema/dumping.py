"""Writing conditions back as the mappings of the offer format."""

from __future__ import annotations

from offers.schema.conditions import (
    AllOf,
    AnyOf,
    Condition,
    FactFits,
    InAudience,
    InRange,
    InSector,
    InTerritory,
    Leaf,
    NamesNeed,
    NotOf,
    OfSize,
    OneOf,
)
from offers.schema.grammar import EVIDENCE_KEYS


def dump_condition(condition: Condition) -> dict[str, object]:
    """The mapping that `parse_condition` reads back to an equal condition."""
    evidence = condition.evidence
    meta = {
        key: value for key in EVIDENCE_KEYS if (value := getattr(evidence, key)) not in ("", None)
    }
    return {**_dump_test(condition.test), **meta}


def _dump_test(test: AllOf | AnyOf | NotOf | Leaf) -> dict[str, object]:
    match test:
        case AllOf(parts):
            return {"all": [dump_condition(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [dump_condition(part) for part in parts]}
        case NotOf(part):
            return {"not": dump_condition(part)}
        case InRange(field, low, high):
            return {field: _given(min=low, max=high)}
        case OneOf(field, values):
            return {field: list(values)}
        case FactFits(name, equals, low_limit, high_limit):
            return {"fact": _given(name=name, equals=equals, min=low_limit, max=high_limit)}
        case _:
            return _dump_list(test)


def _dump_list(leaf: Leaf) -> dict[str, object]:
    match leaf:
        case InTerritory(names):
            return {"territory": list(names)}
        case InSector(prefixes):
            return {"sector": list(prefixes)}
        case InAudience(words):
            return {"audience": [str(word) for word in words]}
        case OfSize(classes):
            return {"size": [str(word) for word in classes]}
        case NamesNeed(keys):
            return {"need": list(keys)}
    raise AssertionError(f"no list leaf: {leaf!r}")


def _given(**values: object) -> dict[str, object]:
    return {key: value for key, value in values.items() if value is not None}
