"""Verdicts of many companies: leaves judged once per distinct value of what they read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.batch.recent import Recent
from matcher.eligibility import CompiledConditions, Judged, Subject
from matcher.eligibility.compiled import Truths
from matcher.eligibility.leaves import KINDS, LeafKind
from matcher.eligibility.truth import truth
from offers.schema.conditions import Leaf

MOST_BYTES = 64_000_000
KEY_BYTES = 200
"""About what a kept value weighs beside its truths."""


@dataclass(frozen=True, slots=True)
class LeafColumn:
    """The leaves that read one thing of a company, with their places among all leaves."""

    name: tuple[type, str]
    kind: LeafKind
    leaves: tuple[Leaf, ...]
    rows: NDArray[np.intp]

    def truths(self, subjects: Sequence[Subject], known: Recent[Truths]) -> Truths:
        """The truth of each of these leaves for companies, shape (leaves, companies)."""
        read, leaf = self.kind.read, self.leaves[0]
        codes: dict[Hashable, int] = {}
        at = [codes.setdefault(read(leaf, subject), len(codes)) for subject in subjects]
        rows = [self._row(value, known) for value in codes]
        return np.array(rows)[at].T

    def _row(self, value: Hashable, known: Recent[Truths]) -> Truths:
        kept = known.get((self.name, value))
        if kept is not None:
            return kept
        judged = self._judge(value)
        known.keep((self.name, value), judged)
        return judged

    def _judge(self, value: Hashable) -> Truths:
        return np.array([truth(self.kind.holds(leaf, value)) for leaf in self.leaves], np.int8)


class ManyVerdicts:
    """The verdicts of a catalogue for company after company."""

    def __init__(self, conditions: CompiledConditions) -> None:
        self._conditions = conditions
        self._columns = _columns(conditions.leaves)
        self._known = Recent[Truths](MOST_BYTES, lambda truths: truths.nbytes + KEY_BYTES)

    def judge(self, subjects: Sequence[Subject]) -> Iterator[Judged]:
        """Everything about every offer for each company, as `CompiledConditions.judge` has it."""
        conditions, leaves = self._conditions, self._leaf_table(subjects)
        values = conditions.node_truths(leaves)
        truths = values[conditions.tops]
        doubted = conditions.doubts(leaves, truths).T.copy()
        numbers = self._with_status(truths, subjects).T.copy()
        nodes = values.T.copy()
        for row, subject in enumerate(subjects):
            # Bytes are a sequence of small numbers, and a quick one to make.
            known = nodes[row].tobytes()
            yield Judged(
                subject, conditions.leaves, conditions.trees, known, numbers[row], doubted[row]
            )

    def _with_status(self, truths: Truths, subjects: Sequence[Subject]) -> Truths:
        """Verdict numbers from the truths of all offers, shape (offers, companies)."""
        days = [subject.today for subject in subjects]
        first, *others = set(days)
        numbers = self._conditions.with_status(truths, first)
        for day in others:
            at = np.array([each == day for each in days])
            numbers[:, at] = self._conditions.with_status(truths[:, at], day)
        return numbers

    def _leaf_table(self, subjects: Sequence[Subject]) -> Truths:
        table = np.empty((len(self._conditions.leaves), len(subjects)), dtype=np.int8)
        for column in self._columns:
            table[column.rows] = column.truths(subjects, self._known)
        return table


def _columns(leaves: Sequence[Leaf]) -> tuple[LeafColumn, ...]:
    places: defaultdict[tuple[type, str], list[int]] = defaultdict(list)
    for place, leaf in enumerate(leaves):
        places[type(leaf), KINDS[type(leaf)].column(leaf)].append(place)
    return tuple(_column(name, leaves, rows) for name, rows in places.items())


def _column(name: tuple[type, str], leaves: Sequence[Leaf], rows: list[int]) -> LeafColumn:
    return LeafColumn(
        name=name,
        kind=KINDS[name[0]],
        leaves=tuple(leaves[row] for row in rows),
        rows=np.array(rows, dtype=np.intp),
    )
