"""Deadlines, first and last days and states, read from prose."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.reading import read_offer
from offers.reading.days import days
from offers.schema import Offer, State, parse_offer

BARE = {"id": "a", "title": "Förderung", "provider": "Land", "as_of": "2026-05-01"}


def read(**fields: Any) -> Offer:
    return read_offer(parse_offer({**BARE, **fields}))


def deadlines(offer: Offer) -> list[str]:
    return [deadline.date.text for deadline in offer.deadlines]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("31.12.2027", ["2027-12-31"]),
        ("31. Dezember 2027", ["2027-12-31"]),
        ("1. März 2027", ["2027-03-01"]),
        ("1. Maerz 2027", ["2027-03-01"]),
        ("15.3.27", ["2027-03-15"]),
        ("2027-03-15", ["2027-03-15"]),
        ("bis Ende 2027", ["2027"]),
        ("Juni 2027", ["2027-06"]),
        ("March 31, 2027", ["2027-03-31"]),
        ("31 March 2027", ["2027-03-31"]),
        ("15.02.2027 und 15.08.2027", ["2027-02-15", "2027-08-15"]),
        ("01.02.2027|01.05.2027|01.09.2027", ["2027-02-01", "2027-05-01", "2027-09-01"]),
        ("Stichtage: 1.2.2027, 1.5.2027 sowie 1.9.2027",
         ["2027-02-01", "2027-05-01", "2027-09-01"]),
        ("Anträge können ab 01.03.2027 bis zum 31.05.2027 gestellt werden", ["2027-05-31"]),
        ("Skizzen bis 30.04.2027 (Stand 01.01.2026)", ["2027-04-30"]),
        ("31.02.2027", []),
        ("01.03.2026 (Start der Antragstellung)", []),
        ("laufend", []),
        ("rollierend, je nach Aufruf", []),
        ("Losverfahren, monatliche Registrierung", []),
        ("jederzeit, Förderperiode 2021-2027", []),
        ("Richtlinie vom 01.02.2024", []),
    ],
)  # fmt: skip
def test_a_text_about_deadlines_gives_their_days(text: str, expected: list[str]) -> None:
    assert deadlines(read(deadline_text=text)) == expected


def test_a_day_of_every_year_comes_back() -> None:
    offer = read(deadline_text="jährlich zum 31. März")

    assert [(one.date.text, one.recurring) for one in offer.deadlines] == [("2026-03-31", True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Die Antragsfrist endet: Antragsfrist 30.06.2027.", ["2027-06-30"]),
        ("Bewerbungsschluss ist der 30. Juni 2027.", ["2027-06-30"]),
        ("Für das Jahr 2027 können Anträge bis zum 20.04.2027 und 15.09.2027 gestellt werden.",
         ["2027-04-20", "2027-09-15"]),
        ("Call offen bis 19.06.2027", ["2027-06-19"]),
        ("Applications by 30 June 2027", ["2027-06-30"]),
        ("Das Gesetz vom 23.12.2024 gilt weiter.", []),
        ("Gefördert werden Anlagen, die seit dem 01.01.2025 laufen.", []),
        ("Die Veranstaltung fand am 03.05.2025 statt.", []),
    ],
)  # fmt: skip
def test_other_prose_gives_a_deadline_only_where_it_says_so(text: str, expected: list[str]) -> None:
    assert deadlines(read(description=text)) == expected


@pytest.mark.parametrize(
    ("text", "field", "expected"),
    [
        ("Das Programm endete am 31.12.2024.", "valid_until", "2024-12-31"),
        ("Die Richtlinie gilt bis zum 30.06.2027.", "valid_until", "2027-06-30"),
        ("Programmlaufzeit bis 30.06.2027", "valid_until", "2027-06-30"),
        ("Das Angebot ist befristet bis 2027.", "valid_until", "2027"),
        ("Die Richtlinie tritt am 31.12.2026 außer Kraft.", "valid_until", "2026-12-31"),
        ("Antragstellung ab 01.03.2027", "valid_from", "2027-03-01"),
        ("Die Richtlinie ist in Kraft seit 2020.", "valid_from", None),
        ("Projektlaufzeit bis 31.12.2025", "period_until", "2025-12-31"),
        ("Der Förderzeitraum endet am 31.12.2025", "period_until", "2025-12-31"),
        ("Der Förderzeitraum endet am 31.12.2025", "valid_until", None),
        ("Die Zinsbindung endet am 31.12.2030", "valid_until", None),
        ("Kreditlaufzeit bis 31.12.2030", "valid_until", None),
        ("Laufzeit bis zu 10 Jahren", "valid_until", None),
    ],
)
def test_first_and_last_days_are_told_apart(text: str, field: str, expected: str | None) -> None:
    day = getattr(read(description=text), field)

    assert (None if day is None else day.text) == expected


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Die Antragstellung ist nicht mehr möglich.", State.ENDED),
        ("Die Antragstellung ist nicht mehr moeglich.", State.ENDED),
        ("Das Programm ist ausgelaufen.", State.ENDED),
        ("Antragsfrist abgelaufen", State.ENDED),
        ("The programme has ended.", State.ENDED),
        ("Aufruf geschlossen, eine neue Ausschreibung ist geplant", State.PAUSED),
        ("Die Mittel sind ausgeschöpft.", State.PAUSED),
        ("Antragstellung derzeit nicht möglich", State.PAUSED),
        ("Antragsstopp bis auf Weiteres", State.PAUSED),
        ("Der nächste Aufruf ist für Herbst geplant.", State.OPEN),
        ("Eine Barzahlung ist nicht möglich.", State.OPEN),
        ("Auslaufende Verträge werden nicht gefördert.", State.OPEN),
        ("laufend", State.OPEN),
    ],
)
def test_an_end_and_a_pause_are_understood(text: str, state: State) -> None:
    assert read(status=text).state is state


def test_what_fields_say_of_time_stays() -> None:
    stated = {"valid_until": "2028-01-01", "state": "paused"}

    offer = read(**stated, deadline_text="31.12.2026", status="Das Programm ist ausgelaufen.")

    assert offer.valid_until is not None
    assert offer.valid_until.text == "2028-01-01"
    assert offer.state is State.PAUSED
    assert offer.deadlines == ()


@given(st.text(alphabet="0123456789.- /abcdefjuli märz", max_size=60))
def test_only_days_of_the_calendar_are_found(text: str) -> None:
    for found in days(text):
        assert 0 <= found.start < found.end <= len(text)
        assert found.day.first <= found.day.last
