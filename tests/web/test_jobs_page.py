"""The page of jobs, for administrators only."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event
from sqlmodel import select

from models.audit import AuditEntry
from models.job import JobRun
from models.person import Person, Role
from models.session import reading, transaction
from tests.fixtures.apps import NOW
from tests.fixtures.pages import PageClient, text_of
from tests.fixtures.people import make_organisation, make_person, signed_in_client
from tests.web.job_world import DONE, FAILED
from web.author import Author
from web.current import services_of
from web.jobs.registry import JOBS, by_name
from web.pages.jobs.words import COUNTS, TITLES, schedule_in_words
from web.schedules import At, Every, Schedule
from web.use_cases.jobs import locks, results, taking

PATH = "/verwaltung/auftraege"


def administrator(app: Flask) -> Person:
    engine = services_of(app).engine
    country = make_organisation(engine, "Bund", territories=("DE",))
    return make_person(
        engine, Role.ADMINISTRATOR, organisation_id=country, email="leitung@example.org"
    )


@pytest.fixture
def admin(app: Flask) -> PageClient:
    return signed_in_client(app, administrator(app))


def text(page: object) -> str:
    return text_of(page.one("main"))


def retention_failed(app: Flask) -> None:
    engine = services_of(app).engine
    job = by_name("retention")
    assert job is not None
    locks.register(engine, ["retention"], now=NOW - timedelta(days=2))
    turn = taking.claim(engine, job, holder="a", now=NOW)
    assert turn is not None
    results.settle(engine, turn, FAILED, now=NOW)


def test_every_job_has_a_title() -> None:
    assert {job.name for job in JOBS} <= TITLES.keys()


def test_a_fresh_service_shows_its_jobs_without_runs(admin: PageClient) -> None:
    words = text(admin.get(PATH))
    assert "Abgelaufene Daten löschen" in words
    assert "täglich um 03:40 Uhr" in words
    assert "23.11.26, 03:40" in words
    assert "Hier gibt es noch keinen Eintrag." in words
    assert "überfällig" not in words


def test_what_failed_and_is_overdue_is_said(app: Flask, admin: PageClient) -> None:
    retention_failed(app)
    words = text(admin.get(PATH))
    assert "Etwas ist überfällig" in words
    assert "fehlgeschlagen" in words
    assert "ValueError" in words


def test_asking_for_a_run_is_stored_and_noted(app: Flask, admin: PageClient) -> None:
    page = admin.post(f"{PATH}/retention/ausfuehren", {"csrf_token": admin.token(PATH)})
    assert "startet in wenigen Sekunden" in text(page)
    engine = services_of(app).engine
    job = by_name("retention")
    assert job is not None
    with reading(engine) as session:
        actions = [entry.action for entry in session.exec(select(AuditEntry))]
    assert "job.ask" in actions
    turn = taking.claim(engine, job, holder="a", now=NOW)
    assert turn is not None
    results.settle(engine, turn, DONE, now=NOW)
    assert "von Hand angefordert" in text(admin.get(PATH))


def test_an_unknown_job_cannot_be_asked_for(admin: PageClient) -> None:
    admin.post(f"{PATH}/rm/ausfuehren", {"csrf_token": admin.token(PATH)}, status=404)


def test_others_are_refused(app: Flask) -> None:
    engine = services_of(app).engine
    client = signed_in_client(app, make_person(engine, Role.ADVISOR, Role.EDITOR))
    admin = signed_in_client(app, administrator(app))
    client.get(PATH, status=403)
    answer = client.client.post(
        f"{PATH}/retention/ausfuehren", data={"csrf_token": client.token("/angebote/nrw-bank")}
    )
    assert answer.status_code == 403
    assert "startet in wenigen Sekunden" not in text(admin.get(PATH))


def test_runs_are_shown_page_by_page_and_by_job(app: Flask, admin: PageClient) -> None:
    engine = services_of(app).engine
    with transaction(engine) as session:
        for step in range(45):
            began = NOW - timedelta(hours=step)
            name = JOBS[0].name if step % 9 else "earlier"
            session.add(
                JobRun(job=name, holder="a", outcome="done", started_utc=began, ended_utc=began)
            )
    assert len(admin.get(PATH).all("tr")) == 1 + 20
    assert len(admin.get(f"{PATH}?seite=3").all("tr")) == 1 + 5
    assert len(admin.get(f"{PATH}?auftrag={JOBS[0].name}&seite=2").all("tr")) == (1 + 20)
    assert "Seite 3" not in text(admin.get(f"{PATH}?auftrag={JOBS[0].name}"))
    for odd in ("0", "-1", "x", "99999999999999999999"):
        assert len(admin.get(f"{PATH}?seite={odd}").all("tr")) == 1 + 20


@pytest.fixture
def queries(app: Flask) -> Iterator[list[str]]:
    seen: list[str] = []
    engine = services_of(app).engine

    def note(*arguments: object) -> None:
        seen.append(str(arguments[2]))

    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def test_more_runs_cost_no_more_queries(app: Flask, admin: PageClient, queries: list[str]) -> None:
    admin.get(PATH)
    queries.clear()
    admin.get(PATH)
    few = len(queries)
    with transaction(services_of(app).engine) as session:
        session.add_all(
            JobRun(job="earlier", holder="a", started_utc=NOW, ended_utc=NOW) for _ in range(200)
        )
    queries.clear()
    admin.get(PATH)
    assert len(queries) == few


@pytest.mark.parametrize(
    ("schedule", "words"),
    [
        (At(3, 10), "täglich um 03:10 Uhr"),
        (At(7, weekdays=(0, 3)), "jeden Montag und Donnerstag um 07:00 Uhr"),
        (At(4, day_of_month=1), "am 1. jedes Monats um 04:00 Uhr"),
        (Every(5), "alle 5 Sekunden"),
        (Every(60), "jede Minute"),
        (Every(900), "alle 15 Minuten"),
        (Every(14_400), "alle 4 Stunden"),
    ],
)
def test_schedules_are_told_in_words(app: Flask, schedule: Schedule, words: str) -> None:
    with app.test_request_context("/", headers={"Accept-Language": "de"}):
        assert schedule_in_words(schedule) == words


def test_every_count_has_words(app: Flask) -> None:
    held = services_of(app)
    for job in JOBS:
        author = Author(actor="job:x", now=NOW, kept_until_utc=NOW)
        assert job.run(held, author).keys() <= COUNTS.keys()
