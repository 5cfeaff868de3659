"""Working days: by the holidays of the Land in which a company is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.profile import Profile, parse_profile
from matcher.working_days import (
    ALL_LANDS,
    LANDS,
    is_working_day,
    land_code,
    last_working_day_in,
)
from offers.taxonomy.regions import RegionKind, region
from tests.strategies import profiles

PLACES = {
    "Bochum": {"postal_code": "44787"},
    "Dresden": {"postal_code": "01067"},
    "München": {"municipality": "München"},
    "Berlin": {"region": "DE3"},
    "nowhere": {},
    "France": {"region": "FRK"},
}
SHARED_IN_2026 = (
    *("2026-01-01", "2026-04-03", "2026-04-06", "2026-05-01", "2026-05-14", "2026-05-25"),
    *("2026-12-25",),
)


def at(place: str) -> Profile:
    return parse_profile({"id": "firm", **PLACES[place]})


@pytest.mark.parametrize(
    ("day", "place", "is_one"),
    [
        ("2026-11-23", "Bochum", True),
        ("2026-11-21", "Bochum", False),
        ("2026-11-22", "Bochum", False),
        # Corpus Christi
        ("2026-06-04", "Bochum", False),
        ("2026-06-04", "München", False),
        ("2026-06-04", "Berlin", True),
        ("2026-06-04", "nowhere", True),
        # Buß- und Bettag
        ("2026-11-18", "Dresden", False),
        ("2026-11-18", "Bochum", True),
        # Epiphany
        ("2026-01-06", "München", False),
        ("2026-01-06", "Bochum", True),
        # No public holidays anywhere.
        ("2026-12-24", "Bochum", True),
        ("2026-12-31", "Bochum", True),
        ("2026-02-16", "Bochum", True),
        # Holidays of all.
        *((day, place, False) for day in SHARED_IN_2026 for place in PLACES),
    ],
)
def test_a_working_day_is_one_in_the_land(day: str, place: str, is_one: bool) -> None:
    assert is_working_day(date.fromisoformat(day), at(place)) is is_one


@pytest.mark.parametrize(
    ("day", "place", "expected"),
    [
        ("2026-11-23", "Bochum", "2026-11-23"),
        ("2026-11-22", "Bochum", "2026-11-20"),
        ("2026-12-27", "Bochum", "2026-12-24"),
        ("2026-04-06", "Bochum", "2026-04-02"),
        ("2026-11-18", "Dresden", "2026-11-17"),
        ("2027-01-03", "Bochum", "2026-12-31"),
        ("2026-01-06", "München", "2026-01-05"),
    ],
)
def test_the_last_working_day_skips_weekends_and_holidays(
    day: str, place: str, expected: str
) -> None:
    assert last_working_day_in(date.fromisoformat(day), land_code(at(place))) == date.fromisoformat(
        expected
    )


def test_every_land_is_known_by_its_code() -> None:
    for code, iso in LANDS.items():
        assert region(code).kind is RegionKind.LAND
        assert region(f"DE-{iso}").code == code
        assert land_code(parse_profile({"id": "a", "region": code})) == iso
    assert len(set(LANDS.values())) == 16


def test_a_place_that_is_not_in_one_land_has_only_the_holidays_of_all() -> None:
    assert land_code(at("nowhere")) == land_code(at("France")) == ALL_LANDS


@given(day=st.dates(date(1995, 1, 1), date(2060, 1, 1)), firm=profiles())
def test_the_last_working_day_is_one_and_none_lies_between(day: date, firm: Profile) -> None:
    found = last_working_day_in(day, land_code(firm))
    assert found <= day
    assert is_working_day(found, firm)
    between = (found + timedelta(days=n) for n in range(1, (day - found).days + 1))
    assert not any(is_working_day(each, firm) for each in between)
