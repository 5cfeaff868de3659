"""Headings as people write them, German and English, to the fields of a firm."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from offers.taxonomy.bilingual import Bilingual
from offers.text import normalise

_NO_WORD = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Column:
    """A field of a firm: the heading of our own template, and other names of it."""

    field: str
    heading: Bilingual
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Where a field stands in the rows; `factor` is what its numbers are multiplied with."""

    place: int
    factor: int = 1


def _column(field: str, german: str, english: str, others: str) -> Column:
    return Column(field, Bilingual(german, english), tuple(map(str.strip, others.split(","))))


COLUMNS: tuple[Column, ...] = (
    _column(
        "name", "Unternehmen", "Company",
        "Firma, Firmenname, Unternehmensname, Name des Unternehmens, Name der Firma, "
        "Betrieb, Betriebsname, Firmierung, Firmenbezeichnung, Firma Name, company name, firm, "
        "business, business name, organisation, organization, Name 1",
    ),
    _column("postal_code", "PLZ", "Postal code", "Postleitzahl, postcode, zip, zip code"),
    _column(
        "municipality", "Ort", "Town",
        "Stadt, Gemeinde, Sitz, Standort, Firmensitz, Wohnort, city, municipality, place, location",
    ),
    _column("wz", "WZ", "WZ code", "WZ-Code, WZ 2008, WZ2008, WZ-Schlüssel, Branchenschlüssel, "
            "Branchencode, Wirtschaftszweig, Wirtschaftszweig WZ 2008, NACE, NACE-Code"),
    _column(
        "sector_text", "Branche", "Sector",
        "Branchen, Tätigkeit, Geschäftszweck, Gegenstand, Unternehmensgegenstand, Gewerbe, "
        "Wirtschaftsbereich, industry, activity, business activity, line of business",
    ),
    _column(
        "employees", "Beschäftigte", "Employees",
        "Beschäftigtenzahl, Anzahl Beschäftigte, Anzahl der Beschäftigten, Zahl der Beschäftigten, "
        "Mitarbeiter, Mitarbeitende, Mitarbeiterzahl, Anzahl Mitarbeiter, Anzahl der Mitarbeiter, "
        "Anzahl Mitarbeitende, Mitarbeiter/innen, MitarbeiterInnen, MA, MA-Zahl, SV-Beschäftigte, "
        "staff, number of employees, headcount, employee count",
    ),
    _column(
        "turnover_eur", "Umsatz", "Turnover",
        "Jahresumsatz, Umsatz EUR, Umsatz in EUR, Umsatz in Euro, Umsatz €, Umsatz in €, "
        "annual turnover, revenue, annual revenue, turnover eur, revenue eur, sales",
    ),
    _column(
        "founded", "Gründungsjahr", "Founded",
        "Gründung, gegründet, gegründet am, gegründet im Jahr, Jahr der Gründung, Gründungsdatum, "
        "Baujahr der Firma, year founded, year of foundation, founding year, established",
    ),
    _column("legal_form", "Rechtsform", "Legal form", "Gesellschaftsform, legal structure"),
    _column(
        "needs", "Bedarf", "Needs",
        "Bedarfe, Bedarf/Themen, Themen, Thema, Anliegen, Interessen, Interesse, Themenwunsch, "
        "Beratungsbedarf, Stichworte, need, topics, topic, interests, concerns",
    ),
    _column(
        "contact_name", "Ansprechpartner", "Contact",
        "Ansprechpartnerin, Ansprechpartner/in, Ansprechperson, Ansprechpartner Name, Kontakt, "
        "Kontaktperson, Geschäftsführer, Geschäftsführerin, Geschäftsführung, Inhaber, Inhaberin, "
        "Nachname, contact person, contact name, managing director, owner, last name",
    ),
    _column("first_name", "Vorname", "First name", "given name"),
    _column(
        "email", "E-Mail", "E-mail",
        "Mail, Mailadresse, E-Mail-Adresse, Email-Adresse, EMail, e-mail address, email address",
    ),
    _column(
        "phone", "Telefon", "Phone",
        "Tel, Tel., Telefonnummer, Telefon-Nr., Tel.-Nr., Rufnummer, Festnetz, Mobil, "
        "Handy, phone number, telephone, mobile",
    ),
    _column("chamber", "Kammer", "Chamber", "Kammerzugehörigkeit, Kammermitgliedschaft, IHK/HWK"),
    _column("place", "PLZ Ort", "Postal code and town", "PLZ/Ort, PLZ und Ort, Anschrift Ort"),
)  # fmt: skip
OF_TEMPLATE = tuple(each for each in COLUMNS if each.field not in {"first_name", "place"})
_BARE_NAME = "name"
"""The firm's where no other column is; else who to talk to."""
_THOUSANDS, _MILLIONS = 1_000, 1_000_000
_UNITS: Mapping[str, int] = {
    "teur": _THOUSANDS, "t": _THOUSANDS, "tsd": _THOUSANDS, "tsdeur": _THOUSANDS,
    "tsdeuro": _THOUSANDS, "tausendeur": _THOUSANDS, "tausendeuro": _THOUSANDS,
    "mio": _MILLIONS, "mioeur": _MILLIONS, "mioeuro": _MILLIONS, "mill": _MILLIONS,
    "milleur": _MILLIONS, "millionen": _MILLIONS, "millioneneuro": _MILLIONS,
}  # fmt: skip


def columns_of(headings: Sequence[str]) -> Mapping[str, Found]:
    """Where which field stands; of two columns for one field the first counts."""
    found = dict[str, Found]()
    for place, heading in enumerate(headings):
        known = _known(heading)
        if known is not None:
            found.setdefault(known[0], Found(place, known[1]))
    bare = next((at for at, each in enumerate(headings) if _key(each) == _BARE_NAME), None)
    if bare is not None:
        found.setdefault("contact_name" if "name" in found else "name", Found(bare))
    return found


def how_many_known(headings: Iterable[str]) -> int:
    """How many of these texts are headings of a list of firms."""
    return sum(1 for each in headings if _known(each) or _key(each) == _BARE_NAME)


def twice(headings: Sequence[str], found: Mapping[str, Found]) -> str | None:
    """A heading that is used and stands there again in the same words; None if there is none."""
    keys = [_key(each) for each in headings]
    places = sorted(each.place for each in found.values())
    return next((headings[at] for at in places if keys.count(keys[at]) > 1), None)


def _known(heading: str) -> tuple[str, int] | None:
    """The field and the factor that a heading stands for."""
    key = _key(heading)
    if key in _FIELDS:
        return _FIELDS[key], 1
    for start in ("jahresumsatz", "umsatz"):
        unit = key.removeprefix(start).removeprefix("in")
        if key.startswith(start) and unit in _UNITS:
            return "turnover_eur", _UNITS[unit]
    return None


def _key(heading: str) -> str:
    return _NO_WORD.sub("", normalise(heading[:200]).replace("€", "eur"))


def _names() -> Iterable[tuple[str, str]]:
    for column in COLUMNS:
        for name in (column.heading.de, column.heading.en, *column.others):
            yield _key(name), column.field


_FIELDS: Mapping[str, str] = dict(_names())
