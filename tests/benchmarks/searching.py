"""The list of offers with 20,000 of them, over HTTP, on SQLite and PostgreSQL; and one change.

One request at a time: what counts is what a reader waits for, filters, counts and page included.
Deep pages are measured apart, to be held against the first ones. Then one offer is changed, and
the same requests are sent until every worker shows it: none of them may wait for the compiling.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from urllib.parse import quote

from matcher.catalogue import compile_catalogue
from models.migration import upgrade
from models.session import make_engine, transaction
from offers import store
from offers.schema import Offer
from tests.benchmarks.batch import large_catalogue
from tests.benchmarks.databases import databases
from tests.benchmarks.figures import (
    FULL,
    MILLI,
    Effort,
    Figure,
    WrongResultError,
    percentile,
    quantiles,
)
from tests.benchmarks.load import Answer, Request, errors, send
from tests.benchmarks.process import Service, running
from tests.benchmarks.usage import children_of, memory_of, processor_seconds
from web.use_cases.catalogue.shelf import shelf_of

OFFERS = 20_000
FEWER = 2_000
MOST_SECONDS = 12.0
MOST_MB = 700.0
P95 = 100.0
"""Milliseconds."""
ROUNDS = 5
SETTLED = 12
"""So many answers in a row with the new version: every worker has it."""
LONGEST_WAIT = 180.0
PAUSE = 0.05
NOW = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
VERSION = Request("/api/v1/offers?per_page=1")
WORDS = (
    *("energie", "beratung digitalisierung", "förderung für existenzgründer", "messe ausland"),
    *("Energieberatung für Handwerksbetriebe im Ruhrgebiet", "digitalisirung", "Meister-BAföG"),
    *("innovatoin forschng", "qwertzuiop", "Wasserstoff", "ene"),
    "wir sind ein kleiner betrieb und wollen maschinen und heizung umstellen wer hilft uns dabei",
)
FILTERS = (
    "q=energie&bedarf=energy_efficiency&art=grant&ort=Bochum&stand=open",
    "bedarf=digitalisation&art=advice&ort=44787&zielgruppe=company",
    "ort=Ruhrgebiet&art=loan&sortierung=title",
    "q=beratung&ort=NRW&stand=open&stand=not_open_yet&seite=20",
    "ort=Kreis%20Unna&anbieter=KfW",
    "anbieter=bank&zielgruppe=founder",
)
DEEP = ("seite=50", "seite=500", "seite=99999", "sortierung=title&seite=700")


def measure(shared: Path, effort: Effort) -> list[Figure]:
    """Latency of pages by kind and database, memory of the workers, and a change of one offer."""
    offers = large_catalogue(shared, OFFERS if effort == FULL else FEWER)
    figures = _compiling(offers)
    with tempfile.TemporaryDirectory(prefix="benchmark") as name:
        for kind, database_url in databases(Path(name), effort):
            _write(database_url, offers)
            with running(database_url, Path(name) / "log") as service:
                figures.extend(_served(kind, service, database_url, offers, effort))
    return figures


def _compiling(offers: Sequence[Offer]) -> list[Figure]:
    began = time.process_time()
    catalogue = compile_catalogue(offers, "measured")
    compiled = time.process_time()
    shelf_of(catalogue)
    laid_out = time.process_time()
    what = f"{len(offers):,} offers"
    return [
        Figure(f"Compiling {what}, processor time", compiled - began, "s", MOST_SECONDS),
        Figure(f"Laying out {what} for search, processor time", laid_out - compiled, "s"),
    ]


def _write(database_url: str, offers: Sequence[Offer]) -> None:
    """Bring offers into a database, whose tables are made first."""
    engine = make_engine(database_url)
    upgrade(engine)
    with transaction(engine) as session:
        store.upsert(session, offers, source_id="benchmark", by="benchmark", now=NOW)
    engine.dispose()


def _served(
    kind: str, service: Service, database_url: str, offers: Sequence[Offer], effort: Effort
) -> list[Figure]:
    what = f"{len(offers):,} offers, {kind}"
    figures = list[Figure]()
    for name, queries in _families().items():
        requests = [Request(f"/angebote?{query}") for query in queries]
        figures.extend(_asked(f"{name}, {what}", service, requests, effort))
    return [
        *figures,
        *_memory(what, service),
        *_changed(what, service, database_url, offers[0]),
        *_memory(f"{what}, after the change", service),
    ]


def _memory(what: str, service: Service) -> list[Figure]:
    """What the largest worker holds, and all processes together with the one that forked them."""
    held = [memory_of(pid) for pid in children_of(service.pid)]
    total = memory_of(service.pid).pss + sum(memory.pss for memory in held)
    return [
        Figure(f"Memory of a worker, {what}, RSS", max(m.rss for m in held), "MB", MOST_MB),
        Figure(f"Memory of all processes, {what}, PSS", total, "MB"),
    ]


def _families() -> dict[str, list[str]]:
    """Queries by what they try."""
    return {
        "List without words": ["", "lang=en", "sortierung=title"],
        "Deep pages": list(DEEP),
        "Words": [f"q={quote(words)}" for words in WORDS],
        "Words and filters": list(FILTERS),
    }


def _asked(
    what: str, service: Service, requests: Sequence[Request], effort: Effort
) -> list[Figure]:
    """Latency, processor time of the workers and errors of requests one after another."""
    rounds = max(effort.rounds * ROUNDS, 1)
    for request in (*requests, *requests):
        _check(send(request, service.port))
    workers = children_of(service.pid)
    before = processor_seconds(workers)
    answers = [send(request, service.port) for _ in range(rounds) for request in requests]
    used = processor_seconds(workers) - before
    seconds = [answer.seconds for answer in answers]
    return [
        *quantiles(what, seconds, shares=(0.5, 0.95), target=(0.95, P95)),
        Figure(f"{what}: processor time of a request", used / len(answers) * MILLI, "ms"),
        Figure(f"{what}: errors among {len(answers)}", errors(answers), "", 0.0),
    ]


def _check(answer: Answer) -> None:
    """WrongResultError unless the answer is the page of a list."""
    if answer.status != 200 or b'id="results"' not in answer.body:
        raise WrongResultError(f"GET /angebote: status {answer.status}, no list")


def _changed(what: str, service: Service, database_url: str, offer: Offer) -> list[Figure]:
    """One offer is changed; how long until all workers show it, and what requests do meanwhile."""
    before = _version(send(VERSION, service.port))
    _write(database_url, [offer.model_copy(update={"title": f"{offer.title} (neu)"})])
    answers, new, began = list[Answer](), 0, time.perf_counter()
    for number in count():
        asked = send(VERSION, service.port)
        new = new + 1 if _version(asked) != before else 0
        query = FILTERS[number % len(FILTERS)]
        answers += [asked, send(Request(f"/angebote?{query}"), service.port)]
        if new == SETTLED or time.perf_counter() - began > LONGEST_WAIT:
            break
        time.sleep(PAUSE)
    seconds = [answer.seconds for answer in answers]
    return [
        Figure(f"Until all workers show a change, {what}", time.perf_counter() - began, "s"),
        Figure(f"p95 of requests meanwhile, {what}", percentile(seconds, 0.95) * MILLI, "ms"),
        Figure(f"Slowest request meanwhile, {what}", max(seconds) * MILLI, "ms"),
        Figure(
            f"Requests meanwhile, {what}: errors among {len(answers)}", errors(answers), "", 0.0
        ),
    ]


def _version(answer: Answer) -> str:
    return str(json.loads(answer.body)["catalogue_version"]) if answer.status == 200 else ""
