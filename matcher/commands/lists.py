"""`rank` and `verdicts`: what offers are for each company (shell)."""

from __future__ import annotations

import argparse
from typing import Any

from matcher.batch_io import read_offers, read_profiles
from matcher.catalogue import compile_catalogue
from matcher.commands.options import (
    Commands,
    add_command,
    add_model,
    add_output,
    chosen_artefact,
    positive,
    read_inputs,
    scorer_of,
    write_lines,
)
from matcher.eligibility import VERDICTS, subject_of
from matcher.output import ranking_record, verdicts_record
from matcher.profile import Asked
from matcher.ranking import match

LANGUAGES = ("de", "en")


def add_rank(commands: Commands) -> None:
    """`rank`."""
    about = "rank offers for every profile: one JSON object a line, in the order of the profiles"
    command = add_command(commands, "rank", about, _rank)
    command.add_argument("--top", type=positive, default=10, metavar="N", help="default: 10")
    command.add_argument("--lang", choices=LANGUAGES, default="de", help="of the texts")
    command.add_argument(
        "--all", action="store_true", help="also list, with rank null, what cannot be used now"
    )
    add_model(command)
    add_output(command)


def add_verdicts(commands: Commands) -> None:
    """`verdicts`."""
    about = (
        "the verdict of every offer for every profile by its conditions as they are written, "
        "without its prose: one JSON object a line"
    )
    add_output(add_command(commands, "verdicts", about, _verdicts))


def _rank(options: argparse.Namespace) -> int:
    offers, asked = read_inputs(options)
    scorer = scorer_of(chosen_artefact(options))
    catalogue = compile_catalogue(offers, "files")
    others = None if options.all else 0

    def ranking(one: Asked) -> dict[str, Any]:
        found = match(
            one.profile, catalogue, scorer, today=one.today, limit=options.top, others=others
        )
        return ranking_record(one.profile.id, found, language=options.lang)

    return write_lines(options, asked, ranking)


def _verdicts(options: argparse.Namespace) -> int:
    offers = read_offers(options.offers)
    asked = read_profiles(options.profiles, today=options.today)
    catalogue = compile_catalogue(offers, "files")
    subjects = [subject_of(one.profile, one.today) for one in asked]
    numbers = catalogue.conditions.verdict_table(subjects).T.tolist()
    rows = list(zip(asked, numbers, strict=True))

    def verdicts(row: tuple[Asked, list[int]]) -> dict[str, Any]:
        found = [VERDICTS[number] for number in row[1]]
        return verdicts_record(row[0].profile.id, catalogue.offers, found)

    return write_lines(options, rows, verdicts)
