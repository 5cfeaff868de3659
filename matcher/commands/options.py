"""What the commands share: options, inputs, lines out (shell)."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from matcher.artefact import Artefact
from matcher.batch_io import import_offers, progress, read_profiles
from matcher.bundled_model import FILE, READABLE, bundled_model, read_artefact
from matcher.profile import Asked
from matcher.scorers import ReadableScorer, Scorer
from offers.schema import Offer
from offers.terminal import OK, day, output, say

EXIT_CODES = (
    "Exit codes: 0 done; 1 bad input, named on stderr, and nothing written; 2 wrong usage; "
    "130 interrupted."
)
SEED = 20261121
MOST_DIGITS = 10
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Run: TypeAlias = Callable[[argparse.Namespace], int]


def add_command(commands: Commands, name: str, about: str, run: Run) -> argparse.ArgumentParser:
    """A command that reads offers and profiles."""
    command = commands.add_parser(name, help=about, description=about, epilog=EXIT_CODES)
    command.add_argument("--offers", required=True, metavar="FILE", help="JSON Lines, '-' is stdin")
    command.add_argument("--profiles", required=True, metavar="FILE", help="JSON Lines")
    command.add_argument(
        "--today", type=day, metavar="YYYY-MM-DD", help="for all profiles, whatever day they name"
    )
    command.set_defaults(run=run)
    return command


def add_model(command: argparse.ArgumentParser) -> None:
    """Which scorer ranks."""
    about = f"a model that `train` made, or '{READABLE}'; default: the one in the package"
    command.add_argument("--model", metavar="FILE", help=about)


def add_output(command: argparse.ArgumentParser) -> None:
    """Where the result goes."""
    command.add_argument("--output", metavar="FILE", help="a file instead of the standard output")


def add_seed(command: argparse.ArgumentParser) -> None:
    """What the bootstrap draws from."""
    about = f"of the bootstrap; default: {SEED}"
    command.add_argument("--seed", type=whole, default=SEED, metavar="N", help=about)


def whole(text: str) -> int:
    """A whole number of an option."""
    if not (text.isascii() and text.isdecimal() and len(text) < MOST_DIGITS):
        raise argparse.ArgumentTypeError(f"'{text[:20]}' is no whole number")
    return int(text)


def positive(text: str) -> int:
    """A whole number of an option from 1 on."""
    if not whole(text):
        raise argparse.ArgumentTypeError("must be at least 1")
    return int(text)


def read_inputs(options: argparse.Namespace) -> tuple[tuple[Offer, ...], tuple[Asked, ...]]:
    """Offers with what their prose says, and profiles, all read before anything is written."""
    return import_offers(options.offers), read_profiles(options.profiles, today=options.today)


def chosen_artefact(options: argparse.Namespace) -> Artefact | None:
    """The model to use, None for the readable scorer.

    A model that was asked for must be usable (InputErrors); where the one in the package is not,
    stderr says why and the readable scorer serves; a package without one is nothing wrong.
    """
    if options.model == READABLE:
        return None
    if options.model is not None:
        return read_artefact(options.model)
    found = bundled_model()
    for refusal in found.refused:
        if refusal.error.code != "missing":
            say(f"{replace(refusal.error, source=FILE).sentence()}; the readable scorer serves")
    return found.artefact


def scorer_of(artefact: Artefact | None) -> Scorer:
    """The scorer of a model, the readable one for None."""
    return ReadableScorer() if artefact is None else artefact.scorer()


def write_lines(
    options: argparse.Namespace, items: Sequence[Any], render: Callable[[Any], dict[str, Any]]
) -> int:
    """One JSON object an item, in their order."""
    with output(options.output) as stream:
        for item in progress(items, what="profiles", to_stdout=options.output is None):
            stream.write(json.dumps(render(item), ensure_ascii=False) + "\n")
    return OK
