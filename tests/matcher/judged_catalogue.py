"""The bundled catalogue with the companies whose offers people graded (`tests/ranking`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from matcher.batch_io import read_judgments, read_profiles
from matcher.bundled_model import bundled_model
from matcher.catalogue import Catalogue, compile_catalogue
from matcher.evaluation import Result
from matcher.judgments import Judgment
from matcher.measuring import by_scorer, measure
from matcher.profile import Asked, Profile, dump_profile, parse_profile
from matcher.scorers import Scorer
from offers.bundled import load_bundled
from offers.reading import read_offer
from offers.schema import Offer

FOLDER = Path(__file__).resolve().parents[1] / "ranking"
Change = Callable[[Profile], dict[str, object]]


@cache
def bundled() -> tuple[Offer, ...]:
    """The bundled offers with what their prose says."""
    return tuple(map(read_offer, load_bundled()))


@cache
def catalogue() -> Catalogue:
    return compile_catalogue(bundled(), "test")


@cache
def asked() -> tuple[Asked, ...]:
    return read_profiles(str(FOLDER / "profiles.jsonl"), today=None)


@cache
def judgments() -> tuple[Judgment, ...]:
    return read_judgments(str(FOLDER / "judgments.jsonl"), offers=bundled(), asked=asked())


@cache
def model() -> Scorer:
    """The scorer of the model in the package."""
    found = bundled_model()
    assert found.artefact is not None
    return found.scorer


def company(name: str) -> Asked:
    return next(one for one in asked() if one.profile.id == name)


def changed(one: Asked, change: Change) -> Asked:
    """The company with some answers changed; None takes an answer away."""
    answers = {**dump_profile(one.profile), **change(one.profile)}
    kept = {key: value for key, value in answers.items() if value is not None}
    return Asked(parse_profile(kept), one.today)


def measured(companies: Sequence[Asked]) -> Result:
    """The figures of the model in the package for these companies."""
    ids = frozenset(one.profile.id for one in companies)
    judged = [judgment for judgment in judgments() if judgment.profile in ids]
    return measure({"ours": by_scorer(catalogue(), model())}, companies, judged)["ours"]
