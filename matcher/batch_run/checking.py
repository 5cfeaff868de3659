"""Bad lines and repeated ids of a whole file, found before anything is worked out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.batch_run.companies import Chunk, Companies, Lines, parse
from matcher.batch_run.work import Plan
from offers.errors import InputError, InputErrors

MOST_ERRORS = 1_000
"""From so many bad lines on the rest is not looked at."""
Digests = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a look at a chunk found: bad lines, and 64 bits of each id to tell it from others."""

    errors: tuple[InputError, ...]
    digests: Digests


def check(plan: Plan, lines: Lines) -> Checked:
    """The bad lines of a chunk and the ids of the others."""
    errors, digests = list[InputError](), list[int]()
    for _, outcome in parse(lines, today=plan.today):
        if isinstance(outcome, InputErrors):
            errors.extend(outcome.errors)
        else:
            digests.append(_digest(outcome.profile.id))
    return Checked(tuple(errors), np.array(digests, dtype=np.uint64))


def raise_bad_lines(
    plan: Plan, companies: Companies, results: Iterable[tuple[Chunk, Checked]]
) -> None:
    """InputErrors with the bad lines and the repeated ids of all chunks, or for no company at all.

    Ids take 8 bytes a company; only where two are alike in them the file is read again.
    """
    errors, digests = list[InputError](), list[Digests]()
    for _, checked in results:
        errors.extend(checked.errors)
        digests.append(checked.digests)
        if len(errors) >= MOST_ERRORS:
            break
    errors.extend(_repeated(plan, companies, _twice(digests)))
    if errors:
        raise InputErrors(sorted(errors, key=lambda error: error.line or 0))
    if not any(map(len, digests)):
        raise InputErrors([InputError("empty_file", source=companies.path)])


def _twice(digests: Sequence[Digests]) -> frozenset[int]:
    """The digests that two companies have."""
    ordered = np.sort(np.concatenate([np.empty(0, np.uint64), *digests]))
    return frozenset(ordered[1:][ordered[1:] == ordered[:-1]].tolist())


def _repeated(plan: Plan, companies: Companies, twice: frozenset[int]) -> Iterator[InputError]:
    """An error for every further line of an id, whose digest is among these."""
    first: dict[str, int] = {}
    for chunk in companies.chunks if twice else ():
        for line, outcome in parse(companies.read(chunk), today=plan.today):
            if isinstance(outcome, InputErrors) or _digest(outcome.profile.id) not in twice:
                continue
            name = outcome.profile.id
            if first.setdefault(name, line) != line:
                values = {"id": name, "first": first[name]}
                yield InputError("duplicate_id", "id", values, companies.path, line)


def _digest(name: str) -> int:
    """Equal for equal names, hardly ever for two."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest())
