"""Calendar and feed: what other programs read in them."""

from __future__ import annotations

import warnings
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from icalendar import Calendar, Event

from offers.export import atom_feed, calendar_feed
from offers.export.calendar_feed import Due, due_days
from offers.schema import Offer, parse_offer
from tests.strategies import offers

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import feedparser

TODAY = date(2026, 11, 22)
STAMP = datetime(2026, 11, 20, 9, 30, 15, tzinfo=UTC)
FEED = calendar_feed.Feed(
    name="Fristen: Ä, B", text="Bitte prüfen.", language="de", url="https://a.example/x"
)


def offer(**fields: object) -> Offer:
    return parse_offer({"id": "a", "title": "Beratung", "provider": "Stadt", **fields})


def days(**fields: object) -> list[Due]:
    return [*due_days(offer(**fields), TODAY)]


def entry(due: Due, **changes: Any) -> calendar_feed.Entry:
    known = calendar_feed.Entry(
        due=due,
        offer_id="a",
        title="Frist: Beratung; mit, Zeichen\\n und 'ß' " + "lang " * 30,
        text="Erste Zeile\nZweite",
        url="https://a.example/angebote/a",
        categories=("Zuschuss", "Räume und Geräte"),
        version=3,
        stamp=STAMP,
    )
    return replace(known, **changes)


def read(*entries: calendar_feed.Entry) -> tuple[Any, list[Any]]:
    """The calendar and its events as a calendar program reads them."""
    found = Calendar.from_ical(calendar_feed.calendar_bytes(FEED, entries))
    assert isinstance(found, Calendar)
    assert found.errors == []
    return found, [each for each in found.walk("VEVENT") if isinstance(each, Event)]


def event(due: Due, **changes: Any) -> Any:
    return read(entry(due, **changes))[1][0]


def test_past_deadlines_are_left_out_unless_they_come_back() -> None:
    found = days(
        deadlines=[
            {"date": "2026-11-21"},
            {"date": "2026-11-22"},
            {"date": "2025-03", "recurring": True},
        ]
    )
    assert [(each.day, each.recurring, each.exact) for each in found] == [
        (date(2025, 3, 31), True, False),
        (date(2026, 11, 22), False, True),
    ]


def test_an_offer_without_deadlines_has_its_last_day() -> None:
    assert days(valid_until="2026-12") == [Due("end", date(2026, 12, 31), exact=False)]
    assert days(valid_until="2026-12-24") == [Due("end", date(2026, 12, 24))]
    assert days(valid_until="2026-11-21") == []
    assert [each.key for each in days(valid_until="2027", deadlines=[{"date": "2026-12-01"}])] == [
        "/1"
    ]


def test_the_end_of_time_is_no_day_of_a_calendar() -> None:
    assert days(valid_until="9999-12-31") == []
    assert days(deadlines=[{"date": "9999"}, {"date": "9999-12-31", "recurring": True}]) == []


def test_a_deadline_that_comes_back_only_after_the_end_does_not_come_back() -> None:
    deadlines = [{"date": "2027-03-31", "recurring": True}]

    assert days(deadlines=deadlines, valid_until="2027-03") != []
    assert days(deadlines=deadlines, valid_until="2026-12") == []


def test_an_event_keeps_its_id_when_the_day_moves() -> None:
    first = days(deadlines=[{"date": "2026-12-01", "label": "Runde 1"}, {"date": "2027-01-01"}])
    moved = days(deadlines=[{"date": "2027-01-01"}, {"date": "2027-03-01", "label": "Runde 1"}])
    ids = [{event(due)["UID"]: due.day for due in each} for each in (first, moved)]
    assert ids[0].keys() == ids[1].keys()
    assert ids[0] != ids[1]
    other = event(first[0], offer_id="b")["UID"]
    assert other not in ids[0]


def test_deadlines_of_one_name_are_two_events() -> None:
    found = days(deadlines=[{"date": "2026-12-01"}, {"date": "2027-06-01"}])
    assert len({event(due)["UID"] for due in found}) == 2


def test_an_event_lasts_one_whole_day() -> None:
    found = event(Due("/1", date(2026, 12, 31)))
    assert found.decoded("DTSTART") == date(2026, 12, 31)
    assert found.decoded("DTEND") == date(2027, 1, 1)
    assert found["DTSTART"].params == {"VALUE": "DATE"}
    assert found["TRANSP"] == "TRANSPARENT"


