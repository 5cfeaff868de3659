"""A table read by its mapping: every row an offer or a refusal."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from offers.errors import InputError, InputErrors
from offers.importers.cleaning import plain_fields
from offers.importers.reading import Reading, RefusedRow
from offers.importers.rows import offer_of_line
from offers.importers.table.cells import BadCellError, cell_text, value_of
from offers.importers.table.fields import put
from offers.importers.table.mapping import TableMapping
from offers.importers.table.sheet import SheetRow, read_rows
from offers.jsonlines import source_name
from offers.reading import read_offer
from offers.schema import Offer, parse_offer

_LONGEST_ID = 200
_NO_SLUG = re.compile(r"[^a-z0-9]+")
_SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@dataclass(slots=True)
class _Draft:
    """A row as our fields: what could be read, the rest as its cells say, and what was wrong."""

    fields: dict[str, object]
    unread: dict[str, str] = field(default_factory=dict)
    errors: list[InputError] = field(default_factory=list)

    @property
    def key(self) -> str:
        return str(self.fields.get("id", ""))

    @property
    def raw(self) -> str:
        """The row in the interchange format, to be corrected there."""
        whole = dict(self.fields)
        for name, text in self.unread.items():
            put(whole, name, text)
        return json.dumps(whole, ensure_ascii=False)


def import_offers(path: str, mapping: TableMapping) -> Reading:
    """The rows as `read_offers` gives them, with what the prose of the offers says."""
    read = read_offers(path, mapping)
    return replace(read, offers=tuple(map(read_offer, read.offers)))


def read_offers(path: str, mapping: TableMapping) -> Reading:
    """The rows of a CSV file ('-' is the standard input), good and bad.

    Formulas are text. Of two rows with one id the later is refused. InputErrors where the table as
    a whole cannot be taken.
    """
    source, first = source_name(path), dict[str, int]()
    offers, refused = list[Offer](), list[RefusedRow]()
    for row in read_rows(path, mapping):
        draft = _draft(row, mapping)
        offer = None if row.error else _offer(draft)
        if offer is not None and first.setdefault(offer.id, row.line) != row.line:
            values = {"id": offer.id, "first": first[offer.id]}
            draft.errors.append(InputError("duplicate_id", "id", values))
        if offer is None or draft.errors:
            errors = InputErrors(draft.errors).located(source=source, line=row.line).errors
            refused.append(RefusedRow(row.line, draft.key, draft.raw, errors))
        else:
            offers.append(offer)
    return Reading(tuple(offers), tuple(refused))


def read_row(raw: str) -> Offer:
    """The offer of a refused row: that is kept in the interchange format, and corrected there."""
    return offer_of_line(raw)


def _draft(row: SheetRow, mapping: TableMapping) -> _Draft:
    draft = _Draft({**mapping.constants})
    offer_id = _id_of(row.cells, mapping)
    if offer_id:
        draft.fields["id"] = offer_id
    if row.error is not None:
        draft.errors.append(row.error)
        draft.unread.update(_as_far_as_known(row, mapping))
        return draft
    for name, column in mapping.fields.items():
        text = cell_text(column, row.cells, mapping)
        if not text:
            continue
        try:
            value = value_of(name, text, column, mapping)
        except BadCellError as bad:
            draft.unread[name] = text
            draft.errors.append(replace(bad.error, field=name))
        else:
            if value is not None:
                put(draft.fields, name, value)
    return draft


def _as_far_as_known(row: SheetRow, mapping: TableMapping) -> Mapping[str, str]:
    """The texts of a row whose cells may stand under wrong columns, for whoever corrects it."""
    cells = {name: row.cells.get(name, "") for name in mapping.columns}
    texts = {name: cell_text(each, cells, mapping) for name, each in mapping.fields.items()}
    return {name: text for name, text in texts.items() if text}


def _offer(draft: _Draft) -> Offer | None:
    """The offer of what could be read; what is wrong with that is noted besides."""
    try:
        return parse_offer(plain_fields(draft.fields))
    except InputErrors as found:
        if not draft.errors:
            draft.errors.extend(found.errors)
        else:
            unread = {name.partition(".")[0] for name in draft.unread}
            draft.errors.extend(e for e in found.errors if e.field.partition(".")[0] not in unread)
        return None


def _id_of(cells: Mapping[str, str], mapping: TableMapping) -> str:
    """The slug of the id's cells behind its prefix; '' if they hold nothing that a slug can."""
    text = "-".join(cells.get(name, "") for name in mapping.id.columns).lower().translate(_SPELT)
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    slug = _NO_SLUG.sub("-", plain).strip("-")
    return f"{mapping.id.prefix}{slug}"[:_LONGEST_ID].strip("-") if slug else ""
