"""Reading and writing the condition grammar of the offer format."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

from offers.errors import InputError, InputErrors
from offers.schema.conditions import (
    AllOf,
    AnyOf,
    Condition,
    Evidence,
    FactFits,
    FactValue,
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
from offers.schema.records import LARGEST, LONGEST_STEP, has_controls, type_name
from offers.schema.words import AudienceWord, SizeClass
from offers.taxonomy.needs import NEED_KEYS

MAX_DEPTH = 100
SECTOR_FORM = re.compile(r"[A-U]|[0-9]{2}(\.[0-9]{1,2}(\.[0-9])?)?")
EVIDENCE_KEYS = ("label", "quote", "reading", "confidence")
RANGE_KEYS = ("employees", "turnover_eur", "balance_sheet_eur", "age_years")
_WORD_KEYS = ("legal_form", "chamber")
TEST_KEYS = (
    *("all", "any", "not", "territory", "sector", "audience", "size", "need", "fact"),
    *RANGE_KEYS,
    *_WORD_KEYS,
)
WordT = TypeVar("WordT", bound=StrEnum)


def _fail(code: str, path: str, **values: object) -> InputErrors:
    return InputErrors([InputError(code, path, values)])


def parse_condition(raw: object, path: str = "conditions", depth: int = 1) -> Condition:
    """The condition tree of a mapping; InputErrors names the path of the first bad node."""
    if depth > MAX_DEPTH:
        raise _fail("too_deep", path[:80], limit=MAX_DEPTH)
    if not isinstance(raw, Mapping):
        raise _fail("not_an_object", path)
    tests = [key for key in raw if key not in EVIDENCE_KEYS]
    unknown = [key for key in tests if key not in TEST_KEYS]
    if unknown:
        raise _fail("unknown_key", f"{path}.{str(unknown[0])[:LONGEST_STEP]}")
    if len(tests) != 1:
        raise _fail("no_condition", path, keys=", ".join(TEST_KEYS), given=", ".join(tests) or "-")
    key = tests[0]
    return Condition(_test(key, raw[key], f"{path}.{key}", depth), _evidence(raw, path))


def _test(key: str, raw: object, path: str, depth: int) -> AllOf | AnyOf | NotOf | Leaf:
    if key in ("all", "any"):
        parts = _items(raw, path)
        parsed = tuple(parse_condition(p, f"{path}.{i}", depth + 1) for i, p in enumerate(parts))
        return AllOf(parsed) if key == "all" else AnyOf(parsed)
    if key == "not":
        return NotOf(parse_condition(raw, path, depth + 1))
    if key in RANGE_KEYS:
        return _range(key, raw, path)
    if key in _WORD_KEYS:
        return OneOf(key, _texts(raw, path))
    return _LEAVES[key](raw, path)


def _items(raw: object, path: str) -> Sequence[object]:
    if not isinstance(raw, list | tuple):
        raise _fail("wrong_type", path, expected="a list", given=type_name(raw))
    return raw


def _texts(raw: object, path: str) -> tuple[str, ...]:
    texts = []
    for position, item in enumerate(_items(raw, path)):
        if not isinstance(item, str):
            raise _fail("wrong_type", f"{path}.{position}", expected="text", given=type_name(item))
        texts.append(_filled(item, f"{path}.{position}"))
    return tuple(texts)


def _filled(text: str, path: str) -> str:
    if not text.strip():
        raise _fail("empty", path)
    return _without_controls(text, path)


def _without_controls(text: str, path: str) -> str:
    if has_controls(text):
        raise _fail("control_characters", path)
    return text


def _words(words: type[WordT], raw: object, path: str) -> tuple[WordT, ...]:
    texts = _texts(raw, path)
    allowed = ", ".join(words)
    for position, text in enumerate(texts):
        if text not in tuple(words):
            raise _fail("unknown_word", f"{path}.{position}", given=text[:60], allowed=allowed)
    return tuple(words(text) for text in texts)


def parse_sectors(raw: object, path: str) -> tuple[str, ...]:
    """WZ 2008 prefixes and section letters, checked for form."""
    texts = _texts(raw, path)
    for position, text in enumerate(texts):
        if not SECTOR_FORM.fullmatch(text):
            expected = "a WZ 2008 prefix such as '25.62' or a section letter A to U"
            raise _fail("wrong_form", f"{path}.{position}", given=text[:60], expected=expected)
    return texts


def parse_needs(raw: object, path: str) -> tuple[str, ...]:
    """Need keys of the closed list."""
    texts, keys = _texts(raw, path), NEED_KEYS
    for position, text in enumerate(texts):
        if text not in keys:
            allowed = ", ".join(keys)
            raise _fail("unknown_word", f"{path}.{position}", given=text[:60], allowed=allowed)
    return texts


def _range(key: str, raw: object, path: str) -> InRange:
    limits = _limits(raw, path, int)
    low, high = limits.get("min"), limits.get("max")
    return InRange(
        key, int(low) if low is not None else None, int(high) if high is not None else None
    )


def _limits(raw: object, path: str, number: type[int] | type[float]) -> Mapping[str, float]:
    if not isinstance(raw, Mapping):
        raise _fail("not_an_object", path)
    unknown = [key for key in raw if key not in ("min", "max")]
    if unknown:
        raise _fail("unknown_key", f"{path}.{str(unknown[0])[:LONGEST_STEP]}")
    limits = {key: _number(raw[key], f"{path}.{key}", number) for key in raw}
    if not limits or limits.get("min", -math.inf) > limits.get("max", math.inf):
        raise _fail("range_empty", path)
    return limits


def _number(raw: object, path: str, number: type[int] | type[float]) -> float:
    accepted = (int,) if number is int else (int, float)
    if isinstance(raw, bool) or not isinstance(raw, accepted):
        expected = "a whole number" if number is int else "a number"
        raise _fail("wrong_type", path, expected=expected, given=type_name(raw))
    if isinstance(raw, float) and not math.isfinite(raw):
        raise _fail("not_a_finite_number", path)
    if abs(raw) > LARGEST:
        raise _fail("out_of_range", path, given="the number", expected=f"at most {LARGEST}")
    return raw


def _fact(raw: object, path: str) -> FactFits:
    if not isinstance(raw, Mapping):
        raise _fail("not_an_object", path)
    unknown = [key for key in raw if key not in ("name", "equals", "min", "max")]
    if unknown:
        raise _fail("unknown_key", f"{path}.{str(unknown[0])[:LONGEST_STEP]}")
    name = raw.get("name")
    if not isinstance(name, str) or not name.strip():
        raise _fail(
            "missing" if name is None else "wrong_form",
            f"{path}.name",
            given=str(name)[:60],
            expected="the name of a fact",
        )
    if "equals" in raw:
        if "min" in raw or "max" in raw:
            raise _fail("no_condition", path, keys="equals or min and max", given="both")
        equals = _fact_value(raw["equals"], f"{path}.equals")
        return FactFits(name, equals=equals, kind=_kind(equals))
    limits = _limits({k: v for k, v in raw.items() if k != "name"}, path, float)
    return FactFits(name, min=limits.get("min"), max=limits.get("max"))


def _kind(value: FactValue) -> str:
    return "number" if type(value) in (int, float) else type(value).__name__


def _fact_value(raw: object, path: str) -> FactValue:
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, str):
        return _without_controls(raw, path)
    if isinstance(raw, int | float):
        return _number(raw, path, float)
    raise _fail("wrong_type", path, expected="true, false, a number or text", given=type_name(raw))


_LEAVES: Mapping[str, Callable[[object, str], Leaf]] = {
    "territory": lambda raw, path: InTerritory(_texts(raw, path)),
    "sector": lambda raw, path: InSector(parse_sectors(raw, path)),
    "audience": lambda raw, path: InAudience(_words(AudienceWord, raw, path)),
    "size": lambda raw, path: OfSize(_words(SizeClass, raw, path)),
    "need": lambda raw, path: NamesNeed(parse_needs(raw, path)),
    "fact": _fact,
}


def _evidence(raw: Mapping[object, object], path: str) -> Evidence:
    texts = {}
    for key in ("label", "quote", "reading"):
        value = raw.get(key, "")
        if not isinstance(value, str):
            raise _fail("wrong_type", f"{path}.{key}", expected="text", given=type_name(value))
        texts[key] = _without_controls(value, f"{path}.{key}")
    if texts["reading"] not in ("", "text"):
        raise _fail("unknown_word", f"{path}.reading", given=texts["reading"], allowed="text")
    return Evidence(**texts, confidence=_confidence(raw.get("confidence"), f"{path}.confidence"))


def _confidence(raw: object, path: str) -> float | None:
    if raw is None:
        return None
    number = _number(raw, path, float)
    if not 0 <= number <= 1:
        raise _fail("out_of_range", path, given=number, expected="0 to 1")
    return float(number)
