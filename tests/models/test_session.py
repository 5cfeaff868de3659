"""Transactions, refusals and times, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError
from sqlmodel import Session, select

from models.company import CompanyProfile
from models.offer import CatalogueState, OfferVersion
from models.organisation import Organisation
from models.session import database_url, make_engine, reading, transaction

NOON = datetime(2026, 11, 22, 12, 0, 0, 123456, tzinfo=UTC)


def profile(name: str = "a", *, moment: datetime = NOON) -> CompanyProfile:
    """A questionnaire that was just begun."""
    return CompanyProfile(
        token_hash=name * 64, created_utc=moment, updated_utc=moment, expires_utc=moment
    )


def _store_and_fail(session: Session) -> None:
    session.add(profile("a"))
    session.flush()
    raise RuntimeError


def test_a_transaction_stores_everything_at_its_end(engine: Engine) -> None:
    with transaction(engine) as session:
        session.add(profile("a"))
        session.add(profile("b"))

    with reading(engine) as session:
        assert len(session.exec(select(CompanyProfile)).all()) == 2


def test_an_error_inside_a_transaction_leaves_nothing_behind(engine: Engine) -> None:
    with pytest.raises(RuntimeError), transaction(engine) as session:
        _store_and_fail(session)

    with reading(engine) as session:
        assert session.exec(select(CompanyProfile)).all() == []


def test_a_reading_session_cannot_write(engine: Engine) -> None:
    with reading(engine) as session:
        session.add(profile("a"))
        with pytest.raises(DBAPIError):
            session.flush()


def test_after_reading_the_same_engine_can_write_again(engine: Engine) -> None:
    with reading(engine) as session:
        session.exec(select(CompanyProfile)).all()

    with transaction(engine) as session:
        session.add(profile("a"))

    with reading(engine) as session:
        assert session.exec(select(CompanyProfile)).one().token_hash == "a" * 64


def test_a_reading_session_sees_one_state_although_another_writes(engine: Engine) -> None:
    with reading(engine) as session:
        before = session.exec(select(CatalogueState.version)).one()
        with transaction(engine) as writer:
            row = writer.get_one(CatalogueState, 1)
            row.version = 7
            writer.add(row)
        after = session.exec(select(CatalogueState.version)).one()

    assert (before, after) == (0, 0)


def test_a_time_comes_back_as_the_same_moment_in_utc(engine: Engine) -> None:
    in_berlin = NOON.astimezone(timezone(timedelta(hours=1)))
    with transaction(engine) as session:
        session.add(profile("a", moment=in_berlin))

    with reading(engine) as session:
        stored = session.exec(select(CompanyProfile)).one().created_utc

    assert stored == NOON
    assert stored.tzinfo == UTC


def test_a_time_without_a_zone_is_refused(engine: Engine) -> None:
    with pytest.raises(StatementError, match="aware"), transaction(engine) as session:
        session.add(profile("a", moment=datetime(2026, 11, 22)))


def test_two_questionnaires_cannot_share_an_address(engine: Engine) -> None:
    with pytest.raises(IntegrityError), transaction(engine) as session:
        session.add_all([profile("a"), profile("a")])


def test_a_version_needs_its_offer(engine: Engine) -> None:
    orphan = OfferVersion(
        offer_id="gone",
        number=1,
        content={},
        fingerprint="",
        source_name="",
        created_by="",
        created_utc=NOON,
    )
    with pytest.raises(IntegrityError), transaction(engine) as session:
        session.add(orphan)


def test_lists_and_umlauts_come_back_as_they_were(engine: Engine) -> None:
    territories = ["Ennepe-Ruhr-Kreis", "Köln", "DEA51"]
    with transaction(engine) as session:
        session.add(
            Organisation(
                id="a",
                name="Wirtschaftsförderung",
                kind="x",
                territories=territories,
                source_name="",
            )
        )

    with reading(engine) as session:
        assert session.exec(select(Organisation)).one().territories == territories


def test_an_error_of_the_database_never_quotes_what_people_entered(engine: Engine) -> None:
    with pytest.raises(IntegrityError) as caught, transaction(engine) as session:
        session.add_all([profile("s"), profile("s")])

    assert "[SQL parameters hidden" in str(caught.value)


@pytest.mark.parametrize(
    ("written", "driver"),
    [
        ("postgres://u:p@h/d", "postgresql+psycopg"),
        ("postgresql://u:p@h/d", "postgresql+psycopg"),
        ("sqlite:///a.sqlite3", "sqlite"),
    ],
)
def test_urls_as_hosters_write_them_get_the_driver_of_this_project(
    written: str, driver: str
) -> None:
    assert database_url(written).drivername == driver


def test_other_databases_are_refused() -> None:
    with pytest.raises(ValueError, match="only sqlite and postgresql"):
        database_url("mysql://u@h/d")


def test_sqlite_writes_ahead_checks_keys_and_waits_for_others(sqlite_engine: Engine) -> None:
    with sqlite_engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "busy_timeout")
        }

    assert found == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 10_000}


def test_the_folder_of_a_new_sqlite_file_is_made(tmp_path: Path) -> None:
    make_engine(f"sqlite:///{tmp_path}/new/folder/file.sqlite3").connect().close()

    assert (tmp_path / "new/folder/file.sqlite3").exists()
