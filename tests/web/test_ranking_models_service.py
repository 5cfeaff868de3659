"""Which scorer serves: the adopted model, that of the package, or readable weights."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from matcher.artefact import parse_artefact
from matcher.scorers import ReadableScorer
from models.ranking_model import RankingModel, RankingStep
from models.session import make_engine, transaction
from tests.fixtures.apps import NOW, running_app
from tests.web.model_world import (
    DAMAGED,
    OUTDATED,
    UNUSABLE,
    file_of,
    model,
    name_of,
    with_package_model,
)
from web.current import catalogue, scorer, services_of
from web.ranking_snapshot import READABLE, RankingSnapshot
from web.use_cases.operation import ranking_models

PACKAGE = model(need=60.0)
OURS = model(instead_of=PACKAGE)


class Hand:
    """A clock that a test turns."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def run(app: Flask, *arguments: str) -> Result:
    """What `flask model ARGUMENTS` does."""
    return app.test_cli_runner().invoke(args=["model", *arguments])


def adopt(engine: Engine, content: bytes) -> None:
    """Use a model from now on."""
    ranking_models.adopt(engine, content, serving=parse_artefact(content).compared_with, now=NOW)


def leave_behind(engine: Engine, content: bytes) -> None:
    """A model that an earlier version of the service adopted and this one refuses."""
    with transaction(engine) as session:
        row = RankingModel(fingerprint="f" * 64, content=content.decode(), created_utc=NOW)
        session.add(row)
        session.flush()
        session.add(RankingStep(number=1, model_id=row.id, taken_utc=NOW))


def serving(engine: Engine, package: bytes | None) -> tuple[str, dict[str, str]]:
    """The name of the scorer in use, and what was refused why."""
    found = RankingSnapshot(engine, check_seconds=0, bundled=lambda: package).current()
    return found.name, {each.origin: each.error.code for each in found.refused}


def test_an_adopted_model_comes_before_that_of_the_package(engine: Engine) -> None:
    adopt(engine, OURS)

    assert serving(engine, PACKAGE) == (name_of(OURS), {})


def test_without_an_adopted_model_that_of_the_package_serves(engine: Engine) -> None:
    assert serving(engine, PACKAGE) == (name_of(PACKAGE), {})


def test_without_any_model_readable_weights_serve(engine: Engine) -> None:
    found = RankingSnapshot(engine, check_seconds=0, bundled=lambda: None).current()

    assert isinstance(found.scorer, ReadableScorer)
    assert serving(engine, None) == (READABLE, {"bundled": "missing"})


@pytest.mark.parametrize(("code", "content"), UNUSABLE.items(), ids=UNUSABLE)
def test_a_model_of_the_package_that_cannot_be_used_leaves_readable_weights(
    engine: Engine, code: str, content: bytes
) -> None:
    assert serving(engine, content) == (READABLE, {"bundled": code})


def test_an_adopted_model_that_is_outdated_leaves_that_of_the_package(engine: Engine) -> None:
    leave_behind(engine, OUTDATED)

    assert serving(engine, PACKAGE) == (name_of(PACKAGE), {"adopted": "artefact_outdated"})


