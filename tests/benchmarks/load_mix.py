"""How many people one machine carries: whole visits, open loop, SQLite and PostgreSQL.

A visit is what one firm does: the start page, seven topics of the questionnaire with a form each,
the result twice, offers found and read, a program's question, and what an advisor looks at
meanwhile. The arrival rate is raised until p95 passes 500 ms or an answer is wrong. 'At once' are
the people who think THINK_SECONDS over every page. The load comes from the same machine and takes
its share.
"""

from __future__ import annotations

import math
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from models.person import Role
from models.session import make_engine
from tests.benchmarks.answers import store_answers
from tests.benchmarks.browsing import Browser, Step, errors_among, open_browser, take
from tests.benchmarks.databases import databases
from tests.benchmarks.figures import MILLI, Effort, Figure, WrongResultError, percentile
from tests.benchmarks.load import open_loop
from tests.benchmarks.process import environment, fill, running
from tests.benchmarks.service import read_records
from tests.benchmarks.signed_in import cookie_of
from tests.fixtures.people import make_person

THINK_SECONDS = 15.0
LONGEST_MS = 500.0
FIRST_RATE = 8.0
FASTER = 1.4
CLOSE_ENOUGH = 1.1
VISITORS = 12
SAFE = "-c listen_addresses=''"
"""Nothing is traded for speed: PostgreSQL as it is installed."""
TOPICS: tuple[tuple[str, dict[str, str]], ...] = (
    ("ort", {"postal_code": "58452", "exists": "yes", "founded": "1987", "legal_form": "GmbH"}),
    ("groesse", {"employees": "42", "turnover_eur": "6,4 Mio", "part_of_group": "no"}),
    ("taetigkeit", {"sector_text": "Dreherei, Metallbearbeitung"}),
    ("branche", {"sector": "25", "code": "25.62"}),
    ("anliegen", {"need_text": "Wir wollen Energie sparen", "needs": "energy_efficiency"}),
    ("vorhaben", {"project_started": "no"}),
    ("suche", {"preferred_kinds": "grant"}),
)
WORDS = ("Energie sparen", "Nachfolge", "Digitalisierung", "Fachkräfte")


@dataclass(frozen=True, slots=True)
class Attempt:
    """What became of one rate: p95 in seconds, and how many answers were wrong."""

    rate: float
    p95: float
    requests: int
    errors: int

    @property
    def is_carried(self) -> bool:
        """Whether the machine kept up."""
        return self.p95 * MILLI < LONGEST_MS and not self.errors


def measure(shared: Path, effort: Effort) -> list[Figure]:
    """The figures of both databases; of SQLite only, where PostgreSQL is missing."""
    figures = list[Figure]()
    with tempfile.TemporaryDirectory(prefix="benchmark") as name:
        for kind, url in databases(Path(name), effort, settings=SAFE):
            with tempfile.TemporaryDirectory(prefix="load") as folder:
                figures += _of_database(kind, url, Path(folder), shared, effort)
    return figures


def _of_database(name: str, url: str, folder: Path, shared: Path, effort: Effort) -> list[Figure]:
    fill(environment(url), shared / "benchmark/offers.jsonl")
    tokens = store_answers(url, read_records(shared / "benchmark/profiles.jsonl")[:VISITORS])
    advisor = _advisor(url)
    with running(url, folder / "log") as service:
        browsers = [open_browser(service.port, "/fragebogen") for _ in tokens]
        visits = [
            visit(browser, token, advisor) for browser, token in zip(browsers, tokens, strict=True)
        ]
        for step in visits[0]:
            _check(step, service.port)
        carried = _highest(_mixed(visits), service.port, effort)
    return list(_figures(name, carried, visits[0]))


def _advisor(url: str) -> str:
    """The cookie of an advisor who is signed in."""
    engine = make_engine(url)
    try:
        person = make_person(engine, Role.ADVISOR)
        return cookie_of(engine, person, now=datetime.now(UTC))
    finally:
        engine.dispose()


def visit(browser: Browser, token: str, advisor: str) -> tuple[Step, ...]:
    """What one firm and, at its side, an advisor ask for."""
    topics = [
        step
        for name, values in TOPICS
        for step in (
            browser.shows(f"/fragebogen/{token}/{name}"),
            browser.sends(f"/fragebogen/{token}/{name}", **values),
        )
    ]
    return (
        browser.shows("/"),
        browser.sends("/fragebogen"),
        *topics,
        browser.shows(f"/ergebnis/{token}"),
        browser.shows("/angebote/bafa-eew"),
        browser.shows(f"/ergebnis/{token}"),
        browser.shows("/angebote"),
        *(browser.shows(f"/angebote?q={quote(word)}") for word in WORDS[:2]),
        browser.shows("/angebote/kfw-erp-foerderkredit-kmu-365"),
        Step("/static/app.css"),
        Step("/api/v1/offers"),
        Step("/konto", advisor),
        Step("/netzwerk", advisor),
    )


def _mixed(visits: Sequence[tuple[Step, ...]]) -> tuple[Step, ...]:
    """All steps: every visitor is at another one, so that no two do the same at once."""
    length = len(visits[0])
    return tuple(
        steps[(number + place * length // len(visits)) % length]
        for number in range(length)
        for place, steps in enumerate(visits)
    )


def _highest(steps: Sequence[Step], port: int, effort: Effort) -> Attempt:
    """The highest rate that was carried: rates grow until one is not, then close in on it.

    Where not even the first is carried, lower ones are tried; the last of them stands if none is.
    """
    best, found, most, rate = None, None, math.inf, FIRST_RATE
    for _ in range(2 * effort.rounds):
        found = _attempt(steps, port, rate, effort)
        if found.is_carried:
            best = found
            rate = min(rate * FASTER, math.sqrt(rate * most))
        else:
            most = rate
            rate = math.sqrt(best.rate * most) if best else rate / FASTER
        if best is not None and most / best.rate < CLOSE_ENOUGH:
            break
    if best is None and (found is None or found.errors):
        raise WrongResultError(f"wrong answers at {most:.1f} requests a second")
    return best or found


def _check(step: Step, port: int) -> None:
    answer = take(step, port)
    if answer.status == 0:
        name = step.path.rpartition("/")[2]
        raise WrongResultError(f"{name} is not answered with {step.expected}")


def _attempt(steps: Sequence[Step], port: int, rate: float, effort: Effort) -> Attempt:
    answers = open_loop(steps, port, rate=rate, seconds=effort.seconds, sender=take)
    p95 = percentile([answer.seconds for answer in answers], 0.95)
    return Attempt(rate, p95, len(answers), errors_among(answers))


def _figures(name: str, carried: Attempt, steps: Sequence[Step]) -> Iterator[Figure]:
    visits = carried.rate / len(steps)
    pages = sum(step.is_page for step in steps)
    yield Figure(f"{name}: requests a second carried", carried.rate, "/s")
    yield Figure(f"{name}: p95 at that rate", carried.p95 * MILLI, "ms", LONGEST_MS)
    yield Figure(f"{name}: errors among {carried.requests}", carried.errors, "", 0.0)
    yield Figure(f"{name}: visits an hour", visits * 3600, "")
    yield Figure(
        f"{name}: people at once, {THINK_SECONDS:.0f} s a page",
        visits * pages * THINK_SECONDS,
        "",
    )
