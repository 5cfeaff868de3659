"""No figure that is shown, and no two of them together, tell of one to four firms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.use_cases.insight.disclosure import (
    LEAST,
    MoneySum,
    Row,
    Table,
    money,
    overlapping,
    parts,
    share,
    shown,
)

COUNTS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 60), max_size=8)


def numbers(table: Table) -> list[int]:
    """Every figure of a table."""
    return [table.base, table.rest, *(row.firms for row in table.rows)]


@pytest.mark.parametrize(
    ("why", "counts", "rows", "rest"),
    [
        ("nothing is small", {"a": 12, "b": 9}, (("a", 10), ("b", 5)), 0),
        ("groups of none are no secret", {"a": 12, "b": 0}, (("a", 10),), 0),
        ("the smallest other one is hidden, too", {"a": 30, "b": 7, "c": 2}, (("a", 30),), 5),
        ("two groups, one small: neither is shown", {"a": 30, "b": 2}, (), 30),
        ("all small: only their sum", {"a": 4, "b": 4, "c": 4}, (), 10),
        ("several small ones do not protect each other", {"a": 20, "b": 4, "c": 1}, (), 25),
        ("of equals all are hidden", {"a": 6, "b": 6, "c": 3, "d": 9}, (("d", 5),), 15),
        ("fewer than five in all", {"a": 2, "b": 1}, (), 0),
    ],
)
def test_parts_hide_small_groups_and_what_would_give_them_away(
    why: str, counts: dict[str, int], rows: tuple[tuple[str, int], ...], rest: int
) -> None:
    table = parts(counts)

    assert (table.rows, table.rest) == (tuple(Row(*row) for row in rows), rest), why


@given(COUNTS)
def test_every_figure_and_every_difference_of_two_is_a_multiple_of_five(
    counts: dict[str, int],
) -> None:
    for table in (parts(counts), overlapping(counts, sum(counts.values()))):
        assert all(number % LEAST == 0 for number in numbers(table))
        assert all(
            one == other or abs(one - other) >= 5 for one, other in combinations(numbers(table), 2)
        )
        assert all(counts[row.key] >= LEAST for row in table.rows)
        assert all(0 <= counts[row.key] - row.firms < LEAST for row in table.rows)


@given(COUNTS)
def test_parts_never_hide_one_group_alone(counts: dict[str, int]) -> None:
    table = parts(counts)

    hidden = {key for key, count in counts.items() if count} - {row.key for row in table.rows}
    assert len(hidden) != 1 or sum(counts.values()) < LEAST or counts[min(hidden)] >= LEAST
    assert not table.rest or shown(sum(counts[key] for key in hidden)) == table.rest


@given(COUNTS)
def test_the_order_of_rows_tells_no_more_than_the_rows_do(counts: dict[str, int]) -> None:
    for table in (parts(counts), overlapping(counts, 400)):
        assert list(table.rows) == sorted(table.rows, key=lambda row: (-row.firms, row.key))


def worlds(total: int, groups: int) -> Iterator[tuple[int, ...]]:
    """All ways in which so many firms can stand in so many groups."""
    if groups == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for others in worlds(total - first, groups - 1):
            yield (first, *others)


@pytest.mark.parametrize(("groups", "most"), [(1, 14), (2, 24), (3, 19), (4, 14), (5, 9)])
def test_who_knows_the_rule_and_all_figures_of_a_table_never_finds_a_small_group(
    groups: int, most: int
) -> None:
    """Every world is held against all others that look the same: whoever sees the table and the
    rule that made it can still not exclude that a group is empty, or has five firms or more.
    """
    possible = defaultdict[Table, list[set[int]]](lambda: [set() for _ in range(groups)])
    for total in range(most + 1):
        for world in worlds(total, groups):
            table = parts({str(at): count for at, count in enumerate(world)})
            for seen, count in zip(possible[table], world, strict=True):
                seen.add(count)

    revealed = [
        (table, counts)
        for table, groups_of_table in possible.items()
        for counts in groups_of_table
        if table.base and counts <= {1, 2, 3, 4}
    ]
    assert revealed == []


def test_shares_come_from_what_is_shown_and_never_exceed_the_whole() -> None:
    assert share(0, 40) == 0
    assert share(20, 20) == 100
    assert share(5, 10) == 58
    assert share(500, 1000) == 50


@pytest.mark.parametrize(
    ("why", "amounts", "expected"),
    [
        ("five firms, rounded down to two digits", [12_000] * 5, MoneySum(60_000, 5)),
        (
            "two digits of more",
            [10_499, 20_250, 30_000, 8_000, 9_000, 1_111, 7],
            MoneySum(78_000, 5),
        ),
        ("four firms", [12_000] * 4, None),
        ("one has nearly all of it", [1_000_000, 5_000, 4_000, 3_000, 2_000], None),
        ("nobody", [], None),
    ],
)
def test_sums_of_money_need_five_firms_and_none_that_has_nearly_all(
    why: str, amounts: list[int], expected: MoneySum | None
) -> None:
    assert money(amounts) == expected, why
