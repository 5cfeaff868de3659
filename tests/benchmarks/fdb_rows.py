"""A synthetic Förderdatenbank: rows that keep its contract, in our own sentences.

How often a column is filled and which level a programme has follow what is known of the real one;
its traps are there: titles twice, stubs without a title, lost dashes, stray control characters,
sub-areas without their area, programmes that are gone.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random

from offers.importers.fdb.contract import Column, column_names, contract

SEED = 20261122
SITE = "https://www.foerderdatenbank.de/FDB/Content/DE/Foerderprogramm"
LICENSE = "CC BY-ND 4.0 (https://creativecommons.org/licenses/by-nd/4.0/deed.de)"
STUBS = 0.0012
FILLED: Mapping[str, float] = {
    "description": 0.79,
    "short_description": 0.79,
    "legal_basis": 0.999,
    "status_note": 0.1,
    "required_documents": 0.05,
    "legal_citation": 0.7,
    "deadlines": 0.13,
    "procedure": 0.11,
    "legal_requirements": 0.78,
    "keywords": 0.98,
    "date_of_issue": 0.82,
    "contact_info_institution": 0.998,
    "contact_info_email": 0.89,
    "contact_info_phone": 0.9,
    "contact_info_website": 0.995,
}
"""Share of rows with a value, as the published statistics of the table state it."""
_LANDS = tuple(
    c for c in contract().vocabularies["foerdergebiet"] if c[0] != "_" and c != "sonstige"
)
_SUBJECTS = (
    *("die Anschaffung sparsamer Maschinen", "Beratungen zur Nachfolge", "neue Produktideen"),
    *("Messeauftritte im Ausland", "Schulungen der Beschäftigten", "den Aufbau eines Betriebs"),
    *("Speicher für Strom aus Sonne und Wind", "den Umbau leerer Läden", "kommunale Radwege"),
    *("Filme junger Teams", "Forschung an leichten Werkstoffen", "Ausbildungsplätze im Handwerk"),
)
_DESCRIBING = (
    "Das Land unterstützt Sie durch {subject}, soweit der Ort davon einen Nutzen hat.",
    "Sie erhalten die Hilfe als Zuschuss von bis zu {rate} Prozent der anerkannten Kosten.",
    "Die Höhe des Zuschusses beträgt höchstens EUR {sum}.000 je Vorhaben.",
    "Gefördert werden {subject} und alles, was unmittelbar dazu gehört.",
    "Stellen Sie Ihren Antrag bitte, bevor Sie Aufträge vergeben ? sonst gehen Sie leer aus.",
    "Mehrere Betriebe können sich für ein Vorhaben zusammentun und die Kosten teilen.",
    "Die Stelle prüft jeden Antrag einzeln, ein Anspruch auf das Geld besteht nicht.",
    "Wer schon Geld aus einem anderen Topf bekommt, muss das im Antrag angeben.",
)
_REQUIRING = (
    "Antragsberechtigt sind kleine und mittlere Unternehmen mit Sitz oder Niederlassung im Land.",
    "Sie müssen das Vorhaben innerhalb von {rate} Monaten abschließen.",
    "Eigenmittel von mindestens {rate} Prozent der Kosten weisen Sie nach.",
    "Nicht gefördert werden Betriebe in Schwierigkeiten sowie laufende Ausgaben.",
    "Die Vorgaben der Europäischen Union zu kleinen Beihilfen gelten.",
)
_RULING = (
    "{number}.{part} Zuwendungsfähig sind Ausgaben für {subject}, wenn sie nachgewiesen werden.",
    "{number}.{part} Die Zuwendung wird als Anteilfinanzierung von {rate} v. H. gewährt.",
    "{number}.{part} Der Verwendungsnachweis ist der Bewilligungsstelle vorzulegen.",
    "{number}.{part} Ausnahmen bedürfen der Zustimmung des Ministeriums.",
    "{number}.{part} Für die Aufhebung des Bescheids gelten die allgemeinen Vorschriften.",
)
_OPENING = "Richtlinie zur Förderung für {subject} vom 1. Juli 202{digit}, Stand: März 202{digit}."
_CLOSING = "Sie tritt am 1. Juli 202{digit} in Kraft und am 31. Dezember 20{year} außer Kraft."


def rows(count: int, *, seed: int = SEED) -> Iterator[dict[str, str]]:
    """So many rows as cells by column; the same seed gives the same rows."""
    dice = Random(seed)
    for number in range(count):
        yield _row(number, dice)


def write(path: Path, cells: Iterator[Mapping[str, str]] | Sequence[Mapping[str, str]]) -> str:
    """The path as text, with these rows in it as the table is published."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, column_names(), restval="", lineterminator="\n")
        table.writeheader()
        table.writerows(cells)
    return str(path)


def row(number: int = 0, **changes: str) -> dict[str, str]:
    """One plain row of the contract without any trap, with some cells changed."""
    return {**_required(number, "NRW/probe", f"Probe {number}"), "absent": "false", **changes}


def _row(number: int, dice: Random) -> dict[str, str]:
    level = dice.choices(("land", "bund", "eu", ""), (72, 24, 2, 2))[0]
    place = dice.choice(_LANDS) if level == "land" else "_bundesweit"
    subject = dice.choice(_SUBJECTS)
    title = f"Förderung für {subject} ? Teil {number % 5000}"
    cells = _required(number, f"{level or 'Bund'}/{place}", title)
    cells |= {
        name: cell for name, cell in _texts(subject, dice).items() if dice.random() < FILLED[name]
    }
    cells |= _codes(level, place, dice) | _history(dice)
    if dice.random() < STUBS:
        cells["title"] = ""
    if dice.random() < 0.01 and "description" in cells:
        cells["description"] = cells["description"].replace(" ", "\x0b", 1).replace("e", "e\x00", 1)
    return cells


