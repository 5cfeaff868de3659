"""What `flask check` finds: one case a finding, and real servers for what it asks."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from click.testing import Result
from flask import Flask
from sqlalchemy import Engine

from models.person import Role
from models.session import make_engine
from tests.fixtures.apps import NOW, make_settings, running_app
from tests.fixtures.people import make_person
from web.checks import addresses, database, files, mail
from web.checks.findings import Finding, Severity
from web.config import Settings
from web.current import services_of
from web.use_cases.jobs import locks
from web.use_cases.operation import condition
from web.use_cases.operation.condition import Condition

SOUND: dict[str, object] = {
    "secret_key": "QmF6bG9uZ3JhbmRvbTEyMzQ1Njc4OTAxMjM0NTY3ODkw",
    "https": True,
    "trusted_proxies": 1,
    "trusted_hosts": ("angebote.witten.de",),
    "public_url": "https://angebote.witten.de",
    "smtp_host": "mail.witten.de",
    "smtp_user": "lotse",
    "smtp_password": "x",
    "mail_from": "lotse@witten.de",
    "rate_storage": "memory://",
    "second_factor_required": True,
}
GOOD = Condition(
    is_reached=True,
    migration="0005",
    is_known=True,
    is_at_head=True,
    is_writable=True,
    clock_utc=NOW,
    journal="wal",
    offers=172,
    administrators=1,
    has_scheduler=True,
)


def sound(**changes: object) -> Settings:
    """Settings in which nothing is to be found, but for the changes."""
    return make_settings("postgresql://db/x", **{**SOUND, **changes})


def by_settings(settings: Settings, workers: int = 1) -> dict[str, Severity]:
    """What is found in the settings alone."""
    found: list[Finding] = [
        *addresses.of_secrets(settings),
        *addresses.of_addresses(settings, workers=workers),
        *mail.of_settings(settings),
        *database.of_second_factor(is_required=settings.second_factor_required),
    ]
    return {finding.code: finding.severity for finding in found}


def test_nothing_is_found_where_all_is_well() -> None:
    assert by_settings(sound()) == {}
    assert list(database.of_condition(GOOD, now=NOW)) == []


SERIOUS, NOTE = Severity.SERIOUS, Severity.NOTE


@pytest.mark.parametrize(
    ("changes", "code", "severity"),
    [
        ({"secret_key": "x" * 60}, "weak_secret_key", SERIOUS),
        ({"secret_key": "abcabcabcabcabcabcabcabcabcabcabcabc"}, "weak_secret_key", SERIOUS),
        ({"secret_key": "ChangeMe-0123456789-ABCDEFGHIJKLMNOP"}, "weak_secret_key", SERIOUS),
        ({"secret_key": "$(python3 -c 'import secrets; print(1)')"}, "weak_secret_key", SERIOUS),
        ({"metrics_token": "1" * 40}, "weak_metrics_token", SERIOUS),
        ({"https": False}, "https_off", SERIOUS),
        ({"https": False, "public_url": "http://127.0.0.1:8000"}, "no_https", NOTE),
        ({"public_url": "http://angebote.witten.de"}, "public_url_without_https", SERIOUS),
        ({"trusted_proxies": 0}, "no_proxy", NOTE),
        ({"trusted_hosts": ()}, "any_host", NOTE),
        ({"trusted_hosts": ("www.witten.de",)}, "host_not_trusted", SERIOUS),
        ({"public_url": None}, "no_public_url", SERIOUS),
        ({"mail_from": None}, "no_mail_from", SERIOUS),
        ({"smtp_host": None}, "no_mail", NOTE),
        ({"mail_folder": "instance/mail"}, "folder_not_used", NOTE),
        ({"smtp_user": None}, "smtp_password_alone", SERIOUS),
        ({"smtp_password": None}, "smtp_user_alone", SERIOUS),
        ({"smtp_tls": "none"}, "smtp_without_tls", SERIOUS),
        ({"bounce_imap_user": "b"}, "bounce_imap_user_alone", SERIOUS),
        ({"bounce_imap_password": "b"}, "bounce_imap_password_alone", SERIOUS),
        ({"bounce_imap_host": "mail.witten.de"}, "no_bounce_imap_user", SERIOUS),
        ({"second_factor_required": False}, "no_second_factor", NOTE),
    ],
)
def test_a_setting_that_does_not_fit_is_found(
    changes: dict[str, object], code: str, severity: Severity
) -> None:
    assert by_settings(sound(**changes)).get(code) == severity


def test_a_mailbox_on_another_machine_needs_a_secured_connection() -> None:
    imap = {"bounce_imap_host": "m", "bounce_imap_user": "b", "bounce_imap_password": "p"}

    assert by_settings(sound(**imap)) == {}
    assert by_settings(sound(**imap, bounce_imap_tls=False)) == {"imap_without_tls": SERIOUS}


def test_a_server_on_this_machine_needs_none() -> None:
    assert by_settings(sound(smtp_host="localhost", smtp_tls="none")) == {}


def test_counts_in_memory_are_noted_where_there_are_several_workers() -> None:
    assert by_settings(sound(), workers=2) == {"rates_per_worker": NOTE}
    shared = sound(rate_storage="async+memory://")
    assert by_settings(shared, workers=2) == {}


@pytest.mark.parametrize(
    ("changes", "code", "severity"),
    [
        ({"is_reached": False}, "no_database", SERIOUS),
        ({"is_at_head": False, "migration": "0001"}, "not_migrated", SERIOUS),
        ({"is_at_head": False, "migration": None}, "not_migrated", SERIOUS),
        ({"is_at_head": False, "is_known": False, "migration": "9"}, "newer_database", SERIOUS),
        ({"is_writable": False}, "not_writable", SERIOUS),
        ({"clock_utc": NOW + timedelta(seconds=31)}, "clocks_apart", SERIOUS),
        ({"clock_utc": NOW - timedelta(seconds=31)}, "clocks_apart", SERIOUS),
        ({"journal": "delete"}, "no_wal", SERIOUS),
        ({"offers": 0}, "no_catalogue", SERIOUS),
        ({"administrators": 0}, "no_administrator", NOTE),
        ({"has_scheduler": False}, "no_scheduler", NOTE),
    ],
)
def test_the_condition_of_the_database_is_told(
    changes: dict[str, object], code: str, severity: Severity
) -> None:
    state = {name: getattr(GOOD, name) for name in Condition.__slots__}
    found = list(database.of_condition(Condition(**{**state, **changes}), now=NOW))

    assert [(each.code, each.severity) for each in found] == [(code, severity)]


def test_clocks_that_differ_by_half_a_minute_are_fine() -> None:
    state = {name: getattr(GOOD, name) for name in Condition.__slots__}
    close = Condition(**{**state, "clock_utc": NOW + timedelta(seconds=30)})

    assert list(database.of_condition(close, now=NOW)) == []


@pytest.mark.parametrize(
    ("free", "codes"),
    [(199_999_999, ["no_space"]), (999_999_999, ["little_space"]), (1_000_000_000, [])],
)
def test_a_disk_that_fills_up_is_told(tmp_path: Path, free: int, codes: list[str]) -> None:
    assert [each.code for each in files.of_space(tmp_path, free=free)] == codes


def codes_of_files(settings: Settings, key: Path) -> list[str]:
    """What is found in files, whatever room this machine has."""
    found = files.of_files(settings, key=key)
    return [each.code for each in found if "space" not in each.code]


def test_secrets_that_others_can_read_are_told(tmp_path: Path) -> None:
    key, stored = tmp_path / "secret_key", tmp_path / "x.sqlite3"
    settings = make_settings(f"sqlite:///{stored}")
    tmp_path.chmod(0o755)
    key.touch(0o600)
    stored.touch(0o600)
    assert codes_of_files(settings, key) == []

    key.chmod(0o644)
    assert codes_of_files(settings, key) == ["key_readable"]
    stored.chmod(0o604)
    assert codes_of_files(settings, key) == ["key_readable", "database_readable"]
    tmp_path.chmod(0o700)
    assert codes_of_files(settings, key) == []


def test_mails_that_others_can_read_are_told(tmp_path: Path) -> None:
    settings = make_settings("postgresql://db/x", mail_folder=str(tmp_path))
    tmp_path.chmod(0o755)
    assert codes_of_files(settings, tmp_path / "none") == ["mails_readable"]
    tmp_path.chmod(0o700)
    assert codes_of_files(settings, tmp_path / "none") == []


def test_a_full_database_is_examined(engine: Engine) -> None:
    make_person(engine, Role.EDITOR, Role.ADMINISTRATOR)
    make_person(engine, Role.ADVISOR, email="b@example.org")
    locks.register(engine, ("purge",), now=NOW)

    found = condition.examine(engine)

    assert (found.is_at_head, found.is_writable, found.offers) == (True, True, 0)
    assert (found.administrators, found.has_scheduler) == (1, True)
    assert (found.journal, found.clock_utc is None) in {("wal", True), (None, False)}


@pytest.mark.postgresql
def test_a_postgresql_server_that_only_reads_is_told(postgresql_url: str, engine: Engine) -> None:
    read_only = make_engine(f"{postgresql_url}&options=-cdefault_transaction_read_only%3Don")
    try:
        found = condition.examine(read_only)
    finally:
        read_only.dispose()

    assert (found.is_at_head, found.is_writable) == (True, False)


@pytest.mark.postgresql
def test_the_clock_of_postgresql_is_the_real_one(postgresql_engine: Engine) -> None:
    found = condition.examine(postgresql_engine).clock_utc

    assert found is not None
    assert abs(found - datetime.now(UTC)) < timedelta(minutes=10)


def test_a_database_that_is_away_or_empty_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    assert not condition.examine(make_engine(f"sqlite:///{tmp_path}/file/x.sqlite3")).is_reached
    empty = condition.examine(make_engine(f"sqlite:///{tmp_path}/new.sqlite3"))
    assert (empty.is_reached, empty.migration, empty.is_at_head) == (True, None, False)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def smtp_server(**options: object) -> Iterator[int]:
    """The port of a mail server on this machine."""
    controller = Controller(object(), hostname="127.0.0.1", port=free_port(), **options)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def _one_password(*arguments: object) -> AuthResult:
    login = arguments[-1]
    return AuthResult(success=getattr(login, "password", b"") == b"right", handled=False)


def by_smtp(port: int, **changes: object) -> list[str]:
    """What is said of the mail server at this port."""
    values = {"smtp_tls": "none", "smtp_user": None, "smtp_password": None, **changes}
    settings = sound(smtp_host="127.0.0.1", smtp_port=port, smtp_timeout_seconds=5, **values)
    return [each.sentence for each in mail.of_servers(settings)]


def test_a_mail_server_that_answers_is_fine() -> None:
    with smtp_server() as port:
        assert by_smtp(port) == []


def test_a_mail_server_that_is_away_is_told() -> None:
    [sentence] = by_smtp(free_port())

    assert "cannot be used (ConnectionRefusedError)" in sentence


def test_a_mail_server_that_refuses_the_password_is_told_without_it() -> None:
    options = {"authenticator": _one_password, "auth_require_tls": False}
    with smtp_server(**options) as port:
        assert by_smtp(port, smtp_user="lotse", smtp_password="right") == []
        [sentence] = by_smtp(port, smtp_user="lotse", smtp_password="wrong-one")

    assert "cannot be used (535" in sentence
    assert "wrong-one" not in sentence


def test_a_mail_server_without_the_promised_tls_is_told() -> None:
    with smtp_server() as port:
        [sentence] = by_smtp(port, smtp_tls="starttls")

    assert "cannot be used (" in sentence


@contextmanager
def mailbox(answer: Callable[[bytes], bytes]) -> Iterator[int]:
    """The port of a mailbox that gives these answers to LOGIN."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=_serve_mailbox, args=(listener, answer))
        thread.start()
        yield listener.getsockname()[1]
        thread.join()


