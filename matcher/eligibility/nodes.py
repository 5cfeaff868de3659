"""Nodes: the distinct parts of many condition trees."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from enum import IntEnum

from offers.schema import Condition
from offers.schema.conditions import AllOf, AnyOf, Leaf, NotOf


class Step(IntEnum):
    """What a node does with its children."""

    LEAF = 0
    ALL = 1
    ANY = 2
    NOT = 3
    AT_LEAST_UNKNOWN = 4
    UNKNOWN = 5


@dataclass(frozen=True, slots=True)
class Node:
    """A distinct part of the catalogue's conditions."""

    step: Step
    children: tuple[int, ...]
    leaf: Leaf | None
    level: int


class NodeTable:
    """Collects distinct nodes while trees are walked."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self._known: dict[Hashable, int] = {}

    def add(self, condition: Condition, *, negated: bool) -> int:
        """The node of a tree; equal trees are one node."""
        match condition.test:
            case AllOf(parts):
                node = self._combine(Step.ALL, parts, negated=negated)
            case AnyOf(parts):
                node = self._combine(Step.ANY, parts, negated=negated)
            case NotOf(part):
                node = self._inner(Step.NOT, (self.add(part, negated=not negated),))
            case leaf:
                node = self._put((Step.LEAF, leaf), Node(Step.LEAF, (), leaf, 0))
        if condition.evidence.doubtful:
            step = Step.UNKNOWN if negated else Step.AT_LEAST_UNKNOWN
            return self._inner(step, (node,))
        return node

    def _combine(self, step: Step, parts: tuple[Condition, ...], *, negated: bool) -> int:
        children = tuple(sorted({self.add(part, negated=negated) for part in parts}))
        return children[0] if len(children) == 1 else self._inner(step, children)

    def _inner(self, step: Step, children: tuple[int, ...]) -> int:
        level = 1 + max((self.nodes[child].level for child in children), default=0)
        return self._put((step, children), Node(step, children, None, level))

    def _put(self, key: Hashable, node: Node) -> int:
        if key not in self._known:
            self._known[key] = len(self.nodes)
            self.nodes.append(node)
        return self._known[key]
