"""Sign-in and every signed-in page with 1,000 accounts and 100,000 rows in the audit trail."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_urlsafe

from sqlalchemy import Engine

from models.audit import AuditEntry
from models.job import JobRun, RunOutcome
from models.mail import MailState, OutboxMail
from models.organisation import Organisation
from models.person import Person, PersonState, Role
from models.session import make_engine, transaction
from models.sign_in import SignInAttempt
from tests.benchmarks.browsing import Step, errors_among, open_browser, take
from tests.benchmarks.figures import Effort, Figure, WrongResultError, quantiles
from tests.benchmarks.load import open_loop
from tests.benchmarks.process import Service, environment, fill, running
from tests.benchmarks.signed_in import cookie_of
from web.passwords import Hasher

PEOPLE = 1_000
ORGANISATIONS = 50
AUDIT_ROWS = 100_000
MAILS = 10_000
RUNS = 5_000
ATTEMPTS = 20_000
RATE = 10.0
SIGN_IN_RATE = 4.0
LONGEST_MS = 100.0
PASSWORD = "Kran-Tulpe-Schacht-58"
PAGES = (
    "/konto",
    "/konto/passwort",
    "/konto/zweiter-faktor",
    "/netzwerk",
    "/netzwerk/org-7",
    "/verwaltung",
    "/verwaltung/personen",
    "/verwaltung/personen/einladen",
    "/verwaltung/organisationen",
    "/verwaltung/organisationen/neu",
    "/verwaltung/organisationen/org-7",
    "/verwaltung/protokoll",
    "/verwaltung/protokoll?gegenstand=person:58",
)
PAGES_OF_SERVICE = ("/verwaltung/auftraege", "/verwaltung/post")


def measure(shared: Path, effort: Effort) -> list[Figure]:
    """p95 of each, from the outside, on SQLite: ten pages or four sign-ins a second."""
    with tempfile.TemporaryDirectory(prefix="benchmark") as name:
        folder = Path(name)
        url = f"sqlite:///{folder}/accounts.sqlite3"
        fill(environment(url), shared / "benchmark/offers.jsonl")
        engine = make_engine(url)
        people = store_people(engine)
        store_traces(engine, people[0], now=datetime.now(UTC))
        pages = dict.fromkeys(PAGES, cookie_of(engine, people[0], now=datetime.now(UTC)))
        pages[f"/verwaltung/personen/{people[5].public_id}"] = pages["/konto"]
        whole = cookie_of(engine, people[1], now=datetime.now(UTC))
        pages |= dict.fromkeys(PAGES_OF_SERVICE, whole)
        engine.dispose()
        with running(url, folder / "log") as service:
            figures = _signing_in(service, [person.email for person in people], effort)
            for page, cookie in pages.items():
                figures += _page(service, Step(page, cookie), effort)
    return figures


def store_people(engine: Engine) -> list[Person]:
    """People in organisations; two are administrators, the second of the whole service.

    All have the same password.
    """
    now, kept = datetime.now(UTC), Hasher().hash(PASSWORD)
    with transaction(engine) as session:
        session.add_all(
            Organisation(
                id=f"org-{n}",
                name=f"Stadt {n}",
                kind="economic_development",
                territories=["DE"] if n == 1 else ["DEA"],
                source_name="benchmark",
            )
            for n in range(ORGANISATIONS)
        )
    people = [
        Person(
            public_id=f"person-{n}",
            organisation_id=f"org-{n % ORGANISATIONS}",
            email=f"person{n}@example.org",
            name=f"Person {n}",
            roles=[role.value for role in Role] if n < 2 else [Role.ADVISOR.value],
            state=PersonState.ACTIVE.value,
            password_hash=kept,
            created_utc=now,
            updated_utc=now,
        )
        for n in range(PEOPLE)
    ]
    with transaction(engine) as session:
        session.add_all(people)
    return people


def store_traces(engine: Engine, person: Person, *, now: datetime) -> None:
    """What two years leave behind: audit trail, mail, runs of jobs, attempts to sign in."""
    tables: Mapping[type, Iterator[dict[str, object]]] = {
        AuditEntry: _audit_rows(person, now),
        OutboxMail: _mail_rows(now),
        JobRun: _run_rows(now),
        SignInAttempt: _attempt_rows(now),
    }
    with transaction(engine) as session:
        for table, rows in tables.items():
            session.connection().execute(table.__table__.insert(), list(rows))  # type: ignore[attr-defined]


def _audit_rows(person: Person, now: datetime) -> Iterator[dict[str, object]]:
    for n in range(AUDIT_ROWS):
        yield {
            "done_utc": now - timedelta(minutes=10 * n),
            "actor": f"person:{person.public_id}" if n % 7 else "job:retention",
            "action": "person.change",
            "subject": f"person:{n % PEOPLE}",
            "details": ["name"],
            "request_id": token_urlsafe(8),
            "ends_utc": now + timedelta(days=700),
        }


def _mail_rows(now: datetime) -> Iterator[dict[str, object]]:
    for n in range(MAILS):
        yield {
            "cause": f"benchmark:{n}",
            "message_id": f"benchmark-{n}",
            "purpose": "invitation",
            "recipient": f"person{n % PEOPLE}@example.org",
            "domain": "example.org",
            "language": "de",
            "subject": "Ihre Einladung",
            "text": "Guten Tag\n" * 40,
            "html": "",
            "state": (MailState.SENT, MailState.REFUSED)[n % 50 == 0].value,
            "created_utc": now - timedelta(minutes=n),
            "next_try_utc": now,
            "settled_utc": now - timedelta(minutes=n),
        }


def _run_rows(now: datetime) -> Iterator[dict[str, object]]:
    for n in range(RUNS):
        began = now - timedelta(minutes=50 * n)
        yield {
            "job": ("outbox", "retention")[n % 20 == 0],
            "holder": "benchmark",
            "outcome": RunOutcome.DONE.value,
            "counts": {"sent": n},
            "due_utc": began,
            "started_utc": began,
            "ended_utc": began + timedelta(seconds=1),
        }


def _attempt_rows(now: datetime) -> Iterator[dict[str, object]]:
    for n in range(ATTEMPTS):
        yield {
            "address_hash": f"{n % PEOPLE}",
            "network_hash": f"{n % 300}",
            "outcome": "signed_in",
            "tried_utc": now - timedelta(minutes=6 * n),
        }


def _signing_in(service: Service, addresses: list[str], effort: Effort) -> list[Figure]:
    """The first step with the right password: one person after the other."""
    browser = open_browser(service.port, "/anmelden")
    steps = [browser.sends("/anmelden", email=each, passwort=PASSWORD) for each in addresses]
    answers = open_loop(steps, service.port, rate=SIGN_IN_RATE, seconds=effort.seconds, sender=take)
    return _judged("Sign-in", answers)


def _page(service: Service, step: Step, effort: Effort) -> list[Figure]:
    first = take(step, service.port)
    if first.status == 0:
        raise WrongResultError(f"{step.path} is not answered with {step.expected}")
    for seconds in (effort.seconds / 10, effort.seconds / 2):  # The first warms both workers.
        answers = open_loop([step], service.port, rate=RATE, seconds=seconds, sender=take)
    return _judged(step.path, answers)


def _judged(name: str, answers: tuple) -> list[Figure]:
    what = f"{name}, {PEOPLE:,} accounts"
    return [
        *quantiles(
            what,
            [answer.seconds for answer in answers],
            shares=(0.5, 0.95),
            target=(0.95, LONGEST_MS),
        ),
        Figure(f"{name}: errors among {len(answers)}", errors_among(answers), "", 0.0),
    ]
