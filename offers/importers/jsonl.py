"""Offers from JSON Lines in the interchange format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from offers.errors import InputError, InputErrors
from offers.importers.reading import Reading, RefusedRow
from offers.importers.rows import offer_of_line
from offers.jsonlines import read_text, row_of, source_name
from offers.reading import read_offer
from offers.schema import Offer

_LONGEST_KEY = 200


def import_offers(path: str) -> Reading:
    """The rows of a file as `read_offers` gives them, with what the prose of the offers says."""
    read = read_offers(path)
    return replace(read, offers=tuple(map(read_offer, read.offers)))


def read_offers(path: str) -> Reading:
    """The rows of a file ('-' is the standard input) as they are written, good and bad.

    Texts are plain: markup goes, entities become signs. Of two rows with one id the later is
    refused. InputErrors where the whole file cannot be taken: unreadable, not UTF-8, empty.
    """
    source, first = source_name(path), dict[str, int]()
    offers, refused = list[Offer](), list[RefusedRow]()
    for line, text in _lines(path):
        try:
            offer = offer_of_line(text, line=line, source=source)
            _refuse_repeat(offer.id, line, first, source)
        except InputErrors as found:
            refused.append(RefusedRow(line, _key(text), text, found.errors))
        else:
            offers.append(offer)
    return Reading(tuple(offers), tuple(refused))


def read_row(raw: str) -> Offer:
    """The offer of one line as it is written; InputErrors with every bad field."""
    return offer_of_line(raw)


def _lines(path: str) -> Iterator[tuple[int, str]]:
    for number, text in enumerate(read_text(path).split("\n"), start=1):
        if text.strip():
            yield number, text


def _refuse_repeat(offer_id: str, line: int, first: dict[str, int], source: str) -> None:
    if first.setdefault(offer_id, line) != line:
        values = {"id": offer_id, "first": first[offer_id]}
        raise InputErrors([InputError("duplicate_id", "id", values, source, line)])


def _key(text: str) -> str:
    """The id that a refused line gives, as far as it can be read; '' for none."""
    row = row_of(text, line=1, source="")
    fields: Mapping[str, object] = {} if isinstance(row, InputError) else row.fields
    given = fields.get("id", "")
    return given[:_LONGEST_KEY] if isinstance(given, str) else ""
