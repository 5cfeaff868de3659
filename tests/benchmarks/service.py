"""The running service over HTTP: API and pages under load, start, memory."""

from __future__ import annotations

import json
import statistics
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.benchmarks.answers import store_answers
from tests.benchmarks.figures import MILLI, Effort, Figure, WrongResultError, quantiles
from tests.benchmarks.load import Answer, Request, errors, open_loop, send
from tests.benchmarks.loading import medians
from tests.benchmarks.process import HEALTH, Service, environment, fill, running
from tests.benchmarks.usage import children_of, memory_of, processor_seconds

API_RATE = 20.0
PAGE_RATE = 5.0
LISTS = 12
STEPS = ("ort", "groesse", "taetigkeit", "anliegen", "vorhaben", "suche")


def measure(shared: Path, effort: Effort) -> list[Figure]:
    """Every figure of the service; its database lies in a folder that is deleted afterwards."""
    with tempfile.TemporaryDirectory(prefix="benchmark") as name:
        folder = Path(name)
        database_url = f"sqlite:///{folder / 'service.sqlite3'}"
        variables = environment(database_url)
        fill(variables, shared / "benchmark/offers.jsonl")
        profiles = read_records(shared / "benchmark/profiles.jsonl")
        tokens = store_answers(database_url, profiles[:LISTS])
        starts = _starts(database_url, folder / "log", effort)
        with running(database_url, folder / "log") as service:
            starts.append(service.ready_seconds)
            loaded = [
                *_api(service, profiles, effort),
                *_pages(service, tokens, effort),
                *_memory(service),
            ]
        worker = medians("worker", effort=effort, environment=variables)
    return [*loaded, *_start(starts, worker)]


def read_records(path: Path) -> list[dict[str, object]]:
    """The lines of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _api(
    service: Service, profiles: Sequence[Mapping[str, object]], effort: Effort
) -> list[Figure]:
    requests = [
        Request("/api/v1/matches", json.dumps(profile).encode("utf-8")) for profile in profiles
    ]
    check_matches(send(requests[0], service.port))
    what = f"POST /api/v1/matches at {API_RATE:.0f} a second, {_served(service)} offers"
    return _under_load(
        what, service, requests, API_RATE, effort, shares=(0.5, 0.95, 0.99), target=(0.95, 25.0)
    )


def check_matches(answer: Answer) -> None:
    """WrongResultError unless the answer holds ranked matches."""
    matches = json.loads(answer.body)["matches"] if answer.status == 200 else []
    if [entry["rank"] for entry in matches] != list(range(1, len(matches) + 1)) or not matches:
        raise WrongResultError(f"POST /api/v1/matches: status {answer.status}, no ranking")


def _served(service: Service) -> int:
    return int(json.loads(send(HEALTH, service.port).body)["offers"])


def _pages(service: Service, tokens: Sequence[str], effort: Effort) -> list[Figure]:
    families = {
        "Result page": [f"/ergebnis/{token}" for token in tokens],
        "Questionnaire page": [f"/fragebogen/{token}/{s}" for token in tokens for s in STEPS],
    }
    figures = list[Figure]()
    for name, paths in families.items():
        requests = [Request(path) for path in paths]
        what = f"{name} at {PAGE_RATE:.0f} a second"
        figures.extend(_under_load(what, service, requests, PAGE_RATE, effort))
    return figures


def _under_load(
    what: str,
    service: Service,
    requests: Sequence[Request],
    rate: float,
    effort: Effort,
    *,
    shares: Sequence[float] = (0.5, 0.95),
    target: tuple[float, float] | None = None,
) -> list[Figure]:
    """Latency, processor time and errors, after a fifth of the time to warm both workers."""
    open_loop(requests, service.port, rate=rate, seconds=effort.seconds / 5)
    workers = children_of(service.pid)
    before = processor_seconds(workers)
    answers = open_loop(requests, service.port, rate=rate, seconds=effort.seconds)
    used = processor_seconds(workers) - before
    return [
        *quantiles(what, [answer.seconds for answer in answers], shares=shares, target=target),
        Figure(f"{what}: processor time of a request", used / len(answers) * MILLI, "ms"),
        Figure(f"{what}: errors among {len(answers)}", errors(answers), "", 0.0),
    ]


def _memory(service: Service) -> list[Figure]:
    """The largest worker counts; what it shares with the others is in RSS, not in USS."""
    held = [memory_of(pid) for pid in children_of(service.pid)]
    master = memory_of(service.pid)
    total = master.pss + sum(memory.pss for memory in held)
    return [
        Figure("Memory of a worker after the load, RSS", max(m.rss for m in held), "MB", 350.0),
        Figure("Memory of a worker after the load, PSS", max(m.pss for m in held), "MB"),
        Figure("Memory of a worker after the load, USS", max(m.uss for m in held), "MB"),
        Figure("Memory of the first process, RSS", master.rss, "MB"),
        Figure(f"Memory of all {len(held) + 1} processes, PSS", total, "MB"),
    ]


def _starts(database_url: str, log: Path, effort: Effort) -> list[float]:
    """How long other starts took, one less than asked for: the one under load counts as well."""
    found = list[float]()
    for _ in range(effort.processes - 1):
        with running(database_url, log) as service:
            found.append(service.ready_seconds)
    return found


def _start(starts: Sequence[float], worker: Mapping[str, float]) -> list[Figure]:
    ready = statistics.median(starts)
    return [
        Figure("Start of gunicorn to the first 200 of /health", ready, "s", 3.0),
        Figure("A worker alone: import and load", worker["import"] + worker["prepare"], "s", 3.0),
        Figure("of which import of the service", worker["import"], "s"),
        Figure("of which loading and compiling the catalogue", worker["prepare"], "s"),
        Figure("A worker alone: processor time with the interpreter", worker["processor"], "s"),
    ]
