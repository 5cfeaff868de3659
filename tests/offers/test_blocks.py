"""Conditions as blocks: the way there and back, and trees changed at a path."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.errors import InputErrors
from offers.schema import Condition, dump_condition, parse_condition
from offers.schema.block_trees import (
    DEEPEST,
    Path,
    block_at,
    depth,
    moved,
    unwrapped,
    with_block,
    with_more,
    without_block,
    wrapped,
)
from offers.schema.blocks import Block, dump_block, read_block
from tests.strategies import conditions

SMALL = Block(kind="employees", high="49")
TOWN = Block(kind="territory", values=("Bochum",))
TRADE = Block(kind="sector", values=("C",))
TREE = Block(
    kind="all", parts=(SMALL, Block(kind="any", parts=(TOWN, Block(kind="not", parts=(TRADE,)))))
)


@given(conditions(max_leaves=12))
def test_every_condition_becomes_blocks_and_the_same_condition_again(condition: Condition) -> None:
    assert parse_condition(dump_block(read_block(dump_condition(condition)))) == condition


@given(conditions(max_leaves=12), st.data())
def test_a_block_put_back_where_it_stood_changes_nothing(
    condition: Condition, data: st.DataObject
) -> None:
    root = read_block(dump_condition(condition))
    path = data.draw(st.sampled_from(_paths(root)))
    there = block_at(root, path)
    assert there is not None
    assert with_block(root, path, there) == root
    assert unwrapped(wrapped(root, path, "all"), path) == root


@given(conditions(max_leaves=12), st.data())
def test_moving_down_and_up_again_changes_nothing_and_loses_nothing(
    condition: Condition, data: st.DataObject
) -> None:
    root = read_block(dump_condition(condition))
    path = data.draw(st.sampled_from(_paths(root)))
    down = moved(root, path, 1)
    if down != root:
        assert moved(down, (*path[:-1], path[-1] + 1), -1) == root
    assert sorted(map(repr, _leaves(down))) == sorted(map(repr, _leaves(root)))


@pytest.mark.parametrize(
    ("path", "left"),
    [
        ((), None),
        ((0,), Block(kind="all", parts=TREE.parts[1:])),
        ((1,), Block(kind="all", parts=(SMALL,))),
        (
            (1, 1, 0),
            Block(
                kind="all",
                parts=(SMALL, Block(kind="any", parts=(TOWN, Block(kind="not")))),
            ),
        ),
    ],
)
def test_a_block_is_removed_with_all_that_stands_in_it(path: Path, left: Block | None) -> None:
    assert without_block(TREE, path) == left


def test_the_first_block_begins_a_list_of_which_all_must_hold() -> None:
    assert with_more(None, (), SMALL) == Block(kind="all", parts=(SMALL,))


def test_a_block_beside_one_that_is_no_group_makes_a_group_of_both() -> None:
    assert with_more(SMALL, (), TOWN) == Block(kind="all", parts=(SMALL, TOWN))


def test_a_second_block_under_a_not_joins_the_first() -> None:
    assert with_more(TREE, (1, 1), SMALL).parts[1].parts[1] == Block(
        kind="not", parts=(Block(kind="all", parts=(TRADE, SMALL)),)
    )


def test_a_group_of_two_under_a_not_is_not_taken_apart() -> None:
    alone = Block(kind="not", parts=(Block(kind="any", parts=(SMALL, TOWN)),))
    assert unwrapped(alone, (0,)) == alone


def test_the_parts_of_a_group_step_into_its_place() -> None:
    assert unwrapped(TREE, (1,)).parts == (SMALL, *TREE.parts[1].parts)


def test_groups_are_not_put_into_one_another_without_end() -> None:
    root = SMALL
    for _ in range(DEEPEST + 5):
        root = wrapped(root, (), "any")
    assert depth(root) == DEEPEST


@pytest.mark.parametrize("kind", ["all", "any", "not"])
def test_groups_are_not_added_to_one_another_without_end(kind: str) -> None:
    root, path = SMALL, list[int]()
    for _ in range(DEEPEST + 5):
        root = with_more(root, tuple(path), Block(kind=kind))
        path = [1, *(0 for _ in range(depth(root) - 2))]
    assert depth(root) == DEEPEST
    assert with_more(root, (), TOWN).parts[-1] == TOWN


def test_what_is_too_deep_already_can_still_grow_elsewhere() -> None:
    deep = SMALL
    for _ in range(DEEPEST + 5):
        deep = Block(kind="any", parts=(deep,))
    assert with_more(deep, (), TOWN).parts[-1] == TOWN


def test_what_is_not_there_is_neither_found_nor_moved() -> None:
    assert block_at(TREE, (7,)) is None
    assert block_at(TREE, (-1,)) is None
    assert moved(TREE, (7,), 1) == TREE
    assert with_more(TREE, (9,), SMALL) == TREE


@pytest.mark.parametrize(
    "unfinished",
    [
        Block(kind="employees"),
        Block(kind="employees", high="viele"),
        Block(kind="not"),
        Block(kind="fact"),
    ],
)
def test_an_unfinished_block_survives_as_it_is_and_is_no_condition(unfinished: Block) -> None:
    mapping = dump_block(unfinished)
    again = read_block(mapping)
    assert dump_block(again) == mapping
    with pytest.raises(InputErrors):
        parse_condition(mapping)


def test_a_number_and_a_truth_stay_two_answers() -> None:
    number = Block(kind="fact", name="branch", answer="number", equals="1")
    truth = replace(number, answer="yes", equals="")
    assert parse_condition(dump_block(number)) != parse_condition(dump_block(truth))


def _paths(root: Block, at: Path = ()) -> list[Path]:
    inner = (path for i, part in enumerate(root.parts) for path in _paths(part, (*at, i)))
    return [at, *inner]


def _leaves(root: Block) -> list[Block]:
    if not root.is_group:
        return [root]
    return [leaf for part in root.parts for leaf in _leaves(part)]
