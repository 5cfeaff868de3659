"""Insight with 50,000 firms, files and opinions, over HTTP, on SQLite and PostgreSQL.

The pages of one who looks after the whole service, and of an advisor of one Kreis; then the first
request of a worker after an answer or a file changed, which reads all firms or all files anew.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import Engine, update
from sqlmodel import SQLModel, col

from models.company import AnswerState, CompanyProfile
from models.company_file import CompanyFile, FileOrigin, FileState
from models.firm_list import FirmMatch
from models.judgement import Judgement
from models.migration import upgrade
from models.organisation import Organisation
from models.outcome import ApplicationState, OfferApplication
from models.person import Person, PersonState, Role
from models.session import make_engine, transaction
from offers.taxonomy.needs import NEED_KEYS
from tests.benchmarks.browsing import Step, take
from tests.benchmarks.companies import companies
from tests.benchmarks.databases import databases
from tests.benchmarks.figures import (
    FULL,
    MILLI,
    Effort,
    Figure,
    WrongResultError,
    quantiles,
    seconds_of,
)
from tests.benchmarks.process import Service, environment, fill, running
from tests.benchmarks.signed_in import cookie_of
from web.use_cases.firms.opinions import Opinion

FIRMS, FEW = 50_000, 1_000
MOST_MS, MOST_MS_HELD, MOST_MS_COLD = 500.0, 150.0, 600.0
ROUNDS = 5
ADVICE = "/auswertung/beratung"
PAGES = ("/auswertung", "/auswertung/luecken", "/auswertung/urteile", ADVICE)
NARROWED = "?zeitraum=2026&groesse=small&bedarf=digitalisation"
TERRITORIES = {"org-service": ["DE"], "org-kreis": ["DEA56"]}
OPINIONS = (Opinion.TOO_LATE, Opinion.NOT_RELEVANT, Opinion.FITS, Opinion.MISSING)


def measure(shared: Path, effort: Effort) -> list[Figure]:
    """p50 and p95 of each page one request at a time, and the first one after a change."""
    number = FIRMS if effort == FULL else FEW
    figures = list[Figure]()
    with tempfile.TemporaryDirectory(prefix="benchmark") as name:
        for kind, url in databases(Path(name), effort):
            engine = make_engine(url)
            upgrade(engine)
            fill(environment(url), shared / "benchmark/offers.jsonl")
            people = store_world(engine, number)
            cookies = {
                who: cookie_of(engine, person, now=datetime.now(UTC))
                for who, person in people.items()
            }
            with running(url, Path(name) / "log") as service:
                what = f"{number:,} firms, {kind}"
                figures += _pages(what, service, cookies, effort)
                figures += _after_changes(what, service, engine, cookies, effort)
            engine.dispose()
    return figures


def store_world(engine: Engine, number: int) -> Mapping[str, Person]:
    """As many firms with a match, a file, an opinion; an administrator and an advisor."""
    now, dice = datetime.now(UTC), Random(7)
    _store(engine, Organisation, _organisations())
    people = {
        "service": _person("org-service", Role.ADMINISTRATOR, now),
        "Kreis": _person("org-kreis", Role.ADVISOR, now),
    }
    with transaction(engine) as session:
        session.add_all(people.values())
    _store(engine, CompanyProfile, _profiles(number, dice, now))
    _store(engine, FirmMatch, _matches(number, dice, now))
    _store(engine, CompanyFile, _files(number, dice, now))
    _store(engine, OfferApplication, _applications(number, dice, now))
    _store(engine, Judgement, _judgements(number, dice, now))
    with transaction(engine) as session:  # As the database does by itself after a while.
        session.connection().exec_driver_sql("ANALYZE")
    return people


def _store(engine: Engine, table: type[SQLModel], rows: Iterator[dict[str, object]]) -> None:
    with transaction(engine) as session:
        session.connection().execute(table.__table__.insert(), list(rows))  # type: ignore[attr-defined]


def _organisations() -> Iterator[dict[str, object]]:
    for organisation_id, territories in TERRITORIES.items():
        yield {
            "id": organisation_id,
            "name": organisation_id,
            "kind": "economic_development",
            "territories": territories,
            "topics": [],
            "source_name": "benchmark",
            "needs_second_factor": False,
        }


def _person(organisation_id: str, role: Role, now: datetime) -> Person:
    return Person(
        public_id=f"person-{organisation_id}",
        organisation_id=organisation_id,
        email=f"{organisation_id}@example.org",
        name=organisation_id,
        roles=[role.value],
        state=PersonState.ACTIVE.value,
        created_utc=now,
        updated_utc=now,
    )


def _profiles(number: int, dice: Random, now: datetime) -> Iterator[dict[str, object]]:
    for at, record in enumerate(companies(number), start=1):
        began = now - timedelta(days=dice.randrange(700))
        yield {
            "id": at,
            "token_hash": f"{at:064x}",
            "answers": {name: value for name, value in record.items() if name != "id"},
            "noted": {},
            "state": AnswerState.FINISHED.value,
            "language": "de",
            "skipped": [],
            "remembered": [],
            "dismissed": [],
            "created_utc": began,
            "updated_utc": began,
            "expires_utc": now + timedelta(days=700),
        }


def _matches(number: int, dice: Random, now: datetime) -> Iterator[dict[str, object]]:
    for at in range(1, number + 1):
        yield {
            "company_id": at,
            "catalogue_version": "1",
            "model_version": "1",
            "matched_on": now.date(),
            "matched_utc": now,
            "answers_utc": now,
            "best": [],
            "fitting": 0,
            "unserved": dice.sample(NEED_KEYS, dice.randrange(3)),
        }


def _files(number: int, dice: Random, now: datetime) -> Iterator[dict[str, object]]:
    states = [state.value for state in FileState]
    for at in range(1, number + 1):
        asked = now - timedelta(hours=dice.randrange(24, 700 * 24))
        yield {
            "id": at,
            "public_id": f"file-{at}",
            "company_id": at,
            "organisation_id": dice.choice(list(TERRITORIES)),
            "part": "responsible",
            "origin": FileOrigin.REQUEST.value,
            "state": dice.choice(states),
            "name": f"Firma {at}",
            "contact_name": "",
            "email": "",
            "phone": "",
            "preferred_way": "",
            "times": "",
            "town": "",
            "needs": "",
            "search_text": "",
            "dispatched_utc": asked,
            "acted_utc": asked + timedelta(hours=dice.randrange(300)),
            "reminded": 0,
            "created_utc": asked,
            "touched_utc": now,
            "version": 1,
        }


def _applications(number: int, dice: Random, now: datetime) -> Iterator[dict[str, object]]:
    states = [state.value for state in ApplicationState]
    for at in range(1, number + 1, 5):
        yield {
            "file_id": at,
            "offer_id": f"offer-{dice.randrange(300)}",
            "state": dice.choice(states),
            "amount_eur": dice.randrange(1_000, 90_000),
            "changed_utc": now,
        }


def _judgements(number: int, dice: Random, now: datetime) -> Iterator[dict[str, object]]:
    for at in range(1, number + 1):
        yield {
            "company_id": at,
            "subject": f"firm:{at}",
            "profile": {},
            "offer_id": f"offer-{dice.randrange(300)}",
            "opinion": dice.choice(OPINIONS).value,
            "because": "",
            "disputes": "",
            "excluded": False,
            "judge": "firm",
            "verified": False,
            "judged_utc": now - timedelta(days=dice.randrange(700)),
        }


def _pages(what: str, service: Service, cookies: Mapping[str, str], effort: Effort) -> list[Figure]:
    """The pages as they are and with filters, after each worker has read the firms."""
    rounds = max(effort.rounds * ROUNDS, 2)
    figures = list[Figure]()
    for who, cookie in cookies.items():
        for page in (*PAGES, *(f"{page}{NARROWED}" for page in PAGES)):
            for _ in range(4):
                _asked(page, cookie, service)
            seconds = [_asked(page, cookie, service) for _ in range(rounds)]
            name = f"{page}, {who}, {what}"
            most = MOST_MS_HELD if page.startswith(ADVICE) else MOST_MS
            figures += quantiles(name, seconds, shares=(0.5, 0.95), target=(0.95, most))
    return figures


def _after_changes(
    what: str, service: Service, engine: Engine, cookies: Mapping[str, str], effort: Effort
) -> list[Figure]:
    """The slowest request after something was changed, however many workers there are."""
    answers = update(CompanyProfile).where(col(CompanyProfile.id) == 1)
    files = update(CompanyFile).where(col(CompanyFile.id) == 1)
    slowest = {PAGES[0]: 0.0, ADVICE: 0.0}
    for at in range(max(effort.rounds, 1)):
        with transaction(engine) as session:
            moment = datetime.now(UTC) + timedelta(seconds=at)
            session.connection().execute(answers.values(updated_utc=moment))
            session.connection().execute(files.values(version=CompanyFile.version + 1))
        for page, before in slowest.items():
            asked = (_asked(page, cookies["service"], service) for _ in range(4))
            slowest[page] = max(before, *asked)
    targets = {ADVICE: MOST_MS_COLD}
    return [
        Figure(f"{page} after a change, {what}", seconds * MILLI, "ms", target=targets.get(page))
        for page, seconds in slowest.items()
    ]


def _asked(page: str, cookie: str, service: Service) -> float:
    """The seconds of one request; WrongResultError unless it gives the page."""
    status = 0

    def ask() -> None:
        nonlocal status
        status = take(Step(page, cookie), service.port).status

    seconds = seconds_of(ask)
    if status != 200:
        raise WrongResultError(f"{page}: status {status}")
    return seconds
