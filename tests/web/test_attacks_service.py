"""What the service does when clients, settings or its surroundings behave badly."""

from __future__ import annotations

import logging
import logging.config
import socket
from pathlib import Path

import pytest

from models.session import make_engine
from tests.fixtures.apps import make_settings, running_app
from web.gunicorn_conf import end_silence
from web.logs import configuration
from web.use_cases.operation import readiness

SECRET_PATH = "/ergebnis/geheim?wort=privat"


def test_a_client_that_falls_silent_within_a_request_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        end_silence(listener, seconds=1)
        with socket.create_connection(listener.getsockname()) as client:
            accepted, _ = listener.accept()
            with accepted:
                client.sendall(b"P")
                assert accepted.recv(10) == b"P"
                with pytest.raises(BlockingIOError):
                    accepted.recv(10)


@pytest.mark.parametrize(
    ("level", "text", "filled", "kept"),
    [
        (logging.ERROR, "Error handling request %s", (SECRET_PATH,), "Error handling request %s"),
        (logging.WARNING, f"Invalid request from ip=203.0.113.7: {SECRET_PATH}", (), ""),
    ],
    ids=["a crash", "a request that cannot be read"],
)
def test_the_server_never_logs_who_asked_nor_for_which_page(
    capsys: pytest.CaptureFixture[str], level: int, text: str, filled: tuple[str, ...], kept: str
) -> None:
    root = logging.getLogger()
    handlers, before = root.handlers[:], root.level
    logging.config.dictConfig(dict(configuration("INFO")))
    try:
        logging.getLogger("gunicorn.error").log(level, text, *filled)
    finally:
        root.handlers[:] = handlers
        root.setLevel(before)

    logged = capsys.readouterr().err
    assert kept in logged
    assert "geheim" not in logged
    assert "203.0.113.7" not in logged


@pytest.mark.parametrize("storage", ["nonsense", "memcached://x", "nothing://127.0.0.1:1"])
def test_a_storage_for_counts_that_does_not_exist_is_a_bad_setting(storage: str) -> None:
    with pytest.raises(ValueError, match="names no storage that can be used"):
        make_settings("sqlite://", rate_storage=storage)


@pytest.mark.parametrize(
    ("address", "seconds"),
    [("postgresql://db/x", "10"), ("postgres://db/x?connect_timeout=3", "3")],
)
def test_a_postgresql_server_that_falls_silent_is_given_up_soon(address: str, seconds: str) -> None:
    query = make_engine(address).url.query
    assert query["connect_timeout"] == seconds
    assert query["tcp_user_timeout"] == "30000"
    assert int(str(query["keepalives_idle"])) <= 60


def test_a_database_in_a_folder_that_cannot_exist_is_not_reached(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.touch()

    found = readiness.look(make_engine(f"sqlite:///{blocked}/folder/x.sqlite3"))

    assert not found.database


@pytest.mark.parametrize(
    ("host", "status"),
    [("angebote.example.org", 200), ("localhost", 400), ("evil.example", 400)],
)
def test_only_the_names_of_the_service_are_answered(
    filled_template: Path, tmp_path: Path, host: str, status: int
) -> None:
    hosts = ("angebote.example.org",)
    with running_app(filled_template, tmp_path / "hosts.sqlite3", trusted_hosts=hosts) as app:
        answer = app.test_client().get("/", headers={"Host": host})
    assert answer.status_code == status


def test_a_link_of_the_operator_must_be_one_that_a_page_may_show() -> None:
    with pytest.raises(ValueError, match="begins with https://"):
        make_settings("sqlite://", operator_url="javascript:alert(1)")