def _serve_mailbox(listener: socket.socket, answer: Callable[[bytes], bytes]) -> None:
    client, _ = listener.accept()
    with client, client.makefile("rwb") as stream:
        stream.write(b"* OK IMAP4rev1 ready\r\n")
        stream.flush()
        for line in stream:
            tag, command = line.split()[:2]
            if command == b"CAPABILITY":
                stream.write(b"* CAPABILITY IMAP4rev1\r\n" + tag + b" OK done\r\n")
            elif command == b"LOGIN":
                stream.write(tag + answer(line) + b"\r\n")
            else:
                stream.write(b"* BYE\r\n" + tag + b" OK done\r\n")
            stream.flush()
            if command == b"LOGOUT":
                return


def by_imap(port: int, *, tls: bool = False) -> list[str]:
    """What is said of the mailbox at this port."""
    settings = sound(
        smtp_host=None,
        bounce_imap_host="127.0.0.1",
        bounce_imap_port=port,
        bounce_imap_user="b",
        bounce_imap_password="geheim",
        bounce_imap_tls=tls,
    )
    return [each.sentence for each in mail.of_servers(settings)]


def test_a_mailbox_that_lets_us_in_is_fine() -> None:
    with mailbox(lambda line: b" OK done" if b"geheim" in line else b" NO") as port:
        assert by_imap(port) == []


