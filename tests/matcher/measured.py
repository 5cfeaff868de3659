"""Results that are written down instead of measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matcher.artefact import Artefact, FittedOn, TableRecord
from matcher.evaluation import Result, Share
from matcher.features import FEATURES_VERSION
from matcher.groups import Dimension, Group

NOTHING = Share(0, 100)
MICRO, LARGE = Group(Dimension.SIZE, "micro"), Group(Dimension.SIZE, "large")
RUHR = Group(Dimension.REGION, "metropole-ruhr")


def firms(number: int) -> tuple[str, ...]:
    """The names of so many firms."""
    return tuple(f"firm {place}" for place in range(number))


def measured(
    ndcg: Sequence[float],
    *,
    good_refused: Share = NOTHING,
    excluded_as_eligible: Share = NOTHING,
) -> Result:
    """A result with these values at both cuts, one a firm."""
    return Result(
        profiles=firms(len(ndcg)),
        ndcg={5: tuple(ndcg), 10: tuple(ndcg)},
        good_in_first_five=Share(60, 100),
        excluded_as_eligible=excluded_as_eligible,
        excluded_as_unclear=Share(3, 100),
        good_refused=good_refused,
        judged_in_first_ten=Share(95, 100),
    )


def grouped(*sizes: tuple[Group, int]) -> dict[str, tuple[Group, ...]]:
    """One group a firm: the first so many firms in the first group, and so on."""
    each = [group for group, number in sizes for _ in range(number)]
    return {name: (group,) for name, group in zip(firms(len(each)), each, strict=True)}


def fitted(tables: Mapping[str, tuple[tuple[float, ...], tuple[float, ...]]]) -> Artefact:
    """An artefact with these knots and points by feature."""
    return Artefact(
        features_version=FEATURES_VERSION,
        tables={name: TableRecord(knots=k, points=p) for name, (k, p) in tables.items()},
        fitted_on=FittedOn(profiles=("a" * 64, "b" * 64), pairs=71, data="c" * 64),
        made_on="2026-11-22",
        seed=7,
        libraries={"scipy": "1.17.0"},
        metrics={"ndcg@10": 0.75},
    )
