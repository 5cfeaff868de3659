"""Companies as a country has them, one line each, as many as wanted: the same seed, the same file.

Postal codes and divisions by their frequency, sizes and legal forms too (`register`); three of
four name needs, every fifth says something in words of its own.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

from countrystatecity_postal_codes import get_postcodes_of_country

from tests.benchmarks.register import CRAFTS, DIVISIONS, LANDS, LEGAL_FORMS, NEEDS, SIZES
from tests.benchmarks.sentences import sentences

SEED = 20261122
YEAR = 2026
EVERY = 5
"""Every how many companies one has a text."""
KINDS = ("advice", "grant", "loan", "training", "network", "experts", "guarantee")
FACTS = ("project_started", "apprentices", "de_minimis_exhausted", "works_council")
Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Choice:
    """Values drawn by their weight."""

    values: tuple[Any, ...]
    ends: tuple[float, ...] = field(repr=False)

    @classmethod
    def of(cls, weights: Mapping[Any, float]) -> Choice:
        return cls(tuple(weights), tuple(accumulate(weights.values())))

    def draw(self, dice: Random) -> Any:
        return dice.choices(self.values, cum_weights=self.ends)[0]


def write_companies(path: Path, count: int, *, seed: int = SEED) -> Path:
    """A JSON Lines file of so many companies."""
    with path.open("w", encoding="utf-8") as stream:
        for record in companies(count, seed=seed):
            stream.write(json.dumps(record, ensure_ascii=False) + "\n")
    return path


def companies(count: int, *, seed: int = SEED) -> Iterator[Record]:
    """So many companies in the interchange format."""
    dice = Random(seed)
    draws = _Draws()
    for number in range(count):
        record = draws.company(dice)
        if number % EVERY == 0:
            record["need_text"] = sentences(dice)
        yield {"id": f"c{number:08d}", **record}


class _Draws:
    """All distributions, made once."""

    def __init__(self) -> None:
        self.place = Choice.of(_places())
        self.division = Choice.of(DIVISIONS)
        self.form = Choice.of(LEGAL_FORMS)
        self.need = Choice.of(NEEDS)
        self.size = Choice.of({(low, high): share for share, low, high in SIZES})

    def company(self, dice: Random) -> Record:
        code, town = self.place.draw(dice)
        division = self.division.draw(dice)
        record: Record = {"postal_code": code, "wz": _wz(division, dice)}
        _maybe(dice, 0.8, record, "municipality", town)
        _maybe(dice, 0.9, record, "legal_form", self.form.draw(dice))
        _maybe(dice, 0.7, record, "chamber", "HWK" if division in CRAFTS else "IHK")
        self._add_size(record, dice)
        self._add_wishes(record, dice)
        return record

    def _add_size(self, record: Record, dice: Random) -> None:
        low, high = self.size.draw(dice)
        people = min(round(low * (high / max(low, 1)) ** dice.random()), high)
        turnover = round(max(people, 1) * dice.lognormvariate(11.4, 0.8), -4)
        founded = YEAR + 1 if people == 0 else YEAR - min(int(dice.expovariate(1 / 17)), 150)
        record["employees"] = people
        _maybe(dice, 0.7, record, "turnover_eur", int(turnover))
        _maybe(dice, 0.3, record, "balance_sheet_eur", int(round(turnover * 0.6, -4)))
        _maybe(dice, 0.8, record, "founded", founded)
        _maybe(dice, 0.1, record, "part_of_group", dice.random() < 0.3)

    def _add_wishes(self, record: Record, dice: Random) -> None:
        drawn = [self.need.draw(dice) for _ in range(dice.choice((1, 1, 1, 2, 2, 3)))]
        _maybe(dice, 0.75, record, "needs", list(dict.fromkeys(drawn)))
        _maybe(dice, 0.25, record, "preferred_kinds", [dice.choice(KINDS)])
        facts = {name: dice.random() < 0.3 for name in FACTS if dice.random() < 0.15}
        _maybe(dice, 0.3, record, "facts", facts)


def _maybe(dice: Random, share: float, record: Record, key: str, value: object) -> None:
    """Fill in a field for this share of the companies."""
    if dice.random() < share:
        record[key] = value


def _wz(division: str, dice: Random) -> str:
    """Half of the companies know their class, the others their division."""
    if dice.random() < 0.5:
        return division
    return f"{division}.{dice.choice('1112234')}{dice.choice('0012')}"


def _places() -> dict[tuple[str, str], float]:
    """Postal codes with a town, the units of a Land spread evenly over its codes."""
    by_land: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for entry in get_postcodes_of_country("DE"):
        by_land[entry.stateCode].setdefault(entry.code, entry.localityName)
    return {
        place: LANDS[land] / len(codes)
        for land, codes in sorted(by_land.items())
        for place in codes.items()
    }