def test_a_mailbox_that_does_not_let_us_in_is_told() -> None:
    with mailbox(lambda line: b" NO geheim is wrong") as port:
        [sentence] = by_imap(port)

    assert sentence.endswith("cannot be read (it does not let us in).")


def test_a_mailbox_that_is_away_is_told() -> None:
    [sentence] = by_imap(free_port(), tls=True)

    assert "cannot be read (ConnectionRefusedError)" in sentence


def run(app: Flask, *arguments: str) -> Result:
    """What `flask ARGUMENTS` does."""
    return app.test_cli_runner().invoke(args=list(arguments))


def test_check_tells_everything_at_once_and_fails_if_anything_is_serious(
    sqlite_template: Path, tmp_path: Path
) -> None:
    changes = {"secret_key": "x" * 40, "smtp_host": "127.0.0.1", "smtp_port": free_port()}
    with running_app(sqlite_template, tmp_path / "x.sqlite3", **changes) as app:
        result = run(app, "check")

    assert result.exit_code == 1
    assert "x" * 40 not in result.output
    lines = result.output.splitlines()
    problems = [line for line in lines if line.startswith("Problem: ")]
    assert len(problems) >= 5
    assert lines[: len(problems)] == problems
    for words in (
        "ANGEBOTSLOTSE_SECRET_KEY can be guessed",
        "ANGEBOTSLOTSE_PUBLIC_URL is missing, but mail is to be sent",
        "ANGEBOTSLOTSE_MAIL_FROM is missing, but mail is to be sent",
        "The mail server 127.0.0.1:",
        "The catalogue is empty",
        "Note: Missing on the legal pages: ANGEBOTSLOTSE_OPERATOR_NAME",
        "Note: Nobody is administrator yet",
        "Note: The scheduler has never run here",
    ):
        assert words in result.output


def test_check_changes_nothing(app: Flask) -> None:
    engine = services_of(app).engine
    with engine.connect() as connection:
        before = connection.exec_driver_sql("PRAGMA data_version").scalar()
        connection.rollback()
        run(app, "check")
        assert connection.exec_driver_sql("PRAGMA data_version").scalar() == before


def test_python_has_certificates_to_check_servers_with() -> None:
    assert ssl.create_default_context().verify_mode == ssl.CERT_REQUIRED
