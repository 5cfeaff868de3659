"""A database that is gone for a while, a full disk: 503 in words, then all is well again."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, event

from models.migration import upgrade
from models.person import Role
from models.session import make_engine
from tests.benchmarks.fresh import ROOT
from tests.benchmarks.process import environment
from tests.fixtures import postgresql
from tests.fixtures.apps import NOW, make_settings
from tests.fixtures.clocks import StoppedClock
from tests.fixtures.pages import PageClient
from tests.fixtures.people import make_person, signed_in_client
from web.app import create_app
from web.current import services_of
from web.use_cases.catalogue import loading

UNAVAILABLE = "Der Dienst ist gerade nicht erreichbar"
READ = ("/angebote", "/impressum")
PLACE = {"postal_code": "58452", "exists": "yes", "founded": "1987"}


@contextmanager
def serving(url: str) -> Iterator[Flask]:
    """The service on a database with the bundled catalogue."""
    engine = make_engine(url)
    upgrade(engine)
    loading.load_bundled_catalogue(engine, now=NOW)
    engine.dispose()
    app = create_app(make_settings(url), clock=StoppedClock(NOW))
    try:
        yield app
    finally:
        services_of(app).engine.dispose()


def begin(page: PageClient, *, status: int = 200) -> str:
    """Begin a questionnaire; the address of its first topic, or '' where that fails."""
    found = page.post("/fragebogen", {}, status=status)
    return found.response.request.path if status == 200 else ""


def match(app: Flask) -> int:
    """The status of a program's question."""
    asked = app.test_client().post("/api/v1/matches", json={"postal_code": "58452"})
    return asked.status_code


@pytest.mark.postgresql
def test_the_service_survives_a_restart_of_postgresql() -> None:
    with postgresql.cluster() as url, serving(url) as app:
        engine = services_of(app).engine
        person = make_person(engine, Role.ADVISOR)
        signed_in, page = signed_in_client(app, person), PageClient(app.test_client())
        topic = begin(page)
        token = page.token(topic)
        assert signed_in.get("/konto").status == 200
        assert match(app) == 200

        postgresql.stop(url)
        try:
            gone = page.get(topic, status=503)
            lost = page.post(topic, {**PLACE, "csrf_token": token}, status=503)
            account = signed_in.get("/konto", status=503)
            told = app.test_client().get("/health")
            # The catalogue in memory goes on; nothing of a posted profile needs the database.
            assert match(app) == 200
            assert page.get("/impressum").status == 200
        finally:
            postgresql.start(url)

        assert {gone.h1, lost.h1, account.h1} == {UNAVAILABLE}
        assert (told.status_code, told.json["checks"]["database"]) == (503, "unreachable")
        assert page.get(topic).status == 200
        assert page.post(topic, PLACE).status == 200
        assert signed_in.get("/konto").status == 200
        assert app.test_client().get("/health").status_code == 200


def fill_up(engine: Engine) -> list[int]:
    """Let the file of SQLite grow no more: the returned limit is counted in pages."""
    limit = [0]

    @event.listens_for(engine, "connect")
    def hold(connection: Any, _record: object) -> None:
        if limit[0]:
            connection.execute(f"PRAGMA max_page_count={limit[0]}")

    with engine.connect() as connection:
        limit[0] = int(connection.exec_driver_sql("PRAGMA page_count").scalar_one())
    return limit


def stored(app: Flask) -> int:
    """How many questionnaires are stored."""
    with services_of(app).engine.connect() as connection:
        counted = connection.exec_driver_sql("SELECT count(*) FROM company_profile")
        return int(counted.scalar_one())


def test_a_full_disk_is_told_and_nothing_is_half_stored(app: Flask) -> None:
    page = PageClient(app.test_client())
    topic, before = begin(page), stored(app)
    limit = fill_up(services_of(app).engine)

    refused = 0
    for _ in range(40):
        answer = app.test_client().get("/fragebogen")
        assert answer.status_code == 200
        client = PageClient(app.test_client())
        token = client.token("/fragebogen")
        sent = client.client.post("/fragebogen", data={"csrf_token": token})
        assert sent.status_code in {303, 503}
        refused += sent.status_code == 503
        last = sent
    assert refused > 0
    assert last.status_code == 503
    assert UNAVAILABLE in last.get_data(as_text=True)
    assert stored(app) == before + 40 - refused
    for path in (*READ, topic):
        assert page.get(path).status == 200
    assert app.test_client().get("/health").status_code == 200

    limit[0] = 1_000_000
    assert page.post(topic, PLACE).status == 200
    begin(PageClient(app.test_client()))
    assert stored(app) == before + 40 - refused + 1


def test_a_backup_that_does_not_fit_leaves_no_file_and_says_so(
    filled_template: Path, tmp_path: Path
) -> None:
    database, target = tmp_path / "x.sqlite3", tmp_path / "backups"
    shutil.copy(filled_template, database)
    target.mkdir()
    flask = f"{sys.executable} -m flask --app wsgi backup {target}/x.backup"

    done = subprocess.run(
        ["bash", "-c", f"ulimit -f 100; exec {flask}"],  # No file over 100 KB.
        cwd=ROOT,
        env=environment(f"sqlite:///{database}"),
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr.startswith("The database cannot be copied: ")
    assert "Traceback" not in done.stderr
    assert list(target.iterdir()) == []


def test_a_locked_sqlite_file_is_told_and_works_again(app: Flask) -> None:
    engine = services_of(app).engine
    event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA busy_timeout=50"))
    other = sqlite3.connect(Path(str(engine.url.database)), isolation_level=None)
    page = PageClient(app.test_client())
    topic = begin(page)
    token = page.token(topic)
    other.execute("BEGIN IMMEDIATE")

    lost = page.post(topic, {**PLACE, "csrf_token": token}, status=503)
    assert lost.h1 == UNAVAILABLE
    assert page.get(topic).status == 200
    other.execute("ROLLBACK")
    other.close()

    assert page.post(topic, PLACE).status == 200
