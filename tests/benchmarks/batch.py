"""Batch: the command over very many generated companies, its speed and its memory.

The command runs as anybody runs it, on two processes; what is written is checked against
`matcher.ranking` for some companies.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from matcher.batch_io import import_offers
from matcher.bundled_model import READABLE, bundled_model
from matcher.catalogue import compile_catalogue
from matcher.output import DIGITS
from matcher.profile import parse_profile
from matcher.ranking import match
from matcher.scorers import ReadableScorer, Scorer
from offers.bundled import load_bundled
from offers.schema import Offer, dump_offer
from tests.benchmarks.catalogues import many_offers
from tests.benchmarks.companies import companies
from tests.benchmarks.figures import FULL, LEAST, MILLI, Effort, Figure, WrongResultError
from tests.benchmarks.fresh import ROOT
from tests.benchmarks.usage import children_of, memory_of

OFFERS, FEWER = 2_500, 300
"""Offers of the catalogue; the fewer ones where least is to be done."""
FEW, MANY = 50_000, 200_000
"""Companies of the two runs; a short run takes a fiftieth."""
TELLING = 10_000
"""From so many companies on the start of the command can be told from the rest."""
TODAY = date(2026, 11, 22)
TOP = 10
SAMPLE = 25
PAUSE = 0.1
MILLION = 1_000_000
MOST_MEGABYTES = 2_000.0


@dataclass(frozen=True, slots=True)
class Run:
    """One call of the command: time, processor time and most memory of all its processes."""

    offers: int
    companies: int
    seconds: float
    processor: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Scoring:
    """A scorer, what it is called, and the options of the command that choose it."""

    name: str
    options: tuple[str, ...]
    scorer: Scorer


def measure(shared: Path, effort: Effort) -> list[Figure]:
    """For each scorer: rates, memory at two sizes, and the rates over distinct companies alone."""
    few, many = (count if effort == FULL else count // 50 for count in (FEW, MANY))
    offers = FEWER if effort == LEAST else OFFERS
    with tempfile.TemporaryDirectory() as folder:
        bench = _Bench(Path(folder), large_catalogue(shared, offers))
        figures = [f for each in scorings() for f in _figures(bench, each, few, many)]
    distinct = sum(1 for _ in _distinct(companies(many)))
    return [*figures, Figure("Share of distinct companies", 100 * distinct / many, "%")]


def scorings() -> tuple[Scoring, ...]:
    """The readable scorer and that of the package; WrongResultError where it has none."""
    learned = bundled_model()
    if learned.artefact is None:
        raise WrongResultError("the package has no model that can be used")
    return (
        Scoring("readable", ("--model", READABLE), ReadableScorer()),
        Scoring("learned", (), learned.scorer),
    )


def _figures(bench: _Bench, scoring: Scoring, few: int, many: int) -> list[Figure]:
    small, large = (bench.run(companies(count), scoring) for count in (few, many))
    bench.check(scoring)
    alone, distinct = (bench.run(_distinct(companies(count)), scoring) for count in (few, many))
    rate, name = _rate(small, large), f"{scoring.name} scorer"
    what = f"Batch of {large.offers} offers, {name}, one million pairs"
    return [
        Figure(what, MILLI / rate, "ms", 100.0),
        Figure(f"Pairs a second, {name}", rate, "million"),
        Figure(f"Pairs a second of processor time, {name}", _busy_rate(small, large), "million"),
        Figure(f"Distinct pairs a second, {name}", _rate(alone, distinct), "million"),
        Figure(
            f"Distinct pairs a second of processor time, {name}",
            _busy_rate(alone, distinct),
            "million",
        ),
        Figure(f"Whole command for {many:,} companies, {name}", large.seconds, "s"),
        *(
            Figure(
                f"Most memory for {run.companies:,} companies, {name}",
                run.megabytes,
                "MB",
                MOST_MEGABYTES,
            )
            for run in (small, large)
        ),
    ]


def large_catalogue(shared: Path, count: int) -> tuple[Offer, ...]:
    """So many offers: those of the benchmark, the bundled ones, and mixtures of both."""
    listed = import_offers(str(shared / "benchmark/offers.jsonl"))
    known = {offer.id for offer in listed}
    bundled = [offer for offer in load_bundled() if offer.id not in known]
    return many_offers([*listed, *bundled], count)


def _rate(small: Run, large: Run) -> float:
    """Million pairs a second, without the start of the command and the compiling."""
    added = _added(small, large)
    return added.companies * added.offers / added.seconds / MILLION


def _busy_rate(small: Run, large: Run) -> float:
    """The same by the processor time of all processes: what one core does alone."""
    added = _added(small, large)
    return added.companies * added.offers / added.processor / MILLION


def _added(small: Run, large: Run) -> Run:
    """What the larger run did beyond the smaller; all of it where chance outweighs the rest."""
    if small.companies < TELLING:
        return large
    return Run(
        large.offers,
        large.companies - small.companies,
        large.seconds - small.seconds,
        large.processor - small.processor,
        large.megabytes,
    )


def _distinct(records: Iterable[dict[str, object]]) -> Iterator[dict[str, object]]:
    """The first company of each kind: all that is known of it but the id is the same."""
    seen = set[int]()
    for record in records:
        known = hash(json.dumps({**record, "id": ""}, sort_keys=True))
        if known not in seen:
            seen.add(known)
            yield record


class _Bench:
    """A folder with a catalogue, in which the command runs."""

    def __init__(self, folder: Path, offers: tuple[Offer, ...]) -> None:
        self._offers = offers
        self._catalogue = _written(folder / "offers.jsonl", map(dump_offer, offers))
        self._companies = folder / "companies.jsonl"
        self._output = folder / "matches.jsonl"

    def run(self, records: Iterable[dict[str, object]], scoring: Scoring) -> Run:
        """The command over these companies."""
        _written(self._companies, records)
        with self._companies.open("rb") as stream:
            count = sum(1 for _ in stream)
        began, used = time.perf_counter(), _processor()
        with subprocess.Popen(self._command(scoring), cwd=ROOT) as process:
            most = 0.0
            while process.poll() is None:
                most = max(most, _megabytes(process.pid))
                time.sleep(PAUSE)
        if process.returncode:
            raise WrongResultError(f"the command ended with {process.returncode}")
        return Run(len(self._offers), count, time.perf_counter() - began, _processor() - used, most)

    def _command(self, scoring: Scoring) -> list[str]:
        files = ("--offers", str(self._catalogue), "--companies", str(self._companies))
        options = ("--output", str(self._output), "--top", str(TOP), "--today", TODAY.isoformat())
        whose = ("--processes", "2", *scoring.options)
        return [sys.executable, "-m", "matcher", "batch", *files, *options, *whose]

    def check(self, scoring: Scoring) -> None:
        """WrongResultError unless some companies got what they would get alone."""
        catalogue = compile_catalogue(import_offers(str(self._catalogue)), "check")
        asked, written = _lines(self._companies), _lines(self._output)
        for record, got in islice(zip(asked, written, strict=True), SAMPLE):
            found = match(parse_profile(record), catalogue, scoring.scorer, today=TODAY, limit=TOP)
            expected = [(each.offer.id, round(each.score, DIGITS)) for each in found.matches]
            if [(each["offer"], each["score"]) for each in got["matches"]] != expected:
                raise WrongResultError(f"another ranking for {got['profile']}")


def _written(path: Path, records: Iterable[object]) -> Path:
    with path.open("w", encoding="utf-8") as stream:
        for record in records:
            stream.write(json.dumps(record, ensure_ascii=False) + "\n")
    return path


def _lines(path: Path) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf-8") as stream:
        yield from map(json.loads, stream)


def _processor() -> float:
    """The processor time of all processes that this one has waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _megabytes(pid: int) -> float:
    """What a process and its children hold, shared pages counted once; 0 where it has ended."""
    try:
        return sum(memory_of(each).pss for each in (pid, *children_of(pid)))
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
