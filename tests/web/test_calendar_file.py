"""Calendar files of agreed days; names of files and days as people type them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from web.file_names import file_name
from web.pages.file_log.calendar_file import Entry, calendar_bytes
from web.typed_days import parse_day
from web.typed_texts import one_line

NOW = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
STEP = Entry(key="s1", start=date(2026, 12, 1), title="Schmiede: Antrag", text="Wer: die Firma")


def events(body: bytes) -> list[object]:
    return list(Calendar.from_ical(body).walk("VEVENT"))


def test_a_step_is_a_whole_day_and_an_appointment_an_hour() -> None:
    moment = datetime(2026, 12, 3, 9, 30, tzinfo=UTC)
    visit = Entry(key="f1/appointment", start=moment, title="Beratung", sequence=4)

    day, hour = events(calendar_bytes([STEP, visit], "https://example.org/a", now=NOW))

    assert (day.start, day.end) == (date(2026, 12, 1), date(2026, 12, 2))
    assert (hour.start, hour.end) == (moment, moment + timedelta(hours=1))
    assert day["SUMMARY"] == "Schmiede: Antrag"
    assert hour["SEQUENCE"] == 4
    assert {each["DTSTAMP"].dt for each in (day, hour)} == {NOW}


def test_the_same_step_keeps_its_uid_when_its_day_moves() -> None:
    moved = Entry(key="s1", start=date(2027, 1, 1), title="Anderer Titel")
    other = Entry(key="s2", start=STEP.start, title=STEP.title)

    uids = [str(each["UID"]) for each in events(calendar_bytes([STEP, moved, other], "", now=NOW))]

    assert uids[0] == uids[1] != uids[2]


def test_the_same_values_give_the_same_bytes_and_every_line_ends_as_it_must() -> None:
    body = calendar_bytes([STEP], "", now=NOW)

    assert body == calendar_bytes([STEP], "", now=NOW)
    assert body.startswith(b"BEGIN:VCALENDAR\r\n")
    assert b"PRODID:-//Angebotslotse//Beratung//DE\r\n" in body
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))


@pytest.mark.parametrize(
    "title",
    [
        "A\r\nATTACH:https://example.org/x",
        "A\nEND:VEVENT\nBEGIN:VALARM",
        "A\rORGANIZER:mailto:x@example.org",
        "A\u2028LOCATION:x",
        "A;X=1,B\\nATTENDEE:mailto:y@example.org",
        "ü" * 300,
    ],
)
def test_no_title_becomes_a_line_of_its_own(title: str) -> None:
    hostile = Entry(key="s1", start=date(2026, 12, 1), title=title, text=title)

    (found,) = events(calendar_bytes([hostile], "", now=NOW))

    assert set(found) == {
        *("UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "TRANSP")
    }
    assert not found.subcomponents
    assert str(found["SUMMARY"]) == one_line(title)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("Termin", "Schmiede Ruhr GmbH"), "termin-schmiede-ruhr-gmbh.ics"),
        (("Schritt", "Müller & Söhne"), "schritt-mueller-soehne.ics"),
        (("Termin", 'x"\r\nSet-Cookie: a=b'), "termin-x-set-cookie-a-b.ics"),
        (("Termin", "../../etc/passwd"), "termin-etc-passwd.ics"),
        (("Termin", "株式会社"), "termin.ics"),
        (("", "。"), "datei.ics"),
        (("Termin", "a" * 300), f"termin-{'a' * 40}.ics"),
    ],
)
def test_names_of_files_are_safe_in_a_header(words: tuple[str, ...], name: str) -> None:
    assert file_name(*words, extension="ics") == name


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-31", date(2026, 12, 31)),
        (" 31.12.2026 ", date(2026, 12, 31)),
        ("1. 2. 2026", date(2026, 2, 1)),
        ("29.02.2028", date(2028, 2, 29)),
        ("31.02.2026", None),
        ("29.02.2026", None),
        ("2026-02-31", None),
        ("0000-01-01", None),
        ("0202-11-22", None),
        ("9999-12-31", None),
        ("1900-01-01", date(1900, 1, 1)),
        ("31.12.26", None),
        ("20261231", None),
        ("٣١.١٢.٢٠٢٦", None),
        ("morgen", None),
        ("", None),
        ("9" * 5000, None),
    ],
)
def test_days_as_people_type_them(text: str, day: date | None) -> None:
    assert parse_day(text) == day
