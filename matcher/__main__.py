"""`python -m matcher`: rank, verdicts and evaluate over files (shell)."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

from matcher.baselines import TextSearch, text_search
from matcher.batch_io import Asked, progress, read_judgments, read_offers, read_profiles
from matcher.catalogue import Catalogue, compile_catalogue
from matcher.eligibility import VERDICTS, Verdict, subject_of
from matcher.evaluation import Ranked, Result, evaluate
from matcher.output import ranking_record, verdicts_record
from matcher.ranking import RANKED, match
from matcher.scoreboard import record, table
from matcher.scorers import ReadableScorer
from offers.schema import Offer
from offers.terminal import OK, day, guarded, output

LANGUAGES = ("de", "en")
EXIT_CODES = (
    "Exit codes: 0 done; 1 bad input, named on stderr, and nothing written; 2 wrong usage; "
    "130 interrupted."
)
SEED = 20261121
MOST_DIGITS = 10
OURS = "this ranking"
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = _parser().parse_args(arguments)
    return guarded(lambda: int(options.run(options)))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m matcher", description=__doc__, epilog=EXIT_CODES
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_rank(commands)
    _add_verdicts(commands)
    _add_evaluate(commands)
    return parser


def _add_rank(commands: Commands) -> None:
    about = "rank offers for every profile: one JSON object a line, in the order of the profiles"
    command = _command(commands, "rank", about, _rank)
    command.add_argument("--top", type=_positive, default=10, metavar="N", help="default: 10")
    command.add_argument("--lang", choices=LANGUAGES, default="de", help="of the texts")
    command.add_argument(
        "--all", action="store_true", help="also list, with rank null, what cannot be used now"
    )
    _add_output(command)


def _add_verdicts(commands: Commands) -> None:
    about = "the verdict of every offer for every profile: one JSON object a line"
    _add_output(_command(commands, "verdicts", about, _verdicts))


def _add_evaluate(commands: Commands) -> None:
    about = "measure the ranking against graded pairs, beside BM25 with and without verdicts"
    command = _command(commands, "evaluate", about, _evaluate)
    command.add_argument("--judgments", required=True, metavar="FILE", help="JSON Lines")
    command.add_argument("--format", choices=("text", "json"), default="text")
    command.add_argument(
        "--seed", type=_whole, default=SEED, metavar="N", help=f"of the bootstrap; default: {SEED}"
    )
    _add_output(command)


def _command(
    commands: Commands, name: str, about: str, run: Callable[[argparse.Namespace], int]
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=about, description=about, epilog=EXIT_CODES)
    command.add_argument("--offers", required=True, metavar="FILE", help="JSON Lines, '-' is stdin")
    command.add_argument("--profiles", required=True, metavar="FILE", help="JSON Lines")
    command.add_argument(
        "--today", type=day, metavar="YYYY-MM-DD", help="for all profiles, whatever day they name"
    )
    command.set_defaults(run=run)
    return command


def _add_output(command: argparse.ArgumentParser) -> None:
    command.add_argument("--output", metavar="FILE", help="a file instead of the standard output")


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < MOST_DIGITS):
        raise argparse.ArgumentTypeError(f"'{text[:20]}' is no whole number")
    return int(text)


def _positive(text: str) -> int:
    if not _whole(text):
        raise argparse.ArgumentTypeError("must be at least 1")
    return int(text)


def _rank(options: argparse.Namespace) -> int:
    offers, asked = _inputs(options)
    catalogue, scorer = compile_catalogue(offers, "files"), ReadableScorer()
    others = None if options.all else 0

    def ranking(one: Asked) -> dict[str, Any]:
        found = match(
            one.profile, catalogue, scorer, today=one.today, limit=options.top, others=others
        )
        return ranking_record(one.profile.id, found, language=options.lang)

    return _write_lines(options, asked, ranking)


def _verdicts(options: argparse.Namespace) -> int:
    offers, asked = _inputs(options)
    catalogue = compile_catalogue(offers, "files")
    subjects = [subject_of(one.profile, one.today) for one in asked]
    numbers = catalogue.conditions.verdict_table(subjects).T.tolist()
    rows = list(zip(asked, numbers, strict=True))

    def verdicts(row: tuple[Asked, list[int]]) -> dict[str, Any]:
        found = [VERDICTS[number] for number in row[1]]
        return verdicts_record(row[0].profile.id, catalogue.offers, found)

    return _write_lines(options, rows, verdicts)


def _evaluate(options: argparse.Namespace) -> int:
    offers, asked = _inputs(options)
    judgments = read_judgments(options.judgments, offers=offers, asked=asked)
    judged = frozenset(judgment.profile for judgment in judgments)
    catalogue, search = compile_catalogue(offers, "files"), text_search(offers)
    rankings: dict[str, dict[str, Sequence[Ranked]]] = {}
    wanted = [one for one in asked if one.profile.id in judged]
    for one in progress(wanted, what="profiles", to_stdout=options.output is None):
        for name, ranked in _rankings(one, catalogue, search):
            rankings.setdefault(name, {})[one.profile.id] = ranked
    results = {name: evaluate(ranked, judgments) for name, ranked in rankings.items()}
    with output(options.output) as stream:
        stream.write(_figures(results, options))
    return OK


def _rankings(
    one: Asked, catalogue: Catalogue, search: TextSearch
) -> Iterator[tuple[str, tuple[Ranked, ...]]]:
    """The ranking of each ranker for one company, by the ranker's name."""
    found = match(one.profile, catalogue, ReadableScorer(), today=one.today, limit=None)
    yield OURS, tuple(Ranked(entry.offer.id, entry.verdict) for entry in found.matches)
    by_text = search.ranked(one.profile)
    yield "BM25", tuple(Ranked(offer, Verdict.ELIGIBLE) for offer in by_text)
    verdicts = catalogue.conditions.verdicts(subject_of(one.profile, one.today))
    shown = {
        offer.id: verdict
        for offer, verdict in zip(catalogue.offers, verdicts, strict=True)
        if verdict in RANKED
    }
    yield "BM25 with verdicts", tuple(Ranked(id, shown[id]) for id in by_text if id in shown)


def _figures(results: dict[str, Result], options: argparse.Namespace) -> str:
    if options.format == "json":
        return json.dumps(record(results, seed=options.seed), ensure_ascii=False) + "\n"
    return table(results, seed=options.seed)


def _inputs(options: argparse.Namespace) -> tuple[tuple[Offer, ...], tuple[Asked, ...]]:
    """Offers and profiles, all read before anything is written."""
    return read_offers(options.offers), read_profiles(options.profiles, today=options.today)


def _write_lines(
    options: argparse.Namespace, items: Sequence[Any], render: Callable[[Any], dict[str, Any]]
) -> int:
    with output(options.output) as stream:
        for item in progress(items, what="profiles", to_stdout=options.output is None):
            stream.write(json.dumps(render(item), ensure_ascii=False) + "\n")
    return OK


if __name__ == "__main__":
    sys.exit(main())
