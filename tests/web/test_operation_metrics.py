"""`/metrics`: who may read it, what it counts, and what it never says."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import Engine, event

from models.job import JobLock
from models.mail import MailState, MailSwitch, OutboxMail
from models.session import transaction
from models.sign_in import SignInAttempt
from tests.benchmarks.fresh import ROOT
from tests.benchmarks.load import Request, send
from tests.benchmarks.process import environment, free_port
from tests.fixtures.apps import NOW, make_settings, running_app
from web.current import services_of
from web.jobs.registry import JOBS
from web.use_cases.operation import operating

TOKEN = "QmF6bG9uZ3JhbmRvbTEyMzQ1Njc4OTAxMjM0NTY3ODkw"
Samples = dict[tuple[str, tuple[tuple[str, str], ...]], float]


@pytest.fixture
def measured(filled_template: Path, tmp_path: Path) -> Iterator[Flask]:
    """The service with a token for its metrics."""
    with running_app(filled_template, tmp_path / "m.sqlite3", metrics_token=TOKEN) as app:
        yield app


def samples(text: str) -> Samples:
    """Every figure by its name and its labels."""
    return {
        (sample.name.removeprefix("angebotslotse_"), tuple(sorted(sample.labels.items()))): (
            sample.value
        )
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def scraped(app: Flask) -> Samples:
    """What Prometheus gets."""
    answer = app.test_client().get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200
    assert answer.content_type.startswith("text/plain; version=")
    return samples(answer.get_data(as_text=True))


@pytest.mark.parametrize(
    ("header", "status"),
    [
        ({}, 401),
        ({"Authorization": "Bearer "}, 401),
        ({"Authorization": f"Bearer {TOKEN[:-1]}"}, 401),
        ({"Authorization": TOKEN}, 401),
        ({"Authorization": "Bearer \xfc"}, 401),
        ({"Authorization": f"Bearer {TOKEN}"}, 200),
    ],
)
def test_only_who_sends_the_token_reads_the_metrics(
    measured: Flask, header: dict[str, str], status: int
) -> None:
    answer = measured.test_client().get("/metrics", headers=header)

    assert answer.status_code == status
    assert ("angebotslotse_" in answer.get_data(as_text=True)) == (status == 200)
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("token", [None, ""])
def test_without_a_token_in_the_settings_there_are_no_metrics(
    filled_template: Path, tmp_path: Path, token: str | None
) -> None:
    with running_app(filled_template, tmp_path / "n.sqlite3", metrics_token=token) as app:
        for header in ({}, {"Authorization": "Bearer "}, {"Authorization": "Bearer None"}):
            assert app.test_client().get("/metrics", headers=header).status_code == 404


def test_a_token_that_could_be_guessed_is_a_bad_setting() -> None:
    with pytest.raises(ValueError, match="is shorter than 32 characters"):
        make_settings("sqlite://", metrics_token="short")


def test_requests_are_counted_by_the_rule_of_their_route_never_by_their_path(
    measured: Flask,
) -> None:
    client = measured.test_client()
    client.get("/angebote/bafa-eew?geheim=1")
    client.get("/ergebnis/" + "g" * 43)
    client.get("/geheim/gibt-es-nicht")
    client.open("/", method="GEHEIM")

    found = scraped(measured)

    def count(route: str, method: str, status: str) -> float | None:
        labels = (("method", method), ("route", route), ("status", status))
        return found.get(("requests_total", labels))

    assert count("/angebote/<string:offer_id>", "GET", "200") == 1
    assert count("/ergebnis/<string:token>", "GET", "404") == 1
    assert count("none", "GET", "404") == 1
    assert "geheim" not in repr(found).lower()
    timed = ("request_seconds_count", (("method", "GET"), ("route", "none")))
    assert found[timed] >= 1


def test_errors_of_the_database_are_counted_by_class(measured: Flask) -> None:
    with services_of(measured).engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE catalogue_state")

    measured.test_client().get("/angebote/bafa-eew")

    assert scraped(measured)["database_errors_total", (("kind", "OperationalError"),)] >= 1


def test_a_database_that_is_away_leaves_the_counts(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.touch()
    with running_app(empty, tmp_path / "x.sqlite3", metrics_token=TOKEN) as app:
        found = scraped(app)

    assert found["database_up", ()] == 0
    assert ("outbox_oldest_seconds", ()) not in found


def _mail(number: int, state: MailState, age: timedelta) -> OutboxMail:
    return OutboxMail(
        cause=f"c{number}",
        message_id=f"m{number}",
        purpose="invitation",
        recipient="geheim@example.org",
        domain="example.org",
        language="de",
        subject="geheim",
        text="geheim",
        state=state.value,
        created_utc=NOW - age,
        next_try_utc=NOW,
    )


def test_mail_jobs_and_sign_ins_are_told(measured: Flask) -> None:
    engine = services_of(measured).engine
    minute = timedelta(minutes=1)
    with transaction(engine) as session:
        session.add_all([_mail(1, MailState.WAITING, 3 * minute), _mail(2, MailState.SENT, minute)])
        session.add(_mail(3, MailState.WAITING, 7 * minute))
        session.merge(MailSwitch(id=1, is_paused=True, closed_until_utc=NOW + minute))
        session.merge(
            JobLock(
                job=JOBS[0].name, watched_since_utc=NOW - 9000 * minute, seen_utc=NOW - 2 * minute
            )
        )
        for tried in (NOW - minute, NOW - 2 * minute, NOW - 16 * minute):
            session.add(
                SignInAttempt(
                    address_hash="a", network_hash="n", outcome="wrong_password", tried_utc=tried
                )
            )

    found = scraped(measured)

    assert found["outbox_mails", (("state", "waiting"),)] == 2
    assert found["outbox_mails", (("state", "sent"),)] == 1
    assert found["outbox_oldest_seconds", ()] == 420
    assert found["outbox_paused", ()] == found["outbox_breaker_open", ()] == 1
    assert found["job_last_success_seconds", (("job", JOBS[0].name),)] == 120
    assert found["job_overdue", (("job", JOBS[0].name),)] == 0
    assert found["sign_ins", (("outcome", "wrong_password"),)] == 2
    assert found["catalogue_offers", ()] > 100
    assert found["catalogue_version", ()] == 1
    assert "geheim" not in repr(found)


def test_an_overdue_job_is_told(measured: Flask) -> None:
    with transaction(services_of(measured).engine) as session:
        session.merge(JobLock(job=JOBS[0].name, watched_since_utc=NOW - timedelta(days=9)))

    assert scraped(measured)["job_overdue", (("job", JOBS[0].name),)] == 1


def queries_of(engine: Engine, work: Callable[[], object]) -> int:
    """How many statements the work sends."""
    sent: list[str] = []

    def note(*arguments: object) -> None:
        sent.append(str(arguments[2]))

    event.listen(engine, "before_cursor_execute", note)
    work()
    event.remove(engine, "before_cursor_execute", note)
    return len(sent)


def test_the_number_of_queries_does_not_grow_with_rows(engine: Engine) -> None:
    few = queries_of(engine, lambda: operating.look(engine, now=NOW))
    with transaction(engine) as session:
        session.add_all(_mail(n, MailState.WAITING, timedelta(0)) for n in range(200))

    assert queries_of(engine, lambda: operating.look(engine, now=NOW)) == few
    assert operating.look(engine, now=NOW).mails["waiting"] == 200


def test_the_counts_of_all_workers_are_added_up(filled_template: Path, tmp_path: Path) -> None:
    port, temporary = free_port(), tmp_path / "temporary"
    temporary.mkdir()
    shutil.copy(filled_template, tmp_path / "m.sqlite3")
    variables = environment(f"sqlite:///{tmp_path}/m.sqlite3", port)
    command = ("-m", "gunicorn", "--config", "python:web.gunicorn_conf", "wsgi:app")
    process = subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env={**variables, "ANGEBOTSLOTSE_METRICS_TOKEN": TOKEN, "TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout is not None
        assert "runs on" in process.stdout.readline()
        statuses = [send(Request("/impressum"), port).status for _ in range(20)]
        totals = {_scraped_total(port) for _ in range(10)}
    finally:
        process.terminate()
        process.wait(timeout=60)
        assert process.stdout is not None
        process.stdout.close()

    assert statuses == [200] * 20
    assert totals == {20.0}
    assert list(temporary.iterdir()) == []


def _scraped_total(port: int) -> float:
    """What one scrape says, whichever worker answers it."""
    import http.client

    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    text = connection.getresponse().read().decode()
    connection.close()
    labels = (("method", "GET"), ("route", "/impressum"), ("status", "200"))
    return samples(text)["requests_total", labels]
