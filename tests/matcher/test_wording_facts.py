"""Conditions on facts, and conditions under a 'not', in words: a literal table."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from matcher.wording import Reason, sentence

Row = tuple[str, Mapping[str, object], str, str]


def limits(low: int | None, high: int | None, given: object) -> dict[str, object]:
    return {"min": low, "max": high, "given": given}


def fact(name: str, asked: object, given: object) -> dict[str, object]:
    return {"fact": name, "asked": asked, "given": given}


ROWS: list[Row] = [
    (
        "fact.true",
        fact("project_started", False, False),
        "Sie haben mit dem Vorhaben noch nicht begonnen; so ist es verlangt.",
        "You have not started the project yet, as is required.",
    ),
    (
        "fact.false",
        fact("project_started", False, True),
        "Der Antrag muss vor Beginn des Vorhabens gestellt werden; Sie haben schon begonnen.",
        "The application must come before the project starts; you have started already.",
    ),
    (
        "fact.unknown",
        fact("project_started", False, None),
        "Der Antrag muss vor Beginn des Vorhabens gestellt werden; haben Sie schon begonnen?",
        "The application must come before the project starts; have you started already?",
    ),
    (
        "fact.true",
        fact("investment_eur", (10_000, None), 50_000),
        (
            "Ihre Antwort auf „Wie viel möchten Sie ungefähr investieren?“ passt: 50.000 Euro "
            "(verlangt: mindestens 10.000 Euro)."
        ),
        (
            "Your answer to ‘Roughly how much do you want to invest?’ fits: 50,000 euros "
            "(required: at least 10,000 euros)."
        ),
    ),
    (
        "fact.false",
        fact("investment_eur", (10_000, 500_000), 9_000),
        (
            "Auf „Wie viel möchten Sie ungefähr investieren?“ verlangt das Angebot: 10.000 bis "
            "500.000 Euro. Ihre Antwort: 9.000 Euro."
        ),
        (
            "To ‘Roughly how much do you want to invest?’ the offer requires: 10,000 to 500,000 "
            "euros. Your answer: 9,000 euros."
        ),
    ),
    (
        "fact.true",
        fact("works_council", True, True),
        "Ihre Antwort auf „Gibt es in Ihrem Betrieb einen Betriebsrat?“ passt: ja.",
        "Your answer to ‘Does your business have a works council?’ fits: yes.",
    ),
    (
        "fact.unknown",
        fact("objective_energy", True, None),
        "Noch zu beantworten: „objective energy“ – das Angebot verlangt: ja.",
        "Still to be answered: ‘objective energy’ – the offer requires: yes.",
    ),
    (
        "fact.false",
        fact("objective_energy", True, 1),
        "Auf „objective energy“ verlangt das Angebot: ja. Ihre Antwort: 1.",
        "To ‘objective energy’ the offer requires: yes. Your answer: 1.",
    ),
    (
        "not.fact.true",
        fact("in_difficulty", True, True),
        (
            "Unternehmen in wirtschaftlichen Schwierigkeiten sind ausgeschlossen; nach Ihren "
            "Angaben trifft das auf Sie zu."
        ),
        "Companies in financial difficulty are ruled out; by your answers yours is one of them.",
    ),
    (
        "not.chamber.true",
        {"words": ("HWK",), "given": "HWK"},
        "Bedingung: Nicht Mitglied der HWK. Das trifft nach Ihren Angaben nicht zu.",
        (
            "Condition: Not a member of the HWK (skilled crafts). By your answers this is not the "
            "case."
        ),
    ),
    (
        "not.employees.unknown",
        limits(None, 10, None),
        "Bedingung: Mehr als 10 Beschäftigte. Ob das zutrifft, ist noch offen.",
        "Condition: More than 10 employees. Whether this is the case is still open.",
    ),
]


@pytest.mark.parametrize(("code", "values", "german", "english"), ROWS)
def test_a_reason_reads_like_this(
    code: str, values: Mapping[str, object], german: str, english: str
) -> None:
    reason = Reason(code, values)
    assert sentence(reason, "de") == german
    assert sentence(reason, "en") == english
