"""The advisors' inbox with 50,000 requests of one organisation, on SQLite and PostgreSQL."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Engine

from models.company import CompanyProfile
from models.company_file import CompanyFile, FileOrigin, FilePart, FileState
from models.organisation import Organisation
from models.person import Person, PersonState, Role
from models.session import make_engine, transaction
from offers.taxonomy.needs import NEED_KEYS
from offers.text import normalise
from tests.benchmarks.browsing import Step, errors_among, take
from tests.benchmarks.databases import databases
from tests.benchmarks.figures import FULL, MILLI, Effort, Figure, WrongResultError, quantiles
from tests.benchmarks.process import Service, environment, fill, running
from tests.benchmarks.signed_in import cookie_of
from tests.benchmarks.usage import children_of, processor_seconds
from web.tokens import new_token, token_hash

FILES, FEWER = 50_000, 1_000
P95 = 150.0
"""Milliseconds."""
ROUNDS = 3
ADVISORS = 12
CITY = "org-stadt"
KINDS = ("Schmiede", "Bäckerei", "Metallbau", "Dreherei", "Tischlerei", "Software", "Logistik")
ENDINGS = ("GmbH", "GmbH & Co. KG", "e. K.", "AG", "UG")
SYLLABLES = ("ber", "ger", "hol", "kam", "lin", "mei", "nor", "ost", "ren", "sten", "tal", "wal")
TOWNS = ("Witten", "Bochum", "Hattingen", "Herdecke", "Wetter")
STATES = (
    *((FileState.NEW,) * 10 + (FileState.TAKEN,) * 6 + (FileState.APPOINTMENT,) * 3),
    *((FileState.ADVISED,) * 3 + (FileState.HELPED,) * 50 + (FileState.UNFIT,) * 20),
    *(FileState.UNREACHABLE,) * 8,
)
FAMILIES: Mapping[str, Sequence[str]] = {
    "Inbox": ("", "stand=neu", "stand=abgeschlossen", "stand=alle&sortierung=neueste"),
    "Inbox, deep pages": ("stand=alle&seite=900", "stand=abgeschlossen&seite=1500", "seite=99999"),
    "Inbox, filters": (
        "wer=ich&stand=alle",
        "wer=niemand",
        "bedarf=energy_efficiency&stand=alle",
        "ueberfaellig=ja",
        "rolle=zur-kenntnis&herkunft=anfrage&sortierung=neueste",
    ),
    "Inbox, search": (
        *(f"q={quote(words)}" for words in ("bäckerei", "metallbau witten", "58452", "%_")),
        *(f"q={quote(words)}" for words in ("schmeide", "tischlrei wittn", "qwertzuiop")),
    ),
}


def measure(shared: Path, effort: Effort) -> list[Figure]:
    """Latency from the outside, one request after another, by kind of question and database.

    The processor time is that of the workers: for SQLite it is all there is, however busy the
    machine.
    """
    figures = list[Figure]()
    with tempfile.TemporaryDirectory(prefix="benchmark") as name:
        for kind, url in databases(Path(name), effort):
            fill(environment(url), shared / "benchmark/offers.jsonl")
            engine = make_engine(url)
            files = FILES if effort == FULL else FEWER
            advisor = store_desk(engine, files, now=datetime.now(UTC))
            cookie = cookie_of(engine, advisor, now=datetime.now(UTC))
            engine.dispose()
            with running(url, Path(name) / "log") as service:
                what = f"{files:,} requests, {kind}"
                for family, queries in FAMILIES.items():
                    steps = [Step(f"/beratung?{query}", cookie) for query in queries]
                    figures += _asked(f"{family}, {what}", service, steps, effort)
    return figures


def store_desk(engine: Engine, files: int, *, now: datetime) -> Person:
    """One of the advisors of an organisation with so many files."""
    people = [_person(number, now) for number in range(ADVISORS)]
    with transaction(engine) as session:
        session.add(
            Organisation(
                id=CITY,
                name="Stadt Witten",
                kind="economic_development",
                territories=["05954036"],
                source_name="benchmark",
            )
        )
        session.flush()
        session.add_all(people)
    tables: Sequence[tuple[type, Iterator[dict[str, object]]]] = (
        (CompanyProfile, _company_rows(files, now)),
        (CompanyFile, _file_rows(files, [person.id or 0 for person in people], now)),
    )
    with transaction(engine) as session:
        for table, rows in tables:
            session.connection().execute(table.__table__.insert(), list(rows))  # type: ignore[attr-defined]
    return people[0]


def _person(number: int, now: datetime) -> Person:
    return Person(
        public_id=f"advisor-{number}",
        organisation_id=CITY,
        email=f"advisor{number}@example.org",
        name=f"Beraterin {number}",
        roles=[Role.ADVISOR.value],
        state=PersonState.ACTIVE.value,
        created_utc=now,
        updated_utc=now,
    )


def _company_rows(files: int, now: datetime) -> Iterator[dict[str, object]]:
    for number in range(1, files + 1):
        yield {
            "id": number,
            "token_hash": token_hash(new_token()),
            "answers": {"postal_code": "58452"},
            **dict.fromkeys(("skipped", "remembered", "dismissed"), []),
            "state": "finished",
            "created_utc": now,
            "updated_utc": now,
            "expires_utc": now + timedelta(days=730),
        }


def _file_rows(files: int, people: Sequence[int], now: datetime) -> Iterator[dict[str, object]]:
    dice = random.Random(7)
    for number in range(1, files + 1):
        state = dice.choice(STATES)
        sent = now - timedelta(minutes=dice.randrange(1, 1_000_000))
        owner = "".join(dice.choices(SYLLABLES, k=3)).title()
        name = f"{dice.choice(KINDS)} {owner} {dice.choice(ENDINGS)}"
        town, is_new = dice.choice(TOWNS), state is FileState.NEW
        yield {
            "public_id": f"{number:043d}",
            "company_id": number,
            "organisation_id": CITY,
            "advisor_id": None if is_new else dice.choice(people),
            "part": (FilePart.RESPONSIBLE, FilePart.INFORMED)[dice.random() < 0.2].value,
            "origin": FileOrigin.REQUEST.value,
            "state": state.value,
            "name": name,
            "contact_name": f"Karla {owner}",
            "email": f"info@{owner.lower()}.example.com",
            "town": town,
            "needs": f" {' '.join(dice.sample(sorted(NEED_KEYS), 3))} ",
            "search_text": normalise(
                f"{name} Karla {owner} {town} 58452 info@{owner.lower()}.example.com"
            ),
            "appointment_utc": sent if state is FileState.APPOINTMENT else None,
            "dispatched_utc": sent,
            "acted_utc": None if is_new else sent,
            "reminded": 0,
            "created_utc": sent,
            "touched_utc": sent,
            "closed_utc": None,
            "version": 1,
        }


def _asked(name: str, service: Service, steps: Sequence[Step], effort: Effort) -> list[Figure]:
    for step in (*steps, *steps):  # Once for each worker.
        first = take(step, service.port)
        if first.status == 0 or b'id="results"' not in first.body:
            raise WrongResultError(f"{step.path}: no list")
    rounds, workers = max(effort.rounds * ROUNDS, 1), children_of(service.pid)
    before = processor_seconds(workers)
    answers = tuple(take(step, service.port) for _ in range(rounds) for step in steps)
    used = processor_seconds(workers) - before
    seconds = [answer.seconds for answer in answers]
    return [
        *quantiles(name, seconds, shares=(0.5, 0.95), target=(0.95, P95)),
        Figure(f"{name}: processor time of a request", used / len(answers) * MILLI, "ms"),
        Figure(f"{name}: errors among {len(answers)}", errors_among(answers), "", 0.0),
    ]
