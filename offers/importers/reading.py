"""What reading an input gives, whatever its format: offers, refused rows, cases for a person."""

from __future__ import annotations

from dataclasses import dataclass

from offers.errors import InputError, InputErrors, RefusedRow, ReviewCase
from offers.schema import Offer

__all__ = ["Reading", "RefusedRow", "ReviewCase"]


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