def _required(number: int, folder: str, title: str) -> dict[str, str]:
    slug = f"programm-{number - number % 50 if number % 50 == 1 else number}"
    key = f"{folder}/{slug}".replace("/", "-").lower() + f"-{number}"
    url = f"{SITE}/{folder}/{slug}.html"
    return {
        "programme_slug": slug,
        "url": url,
        "title": title,
        "id_url": key,
        "id_hash": hashlib.md5(key.encode(), usedforsecurity=False).hexdigest(),
        "license_info": f"{title} von einem Ministerium, lizensiert unter {LICENSE}, Quelle: {url}",
        "on_website_from": "2026-W32",
        "previous_update_dates": "[]",
        "absent": "false",
    }


def _texts(subject: str, dice: Random) -> dict[str, str]:
    citation = _filled(_OPENING, subject, dice)
    return {
        "description": _prose(_DESCRIBING, dice.randint(8, 30), subject, dice),
        "short_description": _prose(
            _DESCRIBING, dice.choices((1, 2, 6), (50, 45, 5))[0], subject, dice
        ),
        "legal_basis": _rules(subject, dice),
        "status_note": "Förderprogramm aktiv, Antragstellung möglich",
        "required_documents": "Kostenplan, Nachweis der Eigenmittel",
        "legal_citation": citation,
        "deadlines": f"Anträge bis zum {dice.randint(1, 28)}.{dice.randint(1, 12)}.2027",
        "procedure": "Das Verfahren hat zwei Stufen: Skizze, dann Antrag.",
        "legal_requirements": _prose(_REQUIRING, dice.randint(4, 16), subject, dice),
        "keywords": f"{subject} Förderung Zuschuss",
        "date_of_issue": f"20{dice.randint(18, 26)}-0{dice.randint(1, 9)}-15T12:47:20.411000+0000",
        "contact_info_institution": f"Bewilligungsstelle {dice.randint(1, 300)}",
        "contact_info_email": "stelle@example.org",
        "contact_info_phone": "+49 000 000",
        "contact_info_website": "https://www.example.org/",
    }


def _rules(subject: str, dice: Random) -> str:
    """The rules of a programme at length, with the day on which they end."""
    parts = [_prose(_RULING, dice.randint(20, 90), subject, dice)]
    if dice.random() < 0.6:
        parts.append(_filled(_CLOSING, subject, dice))
    return " ".join((_filled(_OPENING, subject, dice), *parts))


def _prose(sentences: Sequence[str], count: int, subject: str, dice: Random) -> str:
    return " ".join(_filled(dice.choice(sentences), subject, dice) for _ in range(count))


def _filled(sentence: str, subject: str, dice: Random) -> str:
    return sentence.format(
        subject=subject,
        rate=dice.choice((20, 30, 40, 50, 75)),
        sum=dice.choice((10, 25, 50, 250)),
        number=dice.randint(1, 9),
        part=dice.randint(1, 9),
        digit=dice.randint(0, 5),
        year=dice.randint(26, 33),
    )


def _codes(level: str, place: str, dice: Random) -> dict[str, str]:
    areas = _some("funding_area", dice, most=3)
    details = _pairs("funding_subarea", areas, dice)
    if dice.random() < 0.02:
        areas = areas[1:]
    sizes = list(contract().vocabularies["unternehmensgroesse"])
    ticked = dice.choices(
        ([], sizes, ["kleinstunternehmen", *sizes[1:2], *sizes[3:]], sizes[:1]), (43, 38, 17, 2)
    )
    applicants = _some("eligible_applicants", dice, most=3)
    lists = {
        "funding_type": _some("funding_type", dice, most=2),
        "eligible_applicants": applicants,
        "funding_area": areas,
        "funding_subarea": details,
        "funding_body": [level] if level else [],
        "funding_location": [place] if dice.random() < 0.99 else ["sonstige"],
        "funding_organisation": ["bmwe-bm_fuer_wirtschaft"] if level == "bund" else [],
        "grw": ["grw_foerderung" if dice.random() < 0.03 else "keine_grw_foerderung"],
        "unternehmensgroesse": list(dict.fromkeys(ticked[0])),
        "applicant_sector": _pairs("applicant_sector", applicants, dice),
        "contact_ids": ["stelle"],
        "further_links": [],
    }
    links = [{"url": "https://www.example.org/antrag", "title": "Zum Antrag"}]
    return {name: json.dumps(codes) for name, codes in lists.items()} | {
        "further_links": json.dumps(links)
    }


def _some(column: str, dice: Random, *, most: int) -> list[str]:
    codes = contract().codes(_column(column))
    return dice.sample(codes, dice.randint(1, most))


def _pairs(column: str, parents: Sequence[str], dice: Random) -> list[str]:
    fitting = [c for c in contract().codes(_column(column)) if c.partition(".")[0] in parents]
    return dice.sample(fitting, min(len(fitting), dice.randint(0, 3)))


def _column(name: str) -> Column:
    return next(column for column in contract().columns if column.name == name)


def _history(dice: Random) -> dict[str, str]:
    if dice.random() < 0.002:
        return {"absent": "true", "on_website_to": "2026-W40"}
    if dice.random() < 0.02:
        return {"last_updated": "2026-W41", "previous_update_dates": '["2026-W41"]'}
    return {}
