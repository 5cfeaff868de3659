"""`evaluate`: how good the ranking is, measured (shell)."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matcher.artefact import Artefact
from matcher.baselines import text_search
from matcher.batch_io import import_offers, progress, read_judgments, read_profiles
from matcher.bundled_model import READABLE
from matcher.catalogue import Catalogue, compile_catalogue
from matcher.commands.options import (
    Commands,
    add_command,
    add_model,
    add_output,
    add_seed,
    chosen_artefact,
    scorer_of,
)
from matcher.evaluation import Result
from matcher.judgments import Judgment
from matcher.lessons import examples, profile_fingerprint
from matcher.measuring import (
    Ranker,
    by_scorer,
    by_text,
    by_text_with_verdicts,
    cross_validated,
    measure,
)
from matcher.profile import Asked
from matcher.scoreboard import record, table
from matcher.scorers import ReadableScorer
from matcher.training import Example
from offers.errors import InputError, InputErrors
from offers.schema import Offer
from offers.terminal import OK, output

OURS, CROSS_VALIDATED = "this ranking", "cross-validated"


@dataclass(frozen=True, slots=True)
class JudgedSet:
    """Offers, companies and what people judged of both."""

    offers: tuple[Offer, ...]
    asked: tuple[Asked, ...]
    judgments: tuple[Judgment, ...]
    catalogue: Catalogue

    def examples(self) -> tuple[Example, ...]:
        """What it teaches, judgements aged to the latest day asked for."""
        today = max(one.today for one in self.asked)
        return examples(self.asked, self.catalogue, self.judgments, today=today)

    def examples_beside(self, other: JudgedSet) -> tuple[Example, ...]:
        """What it teaches about companies that the other set has not, whatever their ids."""
        known = {profile_fingerprint(one.profile) for one in other.asked}
        shared = {o.profile.id for o in self.asked if profile_fingerprint(o.profile) in known}
        return tuple(example for example in self.examples() if example.profile not in shared)


def read_set(options: argparse.Namespace, paths: Sequence[str]) -> JudgedSet:
    """The set in three files: offers, profiles, judgments; InputErrors with every bad line."""
    offers = import_offers(paths[0])
    asked = read_profiles(paths[1], today=options.today)
    judgments = read_judgments(paths[2], offers=offers, asked=asked)
    return JudgedSet(offers, asked, judgments, compile_catalogue(offers, "files"))


def refuse_without_praise(sets: Sequence[JudgedSet]) -> None:
    """InputErrors where no grade is above 0: there is nothing to measure by."""
    if not any(judgment.grade for judged in sets for judgment in judged.judgments):
        raise InputErrors([InputError("no_praise")])


def add_evaluate(commands: Commands) -> None:
    """`evaluate`."""
    about = (
        "measure the ranking against graded pairs, beside the readable scorer and BM25 with and "
        "without verdicts; says which companies the model was fitted on"
    )
    command = add_command(commands, "evaluate", about, _evaluate)
    command.add_argument("--judgments", required=True, metavar="FILE", help="JSON Lines")
    command.add_argument(
        "--cross-validate",
        action="store_true",
        help="also rank each company by a model that is fitted on the others",
    )
    command.add_argument(
        "--also",
        nargs=3,
        action="append",
        default=[],
        metavar=("OFFERS", "PROFILES", "JUDGMENTS"),
        help="teach the cross-validated models these, too; may be repeated",
    )
    command.add_argument("--format", choices=("text", "json"), default="text")
    add_model(command)
    add_seed(command)
    add_output(command)


def _evaluate(options: argparse.Namespace) -> int:
    judged = read_set(options, (options.offers, options.profiles, options.judgments))
    refuse_without_praise([judged])
    also = [read_set(options, paths) for paths in options.also]
    others = [example for each in also for example in each.examples_beside(judged)]
    artefact = chosen_artefact(options)
    rankers = {OURS: by_scorer(judged.catalogue, scorer_of(artefact))}
    if options.cross_validate:
        rankers[CROSS_VALIDATED] = cross_validated(
            judged.catalogue, judged.asked, judged.examples(), others
        )
    rankers |= baselines(judged)
    asked = progress(judged.asked, what="profiles", to_stdout=options.output is None)
    results = measure(rankers, asked, judged.judgments)
    with output(options.output) as stream:
        stream.write(_figures(results, in_sample(artefact, judged.asked), options))
    return OK


def baselines(judged: JudgedSet) -> dict[str, Ranker]:
    """What the ranking is compared with, by name."""
    search = text_search(judged.offers)
    return {
        READABLE: by_scorer(judged.catalogue, ReadableScorer()),
        "BM25": by_text(search),
        "BM25 with verdicts": by_text_with_verdicts(search, judged.catalogue),
    }


def in_sample(artefact: Artefact | None, asked: Sequence[Asked]) -> tuple[str, ...]:
    """The ids of the companies that the model was fitted on."""
    if artefact is None:
        return ()
    seen = frozenset(artefact.fitted_on.profiles)
    return tuple(one.profile.id for one in asked if profile_fingerprint(one.profile) in seen)


def _figures(
    results: Mapping[str, Result], fitted_on: Sequence[str], options: argparse.Namespace
) -> str:
    if options.format == "json":
        figures = record(results, seed=options.seed, in_sample=fitted_on)
        return json.dumps(figures, ensure_ascii=False) + "\n"
    return table(results, seed=options.seed, in_sample=fitted_on)
