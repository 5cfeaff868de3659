"""Change: one difference as a code with its values, and how much the code matters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Significance(StrEnum):
    """Whom a change concerns: SUBSCRIBERS may have to act, EDITORIAL is care of the catalogue."""

    SUBSCRIBERS = "subscribers"
    EDITORIAL = "editorial"


_VALUE = ("added", "changed", "removed")
_REACH = ("changed", "limited", "narrowed", "opened", "widened")
_LIST = ("added", "changed", "removed")
_FOR_SUBSCRIBERS: Mapping[str, tuple[str, ...]] = {
    "offer": ("new",),
    "state": ("changed",),
    "deadline": _VALUE,
    "valid_from": _VALUE,
    "valid_until": _VALUE,
    "period_until": _VALUE,
    "amount": _VALUE,
    "rate": _VALUE,
    "de_minimis": _VALUE,
    "free_of_charge": _VALUE,
    "before_start": _VALUE,
    "employees": _VALUE,
    "turnover": _VALUE,
    "condition": ("added", "removed"),
    "conditions": ("joined_differently",),
    "territory": _REACH,
    "audience": _REACH,
    "kinds": _LIST,
    "terms": ("changed",),
}
_EDITORIAL: Mapping[str, tuple[str, ...]] = {
    "needs": _LIST,
    "sectors": _LIST,
    "provider": ("changed",),
    "stage": _VALUE,
    "language": ("changed",),
    "texts": ("changed",),
    "deadlines": ("labelled",),
    "conditions": ("evidenced",),
    "url": _VALUE,
    "contact": _VALUE,
    "source": _VALUE,
    "as_of": _VALUE,
    "verified_on": _VALUE,
    "review_by": _VALUE,
    "license": _VALUE,
    "form": ("changed",),
}


def _codes() -> Mapping[str, Significance]:
    tables = (_FOR_SUBSCRIBERS, Significance.SUBSCRIBERS), (_EDITORIAL, Significance.EDITORIAL)
    return {
        f"{subject}.{what}": significance
        for table, significance in tables
        for subject, whats in table.items()
        for what in whats
    }


CODES: Mapping[str, Significance] = _codes()
"""Every code there is. `<subject>.added`, `.changed` and `.removed` carry `before` and `after` as
far as they exist; lists carry the words that were `added` and `removed`."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `values` are facts as the schema types them, never texts of a source."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def significance(self) -> Significance:
        """How much a change of this code matters; KeyError for a code that does not exist."""
        return CODES[self.code]
