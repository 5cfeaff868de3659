"""One row in the interchange format, as text, to an offer."""

from __future__ import annotations

from dataclasses import replace

from offers.errors import InputError, InputErrors
from offers.importers.cleaning import plain_fields
from offers.jsonlines import row_of
from offers.schema import Offer, parse_offer


def offer_of_line(text: str, *, line: int | None = None, source: str = "") -> Offer:
    """The offer of a line of JSON, its texts plain; InputErrors with every bad field."""
    row = row_of(text, line=line or 1, source=source)
    if isinstance(row, InputError):
        raise InputErrors([replace(row, line=line)])
    try:
        return parse_offer(plain_fields(row.fields))
    except InputErrors as errors:
        raise errors.located(source=source, line=line) from None
