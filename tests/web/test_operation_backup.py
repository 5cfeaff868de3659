"""Backup and restore, rehearsed: full databases, writers at work, damage, and what is refused."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import Engine, column, insert, table
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlmodel import select

from models import migration
from models.report import OfferReport
from models.session import make_engine, reading, transaction
from tests.benchmarks.fresh import ROOT
from tests.fixtures import postgresql
from tests.models.stored_rows import (
    VERSIONS,
    Rows,
    columns_of,
    columns_that_stay,
    fill,
    rows_of,
)
from web.current import services_of
from web.use_cases import backups
from web.use_cases.backups import BackupError, postgresql_tools
from web.use_cases.backups.contents import contents
from web.use_cases.catalogue import loading

NOW = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
HEAD = VERSIONS[-1]


@pytest.fixture
def filled(engine: Engine) -> Iterator[Engine]:
    """A database with the bundled catalogue and rows in every other table."""
    migration.downgrade(engine)
    for version in VERSIONS:
        migration.upgrade(engine, revision=version)
        with engine.begin() as connection:
            fill(connection, version)
    loading.load_bundled_catalogue(engine, now=NOW)
    yield engine
    migration.upgrade(engine)


def everything(engine: Engine) -> Rows:
    """Every row of every table, as the driver gives it."""
    with engine.connect() as connection:
        return rows_of(connection, columns_of(connection))


def drop_tables(engine: Engine) -> None:
    """What a slip of the hand does."""
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            for table in ("audit_entry", "offer_version", "consent"):
                connection.exec_driver_sql(f"DROP TABLE {table}")
        else:
            connection.exec_driver_sql("DROP TABLE audit_entry, offer_version, consent CASCADE")


@contextmanager
def writing(engine: Engine) -> Iterator[Callable[[], int]]:
    """Another thread that stores pairs of reports, each pair in one transaction.

    The block begins when five pairs are stored.
    """
    stop, has_begun, written = threading.Event(), threading.Event(), [0]

    def write() -> None:
        while not stop.is_set():
            with transaction(engine) as session:
                session.add_all(
                    OfferReport(offer_id=half, message="x" * 2000, created_utc=NOW) for half in "ab"
                )
            written[0] += 1
            if written[0] == 5:
                has_begun.set()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        assert has_begun.wait(timeout=60)
        yield lambda: written[0]
    finally:
        stop.set()
        thread.join()


def test_a_damaged_database_comes_back_row_by_row(filled: Engine, tmp_path: Path) -> None:
    before = everything(filled)
    made = backups.make(filled, tmp_path / "b.backup", now=NOW)
    drop_tables(filled)

    done = backups.restore(filled, tmp_path / "b.backup", now=NOW, may_replace=True)

    assert everything(filled) == before
    assert [table for table, rows in before.items() if not rows] == []
    assert done.manifest == made
    with filled.connect() as connection:
        assert migration.differences(connection) == ()


def test_a_restored_database_takes_new_rows_and_refuses_changes_of_the_audit_trail(
    filled: Engine, tmp_path: Path
) -> None:
    backups.make(filled, tmp_path / "b.backup", now=NOW)
    backups.restore(filled, tmp_path / "b.backup", now=NOW, may_replace=True)

    with transaction(filled) as session:
        session.add(OfferReport(offer_id="x", message="new", created_utc=NOW))
    with pytest.raises(SQLAlchemyError, match="append-only"), filled.begin() as connection:
        connection.exec_driver_sql("UPDATE audit_entry SET actor = 'x'")


def test_a_backup_made_while_others_write_holds_whole_transactions_only(
    filled: Engine, tmp_path: Path
) -> None:
    with writing(filled) as written:
        made = backups.make(filled, tmp_path / "b.backup", now=NOW)
        at_the_end = written()
    backups.restore(filled, tmp_path / "b.backup", now=NOW, may_replace=True)

    with filled.connect() as connection:
        count = "SELECT count(*) FROM offer_report WHERE offer_id = '{}'"
        pair = [connection.exec_driver_sql(count.format(half)).scalar_one() for half in "ab"]
    assert pair[0] == pair[1]
    assert 5 <= pair[0] <= at_the_end + 1
    assert sum(pair) + 1 == made.tables["offer_report"]


@pytest.mark.parametrize("left", [0, 100, 50_000], ids=["empty", "header only", "half"])
def test_a_truncated_sqlite_file_comes_back(
    sqlite_engine: Engine, tmp_path: Path, left: int
) -> None:
    loading.load_bundled_catalogue(sqlite_engine, now=NOW)
    before = everything(sqlite_engine)
    backups.make(sqlite_engine, tmp_path / "b.backup", now=NOW)
    database = Path(str(sqlite_engine.url.database))
    with database.open("r+b") as file:
        file.truncate(left)

    done = backups.restore(sqlite_engine, tmp_path / "b.backup", now=NOW, may_replace=True)

    assert everything(sqlite_engine) == before
    assert done.kept is None or done.kept.stat().st_size == left


def test_the_file_is_for_its_owner_only_and_says_what_is_in_it(
    engine: Engine, tmp_path: Path
) -> None:
    made = backups.make(engine, tmp_path / "b.backup", now=NOW)

    assert stat.S_IMODE((tmp_path / "b.backup").stat().st_mode) == 0o600
    with zipfile.ZipFile(tmp_path / "b.backup") as archive:
        told = json.loads(archive.read("manifest.json"))
    assert (told["kind"], told["migration"]) == (engine.dialect.name, HEAD)
    assert made.tables["catalogue_state"] == told["tables"]["catalogue_state"] == 1
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_file_that_is_there_is_never_written_over(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "b.backup").write_text("precious")

    with pytest.raises(BackupError, match="is there already"):
        backups.make(engine, tmp_path / "b.backup", now=NOW)
    assert (tmp_path / "b.backup").read_text() == "precious"


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-30])


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)


def _forge(**changes: object) -> Callable[[Path], None]:
    """Rewrite the manifest as nobody but an attacker or a bug would."""

    def forge(path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            manifest, database = archive.read("manifest.json"), archive.read("database")
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("manifest.json", json.dumps({**json.loads(manifest), **changes}))
            archive.writestr("database", database)

    return forge


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (_cut, "is no backup, or it is damaged"),
        (_flip, "damaged"),
        (lambda path: path.write_text("hello"), "is no backup"),
        (_forge(sha256="0" * 64), "its check sum is wrong"),
        (_forge(format=2), "has a format that this version does not know"),
        (_forge(migration="0999"), r"made by a newer version \(migration 0999\)"),
        (_forge(kind="oracle"), "This is a backup of oracle"),
        (_forge(tables={}), "does not hold what it says"),
        (_forge(extra=1), "is no backup, or it is damaged"),
    ],
    ids=["cut", "flipped", "text", "sum", "format", "newer", "foreign", "counts", "field"],
)
def test_a_file_that_is_not_right_is_refused_and_nothing_changes(
    filled: Engine, tmp_path: Path, damage: Callable[[Path], None], words: str
) -> None:
    path = tmp_path / "b.backup"
    backups.make(filled, path, now=NOW)
    damage(path)
    before = everything(filled)

    with pytest.raises(BackupError, match=words):
        backups.restore(filled, path, now=NOW, may_replace=True)

    assert everything(filled) == before


def test_a_filled_database_is_replaced_only_if_that_was_said(
    filled: Engine, tmp_path: Path
) -> None:
    backups.make(filled, tmp_path / "b.backup", now=NOW)

    with pytest.raises(BackupError, match="say --yes to replace it"):
        backups.restore(filled, tmp_path / "b.backup", now=NOW)


def test_an_empty_database_needs_no_yes(engine: Engine, tmp_path: Path) -> None:
    backups.make(engine, tmp_path / "b.backup", now=NOW)
    migration.downgrade(engine)

    assert backups.restore(engine, tmp_path / "b.backup", now=NOW).migration == HEAD


def test_an_older_backup_is_brought_up_to_the_tables_of_today(
    engine: Engine, tmp_path: Path
) -> None:
    migration.downgrade(engine, revision="0001")
    with engine.begin() as connection:
        fill(connection, "0001")
        columns = columns_that_stay(columns_of(connection))
        before = rows_of(connection, columns)
    made = backups.make(engine, tmp_path / "old.backup", now=NOW)
    migration.upgrade(engine)

    done = backups.restore(engine, tmp_path / "old.backup", now=NOW, may_replace=True)

    assert (made.migration, done.migration) == ("0001", HEAD)
    with engine.connect() as connection:
        assert rows_of(connection, columns) == before
        assert migration.differences(connection) == ()


@pytest.mark.postgresql
def test_a_postgresql_restore_that_fails_halfway_leaves_what_was_there(
    postgresql_engine: Engine, tmp_path: Path
) -> None:
    before = everything(postgresql_engine)
    (tmp_path / "bad.sql").write_text("CREATE SCHEMA public; SELECT nonsense;")
    with postgresql_engine.connect() as connection:
        expected = contents(connection)

    with pytest.raises(BackupError, match="psql failed: .*nonsense"):
        postgresql_tools.put(tmp_path / "bad.sql", postgresql_engine, expected)
    assert everything(postgresql_engine) == before
    (tmp_path / "bad.sql").write_text("CREATE SCHEMA public; CREATE TABLE public.half (id int);")
    with pytest.raises(BackupError, match="does not hold what it says"):
        postgresql_tools.put(tmp_path / "bad.sql", postgresql_engine, expected)
    assert everything(postgresql_engine) == before


@pytest.mark.postgresql
def test_a_backup_waits_for_a_migration(postgresql_engine: Engine, tmp_path: Path) -> None:
    url = postgresql_engine.url.update_query_dict({"options": "-c lock_timeout=100ms"})
    impatient = make_engine(url.render_as_string(hide_password=False))
    with postgresql_engine.begin() as connection:
        migration._wait_for_others(connection)
        with pytest.raises(OperationalError, match="lock timeout"):
            backups.make(impatient, tmp_path / "b.backup", now=NOW)
    assert backups.make(impatient, tmp_path / "b.backup", now=NOW).migration == HEAD
    impatient.dispose()


def test_a_backup_of_sqlite_is_not_restored_into_postgresql(
    sqlite_engine: Engine, postgresql_engine: Engine, tmp_path: Path
) -> None:
    backups.make(sqlite_engine, tmp_path / "b.backup", now=NOW)

    with pytest.raises(BackupError, match="backup of sqlite, but the database is postgresql"):
        backups.restore(postgresql_engine, tmp_path / "b.backup", now=NOW)


def test_a_password_never_stands_on_a_command_line() -> None:
    url = make_engine("postgresql://u:geheim@h:5433/d?password=geheim2&sslmode=require").url

    shown = postgresql_tools._without_password(url)

    assert "geheim" not in shown
    assert shown.startswith("postgresql://u@h:5433/d?")
    assert "&sslmode=require" in shown


@pytest.mark.postgresql
def test_a_server_that_asks_for_a_password_gets_it_from_the_environment(tmp_path: Path) -> None:
    with postgresql.cluster() as url:
        engine = make_engine(url)
        migration.upgrade(engine)
        rules = Path(url.rpartition("host=")[2]) / "data/pg_hba.conf"
        rules.write_text("local all all scram-sha-256\n")
        with engine.begin() as connection:
            connection.exec_driver_sql("ALTER ROLE tests PASSWORD 'geheim'")
            connection.exec_driver_sql("SELECT pg_reload_conf()")
        engine.dispose()
        guarded = make_engine(url.replace("tests@", "tests:geheim@"))

        made = backups.make(guarded, tmp_path / "b.backup", now=NOW)
        backups.restore(guarded, tmp_path / "b.backup", now=NOW, may_replace=True)

        with pytest.raises(OperationalError), engine.connect():
            pass
        guarded.dispose()
    assert made.migration == HEAD


def test_a_machine_without_the_tools_of_postgresql_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(postgresql_tools, "DEBIAN", tmp_path)

    with pytest.raises(BackupError, match="pg_dump is not on this machine: install the client"):
        postgresql_tools.find_tool("pg_dump")


def test_debians_newest_tools_are_found_beside_the_path(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for number in ("9", "15"):
        tool = tmp_path / number / "bin/pg_dump"
        tool.parent.mkdir(parents=True)
        tool.touch()
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(postgresql_tools, "DEBIAN", tmp_path)

    assert postgresql_tools.find_tool("pg_dump") == str(tmp_path / "15/bin/pg_dump")


def test_backing_up_takes_what_stands_in_the_log_of_sqlite_too(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    with reading(sqlite_engine) as reader:
        assert reader.exec(select(OfferReport)).all() == []
        with transaction(sqlite_engine) as session:
            session.add(OfferReport(offer_id="x", message="only in the log", created_utc=NOW))
        made = backups.make(sqlite_engine, tmp_path / "b.backup", now=NOW)

    assert made.tables["offer_report"] == 1


def run(app: Flask, *arguments: str) -> Result:
    """What `flask ARGUMENTS` does."""
    return app.test_cli_runner().invoke(args=list(arguments))


def test_the_commands_back_up_and_restore_and_say_what(app: Flask, tmp_path: Path) -> None:
    path = str(tmp_path / "b.backup")

    made, again = run(app, "backup", path), run(app, "backup", path)
    refused, done = run(app, "restore", path), run(app, "restore", path, "--yes")

    assert (made.exit_code, again.exit_code, refused.exit_code, done.exit_code) == (0, 1, 1, 0)
    assert f"tables (sqlite, migration {HEAD}, version 0.1.0, 2026-11-22 11:00 UTC)" in made.output
    assert "is there already" in again.output
    assert "say --yes" in refused.output
    assert f"the database stands at {HEAD}." in done.output
    assert app.test_client().get("/health/web").status_code == 200


def test_a_damaged_file_that_was_in_the_way_is_kept_and_named(app: Flask, tmp_path: Path) -> None:
    path, database = str(tmp_path / "b.backup"), Path(str(services_of(app).engine.url.database))
    run(app, "backup", path)
    database.write_bytes(b"damage" * 1000)

    done = run(app, "restore", path, "--yes")

    [kept] = database.parent.glob("*.damaged-*")
    assert done.exit_code == 0
    assert f"The damaged file was kept as {kept}." in done.output
    assert kept.read_bytes() == b"damage" * 1000
    assert app.test_client().get("/health/web").status_code == 200


@pytest.mark.parametrize("place", ["nowhere/b.backup", "file/b.backup"])
def test_a_place_that_cannot_hold_a_file_is_told(app: Flask, tmp_path: Path, place: str) -> None:
    (tmp_path / "file").touch()

    result = run(app, "backup", str(tmp_path / place))

    assert result.exit_code == 1
    assert "does not exist" in result.output


RESTORING = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from models.session import make_engine
from web.use_cases import backups
engine = make_engine(sys.argv[1])
while True:
    for path in map(Path, sys.argv[2:]):
        backups.restore(engine, path, now=datetime.now(UTC), may_replace=True)
        sys.stdout.write("restored\\n")
        sys.stdout.flush()
"""


