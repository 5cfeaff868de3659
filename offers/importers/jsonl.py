"""Offers from JSON Lines in the interchange format."""

from __future__ import annotations

from dataclasses import dataclass

from offers.errors import InputError, InputErrors
from offers.jsonlines import parse_rows, source_name, without_repeats
from offers.reading import read_offer
from offers.schema import Offer, parse_offer


@dataclass(frozen=True, slots=True)
class Reading:
    """The offers of a file in its order, and every error of the rows that are refused."""

    offers: tuple[Offer, ...]
    errors: tuple[InputError, ...]

    @property
    def refused_lines(self) -> tuple[int, ...]:
        """The lines that hold no offer, each once."""
        return tuple(dict.fromkeys(error.line for error in self.errors if error.line is not None))

    def strict(self) -> tuple[Offer, ...]:
        """The offers of a file without a bad row; else InputErrors with every error."""
        if self.errors:
            raise InputErrors(self.errors)
        return self.offers


def import_offers(path: str) -> Reading:
    """The rows of a file as `read_offers` gives them, with what the prose of the offers says."""
    read = read_offers(path)
    return Reading(tuple(map(read_offer, read.offers)), read.errors)


def read_offers(path: str) -> Reading:
    """The rows of a file ('-' is the standard input) as they are written, good and bad.

    Of two rows with one id the later is refused. InputErrors where the whole file cannot be
    taken: unreadable, not UTF-8, empty.
    """
    source = source_name(path)
    offers, errors = list[Offer](), list[InputError]()
    rows = parse_rows(path, parse_offer)
    for _, outcome in without_repeats(rows, lambda offer: offer.id, source=source):
        if isinstance(outcome, InputErrors):
            errors.extend(outcome.errors)
        else:
            offers.append(outcome)
    return Reading(tuple(offers), tuple(errors))
