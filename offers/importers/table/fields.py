"""The fields of an offer that a column can fill, and what their cells hold."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto


class Cell(Enum):
    """What a cell is read as; LIST and DAYS hold several where the mapping names a separator."""

    TEXT = auto()
    LIST = auto()
    WHOLE = auto()
    DECIMAL = auto()
    FLAG = auto()
    DAY = auto()
    DAYS = auto()


_TEXTS = (
    "title provider language summary description stage state url audience_text topic_text "
    "sector_text kind_text amount_text rate_text deadline_text requires status funding "
    "license_info contact.name contact.email contact.phone contact.url source.document "
    "source.quote source.url"
)
_DAYS = "valid_from valid_until period_until as_of verified_on review_by"
_WHOLE = "min_employees max_employees max_turnover_eur amount.min_eur amount.max_eur"

FIELDS: Mapping[str, Cell] = {
    **dict.fromkeys(_TEXTS.split(), Cell.TEXT),
    **dict.fromkeys(("kinds", "audience", "territory", "needs", "sectors"), Cell.LIST),
    **dict.fromkeys(_WHOLE.split(), Cell.WHOLE),
    **dict.fromkeys(("amount.rate_percent",), Cell.DECIMAL),
    **dict.fromkeys(("before_start", "amount.de_minimis", "amount.free_of_charge"), Cell.FLAG),
    **dict.fromkeys(_DAYS.split(), Cell.DAY),
    "deadlines": Cell.DAYS,
}
SEVERAL = frozenset({Cell.LIST, Cell.DAYS})


def put(fields: dict[str, object], name: str, value: object) -> None:
    """Set a field by its dotted name."""
    outer, _, inner = name.partition(".")
    if not inner:
        fields[outer] = value
        return
    nested = fields.setdefault(outer, {})
    assert isinstance(nested, dict)
    nested[inner] = value
