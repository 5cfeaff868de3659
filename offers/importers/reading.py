"""What reading an input gives, whatever its format: offers, refused rows, cases for a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from offers.errors import InputError, InputErrors, RefusedRow
from offers.schema import Offer

__all__ = ["Reading", "RefusedRow", "ReviewCase"]


@dataclass(frozen=True, slots=True)
class ReviewCase:
    """An offer that was read, with a doubt that a person should settle; `code` has words."""

    offer_id: str
    code: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """The offers of an input in its order, the rows that are refused, and the doubts."""

    offers: tuple[Offer, ...]
    refused: tuple[RefusedRow, ...] = ()
    cases: tuple[ReviewCase, ...] = ()

    @property
    def errors(self) -> tuple[InputError, ...]:
        """Every error of every refused row."""
        return tuple(error for row in self.refused for error in row.errors)

    @property
    def refused_lines(self) -> tuple[int, ...]:
        """The lines that hold no offer, each once."""
        return tuple(dict.fromkeys(row.line for row in self.refused))

    def strict(self) -> tuple[Offer, ...]:
        """The offers of an input without a bad row; else InputErrors with every error."""
        if self.refused:
            raise InputErrors(self.errors)
        return self.offers
