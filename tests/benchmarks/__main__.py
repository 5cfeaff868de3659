"""`python -m tests.benchmarks [NAME ...] [--short] [--markdown]`: measure and print."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.figures import FULL, SHORT, Figure
from tests.benchmarks.fresh import ROOT
from tests.benchmarks.report import as_markdown, as_text
from tests.benchmarks.suite import BENCHMARKS

NO_INPUT = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the named benchmarks, all without a name; returns the exit code."""
    options = _parser().parse_args(arguments)
    shared = ROOT / Path(os.environ.get("SHARED_DIR", "../shared"))
    if not shared.is_dir():
        sys.stderr.write("The shared folder is not beside the repository (SHARED_DIR).\n")
        return NO_INPUT
    figures = list[Figure]()
    for name in options.names or BENCHMARKS:
        sys.stderr.write(f"{name} ...\n")
        figures.extend(BENCHMARKS[name](shared, options.effort))
    sys.stdout.write(options.render(figures))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", type=_name, metavar="NAME")
    parser.add_argument(
        "--short",
        dest="effort",
        action="store_const",
        const=SHORT,
        default=FULL,
        help="few repetitions",
    )
    parser.add_argument(
        "--markdown",
        dest="render",
        action="store_const",
        const=as_markdown,
        default=as_text,
        help="a table for a README",
    )
    parser.epilog = f"Names: {', '.join(BENCHMARKS)}."
    return parser


def _name(text: str) -> str:
    if text not in BENCHMARKS:
        raise argparse.ArgumentTypeError(f"'{text}' is none of {', '.join(BENCHMARKS)}")
    return text


if __name__ == "__main__":
    sys.exit(main())
