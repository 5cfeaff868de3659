"""Sources as jobs of the service: at their time, told plainly, and looked at by operators."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from sqlmodel import select

from models.audit import AuditEntry
from models.person import Role
from models.session import reading
from offers import store
from offers.errors import InputErrors
from offers.sources import load_sources
from tests.fixtures.apps import NOW, make_settings, running_app
from tests.fixtures.http import Site, answer, site
from tests.fixtures.pages import text_of
from tests.fixtures.people import make_organisation, make_person, signed_in_client
from tests.offers.import_world import NO_PAUSE, row, source
from tests.web.job_world import berlin
from web.author import Author
from web.config import Settings
from web.current import services_of
from web.jobs import imports, turns
from web.jobs.registry import JOBS, Job, jobs_of
from web.services import Services
from web.use_cases.catalogue import importing
from web.use_cases.jobs import locks, results, standing, taking
from web.use_cases.jobs.results import Result, RunOutcome

BY = Author(actor="cli", now=NOW, kept_until_utc=NOW + timedelta(days=1))
BODY = (row("nachbar-1") + "\n" + row("nachbar-2", "")).encode()
SOURCES = """
- {{name: fdb, off: true}}
- name: nachbar
  title: Nachbarstadt
  format: jsonl
  url: {url}
  private: true
  complete: true
