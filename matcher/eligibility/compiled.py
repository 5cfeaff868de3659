"""Conditions of a whole catalogue as one table: equal parts once, companies as columns.

Nodes are sorted by depth; every level is a handful of numpy calls, for one company or for many.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from matcher.eligibility.leaves import KINDS, answer, prepare
from matcher.eligibility.nodes import Node, NodeTable, Step
from matcher.eligibility.outcomes import Judged, grow
from matcher.eligibility.subject import Subject
from matcher.eligibility.truth import Truth, truth
from matcher.eligibility.verdicts import Verdict, status_on, whole_condition
from offers.schema import Offer

Truths: TypeAlias = NDArray[np.int8]
_StepTruths: TypeAlias = "Callable[[Truths, Group], Truths]"
VERDICTS = (
    Verdict.CLOSED,
    Verdict.NOT_OPEN_YET,
    Verdict.NOT_ELIGIBLE,
    Verdict.UNCLEAR,
    Verdict.ELIGIBLE,
)
"""Verdicts by number: 2 + truth is the verdict of an open offer."""
OPEN = -1


@dataclass(frozen=True, slots=True)
class Group:
    """Nodes of one level and step with about equally many children."""

    step: Step
    nodes: slice
    children: NDArray[np.intp]
    """Shape (children of a node, nodes): so numpy compares long rows, not a few numbers a time.

    Who has fewer than others has its first child repeatedly, which changes no 'all' and no 'any'.
    """


class CompiledConditions:
    """The conditions of `offers` in their order, ready for many companies; immutable."""

    def __init__(self, offers: Sequence[Offer]) -> None:
        self.offers = tuple(offers)
        self.conditions = tuple(whole_condition(offer) for offer in self.offers)
        table = NodeTable()
        tops = [table.add(condition, negated=False) for condition in self.conditions]
        order = sorted(range(len(table.nodes)), key=lambda i: _place(table.nodes[i]))
        position = {old: new for new, old in enumerate(order)}
        self.nodes = tuple(table.nodes[old] for old in order)
        self.leaves = tuple(node.leaf for node in self.nodes if node.leaf is not None)
        for leaf in self.leaves:
            prepare(leaf)
        self._groups = _groups(self.nodes, position)
        self.tops = np.array([position[top] for top in tops], dtype=np.intp)
        self.trees = tuple(
            grow(condition, lambda part, negated: position[table.add(part, negated=negated)])
            for condition in self.conditions
        )
        self._status_on = lru_cache(maxsize=8)(partial(_statuses, self.offers))

    def leaf_truths(self, subject: Subject) -> Truths:
        """The truth of every distinct leaf for one company, shape (leaves,)."""
        values = [truth(answer(leaf, subject)) for leaf in self.leaves]
        return np.array(values, dtype=np.int8)

    def truths(self, leaf_truths: Truths) -> Truths:
        """The truth of every offer's tree from its leaves; shape (offers, ...) as given."""
        return self.node_truths(leaf_truths)[self.tops]

    def node_truths(self, leaf_truths: Truths) -> Truths:
        """The truth of every distinct node from the leaves; shape (nodes, ...) as given."""
        return self._climb(leaf_truths, _STEPS)

    def doubts(self, leaf_truths: Truths, truths: Truths) -> NDArray[np.bool_]:
        """Which offers stay open only because what would refuse them was read with doubt.

        `truths` are those of the offers; the shape of the result is theirs.
        """
        if not any(group.step in _DOUBTFUL for group in self._groups):
            return np.zeros_like(truths, dtype=np.bool_)
        sure = self._climb(leaf_truths, _SURE_STEPS)[self.tops]
        return np.asarray((truths != Truth.FALSE) & (sure == Truth.FALSE))

    def _climb(self, leaf_truths: Truths, steps: Mapping[Step, _StepTruths]) -> Truths:
        values = np.empty((len(self.nodes), *leaf_truths.shape[1:]), dtype=np.int8)
        values[: len(self.leaves)] = leaf_truths
        for group in self._groups:
            values[group.nodes] = steps[group.step](values, group)
        return values

    def judge(self, subject: Subject) -> Judged:
        """Everything about every offer for one company, explained on demand."""
        leaves = self.leaf_truths(subject)
        values = self.node_truths(leaves)
        truths = values[self.tops]
        return Judged(
            subject,
            self.leaves,
            self.trees,
            tuple(values.tolist()),
            self.with_status(truths, subject.today),
            self.doubts(leaves, truths),
        )

    def verdict_numbers(self, subject: Subject) -> Truths:
        """The verdict of every offer for one company as an index into VERDICTS."""
        return self.with_status(self.truths(self.leaf_truths(subject)), subject.today)

    def verdicts(self, subject: Subject) -> list[Verdict]:
        """The verdict of every offer for one company, in the order of the offers."""
        return [VERDICTS[number] for number in self.verdict_numbers(subject).tolist()]

    def verdict_table(self, subjects: Sequence[Subject]) -> Truths:
        """Verdict numbers of every offer for every company, shape (offers, companies)."""
        truths = self.truths(self._leaf_table(subjects))
        days = [subject.today for subject in subjects]
        for today in set(days):
            columns = np.array([day == today for day in days])
            truths[:, columns] = self.with_status(truths[:, columns], today)
        return truths

    def _leaf_table(self, subjects: Sequence[Subject]) -> Truths:
        """Leaves judged once per distinct value of what they read."""
        table = np.empty((len(self.leaves), len(subjects)), dtype=np.int8)
        columns: dict[str, tuple[list[Any], NDArray[np.intp]]] = {}
        for row, leaf in enumerate(self.leaves):
            kind = KINDS[type(leaf)]
            name = kind.column(leaf)
            if name not in columns:
                columns[name] = _distinct([kind.read(leaf, subject) for subject in subjects])
            values, codes = columns[name]
            judged = [truth(kind.holds(leaf, value)) for value in values]
            table[row] = np.array(judged, dtype=np.int8)[codes]
        return table

    def with_status(self, truths: Truths, today: date) -> Truths:
        """Verdict numbers on a day from the truths of the offers; shape as given."""
        status = self._status_on(today)
        if truths.ndim > 1:
            status = status[:, np.newaxis]
        return np.where(status == OPEN, truths + np.int8(2), status)


