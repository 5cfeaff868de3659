"""An offer as one row of a table: which columns there are, what they mean, what stands in them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import TypeAlias

from offers.schema import Deadline, Offer, PartialDate, dump_condition
from offers.taxonomy.bilingual import Bilingual

Value: TypeAlias = str | int | float | bool | PartialDate | None
BETWEEN = "; "


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `value` is None or '' for what is not known."""

    name: str
    meaning: Bilingual
    value: Callable[[Offer], Value]


def row(offer: Offer) -> tuple[Value, ...]:
    """The offer's values in the order of COLUMNS."""
    return tuple(column.value(offer) for column in COLUMNS)


def _part(path: str) -> Callable[[Offer], Value]:
    """A field of a part that an offer may lack: 'amount.max_eur'."""
    whole, _, field = path.partition(".")

    def value(offer: Offer) -> Value:
        part = getattr(offer, whole)
        found: Value = None if part is None else getattr(part, field)
        return found

    return value


def _joined(name: str) -> Callable[[Offer], Value]:
    return lambda offer: BETWEEN.join(map(str, getattr(offer, name)))


def _deadlines(offer: Offer) -> Value:
    return BETWEEN.join(map(_deadline, offer.deadlines))


def _deadline(deadline: Deadline) -> str:
    day = f"{deadline.date} (recurring)" if deadline.recurring else str(deadline.date)
    return f"{day}: {deadline.label}" if deadline.label else day


def _conditions(offer: Offer) -> Value:
    """As JSON: no row of a table holds a tree."""
    if offer.conditions is None:
        return None
    return json.dumps(dump_condition(offer.conditions), ensure_ascii=False)


def _columns() -> Iterable[Column]:
    for name, de, en in _PLAIN_FIRST:
        yield Column(name, Bilingual(de, en), attrgetter(name))
    for name, de, en in _LISTS:
        yield Column(name, Bilingual(de, en), _joined(name))
    for name, de, en in _PLAIN_LIMITS:
        yield Column(name, Bilingual(de, en), attrgetter(name))
    yield Column(
        "deadlines",
        Bilingual(
            "Antragsfristen (letzter Tag), mit Strichpunkt getrennt; 'recurring' heißt: jedes Jahr",
            "application deadlines (last day), parted by semicolons; 'recurring': every year",
        ),
        _deadlines,
    )
    yield Column(
        "conditions",
        Bilingual("Bedingungen als JSON", "conditions as JSON"),
        _conditions,
    )
    for name, path, de, en in _PARTS:
        yield Column(name, Bilingual(de, en), _part(path))
    for name, de, en in _PLAIN_LAST:
        yield Column(name, Bilingual(de, en), attrgetter(name))


_PLAIN_FIRST = (
    ("id", "Kennung, bleibt gleich", "identifier, stays the same"),
    ("title", "Titel", "title"),
    ("provider", "wer das Angebot macht", "who runs the offer"),
    ("language", "Sprache der Texte", "language of the texts"),
    ("state", "Stand laut Anbieter", "state according to the provider"),
    ("summary", "Kurzbeschreibung", "short description"),
    ("description", "Beschreibung", "description"),
    ("stage", "Baustein der Beratung", "building block of a consultation"),
)
_LISTS = (
    ("kinds", "Arten der Hilfe", "kinds of support"),
    ("audience", "für wen", "for whom"),
    ("territory", "wo das Unternehmen liegen muss", "where the company must be"),
    ("needs", "Themen, das wichtigste zuerst", "topics, the most central first"),
    ("sectors", "Branchen (WZ 2008)", "sectors (WZ 2008, NACE)"),
)
_PLAIN_LIMITS = (
    ("min_employees", "mindestens so viele Beschäftigte", "least number of employees"),
    ("max_employees", "höchstens so viele Beschäftigte", "greatest number of employees"),
    ("max_turnover_eur", "höchster Jahresumsatz in Euro", "greatest turnover a year in euros"),
    ("valid_from", "erster Tag", "first day"),
    ("valid_until", "letzter Tag", "last day"),
    ("period_until", "Ende der Förderung laut Quelle", "end of the funding, as the source says"),
    ("before_start", "Antrag vor dem Beginn nötig", "apply before the project starts"),
)
_PARTS = (
    ("amount_min_eur", "amount.min_eur", "kleinster Betrag in Euro", "least amount in euros"),
    ("amount_max_eur", "amount.max_eur", "größter Betrag in Euro", "greatest amount in euros"),
    ("rate_percent", "amount.rate_percent", "Förderquote in Prozent", "funding rate in percent"),
    ("de_minimis", "amount.de_minimis", "De-minimis-Beihilfe", "de minimis aid"),
    ("free_of_charge", "amount.free_of_charge", "kostenfrei", "free of charge"),
    ("contact_name", "contact.name", "Kontakt: Name", "contact: name"),
    ("contact_email", "contact.email", "Kontakt: E-Mail", "contact: e-mail"),
    ("contact_phone", "contact.phone", "Kontakt: Telefon", "contact: phone"),
    ("contact_url", "contact.url", "Kontakt: Internetadresse", "contact: web address"),
    ("source_document", "source.document", "Quelle: Dokument", "source: document"),
    ("source_quote", "source.quote", "Quelle: Wortlaut", "source: quotation"),
    ("source_url", "source.url", "Quelle: Internetadresse", "source: web address"),
)
_PLAIN_LAST = (
    ("url", "Internetadresse des Angebots", "web address of the offer"),
    ("audience_text", "Zielgruppe laut Quelle", "audience, as the source says"),
    ("topic_text", "Themen laut Quelle", "topics, as the source says"),
    ("sector_text", "Branchen laut Quelle", "sectors, as the source says"),
    ("kind_text", "Art der Hilfe laut Quelle", "kind of support, as the source says"),
    ("amount_text", "Betrag laut Quelle", "amount, as the source says"),
    ("rate_text", "Förderquote laut Quelle", "funding rate, as the source says"),
    ("deadline_text", "Fristen laut Quelle", "deadlines, as the source says"),
    ("requires", "Voraussetzungen laut Quelle", "requirements, as the source says"),
    ("status", "Stand laut Quelle", "state, as the source says"),
    ("funding", "Geldgeber laut Quelle", "who pays, as the source says"),
    ("as_of", "Tag, von dem die Quelle spricht", "day that the source speaks of"),
    ("license_info", "Lizenz der Texte dieser Zeile", "licence of the texts of this row"),
    ("verified_on", "redaktionell geprüft am", "checked by an editor on"),
    ("review_by", "wieder zu prüfen bis", "to be checked again by"),
)
COLUMNS: tuple[Column, ...] = tuple(_columns())
