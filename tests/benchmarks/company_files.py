"""The page of a firm's file with 500 fitting offers and a long history, on both databases."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine

from matcher.catalogue import compile_catalogue
from matcher.scorers import ReadableScorer
from models.company import AnswerState, CompanyProfile
from models.company_file import CompanyFile, EventKind, FileEvent, FileNote, FileOrigin, FileStep
from models.judgement import Judgement
from models.migration import upgrade
from models.organisation import Organisation
from models.person import Person, PersonState, Role
from models.session import make_engine, transaction
from offers import store
from offers.schema import Offer
from tests.benchmarks.batch import large_catalogue
from tests.benchmarks.browsing import Step, errors_among, take
from tests.benchmarks.databases import databases
from tests.benchmarks.figures import MILLI, Effort, Figure, WrongResultError, quantiles
from tests.benchmarks.process import Service, running
from tests.benchmarks.signed_in import cookie_of
from tests.benchmarks.usage import children_of, processor_seconds
from web.tokens import new_token, token_hash
from web.use_cases.firms.match import compose
from web.use_cases.firms.profiles import stored_profile

OFFERS, LEAST = 1_500, 500
"""Offers of the catalogue, and how many of them have to fit at least."""
FILES, NOTES, STEPS, EVENTS, JUDGED = 2_000, 200, 60, 2_000, 100
P95 = 150.0
"""Milliseconds."""
ROUNDS = 20
CITY = "org-stadt"
TODAY = date(2026, 11, 22)
ANSWERS: Mapping[str, object] = {
    "postal_code": "58452",
    "wz": "25.62",
    "employees": 38,
    "needs": ["green_production", "energy_efficiency", "digitalisation", "export"],
    "need_text": "Wir wollen den Ofen tauschen und Strom vom Dach nutzen.",
}


def measure(shared: Path, effort: Effort) -> list[Figure]:
    """Latency from the outside, one request after another: overview, more cards, one offer."""
    offers = large_catalogue(shared, OFFERS)
    fitting = _fitting(offers)
    figures = list[Figure]()
    with tempfile.TemporaryDirectory(prefix="benchmark") as name:
        for kind, url in databases(Path(name), effort):
            engine = make_engine(url)
            upgrade(engine)
            person, file = store_files(engine, offers, now=datetime.now(UTC))
            cookie = cookie_of(engine, person, now=datetime.now(UTC))
            engine.dispose()
            with running(url, Path(name) / "log") as service:
                for what, path in _pages(file, offers[0]).items():
                    step = Step(path, cookie)
                    label = f"{what}, {fitting} fitting offers, {kind}"
                    figures += _asked(label, service, step, effort)
    return figures


def store_files(engine: Engine, offers: Sequence[Offer], *, now: datetime) -> tuple[Person, str]:
    """An advisor of a city with many files, and the id of the one with a long history."""
    with transaction(engine) as session:
        store.upsert(session, offers, source_id="benchmark", by="benchmark", now=now)
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
        person = Person(
            public_id="advisor",
            organisation_id=CITY,
            email="advisor@example.org",
            name="Beraterin",
            roles=[Role.ADVISOR.value],
            state=PersonState.ACTIVE.value,
            created_utc=now,
            updated_utc=now,
        )
        session.add(person)
        session.flush()
        companies = [_company(now) for _ in range(FILES)]
        session.add_all(companies)
        session.flush()
        files = [_file(company, person, now) for company in companies]
        session.add_all(files)
    for file in files[:2]:
        _write_history(engine, file, person, offers, now)
    return person, files[0].public_id


def _company(now: datetime) -> CompanyProfile:
    return CompanyProfile(
        token_hash=token_hash(new_token()),
        answers=dict(ANSWERS),
        state=AnswerState.FINISHED.value,
        created_utc=now,
        updated_utc=now,
        expires_utc=now + timedelta(days=730),
    )


def _file(company: CompanyProfile, person: Person, now: datetime) -> CompanyFile:
    assert company.id is not None
    return CompanyFile(
        public_id=new_token(),
        company_id=company.id,
        organisation_id=CITY,
        advisor_id=person.id,
        origin=FileOrigin.ENTERED.value,
        name=f"Schmiede {company.id} GmbH",
        email="karla@example.com",
        town="Witten",
        created_utc=now,
        touched_utc=now,
    )


def _write_history(
    engine: Engine, file: CompanyFile, person: Person, offers: Sequence[Offer], now: datetime
) -> None:
    assert file.id is not None
    assert person.id is not None
    rows: list[object] = [
        *(_note(file.id, person.id, now) for _ in range(NOTES)),
        *(_step(file.id, person.id, number) for number in range(STEPS)),
        *(_event(file.id, person.id, now) for _ in range(EVENTS)),
        *(_judgement(file, offer, now) for offer in offers[:JUDGED]),
    ]
    with transaction(engine) as session:
        session.add_all(rows)


def _note(file_id: int, person_id: int, now: datetime) -> FileNote:
    return FileNote(
        public_id=new_token(),
        file_id=file_id,
        organisation_id=CITY,
        person_id=person_id,
        text="Der Ofen ist von **1998**. " * 20,
        created_utc=now,
        updated_utc=now,
    )


def _step(file_id: int, person_id: int, number: int) -> FileStep:
    return FileStep(
        public_id=new_token(),
        file_id=file_id,
        person_id=person_id,
        title=f"Schritt {number}",
        taken_by="firm",
        due_on=TODAY + timedelta(days=number),
        created_utc=datetime.now(UTC),
    )


def _event(file_id: int, person_id: int, now: datetime) -> FileEvent:
    return FileEvent(
        file_id=file_id,
        person_id=person_id,
        happened_utc=now,
        kind=EventKind.ANSWERED.value,
        values=["employees"],
    )


def _judgement(file: CompanyFile, offer: Offer, now: datetime) -> Judgement:
    return Judgement(
        judge="advisor",
        subject=f"firm:{file.company_id}",
        company_id=file.company_id,
        file_id=file.id,
        offer_id=offer.id,
        opinion="fits",
        profile=dict(ANSWERS),
        judged_utc=now,
    )


def _pages(file: str, offer: Offer) -> Mapping[str, str]:
    path = f"/beratung/akte/{file}"
    return {
        "Company file": path,
        "Company file, 50 cards": f"{path}?anzahl=50",
        "One offer of a company file": f"{path}/angebot/{offer.id}",
    }


def _fitting(offers: Sequence[Offer]) -> int:
    """How many offers fit the firm; WrongResultError if that is no large list."""
    answers = stored_profile(_company(datetime.now(UTC)))
    catalogue, scorer = compile_catalogue(offers, "measured"), ReadableScorer()
    found = len(compose(answers, catalogue, (), today=TODAY, scorer=scorer).fitting)
    if found < LEAST:
        raise WrongResultError(f"only {found} offers fit")
    return found


def _asked(name: str, service: Service, step: Step, effort: Effort) -> list[Figure]:
    first = take(step, service.port)
    if first.status == 0 or b"al-judge" not in first.body:
        raise WrongResultError(f"{step.path}: no file")
    take(step, service.port)  # Once for the other worker.
    workers = children_of(service.pid)
    before = processor_seconds(workers)
    answers = tuple(take(step, service.port) for _ in range(effort.rounds * ROUNDS))
    used = processor_seconds(workers) - before
    return [
        *quantiles(
            name, [answer.seconds for answer in answers], shares=(0.5, 0.95), target=(0.95, P95)
        ),
        Figure(f"{name}: processor time of a request", used / len(answers) * MILLI, "ms"),
        Figure(f"{name}: errors among {len(answers)}", errors_among(answers), "", 0.0),
    ]
