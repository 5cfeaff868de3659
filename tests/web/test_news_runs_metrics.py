"""What `/metrics` says of news by e-mail."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine

from models.digest import PartState, RunKind
from models.session import reading
from tests.fixtures.apps import NOW, running_app
from tests.web.news_admin_world import TODAY, counted, make_firm, make_run
from tests.web.test_operation_metrics import TOKEN, scraped
from web.current import services_of
from web.use_cases.digests.overview import LAST_RUNS, news_state


@pytest.fixture
def measured(filled_template: Path, tmp_path: Path) -> Iterator[Flask]:
    """The service with a token for its metrics."""
    with running_app(filled_template, tmp_path / "m.sqlite3", metrics_token=TOKEN) as app:
        yield app


def test_subscriptions_parts_and_the_oldest_that_waits_are_told(measured: Flask) -> None:
    engine, hour = services_of(measured).engine, timedelta(hours=1)
    firms = [make_firm(engine)[0] for _ in range(3)]
    make_firm(engine, ended_utc=NOW)
    make_firm(engine, confirmed_utc=None)
    make_run(
        engine, (firms[0], PartState.SENT), (firms[1], PartState.QUEUED), opened_utc=NOW - hour
    )
    make_run(engine, (firms[2], PartState.WAITING), kind=RunKind.FIRST)

    found = scraped(measured)

    assert found["news_subscriptions", (("audience", "firm"),)] == 3
    assert found["news_subscriptions", (("audience", "operator"),)] == 0
    assert found["news_parts", (("state", "sent"),)] == 1
    assert found["news_parts", (("state", "waiting"),)] == 1
    assert found["news_parts", (("state", "failed"),)] == 0
    assert found["news_oldest_seconds", ()] == 3600
    assert "geheim" not in repr(found)


def test_where_nothing_waits_the_age_is_zero(measured: Flask) -> None:
    engine = services_of(measured).engine
    make_run(engine, (make_firm(engine)[0], PartState.SENT), opened_utc=NOW - timedelta(days=3))

    assert scraped(measured)["news_oldest_seconds", ()] == 0


@pytest.mark.parametrize("many", [1, 3 * LAST_RUNS])
def test_only_the_last_runs_count_and_three_queries_tell_it(engine: Engine, many: int) -> None:
    firm, _, _ = make_firm(engine)
    for number in range(many):
        make_run(engine, (firm, PartState.SENT), day=TODAY - timedelta(days=number))

    with reading(engine) as session, counted(engine) as asked:
        found = news_state(session)

    assert found.parts["sent"] == min(many, LAST_RUNS)
    assert len(asked) == 3
