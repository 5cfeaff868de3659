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
from matcher.catalogue import compile_catalogue
from matcher.profile import parse_profile
from matcher.ranking import match
from matcher.scorers import ReadableScorer
from offers.bundled import load_bundled
from offers.schema import Offer, dump_offer
from tests.benchmarks.catalogues import many_offers
from tests.benchmarks.companies import companies
from tests.benchmarks.figures import FULL, MILLI, Effort, Figure, WrongResultError
from tests.benchmarks.fresh import ROOT
from tests.benchmarks.usage import children_of, memory_of

OFFERS = 2_500
FEW, MANY = 50_000, 200_000
"""Companies of the two runs; a short run takes a fiftieth."""
TODAY = date(2026, 11, 22)
TOP = 10
SAMPLE = 25
PAUSE = 0.1
MILLION = 1_000_000
MOST_MEGABYTES = 2_000.0


@dataclass(frozen=True, slots=True)
class Run:
    """One call of the command: time, processor time and most memory of all its processes."""

    companies: int
    seconds: float
    processor: float
    megabytes: float


def measure(shared: Path, effort: Effort) -> list[Figure]:
    """Rate, memory at two sizes, and the rate over distinct companies alone."""
    few, many = (count if effort == FULL else count // 50 for count in (FEW, MANY))
    with tempfile.TemporaryDirectory() as folder:
        bench = _Bench(Path(folder), large_catalogue(shared, OFFERS))
        small, large = bench.run(companies(few)), bench.run(companies(many))
        bench.check()
        distinct = bench.run(_distinct(companies(many)))
        alone = bench.run(_distinct(companies(few)))
    rate, distinct_rate = _rate(small, large), _rate(alone, distinct)
    busy = (large.processor - small.processor) / (large.companies - small.companies)
    return [
        Figure(f"Batch of {OFFERS} offers, one million pairs", 1 / rate * MILLI, "ms", 100.0),
        Figure("Pairs a second", rate, "million"),
        Figure("Pairs in a second of processor time", OFFERS / busy / MILLION, "million"),
        Figure("Share of distinct companies", 100 * distinct.companies / many, "%"),
        Figure("Pairs a second over distinct companies alone", distinct_rate, "million"),
        Figure(f"Whole command for {many:,} companies", large.seconds, "s"),
        Figure(f"Most memory for {few:,} companies", small.megabytes, "MB", MOST_MEGABYTES),
        Figure(f"Most memory for {many:,} companies", large.megabytes, "MB", MOST_MEGABYTES),
    ]


def large_catalogue(shared: Path, count: int) -> tuple[Offer, ...]:
    """So many offers: those of the benchmark, the bundled ones, and mixtures of both."""
    listed = import_offers(str(shared / "benchmark/offers.jsonl"))
    known = {offer.id for offer in listed}
    bundled = [offer for offer in load_bundled() if offer.id not in known]
    return many_offers([*listed, *bundled], count)


def _rate(small: Run, large: Run) -> float:
    """Million pairs a second, without the start of the command and the compiling."""
    added = (large.companies - small.companies) * OFFERS
    return added / (large.seconds - small.seconds) / MILLION


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

    def run(self, records: Iterable[dict[str, object]]) -> Run:
        """The command over these companies."""
        _written(self._companies, records)
        with self._companies.open("rb") as stream:
            count = sum(1 for _ in stream)
        began, used = time.perf_counter(), _processor()
        with subprocess.Popen(self._command(), cwd=ROOT) as process:
            most = 0.0
            while process.poll() is None:
                most = max(most, _megabytes(process.pid))
                time.sleep(PAUSE)
        if process.returncode:
            raise WrongResultError(f"the command ended with {process.returncode}")
        return Run(count, time.perf_counter() - began, _processor() - used, most)

    def _command(self) -> list[str]:
        files = ("--offers", str(self._catalogue), "--companies", str(self._companies))
        options = ("--output", str(self._output), "--top", str(TOP), "--today", TODAY.isoformat())
        whose = ("--model", "readable", "--processes", "2")
        return [sys.executable, "-m", "matcher", "batch", *files, *options, *whose]

    def check(self) -> None:
        """WrongResultError unless some companies got what they would get alone."""
        catalogue = compile_catalogue(import_offers(str(self._catalogue)), "check")
        asked, written = _lines(self._companies), _lines(self._output)
        for record, got in islice(zip(asked, written, strict=True), SAMPLE):
            found = match(
                parse_profile(record), catalogue, ReadableScorer(), today=TODAY, limit=TOP
            )
            expected = [each.offer.id for each in found.matches]
            if [each["offer"] for each in got["matches"]] != expected:
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
