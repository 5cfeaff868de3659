"""A condition as blocks that a person edits: every value as text, complete or not.

What cannot be read yet is kept as it was typed: `dump_block` then gives a mapping that
`parse_condition` refuses, with the path of the bad place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from offers.schema.grammar import RANGE_KEYS, TEST_KEYS

GROUPS = ("all", "any", "not")
"""Kinds of blocks that hold blocks."""
YES, NO, NUMBER, TEXT, RANGE = "yes", "no", "number", "text", "range"
ANSWERS = (YES, NO, NUMBER, TEXT, RANGE)
"""What kind of answer a block asks of a fact."""
_WHOLE = re.compile(r"[+-]?[0-9]{1,18}")
_NUMBER = re.compile(r"[+-]?[0-9]{1,18}(\.[0-9]{1,18})?([eE][+-]?[0-9]{1,2})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One node of a condition; which fields count depends on `kind`, a key of the grammar.

    `parts` of groups; `values` of lists; `low` and `high` of limits; `name`, `answer` and `equals`
    of facts. `confidence` is None where no program read the block from a text.
    """

    kind: str
    parts: tuple[Block, ...] = ()
    values: tuple[str, ...] = ()
    low: str = ""
    high: str = ""
    name: str = ""
    answer: str = ""
    equals: str = ""
    label: str = ""
    quote: str = ""
    reading: str = ""
    confidence: float | None = None

    @property
    def is_group(self) -> bool:
        """Whether it holds blocks."""
        return self.kind in GROUPS

    @property
    def was_read(self) -> bool:
        """Whether a program read it from a text and nobody has confirmed it."""
        return bool(self.reading) or self.confidence is not None


def read_block(raw: Mapping[str, Any]) -> Block:
    """The block of a mapping of the grammar, whole or not; a key without meaning is left out."""
    kind = next((key for key in TEST_KEYS if key in raw), "all")
    confidence = raw.get("confidence")
    return Block(
        kind=kind,
        **_fields(kind, raw.get(kind)),
        label=str(raw.get("label", "")),
        quote=str(raw.get("quote", "")),
        reading=str(raw.get("reading", "")),
        confidence=float(confidence) if isinstance(confidence, int | float) else None,
    )


def dump_block(block: Block) -> dict[str, Any]:
    """The mapping of a block."""
    evidence: Mapping[str, object] = {
        "label": block.label,
        "quote": block.quote,
        "reading": block.reading,
        "confidence": block.confidence,
    }
    given = {key: value for key, value in evidence.items() if value not in ("", None)}
    return {block.kind: _value(block), **given}


def _fields(kind: str, value: Any) -> dict[str, Any]:
    if kind == "not":
        return {"parts": _parts([value] if isinstance(value, Mapping) and value else [])}
    if kind in GROUPS:
        return {"parts": _parts(value)}
    if kind == "fact":
        return _fact(value if isinstance(value, Mapping) else {})
    if kind in RANGE_KEYS:
        return _limits(value if isinstance(value, Mapping) else {})
    return {"values": tuple(map(str, value)) if isinstance(value, list | tuple) else ()}


def _parts(value: Any) -> tuple[Block, ...]:
    given = value if isinstance(value, list | tuple) else ()
    return tuple(read_block(part) for part in given if isinstance(part, Mapping))


def _limits(value: Mapping[str, Any]) -> dict[str, Any]:
    return {"low": _shown(value.get("min")), "high": _shown(value.get("max"))}


def _fact(value: Mapping[str, Any]) -> dict[str, Any]:
    name = str(value.get("name", ""))
    if "equals" not in value:
        return {"name": name, "answer": RANGE, **_limits(value)}
    equals = value["equals"]
    if isinstance(equals, bool):
        return {"name": name, "answer": YES if equals else NO}
    if isinstance(equals, int | float):
        return {"name": name, "answer": NUMBER, "equals": _shown(equals)}
    return {"name": name, "answer": TEXT, "equals": str(equals)}


def _value(block: Block) -> object:
    if block.kind == "not":
        return dump_block(block.parts[0]) if block.parts else {}
    if block.is_group:
        return [dump_block(part) for part in block.parts]
    if block.kind == "fact":
        return {"name": block.name, **_asked(block)}
    if block.kind in RANGE_KEYS:
        return _range(block)
    return list(block.values)


def _asked(block: Block) -> dict[str, object]:
    if block.answer in (YES, NO):
        return {"equals": block.answer == YES}
    if block.answer == NUMBER:
        return {"equals": _read(block.equals)}
    if block.answer == TEXT:
        return {"equals": block.equals}
    return _range(block)


def _range(block: Block) -> dict[str, object]:
    limits = {"min": block.low, "max": block.high}
    return {key: _read(text) for key, text in limits.items() if text}


def _read(text: str) -> object:
    """The number that is written there; the text itself where it is none."""
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _NUMBER.fullmatch(text) else text


def _shown(value: object) -> str:
    """A number as Python writes it, so that it reads back to the same; any other thing as text."""
    return "" if value is None else str(value)
