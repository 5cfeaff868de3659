"""The room for de minimis aid: three years from grant to grant, by Regulation (EU) 2023/2831."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.de_minimis import (
    CEILINGS_EUR,
    COUNTS_TOWARDS,
    Award,
    Ceiling,
    Regulation,
    Return,
    counts,
    counts_until,
    headroom,
    headrooms,
)

TODAY = date(2026, 11, 22)
GENERAL, SGEI = Regulation.GENERAL, Regulation.SGEI
AGRICULTURE, FISHERY = Regulation.AGRICULTURE, Regulation.FISHERY


def award(day: str, amount_eur: int, regulation: Regulation = GENERAL) -> Award:
    return Award(date.fromisoformat(day), amount_eur, regulation)


def back(day: str, gained_eur: int, free_eur: int) -> Return:
    return Return(date.fromisoformat(day), gained_eur, free_eur)


@pytest.mark.parametrize(
    ("granted_on", "last_day"),
    [
        ("2024-03-15", "2027-03-15"),
        ("2023-11-22", "2026-11-22"),
        ("2024-02-29", "2027-02-28"),
        ("2024-02-28", "2027-02-28"),
        ("2024-03-01", "2027-03-01"),
        ("2025-02-28", "2028-02-28"),
        ("2023-12-31", "2026-12-31"),
        ("2024-01-01", "2027-01-01"),
        ("9996-12-31", "9999-12-31"),
        ("9998-05-01", "9999-12-31"),
    ],
)
def test_aid_counts_until_the_same_date_of_the_third_year(granted_on: str, last_day: str) -> None:
    assert counts_until(date.fromisoformat(granted_on)) == date.fromisoformat(last_day)


@pytest.mark.parametrize(
    ("granted_on", "on", "does_count"),
    [
        ("2026-11-22", "2026-11-22", True),  # granted on the day itself
        ("2026-11-23", "2026-11-22", False),  # not granted yet
        ("2023-11-22", "2026-11-22", True),  # the last day
        ("2023-11-21", "2026-11-22", False),  # a day later it is over
        ("2024-02-29", "2027-02-28", True),
        ("2024-02-29", "2027-03-01", False),
        ("2025-02-28", "2028-02-28", True),
        ("2025-02-28", "2028-02-29", False),  # the leap day is a day like any other
        ("2025-03-01", "2028-02-29", True),
    ],
)
def test_the_days_at_both_ends_of_three_years(granted_on: str, on: str, does_count: bool) -> None:
    assert counts(award(granted_on, 1), date.fromisoformat(on)) is does_count


CASES = {
    "nothing was granted": ([], 0, 300_000, 0, []),
    "one award": (
        [award("2024-03-15", 100_000)],
        *(100_000, 200_000, 0, [back("2027-03-16", 100_000, 300_000)]),
    ),
    "too long ago": ([award("2023-11-21", 100_000)], 0, 300_000, 0, []),
    "in the future": ([award("2026-11-23", 100_000)], 0, 300_000, 0, []),
    "exactly the ceiling": (
        [award("2025-01-10", 300_000)],
        *(300_000, 0, 0, [back("2028-01-11", 300_000, 300_000)]),
    ),
    "two on one day come back together": (
        [award("2025-01-10", 50_000), award("2025-01-10", 25_000)],
        *(75_000, 225_000, 0, [back("2028-01-11", 75_000, 300_000)]),
    ),
    "the oldest comes back first": (
        [award("2026-01-05", 200_000), award("2024-06-01", 40_000)],
        240_000,
        60_000,
        0,
        [back("2027-06-02", 40_000, 100_000), back("2029-01-06", 200_000, 300_000)],
    ),
    "above the ceiling: the end of the first gives no room yet": (
        [award("2024-01-01", 40_000), award("2025-01-01", 310_000)],
        *(350_000, 0, 50_000, [back("2028-01-02", 300_000, 300_000)]),
    ),
    "above the ceiling: the end of the first gives a part of it": (
        [award("2024-01-01", 40_000), award("2025-01-01", 280_000)],
        320_000,
        0,
        20_000,
        [back("2027-01-02", 20_000, 20_000), back("2028-01-02", 280_000, 300_000)],
    ),
    "agriculture and fishery count towards the same ceiling (Article 5(2))": (
        [
            award("2025-05-01", 10_000, AGRICULTURE),
            award("2025-05-01", 20_000, FISHERY),
            award("2025-05-01", 30_000),
        ],
        *(60_000, 240_000, 0, [back("2028-05-02", 60_000, 300_000)]),
    ),
    "services of general interest do not (Article 5(1))": (
        [award("2025-05-01", 700_000, SGEI)],
        *(0, 300_000, 0, []),
    ),
}


@pytest.mark.parametrize(("awards", "used", "free", "excess", "returns"), CASES.values(), ids=CASES)
def test_the_room_of_today(
    awards: list[Award], used: int, free: int, excess: int, returns: list[Return]
) -> None:
    found = headroom(awards, TODAY)

    assert (found.used_eur, found.free_eur, found.excess_eur) == (used, free, excess)
    assert list(found.returns) == returns
    assert (found.ceiling_eur, found.on) == (300_000, TODAY)


def test_services_of_general_interest_have_a_ceiling_of_their_own() -> None:
    awards = [award("2025-05-01", 700_000, SGEI), award("2025-05-01", 250_000)]

    found = headrooms(awards, TODAY)

    assert {ceiling: room.free_eur for ceiling, room in found.items()} == {
        Ceiling.GENERAL: 50_000,
        Ceiling.SGEI: 50_000,
    }


def test_every_regulation_counts_towards_a_ceiling_with_an_amount() -> None:
    assert set(COUNTS_TOWARDS) == set(Regulation)
    assert {CEILINGS_EUR[ceiling] for ceiling in COUNTS_TOWARDS.values()} == {300_000, 750_000}


days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
one_award = st.builds(
    Award, days, st.integers(min_value=1, max_value=400_000), st.sampled_from(Regulation)
)
some_awards = st.lists(one_award, max_size=8)


@given(some_awards, days, st.sampled_from(Ceiling))
def test_room_is_never_negative_nor_above_the_ceiling(
    awards: list[Award], on: date, ceiling: Ceiling
) -> None:
    found = headroom(awards, on, ceiling)

    assert 0 <= found.free_eur <= found.ceiling_eur
    assert found.free_eur == 0 or found.excess_eur == 0


@given(some_awards, one_award, days, st.sampled_from(Ceiling))
def test_one_more_award_never_gives_more_room_on_any_day(
    awards: list[Award], more: Award, on: date, ceiling: Ceiling
) -> None:
    before, after = headroom(awards, on, ceiling), headroom([*awards, more], on, ceiling)

    assert after.free_eur <= before.free_eur


@given(
    some_awards.flatmap(lambda awards: st.tuples(st.just(awards), st.permutations(awards))), days
)
def test_the_order_of_awards_does_not_matter(
    both: tuple[list[Award], list[Award]], on: date
) -> None:
    awards, mixed = both

    assert headroom(awards, on) == headroom(mixed, on)


@given(some_awards, days)
def test_what_is_said_to_come_back_is_what_there_is_on_that_day(
    awards: list[Award], on: date
) -> None:
    granted = [each for each in awards if each.granted_on <= on]

    found = headroom(granted, on)

    free = found.free_eur
    for each in found.returns:
        day_before = headroom(granted, each.day - timedelta(days=1))
        assert day_before.free_eur == free
        assert headroom(granted, each.day).free_eur == each.free_eur == free + each.gained_eur
        assert each.gained_eur > 0
        free = each.free_eur
    assert headroom(granted, date(2040, 1, 1)).free_eur == free == found.ceiling_eur
