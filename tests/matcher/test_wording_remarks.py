"""Status, fit and warnings in words: a literal table in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from matcher.wording import Reason, sentence
from offers.schema import parse_partial_date

Row = tuple[str, Mapping[str, object], str, str]

ROWS: list[Row] = [
    (
        "closed.ended",
        {},
        "Das Angebot ist beendet.",
        "The offer has ended.",
    ),
    (
        "closed.valid_until",
        {"date": parse_partial_date("2025-12")},
        "Das Angebot galt bis Dezember 2025.",
        "The offer was valid until December 2025.",
    ),
    (
        "closed.deadlines",
        {"date": parse_partial_date("2025-12-31")},
        "Die letzte Antragsfrist ist vorbei: 31. Dezember 2025.",
        "The last deadline for applications has passed: 31 December 2025.",
    ),
    (
        "not_open_yet.valid_from",
        {"date": date(2027, 3, 1)},
        "Das Angebot beginnt erst: 1. März 2027.",
        "The offer has not started yet; it starts: 1 March 2027.",
    ),
    (
        "not_open_yet.paused",
        {},
        "Das Angebot pausiert zurzeit.",
        "The offer is paused at present.",
    ),
    (
        "fit.need",
        {"needs": ("energy_efficiency", "it_security")},
        "Passt zu Ihrem Anliegen: Energieeffizienz und IT-Sicherheit.",
        "Fits what you need: Energy efficiency and IT security.",
    ),
    (
        "fit.need_guessed",
        {"needs": ("founding",)},
        "Aus Ihrem Text gelesen: Gründung.",
        "Read from your text: Starting a business.",
    ),
    (
        "fit.text",
        {"terms": ("fräsen", "drehen")},
        "Im Angebot geht es auch um „fräsen“ und „drehen“.",
        "The offer is also about ‘fräsen’ and ‘drehen’.",
    ),
    (
        "fit.text",
        {"terms": ()},
        "Im Angebot geht es um das, was Sie schreiben.",
        "The offer is about what you write.",
    ),
    (
        "fit.sector",
        {"sectors": ("C",)},
        "Gemacht für Ihre Branche: Verarbeitendes Gewerbe.",
        "Made for your sector: Manufacturing.",
    ),
    (
        "fit.sector_near",
        {"sectors": ("20",)},
        "Gemacht für eine verwandte Branche: Herstellung von chemischen Erzeugnissen.",
        "Made for a related sector: Manufacture of chemicals and chemical products.",
    ),
    (
        "fit.kind",
        {"kinds": ("grant",)},
        "So etwas suchen Sie: Zuschuss.",
        "The kind you are looking for: grant.",
    ),
    (
        "fit.audience",
        {"audience": ("founder",)},
        "Gemacht für Gründerinnen und Gründer.",
        "Made for founders.",
    ),
    (
        "fit.first_step",
        {},
        "Ein guter erster Schritt, solange offen ist, was Sie brauchen.",
        "A good first step while it is open what you need.",
    ),
    (
        "fit.general",
        {},
        "Bisher spricht nichts dagegen.",
        "Nothing speaks against it so far.",
    ),
    (
        "warning.period_over",
        {"date": parse_partial_date("2024")},
        "Laut Quelle lief die Förderung bis 2024; bitte fragen Sie nach, ob es weitergeht.",
        "According to the source the funding ran until 2024; please ask whether it goes on.",
    ),
    (
        "warning.old_facts",
        {"date": parse_partial_date("2022-12")},
        "Stand der Angaben: Dezember 2022; bitte prüfen Sie beim Anbieter, ob sie noch gelten.",
        (
            "The facts are as of December 2022; please check with the provider whether they still "
            "hold."
        ),
    ),
    (
        "warning.deadline_soon",
        {"date": parse_partial_date("2026-12-01"), "days": 9},
        "Die Antragsfrist endet bald: 1. Dezember 2026 (noch 9 Tage).",
        "The deadline for applications is close: 1 December 2026 (9 days left).",
    ),
    (
        "warning.deadline_soon",
        {"date": parse_partial_date("2026-11-23"), "days": 1},
        "Die Antragsfrist endet bald: 23. November 2026 (noch 1 Tag).",
        "The deadline for applications is close: 23 November 2026 (1 day left).",
    ),
    (
        "warning.deadline_soon",
        {"date": parse_partial_date("2026-11-22"), "days": 0},
        "Die Antragsfrist endet bald: 22. November 2026 (heute ist der letzte Tag).",
        "The deadline for applications is close: 22 November 2026 (today is the last day).",
    ),
    (
        "warning.archive_only",
        {},
        "Nur zum Nachlesen: Hier lässt sich nichts beantragen.",
        "Only to read: there is nothing to apply for here.",
    ),
    (
        "size_contradiction",
        {"employees": 250, "turnover_eur": 1},
        "Bitte prüfen Sie Ihre Angaben: 250 Beschäftigte, aber 1 Euro Umsatz im Jahr.",
        "Please check your answers: 250 employees, but 1 euro turnover a year.",
    ),
    (
        "place_contradiction",
        {"kept": "postal_code", "dropped": "municipality"},
        (
            "Ihre Angaben zum Ort passen nicht zusammen. Gerechnet wird mit: Postleitzahl. Nicht "
            "beachtet: Ort."
        ),
        "What you said about the place does not fit together. Used: postal code. Left out: town.",
    ),
    (
        "postal_code_unknown",
        {"given": "99999"},
        "Die Postleitzahl 99999 kennen wir nicht; bitte prüfen Sie sie oder nennen Sie den Ort.",
        "We do not know the postal code 99999; please check it or name the town.",
    ),
    (
        "postal_code_assumed",
        {"given": "58400", "taken": ("Witten", "Hagen")},
        (
            "Die Postleitzahl 58400 steht nicht in unserem Verzeichnis; nach ihren Nachbarn liegt "
            "sie hier: Witten oder Hagen."
        ),
        (
            "The postal code 58400 is not in our list; by its neighbours it lies here: Witten or "
            "Hagen."
        ),
    ),
    (
        "municipality_unknown",
        {"given": "Wtitn", "suggestion": "Witten"},
        "Den Ort „Wtitn“ kennen wir nicht. Meinen Sie Witten?",
        "We do not know the town ‘Wtitn’. Do you mean Witten?",
    ),
    (
        "municipality_unknown",
        {"given": "Qqqq", "suggestion": None},
        "Den Ort „Qqqq“ kennen wir nicht; bitte prüfen Sie die Schreibweise.",
        "We do not know the town ‘Qqqq’; please check the spelling.",
    ),
    (
        "municipality_guessed",
        {"given": "Wittten", "taken": "Witten"},
        "„Wittten“ haben wir als Witten gelesen.",
        "We read ‘Wittten’ as Witten.",
    ),
]


@pytest.mark.parametrize(("code", "values", "german", "english"), ROWS)
def test_a_reason_reads_like_this(
    code: str, values: Mapping[str, object], german: str, english: str
) -> None:
    reason = Reason(code, values)
    assert sentence(reason, "de") == german
    assert sentence(reason, "en") == english
