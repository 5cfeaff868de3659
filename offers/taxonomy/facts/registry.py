"""The registry of facts, and whether an answer has the type that its fact asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite
from types import MappingProxyType
from typing import Any

from offers.taxonomy.bilingual import Bilingual
from offers.taxonomy.data_files import read_yaml


class FactType(StrEnum):
    """What kind of answer a fact asks for."""

    BOOLEAN = "boolean"
    NUMBER = "number"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers to a question with given answers."""

    value: str
    label: Bilingual


@dataclass(frozen=True, slots=True)
class Fact:
    """A question that only some offers ask; `unit` is 'EUR' or 'people', None for no number."""

    name: str
    type: FactType
    question: Bilingual
    help: Bilingual
    choices: tuple[Choice, ...] = ()
    unit: str | None = None


def fits(fact: Fact, value: object) -> bool:
    """Whether a value is an answer to the fact, strictly by type.

    1 is not true and true is not 1; numbers are finite and not negative (they count people or
    euros); a choice is one of the values given, exactly. None is no answer.
    """
    if fact.type is FactType.BOOLEAN:
        return isinstance(value, bool)
    if fact.type is FactType.NUMBER:
        return _is_amount(value)
    return isinstance(value, str) and value in {choice.value for choice in fact.choices}


def _is_amount(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return isfinite(value) and value >= 0


def _read(entry: Mapping[str, Any]) -> Fact:
    return Fact(
        name=entry["name"],
        type=FactType(entry["type"]),
        question=Bilingual.of(entry["question"]),
        help=Bilingual.of(entry["help"]),
        choices=tuple(
            Choice(choice["value"], Bilingual.of(choice["label"]))
            for choice in entry.get("choices", ())
        ),
        unit=entry.get("unit"),
    )


FACTS: Mapping[str, Fact] = MappingProxyType(
    {entry["name"]: _read(entry) for entry in read_yaml("offers.taxonomy.facts", "facts.yaml")}
)