def test_an_event_is_stamped_with_its_version() -> None:
    found = event(Due("/1", date(2026, 12, 31)))
    assert found.decoded("DTSTAMP") == STAMP
    assert found["SEQUENCE"] == 2


def test_texts_survive_the_way() -> None:
    made = entry(Due("/1", date(2026, 12, 31)))
    calendar, (found,) = read(made)
    assert found["SUMMARY"] == made.title
    assert found["DESCRIPTION"] == made.text
    assert [str(each) for each in found["CATEGORIES"].cats] == list(made.categories)
    assert calendar["X-WR-CALNAME"] == calendar["NAME"] == FEED.name
    assert calendar["METHOD"] == "PUBLISH"


def test_lines_are_folded_and_end_as_the_format_asks() -> None:
    body = calendar_feed.calendar_bytes(FEED, [entry(Due("/1", date(2026, 12, 31)))])
    assert body.endswith(b"END:VCALENDAR\r\n")
    assert max(map(len, body.split(b"\r\n"))) <= 75


@pytest.mark.parametrize(
    ("due", "rule"),
    [
        (Due("/1", date(2026, 9, 30), recurring=True), "FREQ=YEARLY"),
        (Due("/1", date(2024, 2, 29), recurring=True), "FREQ=YEARLY;BYMONTHDAY=-1;BYMONTH=2"),
        (
            Due("/1", date(2026, 2, 28), exact=False, recurring=True),
            "FREQ=YEARLY;BYMONTHDAY=-1;BYMONTH=2",
        ),
        (Due("/1", date(2026, 2, 28), recurring=True), "FREQ=YEARLY"),
        (
            Due("/1", date(2026, 9, 30), recurring=True, until=date(2028, 12, 31)),
            "FREQ=YEARLY;UNTIL=20281231",
        ),
    ],
)
def test_a_deadline_of_every_year_is_a_rule(due: Due, rule: str) -> None:
    assert event(due)["RRULE"].to_ical().decode() == rule


def test_a_single_deadline_has_no_rule() -> None:
    assert "RRULE" not in event(Due("/1", date(2026, 12, 31)))


@settings(max_examples=40)
@given(offers())
def test_every_day_that_counts_can_be_read_back(one: Offer) -> None:
    found = [*due_days(one, TODAY)]
    _, events = read(*(entry(due, title=one.title, text=one.description) for due in found))
    assert [each.decoded("DTSTART") for each in events] == [due.day for due in found]
    assert len({each["UID"] for each in events}) == len(found)


ATOM = atom_feed.Feed(
    id="tag:a.example,2026:changes",
    title="Änderungen <b> & mehr",
    subtitle="Was neu ist",
    author="Stadt",
    language="de",
    url="https://a.example/f.atom?bedarf=export&lang=de",
    page="https://a.example/offene-daten",
    updated=STAMP,
)
CHANGE = atom_feed.Entry(
    id="tag:a.example,2026:offer/a/2",
    title="Beratung </title><script>x</script>\ufffe",
    text="Frist geändert.\nBetrag geändert.",
    url="https://a.example/angebote/a/verlauf",
    language="en",
    codes=("deadline.changed", "amount.changed"),
    rights="BMWE, CC BY-ND 4.0",
    updated=STAMP,
)


def test_a_feed_reader_reads_the_feed() -> None:
    found = feedparser.parse(atom_feed.atom_bytes(ATOM, [CHANGE]))
    assert not found.bozo
    assert found.version == "atom10"
    assert (found.feed.id, found.feed.updated) == (ATOM.id, "2026-11-20T09:30:15Z")
    assert {(link.rel, link.href) for link in found.feed.links} == {
        ("self", ATOM.url),
        ("alternate", ATOM.page),
    }
    (read_entry,) = found.entries
    assert read_entry.id == CHANGE.id
    assert read_entry.title_detail.type == "text/plain"
    assert read_entry.title == "Beratung </title><script>x</script>\ufffd"
    assert read_entry.title_detail.language == "en"
    assert read_entry.summary == CHANGE.text
    assert read_entry.link == CHANGE.url
    assert [tag.term for tag in read_entry.tags] == list(CHANGE.codes)
    assert read_entry.rights == CHANGE.rights
    assert read_entry.updated_parsed[:6] == (2026, 11, 20, 9, 30, 15)


def test_a_feed_without_entries_is_a_feed() -> None:
    found = feedparser.parse(atom_feed.atom_bytes(ATOM, []))
    assert (found.bozo, found.entries) == (False, [])
