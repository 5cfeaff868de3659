"""Which firms seem to be the same: by their address, or by name and place. Quick for thousands."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from rapidfuzz import fuzz, process

from offers.text import normalise

ALIKE = 90.0
"""Of 100: one slip of the pen in ten letters."""
_LETTERS = 2
_AT_ONCE = 200
"""Names that are compared with all others of a block at the same time."""
_NO_WORD = re.compile(r"[^a-z0-9]+")
_FORMS = frozenset(
    {
        "ag", "co", "cokg", "ek", "ev", "eg", "firma", "fa", "gbr", "ggmbh", "gmbh", "inc", "inh",
        "haftungsbeschraenkt", "inhaber", "kg", "kgaa", "limited", "ltd", "mbh", "ohg", "partg",
        "partgmbb", "se", "ug", "und", "u",
    }
)  # fmt: skip
"""What says nothing of whose firm it is."""
_DIGITS = re.compile(r"[0-9]+")


@dataclass(frozen=True)
class Known:
    """A firm to compare: `key` is what is told of it, '' for a place or address not known."""

    key: int
    name: str
    town: str
    email: str

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of the name, sorted, without legal forms unless there are no others."""
        found = _NO_WORD.sub(" ", normalise(self.name)).split()
        return tuple(sorted(each for each in found if each not in _FORMS) or sorted(found))

    @cached_property
    def spelling(self) -> str:
        """The words as one text."""
        return " ".join(self.words)

    @cached_property
    def blocks(self) -> frozenset[tuple[str, str]]:
        """Place and first letters of each word; firms that share none are not compared."""
        return frozenset((self.town, word[:_LETTERS]) for word in self.words)


def same_as(firms: Sequence[Known], others: Sequence[Known]) -> Mapping[int, int]:
    """For each firm that seems to be one of the others: its key to that one's, the likest first."""
    by_email = {each.email: each.key for each in reversed(others) if each.email}
    found = {each.key: by_email[each.email] for each in firms if each.email in by_email}
    scores = dict.fromkeys(found, 100.0)
    for some, block in _blocks(firms, others):
        for firm, other, score in _alike(some, block):
            if score > scores.get(firm.key, 0.0):
                scores[firm.key], found[firm.key] = score, other.key
    return found


def repeated(firms: Sequence[Known]) -> Mapping[int, int]:
    """For each firm that seems to be an earlier one: its key to the key of the first such one."""
    first = dict[int, int]()
    emails = dict[str, int]()
    for each in firms:
        if each.email and emails.setdefault(each.email, each.key) != each.key:
            first[each.key] = emails[each.email]
    position = {each.key: at for at, each in enumerate(firms)}
    for some, block in _blocks(firms, firms):
        for firm, other, _ in _alike(some, block):
            if position[other.key] < position[first.get(firm.key, firm.key)]:
                first[firm.key] = other.key
    return first


def _blocks(
    firms: Iterable[Known], others: Iterable[Known]
) -> Iterator[tuple[Sequence[Known], Sequence[Known]]]:
    """Firms and others that share a block, a few firms at a time.

    Whoever has no place is compared with those without one alone: a name is not enough.
    """
    by_block: defaultdict[tuple[str, str], list[Known]] = defaultdict(list)
    for each in others:
        for block in each.blocks:
            by_block[block].append(each)
    wanted: defaultdict[tuple[str, str], list[Known]] = defaultdict(list)
    for each in firms:
        for block in each.blocks & by_block.keys():
            wanted[block].append(each)
    for block, some in wanted.items():
        for start in range(0, len(some), _AT_ONCE):
            yield some[start : start + _AT_ONCE], by_block[block]


def _alike(some: Sequence[Known], others: Sequence[Known]) -> Iterator[tuple[Known, Known, float]]:
    """Pairs with names that are alike and hold the same numbers: 'Halle 1' is not 'Halle 2'."""
    scores = process.cdist(
        [each.spelling for each in some],
        [each.spelling for each in others],
        scorer=fuzz.ratio,
        score_cutoff=ALIKE,
        dtype=np.uint8,
    )
    for row, column in np.argwhere(scores).tolist():
        firm, other = some[row], others[column]
        if _DIGITS.findall(firm.spelling) == _DIGITS.findall(other.spelling):
            yield firm, other, float(scores[row, column])
