"""What every worker counts: requests, their time, and refusals of the database.

With `PROMETHEUS_MULTIPROC_DIR` set, as gunicorn does, the counts of all workers stand in files of
that folder and are added up when they are read; otherwise they are those of this process.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.multiprocess import MultiProcessCollector

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})
OTHER = "other"
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


@dataclass(frozen=True, slots=True)
class Counts:
    """The counters of one app. No label holds more than a rule, a method, a status or a class."""

    registry: CollectorRegistry
    requests: Counter
    seconds: Histogram
    database_errors: Counter

    def note_request(self, rule: str, method: str, status: int, seconds: float) -> None:
        """Count one answered request under the rule of its route, never under its path."""
        known = method if method in METHODS else OTHER
        self.requests.labels(rule, known, str(status)).inc()
        self.seconds.labels(rule, known).observe(seconds)

    def note_database_error(self, kind: str) -> None:
        """Count an error that the database answered with, by its class."""
        self.database_errors.labels(kind).inc()


def make_counts() -> Counts:
    """Counters that begin at zero."""
    folder = os.environ.get(FOLDER)
    if folder:
        Path(folder).mkdir(mode=0o700, parents=True, exist_ok=True)
    registry = CollectorRegistry()
    return Counts(
        registry=registry,
        requests=Counter(
            "angebotslotse_requests",
            "Requests that were answered.",
            ("route", "method", "status"),
            registry=registry,
        ),
        seconds=Histogram(
            "angebotslotse_request_seconds",
            "Time from the arrival of a request in a worker to its answer.",
            ("route", "method"),
            buckets=SECONDS,
            registry=registry,
        ),
        database_errors=Counter(
            "angebotslotse_database_errors",
            "Errors that the database answered with, by class.",
            ("kind",),
            registry=registry,
        ),
    )


def registry_to_read(counts: Counts) -> CollectorRegistry:
    """The counts of all workers where there are several, else those of this process."""
    if not os.environ.get(FOLDER):
        return counts.registry
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return registry
