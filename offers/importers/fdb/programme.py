"""One programme of the table: the values of a row that offers are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from offers.errors import InputError, InputErrors
from offers.importers.cleaning import plain_text
from offers.importers.fdb.contract import checked


@dataclass(frozen=True, slots=True)
class Programme:
    """The values by column; '' and () where the cell is empty, weeks as '2026-W34'."""

    id_hash: str
    url: str
    title: str
    license_info: str
    absent: bool
    on_website_from: str
    last_updated: str = ""
    on_website_to: str = ""
    date_of_issue: datetime | None = None
    short_description: str = ""
    description: str = ""
    legal_basis: str = ""
    legal_citation: str = ""
    legal_requirements: str = ""
    deadlines: str = ""
    status_note: str = ""
    keywords: str = ""
    funding_type: tuple[str, ...] = ()
    eligible_applicants: tuple[str, ...] = ()
    funding_area: tuple[str, ...] = ()
    funding_subarea: tuple[str, ...] = ()
    funding_body: tuple[str, ...] = ()
    funding_location: tuple[str, ...] = ()
    funding_organisation: tuple[str, ...] = ()
    grw: tuple[str, ...] = ()
    unternehmensgroesse: tuple[str, ...] = ()
    applicant_sector: tuple[str, ...] = ()
    contact_info_institution: str = ""
    contact_info_email: str = ""
    contact_info_phone: str = ""
    contact_info_website: str = ""

    @property
    def text(self) -> str:
        """The description; where there is none, the rules themselves, which then hold it all."""
        return self.description or self.legal_basis


_NAMES = tuple(field.name for field in fields(Programme))


def programme_of(cells: Mapping[str, str]) -> Programme:
    """The programme of a row's cells; InputErrors with what the contract or an offer forbids."""
    values = checked(cells)
    found = {name: values[name] for name in _NAMES if values[name] is not None}
    if not found.get("title", "").strip():
        raise InputErrors([InputError("missing", "title")])
    return Programme(**{name: _read(name, value) for name, value in found.items()})


def _read(name: str, value: Any) -> Any:
    """The truth as such, texts without markup: nothing else of the source's words changes."""
    if name == "absent":
        return value == "true"
    return plain_text(value) if isinstance(value, str) else value
