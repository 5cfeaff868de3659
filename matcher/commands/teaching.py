"""`train`: fit a model, measure it, and keep it only if it is no worse (shell)."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from matcher.artefact import Artefact, FittedOn, TableRecord, dump_artefact
from matcher.bundled_model import READABLE
from matcher.commands.figures import (
    JudgedSet,
    baselines,
    in_sample,
    read_set,
    refuse_without_praise,
)
from matcher.commands.options import (
    EXIT_CODES,
    Commands,
    add_model,
    add_seed,
    chosen_artefact,
    scorer_of,
)
from matcher.evaluation import CUTS, Result, mean_with_interval, merged
from matcher.features import FEATURES_VERSION
from matcher.gate import Decision, decide
from matcher.groups import groups_of
from matcher.judgments import Judgment
from matcher.lessons import data_fingerprint, profile_fingerprint
from matcher.measuring import by_scorer, cross_validated, measure
from matcher.model_card import finding_sentence, model_card
from matcher.profile import Asked
from matcher.scorers import TableScorer
from matcher.training import fit
from offers.errors import InputError, InputErrors
from offers.schema import parse_partial_date
from offers.terminal import BAD_INPUT, OK, day, output, say

ENOUGH_UNSEEN = 10
"""From so many companies on that the current model was not fitted on, they alone decide."""
LIBRARIES = ("numpy", "scipy")
CURRENT, IN_SAMPLE = "current model", "new model, as fitted"
NEW = "new model, cross-validated"
GO_BACK = "flask --app wsgi model back"


@dataclass(frozen=True, slots=True)
class Measured:
    """The new model and what it was compared with, over all sets together."""

    artefact: Artefact
    results: Mapping[str, Result]
    decision: Decision


def add_train(commands: Commands) -> None:
    """`train`."""
    about = (
        "fit a ranking model, measure it company by company against the current one and the "
        "readable scorer, and write it with its model card if it is no worse"
    )
    command = commands.add_parser("train", help=about, description=about, epilog=EXIT_CODES)
    command.add_argument(
        "--set",
        nargs=3,
        action="append",
        required=True,
        metavar=("OFFERS", "PROFILES", "JUDGMENTS"),
        help="what people judged, JSON Lines; may be repeated",
    )
    command.add_argument(
        "--today", type=day, required=True, metavar="YYYY-MM-DD", help="the day of the model"
    )
    command.add_argument("--output", required=True, metavar="FILE", help="for the model")
    command.add_argument("--card", required=True, metavar="FOLDER", help="for README.md and plots")
    add_model(command)
    add_seed(command)
    command.set_defaults(run=_train)


def _train(options: argparse.Namespace) -> int:
    sets = [read_set(options, paths) for paths in options.set]
    current = chosen_artefact(options)
    refuse_without_praise(sets)
    _refuse_clashes(sets)
    measured = _measured(sets, current, options)
    for finding in measured.decision.findings:
        say(finding_sentence(finding))
    if not measured.decision.accepted:
        say("not written: the model is worse than what it would replace")
        return BAD_INPUT
    # The model appears when its card stands: neither without the other.
    with output(options.output) as stream:
        _write_card(sets, measured, current, options)
        stream.write(dump_artefact(measured.artefact).decode())
    return OK


def _refuse_clashes(sets: Sequence[JudgedSet]) -> None:
    """InputErrors where one id stands for different companies: figures go by the id."""
    known: dict[str, str] = {}
    clashes = list[InputError]()
    for one in (one for judged in sets for one in judged.asked):
        fingerprint = profile_fingerprint(one.profile)
        if known.setdefault(one.profile.id, fingerprint) != fingerprint:
            clashes.append(InputError("clashing_id", "id", {"id": one.profile.id}))
    if clashes:
        raise InputErrors(clashes)


def _measured(
    sets: Sequence[JudgedSet], current: Artefact | None, options: argparse.Namespace
) -> Measured:
    lessons = [judged.examples() for judged in sets]
    new = fit([example for each in lessons for example in each])
    results = list[dict[str, Result]]()
    for at, judged in enumerate(sets):
        others = [e for each in sets if each is not judged for e in each.examples_beside(judged)]
        rankers = {
            NEW: cross_validated(judged.catalogue, judged.asked, lessons[at], others),
            CURRENT: by_scorer(judged.catalogue, scorer_of(current)),
            **baselines(judged),
            IN_SAMPLE: by_scorer(judged.catalogue, new),
        }
        results.append(measure(rankers, judged.asked, judged.judgments))
    together = {name: merged([each[name] for each in results]) for name in results[0]}
    artefact = _artefact(new, sets, together, options).model_copy(
        update={"compared_with": "" if current is None else current.fingerprint}
    )
    return Measured(artefact, together, _decision(sets, together, current, options))


def _decision(
    sets: Sequence[JudgedSet],
    results: Mapping[str, Result],
    current: Artefact | None,
    options: argparse.Namespace,
) -> Decision:
    """The gate over companies that neither model has seen; in-sample for both if there are few.

    The new model is cross-validated, so it has seen no company that it is measured on.
    """
    asked = [one for judged in sets for one in judged.asked]
    groups = {one.profile.id: groups_of(one.profile) for one in asked}
    seen = frozenset(in_sample(current, asked))
    unseen = [name for name in results[NEW].profiles if name not in seen]
    enough = len(unseen) >= ENOUGH_UNSEEN
    name, kept = (NEW, unseen) if enough else (IN_SAMPLE, list(results[NEW].profiles))
    ours, theirs, plain = (results[each].only(kept) for each in (name, CURRENT, READABLE))
    decision = decide(ours, theirs, plain, groups, seed=options.seed)
    if enough:
        return decision
    # Fitted on the same companies as the current one; the readable scorer was not fitted at all.
    against = decide(results[NEW], results[READABLE], results[READABLE], groups, seed=options.seed)
    lost = (finding for finding in against.findings if finding.code == "worse_than_readable")
    return Decision((*decision.findings, *lost))


def _artefact(
    scorer: TableScorer,
    sets: Sequence[JudgedSet],
    results: Mapping[str, Result],
    options: argparse.Namespace,
) -> Artefact:
    judgments = [judgment for judged in sets for judgment in judged.judgments]
    asked = _taught(sets, judgments)
    return Artefact(
        features_version=FEATURES_VERSION,
        tables={n: TableRecord(knots=t.knots, points=t.points) for n, t in scorer.tables.items()},
        fitted_on=FittedOn(
            profiles=tuple(sorted({profile_fingerprint(one.profile) for one in asked})),
            pairs=len(judgments),
            data=data_fingerprint(asked, judgments),
        ),
        made_on=parse_partial_date(options.today.isoformat()),
        seed=options.seed,
        libraries={name: version(name) for name in LIBRARIES},
        metrics=_metrics(results[NEW], options.seed),
    )


def _taught(sets: Sequence[JudgedSet], judgments: Sequence[Judgment]) -> list[Asked]:
    judged = frozenset(judgment.profile for judgment in judgments)
    return [one for each in sets for one in each.asked if one.profile.id in judged]


def _metrics(result: Result, seed: int) -> dict[str, float]:
    """The cross-validated means and the four shares."""
    means = {
        f"ndcg@{cut}": round(mean_with_interval(result.ndcg[cut], seed=seed).value, 4)
        for cut in CUTS
    }
    shares = {
        name: round(getattr(result, name).ratio or 0.0, 4)
        for name in ("good_in_first_five", "excluded_as_eligible", "good_refused")
    }
    return {**means, **shares}


def _folder(path: str) -> Path:
    """A folder that exists now; InputErrors where that is impossible."""
    folder = Path(path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        values = {"problem": error.strerror or str(error)}
        raise InputErrors([InputError("unwritable", "", values, path)]) from None
    return folder


def _write_card(
    sets: Sequence[JudgedSet],
    measured: Measured,
    current: Artefact | None,
    options: argparse.Namespace,
) -> None:
    # Only this command draws; the others need no chart library.
    from matcher.plots import plots

    groups = {one.profile.id: groups_of(one.profile) for each in sets for one in each.asked}
    folder = _folder(options.card)
    fitted = (IN_SAMPLE,) if current is None else (IN_SAMPLE, CURRENT)
    card = model_card(
        measured.artefact,
        measured.results,
        groups,
        measured.decision,
        seed=options.seed,
        go_back=GO_BACK,
        in_sample=fitted,
    )
    with output(str(folder / "README.md")) as stream:
        stream.write(card)
    for name, picture in plots(
        measured.artefact, measured.results, groups, seed=options.seed
    ).items():
        with output(str(folder / name)) as stream:
            stream.write(picture)