"""


@pytest.fixture
def held_site() -> Iterator[Site]:
    with site(answer(BODY, ETag='"v1"')) as made:
        yield made


@pytest.fixture
def sourced(filled_template: Path, tmp_path: Path, held_site: Site) -> Iterator[Flask]:
    """The service with one source of its own, on this machine."""
    path = tmp_path / "sources.yaml"
    path.write_text(SOURCES.format(url=held_site.url()), encoding="utf-8")
    changes = {"imports": True, "sources_file": str(path)}
    with running_app(filled_template, tmp_path / "app.sqlite3", **changes) as made:
        yield made


def job_of(url: str) -> Job:
    """The job of a source there, without pauses between attempts."""
    made = source(url)
    return Job(
        name="import-nachbar",
        schedule=imports.schedule_of(made),
        run=partial(imports.run, made, timing=NO_PAUSE),
        overdue_after=imports.overdue_after(made),
    )


def do(held: Services, job: Job) -> Result:
    turn = taking.claim_by_hand(held.engine, job, holder="a", by=BY)
    assert turn is not None
    result = turns.do(held, job, turn)
    assert results.settle(held.engine, turn, result, now=NOW)
    return result


def test_the_federal_database_is_imported_every_monday_unless_switched_off() -> None:
    by_default = Settings.model_fields["imports"].default
    jobs = jobs_of(make_settings("sqlite://", imports=by_default))
    (fdb,) = (job for job in jobs if job not in JOBS)

    assert fdb.name == "import-fdb"
    assert fdb.schedule.following(berlin("2026-11-22T12:00+01:00")) == berlin(
        "2026-11-23T05:00+01:00"
    )
    assert jobs_of(make_settings("sqlite://", imports=False)) == JOBS


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-03-28T12:00+01:00", "2026-03-30T05:00+02:00"),
        ("2026-10-24T12:00+02:00", "2026-10-26T05:00+01:00"),
        ("2026-03-30T05:00+02:00", "2026-04-06T05:00+02:00"),
    ],
)
def test_monday_is_a_monday_of_german_clocks(now: str, expected: str) -> None:
    (fdb,) = load_sources()
    assert imports.schedule_of(fdb).following(berlin(now)) == berlin(expected)


def test_a_job_brings_the_source_in_and_says_how_much(sourced: Flask, held_site: Site) -> None:
    held = services_of(sourced)
    (job,) = (job for job in jobs_of(held.settings) if job not in JOBS)

    first, second = do(held, job), do(held, job)
    held_site.answers[:] = [answer(status=304)]
    third = do(held, job)

    assert (first.outcome, first.counts["new"], first.counts["refused_rows"]) == (
        RunOutcome.DONE, 1, 1,
    )  # fmt: skip
    assert second.counts["unchanged"] == 1
    assert third.counts["unchanged_files"] == 1
    with reading(held.engine) as session:
        assert store.state_of(session, "nachbar-1") is not None


def test_without_a_network_it_says_so_without_a_traceback(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    held = services_of(app)
    with site(answer()) as gone:
        url = gone.url()
    with caplog.at_level(logging.INFO, "angebotslotse.jobs"):
        result = do(held, job_of(url))

    assert (result.outcome, result.error) == (RunOutcome.FAILED, "no_network")
    (record,) = (record for record in caplog.records if record.message == "job not done")
    assert record.exc_info is None
    assert "is there a network?" in vars(record)["problem"]
    client = signed_in_client(app, make_person(
        held.engine, Role.ADMINISTRATOR,
        organisation_id=make_organisation(held.engine, "Bund", territories=("DE",)),
    ))  # fmt: skip
    words = text_of(client.get("/verwaltung/auftraege").one("main"))
    assert "Der Server ist nicht zu erreichen; wahrscheinlich fehlt die Verbindung" in words


def test_a_source_that_cannot_be_reached_is_overdue_after_two_weeks_only(app: Flask) -> None:
    engine = services_of(app).engine
    weekly = source("http://127.0.0.1:1/x", days=["monday"])
    job = Job(
        name="import-nachbar",
        schedule=imports.schedule_of(weekly),
        run=partial(imports.run, weekly),
        overdue_after=imports.overdue_after(weekly),
    )
    monday = job.schedule.following(NOW)
    locks.register(engine, [job.name], now=NOW)
    turn = taking.claim(engine, job, holder="a", now=monday)
    assert turn is not None
    failed = Result(outcome=RunOutcome.FAILED, counts={}, error="no_network")
    results.settle(engine, turn, failed, now=monday)

    assert [
        days
        for days in range(1, 20)
        if standing.overdue(engine, (job,), now=monday + timedelta(days=days))
    ] == [15, 16, 17, 18, 19]


def test_the_command_line_shows_sources_runs_and_rows(sourced: Flask, tmp_path: Path) -> None:
    def run(*words: str) -> tuple[int, list[str]]:
        result = sourced.test_cli_runner().invoke(args=["imports", *words])
        return result.exit_code, result.output.splitlines()

    assert run("list") == (0, ["nachbar (Nachbarstadt): never imported; 0 rows wait"])
    assert sourced.test_cli_runner().invoke(args=["jobs", "run", "import-nachbar"]).exit_code == 0
    (line,) = run("list")[1]
    assert line.startswith("nachbar (Nachbarstadt): 2026-11-22 12:00 done: new 1")
    assert line.endswith("; 1 rows wait")
    assert run("runs")[1][0].startswith("nachbar: 2026-11-22 12:00 done")
    assert run("rows") == (0, ["1  nachbar, line 2  nachbar-2  field title: must not be empty"])
    assert run("show", "1") == (0, [row("nachbar-2", "")])
    assert run("show", "2") == (1, ["There is no row 2."])

    corrected = tmp_path / "row.json"
    corrected.write_text(row("nachbar-2", ""), encoding="utf-8")
    assert run("correct", "1", str(corrected)) == (
        1, ["field title: must not be empty", "Nothing was stored."],
    )  # fmt: skip
    corrected.write_text(row("nachbar-2", "Kurs"), encoding="utf-8")
    assert run("correct", "1", str(corrected)) == (0, ["Stored nachbar-2."])
    assert run("dismiss", "1")[0] == 1
    assert run("rows") == (0, [])


def test_decisions_about_rows_stand_in_the_audit_trail(sourced: Flask) -> None:
    held = services_of(sourced)
    (made,) = load_sources(held.settings.sources_file)
    importing.take_source(held.engine, made, by=BY, clock=held.clock.now)
    (kept,) = importing.rows(held.engine, limit=10)

    importing.dismiss(held.engine, kept.id, by=BY)

    with pytest.raises(InputErrors):
        importing.dismiss(held.engine, kept.id, by=BY)
    (state,) = importing.states(held.engine, [made])
    assert state.waiting == 0
    with reading(held.engine) as session:
        actions = [entry.action for entry in session.exec(select(AuditEntry))]
    assert actions == ["import.row_dismissed"]


@pytest.mark.parametrize(
    ("content", "words"),
    [("- name: x\n", "field title: is missing"), (None, "cannot be read")],
)
def test_a_file_of_sources_that_cannot_be_used_stops_the_start(
    tmp_path: Path, content: str | None, words: str
) -> None:
    path = tmp_path / "sources.yaml"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=words):
        make_settings("sqlite://", sources_file=str(path))
