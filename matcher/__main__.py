"""`python -m matcher`: rank, verdicts, evaluate, train and batch over files (shell)."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from matcher.batch_run.command import add_batch
from matcher.commands.figures import add_evaluate
from matcher.commands.lists import add_rank, add_verdicts
from matcher.commands.options import EXIT_CODES
from matcher.commands.teaching import add_train
from offers.terminal import guarded


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = _parser().parse_args(arguments)
    return guarded(lambda: int(options.run(options)))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m matcher", description=__doc__, epilog=EXIT_CODES
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    add_rank(commands)
    add_verdicts(commands)
    add_evaluate(commands)
    add_train(commands)
    add_batch(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