@pytest.mark.parametrize("number", [1, 2, 3, 5])
def test_a_restore_that_is_killed_leaves_one_of_both_states_whole(
    sqlite_engine: Engine, tmp_path: Path, number: int
) -> None:
    states = []
    for name in ("a", "b"):
        with transaction(sqlite_engine) as session:
            session.add_all(
                OfferReport(offer_id=name, message=name * 5000, created_utc=NOW) for _ in range(200)
            )
        backups.make(sqlite_engine, tmp_path / f"{name}.backup", now=NOW)
        states.append(everything(sqlite_engine))
    paths = [str(tmp_path / f"{name}.backup") for name in ("a", "b")]
    url = sqlite_engine.url.render_as_string()

    process = subprocess.Popen(
        [sys.executable, "-c", RESTORING, url, *paths], cwd=ROOT, stdout=subprocess.PIPE
    )
    with process:
        assert process.stdout is not None
        for _ in range(number):
            assert process.stdout.readline() == b"restored\n"
        process.kill()

    assert everything(sqlite_engine) in states
    with sqlite_engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"


def test_the_name_of_a_table_is_a_name_and_no_statement(sqlite_engine: Engine) -> None:
    name = 'x" WHERE 1=0; --'
    with sqlite_engine.begin() as connection:
        connection.exec_driver_sql(f'CREATE TABLE "{name.replace(chr(34), 2 * chr(34))}" (a)')
        connection.execute(insert(table(name, column("a"))).values(a=1))

        assert contents(connection).tables[name] == 1
