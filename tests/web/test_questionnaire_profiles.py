"""Answers in the database: begun, changed, finished, gone; on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from models.company import CompanyProfile
from offers.errors import InputErrors
from tests.web.own_data_world import author
from web.use_cases.firms import own_data, profiles
from web.use_cases.firms.profiles import Change
from web.use_cases.firms.stored_answers import Retention

NOW = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
KEEP = Retention(unfinished_days=30, finished_days=180)


def begun(engine: Engine) -> str:
    """The token of new answers."""
    return profiles.start(engine, "en", NOW, retention=KEEP)


def answer(engine: Engine, token: str, change: Change, now: datetime = NOW) -> bool:
    """Whether the change was stored."""
    return profiles.answer(engine, token, change, now, retention=KEEP)


def test_new_answers_are_empty_and_end_after_thirty_days(engine: Engine) -> None:
    found = profiles.load(engine, begun(engine), NOW)
    assert found is not None
    assert found.profile.model_dump(exclude_defaults=True) == {"id": profiles.PROFILE_ID}
    assert (found.language, found.is_finished) == ("en", False)
    assert found.expires_utc == NOW + timedelta(days=30)


def test_the_token_itself_is_stored_nowhere(engine: Engine) -> None:
    token = begun(engine)
    with Session(engine) as session:
        row = session.exec(select(CompanyProfile)).one()
    assert token not in str(row.model_dump())


def test_a_change_keeps_what_it_does_not_name(engine: Engine) -> None:
    token = begun(engine)
    answer(engine, token, Change({"employees": 5, "facts.project_started": False}))
    answer(engine, token, Change({"needs": ("export",), "facts.exports": True}))
    found = profiles.load(engine, token, NOW)
    assert found is not None
    assert (found.profile.employees, found.profile.needs) == (5, ("export",))
    assert found.profile.facts == {"project_started": False, "exports": True}


def test_none_takes_an_answer_back_and_zero_does_not(engine: Engine) -> None:
    token = begun(engine)
    answer(engine, token, Change({"employees": 5, "facts.project_started": True}))
    answer(engine, token, Change({"employees": 0, "facts.project_started": None}))
    found = profiles.load(engine, token, NOW)
    assert found is not None
    assert (found.profile.employees, found.profile.facts) == (0, {})


def test_what_is_not_known_is_kept_apart_until_it_is_answered(engine: Engine) -> None:
    token = begun(engine)
    answer(engine, token, Change({"chamber": None}, frozenset({"chamber", "wz"})))
    answer(engine, token, Change({"chamber": "IHK"}))
    found = profiles.load(engine, token, NOW)
    assert found is not None
    assert found.skipped == {"wz"}


@pytest.mark.parametrize(
    "values",
    [{"employees": -1}, {"wz": "99.9.9"}, {"needs": ("money",)}, {"shoe_size": 44}],
)
def test_a_change_with_one_wrong_value_stores_nothing(
    engine: Engine, values: dict[str, object]
) -> None:
    token = begun(engine)
    with pytest.raises(InputErrors):
        answer(engine, token, Change({"founded": 1999, **values}))
    found = profiles.load(engine, token, NOW)
    assert found is not None
    assert found.profile.founded is None


def test_every_change_extends_the_time_and_finishing_makes_it_longer(engine: Engine) -> None:
    token, later = begun(engine), NOW + timedelta(days=29)
    answer(engine, token, Change({}), later)
    found = profiles.load(engine, token, later)
    assert found is not None
    assert found.expires_utc == later + timedelta(days=30)
    profiles.finish(engine, token, later, retention=KEEP)
    answer(engine, token, Change({"employees": 3}), later)
    found = profiles.load(engine, token, later)
    assert found is not None
    assert (found.is_finished, found.expires_utc) == (True, later + timedelta(days=180))


def test_at_its_last_moment_an_answer_is_gone_for_everyone(engine: Engine) -> None:
    token, end = begun(engine), NOW + timedelta(days=30)
    assert profiles.load(engine, token, end - timedelta(seconds=1)) is not None
    assert profiles.load(engine, token, end) is None
    assert not answer(engine, token, Change({}), end)
    assert not profiles.finish(engine, token, end, retention=KEEP)
    assert not own_data.remove(engine, token, by=author(end))


def test_deleted_answers_leave_no_row(engine: Engine) -> None:
    token = begun(engine)
    assert own_data.remove(engine, token, by=author(NOW))
    assert not own_data.remove(engine, token, by=author(NOW))
    with Session(engine) as session:
        assert session.exec(select(CompanyProfile)).all() == []
