"""Personal data ends in time because people use the service; on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from models.company import CompanyProfile
from models.report import OfferReport
from web.use_cases import profiles, reports
from web.use_cases.stored_answers import Retention

NOW = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
KEEP = Retention(unfinished_days=30, finished_days=180)


def begin(engine: Engine, now: datetime) -> str:
    """The token of answers begun at a moment."""
    return profiles.start(engine, "de", now, retention=KEEP)


def report(engine: Engine, now: datetime) -> None:
    """A report with a mail address."""
    reports.report(
        engine, "a", field="text", message="Falsch", contact="a@b.de", now=now, retention=KEEP
    )


def begun(engine: Engine) -> list[datetime]:
    """When the answers that are stored were begun."""
    with Session(engine) as session:
        rows = session.exec(select(CompanyProfile)).all()
    return sorted(row.created_utc for row in rows)


def reported(engine: Engine) -> list[datetime]:
    """When the reports that are stored were sent."""
    with Session(engine) as session:
        return sorted(row.created_utc for row in session.exec(select(OfferReport)).all())


ACTS = {"a questionnaire is begun": begin, "something is reported": report}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_answers_leave_the_database_with_the_next_visitor_after_their_last_day(
    engine: Engine, act: Callable[[Engine, datetime], object]
) -> None:
    begin(engine, NOW)
    end = NOW + timedelta(days=30)

    act(engine, end - SECOND)
    before = begun(engine)
    act(engine, end)

    assert NOW in before
    assert NOW not in begun(engine)


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_reports_leave_the_database_with_the_next_visitor_after_their_last_day(
    engine: Engine, act: Callable[[Engine, datetime], object]
) -> None:
    report(engine, NOW)
    reports.close(engine, 1, now=NOW + timedelta(days=1))
    end = NOW + timedelta(days=180)

    act(engine, end - SECOND)
    before = reported(engine)
    act(engine, end)

    assert NOW in before
    assert NOW not in reported(engine)


def test_finished_answers_stay_for_their_longer_time(engine: Engine) -> None:
    token = begin(engine, NOW)
    profiles.finish(engine, token, NOW, retention=KEEP)

    begin(engine, NOW + timedelta(days=179))
    before = begun(engine)
    begin(engine, NOW + timedelta(days=180))

    assert NOW in before
    assert NOW not in begun(engine)
