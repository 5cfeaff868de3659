"""`batch`: the best offers for each of very many companies (shell)."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from importlib.util import find_spec
from typing import TypeVar

from tqdm import tqdm

from matcher.batch_io import import_offers
from matcher.batch_run.checking import check, raise_bad_lines
from matcher.batch_run.cluster import cluster
from matcher.batch_run.companies import Chunk, Companies, scan
from matcher.batch_run.folder import Folder
from matcher.batch_run.layouts import LAYOUTS
from matcher.batch_run.work import Plan, plan_of, rank
from matcher.batch_run.workers import LostWorkersError, Workers, processes
from matcher.commands.options import (
    EXIT_CODES,
    Commands,
    add_model,
    chosen_artefact,
    positive,
    scorer_of,
)
from offers.errors import InputError, InputErrors
from offers.terminal import OK, day, say

ResultT = TypeVar("ResultT")
PER_CHUNK = 5_000
PROCESSES = 2
EXTRA = "needs the package '{package}'; install this package with its extra 'batch'"


def add_batch(commands: Commands) -> None:
    """`batch`."""
    about = (
        "the best offers for each of very many companies, without reasons; stopped and called "
        "again it goes on where it was"
    )
    command = commands.add_parser("batch", help=about, description=about, epilog=EXIT_CODES)
    command.add_argument("--offers", required=True, metavar="FILE", help="JSON Lines, '-' is stdin")
    command.add_argument("--companies", required=True, metavar="FILE", help="JSON Lines")
    command.add_argument("--output", required=True, metavar="FILE", help="appears when all is done")
    command.add_argument("--format", choices=tuple(LAYOUTS), default="jsonl")
    command.add_argument("--top", type=positive, default=10, metavar="N", help="default: 10")
    command.add_argument(
        "--today", type=day, metavar="YYYY-MM-DD", help="for all companies, whatever day they name"
    )
    _add_workers(command)
    add_model(command)
    command.set_defaults(run=_batch)


def _add_workers(command: argparse.ArgumentParser) -> None:
    about = f"of this machine; default: {PROCESSES}"
    command.add_argument("--processes", type=positive, default=PROCESSES, metavar="N", help=about)
    about = "a Dask scheduler (tcp://host:port) whose workers are used instead"
    command.add_argument("--scheduler", metavar="ADDRESS", help=about)
    about = f"companies that are kept or lost together; default: {PER_CHUNK}"
    command.add_argument("--chunk", type=positive, default=PER_CHUNK, metavar="N", help=about)


def _batch(options: argparse.Namespace) -> int:
    _check_packages(options)
    folder = Folder(options.output)
    plan = plan_of(
        import_offers(options.offers),
        scorer_of(chosen_artefact(options)),
        top=options.top,
        today=options.today,
        layout=options.format,
    )
    companies = scan(options.companies, per_chunk=options.chunk)
    fingerprint = f"{plan.fingerprint}-{companies.digest}-{options.chunk}"
    is_begun = folder.holds(fingerprint)
    try:
        with _workers(plan, options) as workers:
            if not is_begun:
                _check(plan, workers, companies)
                folder.begin(fingerprint)
            _rank(workers, companies, folder)
    except LostWorkersError:
        problem = "workers were lost; what is finished is kept, call the same command again"
        error = InputError("unwritable", "", {"problem": problem}, options.output)
        raise InputErrors([error]) from None
    folder.finish(len(companies.chunks), LAYOUTS[plan.layout].join)
    return OK


def _check_packages(options: argparse.Namespace) -> None:
    needed = [("--format", LAYOUTS[options.format].package)]
    if options.scheduler is not None:
        needed.append(("--scheduler", "distributed"))
    errors = [
        InputError("unreadable", "", {"problem": EXTRA.format(package=package)}, option)
        for option, package in needed
        if package is not None and find_spec(package) is None
    ]
    if errors:
        raise InputErrors(errors)


def _workers(plan: Plan, options: argparse.Namespace) -> AbstractContextManager[Workers]:
    if options.scheduler is not None:
        return cluster(plan, options.scheduler)
    return processes(plan, options.processes)


def _check(plan: Plan, workers: Workers, companies: Companies) -> None:
    results = workers.each(check, companies, companies.chunks)
    raise_bad_lines(plan, companies, _shown("checked", companies.chunks, results))


def _rank(workers: Workers, companies: Companies, folder: Folder) -> None:
    finished = folder.finished()
    left = [chunk for chunk in companies.chunks if chunk.number not in finished]
    if finished:
        say(f"{len(finished)} of {len(companies.chunks)} chunks are finished already")
    for chunk, part in _shown("ranked", left, workers.each(rank, companies, left)):
        folder.keep(chunk.number, part)


def _shown(
    what: str, chunks: Sequence[Chunk], results: Iterable[tuple[Chunk, ResultT]]
) -> Iterator[tuple[Chunk, ResultT]]:
    """The results, with a bar on stderr where that is a terminal."""
    total = sum(chunk.lines for chunk in chunks)
    with tqdm(total=total, desc=what, unit=" companies", leave=False, disable=None) as bar:
        for chunk, result in results:
            yield chunk, result
            bar.update(chunk.lines)