def _statuses(offers: Sequence[Offer], today: date) -> Truths:
    return np.array([_status_number(offer, today) for offer in offers], dtype=np.int8)


def _status_number(offer: Offer, today: date) -> int:
    status = status_on(offer, today)
    if status is None:
        return OPEN
    return 0 if status.code.startswith("closed") else 1


def _place(node: Node) -> tuple[int, int, int]:
    """Leaves first, then level by level, none beside one with twice as many children."""
    return (node.level, node.step, len(node.children).bit_length())


def _groups(nodes: Sequence[Node], position: dict[int, int]) -> tuple[Group, ...]:
    members: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for index, node in enumerate(nodes):
        if node.step is not Step.LEAF:
            members[_place(node)].append(index)
    return tuple(_group(nodes, members[key], position) for key in sorted(members))


def _group(nodes: Sequence[Node], members: list[int], position: dict[int, int]) -> Group:
    children = [[position[child] for child in nodes[index].children] for index in members]
    most = max(map(len, children))
    filled = [own + own[:1] * (most - len(own)) for own in children]
    return Group(
        step=nodes[members[0]].step,
        nodes=slice(members[0], members[-1] + 1),
        children=np.array(filled, dtype=np.intp).T.copy(),
    )


def _distinct(values: Sequence[Hashable]) -> tuple[list[Hashable], NDArray[np.intp]]:
    codes: dict[Hashable, int] = {}
    rows = [codes.setdefault(value, len(codes)) for value in values]
    return list(codes), np.array(rows, dtype=np.intp)


def _all(values: Truths, group: Group) -> Truths:
    return np.asarray(values[group.children].min(axis=0, initial=Truth.TRUE))


def _any(values: Truths, group: Group) -> Truths:
    return np.asarray(values[group.children].max(axis=0, initial=Truth.FALSE))


def _only_child(values: Truths, group: Group) -> Truths:
    return np.asarray(values[group.children[0]])


_STEPS: dict[Step, _StepTruths] = {
    Step.ALL: _all,
    Step.ANY: _any,
    Step.NOT: lambda values, group: np.int8(2) - _only_child(values, group),
    Step.AT_LEAST_UNKNOWN: lambda values, group: np.maximum(_only_child(values, group), np.int8(1)),
    Step.UNKNOWN: lambda values, group: np.full_like(values[group.nodes], Truth.UNKNOWN),
}
_DOUBTFUL = (Step.AT_LEAST_UNKNOWN, Step.UNKNOWN)
_SURE_STEPS = {**_STEPS, **dict.fromkeys(_DOUBTFUL, _only_child)}