def test_a_refused_model_is_one_line_in_the_log(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    leave_behind(engine, OUTDATED)
    snapshot = RankingSnapshot(engine, check_seconds=0, bundled=lambda: DAMAGED)

    for _ in range(3):
        snapshot.current()

    [line] = caplog.records
    assert line.levelno == logging.WARNING
    assert vars(line)["serves"] == READABLE
    assert vars(line)["refused"] == {
        "adopted": "artefact_outdated",
        "bundled": "artefact_damaged",
    }


def test_every_worker_notices_another_model_at_its_next_look(engine: Engine) -> None:
    hand = Hand()
    workers = [
        RankingSnapshot(
            engine,
            check_seconds=5,
            monotonic=hand,
            run=lambda work: work(),
            bundled=lambda: PACKAGE,
        )
        for _ in range(2)
    ]

    def names() -> list[str]:
        return [each.current().name for each in workers]

    first = names()
    adopt(engine, OURS)

    hand.seconds = 4.9
    before = names()
    hand.seconds = 5.0
    after = names()
    ranking_models.back(engine, now=NOW)
    hand.seconds = 10.0

    assert first == before == [name_of(PACKAGE)] * 2
    assert after == [name_of(OURS)] * 2
    assert names() == [name_of(PACKAGE)] * 2


def test_a_model_is_read_once_as_long_as_nothing_changes(engine: Engine) -> None:
    adopt(engine, OURS)
    snapshot = RankingSnapshot(engine, check_seconds=0)

    assert snapshot.current() is snapshot.current()


def test_while_the_database_is_away_the_model_in_use_goes_on(
    sqlite_template: Path, tmp_path: Path
) -> None:
    path = tmp_path / "x.sqlite3"
    path.write_bytes(sqlite_template.read_bytes())
    engine = make_engine(f"sqlite:///{path}")
    adopt(engine, OURS)
    snapshot = RankingSnapshot(engine, check_seconds=0, bundled=lambda: PACKAGE)
    held = snapshot.current()
    for suffix in ("", "-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
    path.write_bytes(b"broken" * 100)

    assert snapshot.current() is held
    assert serving(engine, PACKAGE) == (name_of(PACKAGE), {})


def test_a_request_keeps_the_scorer_that_it_began_with(app: Flask) -> None:
    engine = services_of(app).engine
    with app.test_request_context():
        catalogue()
        adopt(engine, OURS)
        first = scorer()
        adopt(engine, PACKAGE)
        second = scorer()
    with app.test_request_context():
        third = scorer()

    assert first is second
    assert third != first


def test_an_adopted_model_scores_the_list(app: Flask, client: FlaskClient) -> None:
    def best() -> float:
        body = {"needs": ["founding"], "postal_code": "58452"}
        return float(client.post("/api/v1/matches", json=body).get_json()["matches"][0]["score"])

    adopt(services_of(app).engine, model(need=100.0))
    before = best()
    adopt(services_of(app).engine, model(need=1_000.0))

    assert best() > before + 100


def test_health_names_the_scorer_in_use(app: Flask, client: FlaskClient) -> None:
    adopt(services_of(app).engine, OURS)

    answer = client.get("/health")

    assert answer.get_json()["ranking"] == {"scorer": name_of(OURS), "refused": {}}


def test_health_stays_well_and_says_why_where_no_model_can_be_used(
    app: Flask, client: FlaskClient
) -> None:
    with_package_model(app, DAMAGED)

    answer = client.get("/health")

    assert answer.status_code == 200
    assert answer.get_json()["ranking"] == {
        "scorer": "readable",
        "refused": {"bundled": "artefact_damaged"},
    }


def test_health_of_a_database_without_tables_still_names_a_scorer(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.touch()
    with running_app(empty, tmp_path / "x.sqlite3") as app:
        answer = app.test_client().get("/health")

    assert answer.status_code == 503
    assert answer.get_json()["ranking"]["scorer"]


def test_adopting_showing_and_going_back_as_an_operator_types_it(
    app: Flask, tmp_path: Path
) -> None:
    with_package_model(app, PACKAGE)

    adopted = run(app, "adopt", file_of(tmp_path, OURS))
    again = run(app, "adopt", file_of(tmp_path, OURS))
    shown = run(app, "show")
    back = run(app, "back")
    nothing = run(app, "back")

    short = name_of(OURS).removeprefix("learned ")
    assert adopted.output == f"{short} is in use; every worker takes it within 0 seconds.\n"
    assert again.output == f"{short} is in use already.\n"
    assert shown.output == (
        f"In use: learned {short} (the adopted model).\n"
        "Made on 2026-11-20 from 12 pairs of 2 companies.\n"
        "  ndcg_at_10: 0.75\n"
    )
    assert back.output == f"In use: {name_of(PACKAGE)} (the model of the package).\n"
    assert (nothing.exit_code, nothing.output) == (
        1,
        "No adopted model is in use: there is nothing to go back from.\n",
    )
    assert run(app, "history").output == (
        f"2  2026-11-22  back to model of the package\n1  2026-11-22  adopted {short}\n"
    )


def test_a_model_that_was_measured_against_another_one_is_refused(
    app: Flask, tmp_path: Path
) -> None:
    with_package_model(app, PACKAGE)

    refused = run(app, "adopt", file_of(tmp_path, model(need=70.0)))

    assert refused.exit_code == 1
    assert "was not measured against the model that serves" in refused.output
    assert services_of(app).ranking.current().name == name_of(PACKAGE)


def test_a_model_that_was_adopted_before_may_come_back(app: Flask, tmp_path: Path) -> None:
    with_package_model(app, PACKAGE)
    run(app, "adopt", file_of(tmp_path, OURS))
    run(app, "adopt", file_of(tmp_path, model(need=70.0, instead_of=OURS)))

    again = run(app, "adopt", file_of(tmp_path, OURS))

    assert again.exit_code == 0
    assert services_of(app).ranking.current().name == name_of(OURS)


def test_a_refused_file_is_named_with_what_is_wrong(app: Flask, tmp_path: Path) -> None:
    path = file_of(tmp_path, OUTDATED)

    result = run(app, "adopt", path)

    assert result.exit_code == 1
    assert result.output.startswith(f"{path}: was made for features ")
    assert "Nothing was stored." in result.output


def test_check_warns_of_an_adopted_model_that_is_outdated_and_the_service_can_run(
    app: Flask,
) -> None:
    with_package_model(app, PACKAGE)
    leave_behind(services_of(app).engine, OUTDATED)

    result = app.test_cli_runner().invoke(args=["check"])

    assert result.exit_code == 0
    assert "Note: The adopted model was made for features" in result.output
    assert "flask model back" in result.output


def test_a_model_with_a_number_that_is_none_cannot_be_adopted(app: Flask, tmp_path: Path) -> None:
    document = json.loads(OURS)
    document["tables"]["need"]["points"][1] = float("inf")

    result = run(app, "adopt", file_of(tmp_path, json.dumps(document).encode()))

    assert result.exit_code == 1
    assert ranking_models.history(services_of(app).engine) == ()
