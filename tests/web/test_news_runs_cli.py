"""`flask news`: runs, previews, and a run that only fills a folder."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import Engine
from sqlmodel import select

from models.audit import AuditEntry
from models.digest import PartState
from models.session import reading
from tests.fixtures.apps import NOW, running_app
from tests.web.news_admin_world import TODAY, make_firm, make_run
from tests.web.test_news_preview import NEW_TITLE, URL, everything, publish
from web.current import services_of

MONDAY = "2026-11-23"


@pytest.fixture
def app(filled_template: Path, tmp_path: Path) -> Iterator[Flask]:
    """The service, which knows its own address and who writes its mail."""
    settings = {"public_url": URL, "mail_from": "lotse@example.org"}
    with running_app(filled_template, tmp_path / "c.sqlite3", **settings) as made:
        yield made


@pytest.fixture
def engine(app: Flask) -> Engine:
    """Its database."""
    return services_of(app).engine


@pytest.fixture
def shell(app: Flask) -> FlaskCliRunner:
    """Commands."""
    return app.test_cli_runner()


def dry_run(shell: FlaskCliRunner, folder: Path, *more: str) -> str:
    """What the command says."""
    arguments = ["news", "dry-run", "--folder", str(folder), *more]
    result = shell.invoke(args=arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def read(path: Path) -> EmailMessage:
    """The message in a file."""
    found = email.message_from_bytes(path.read_bytes(), policy=email.policy.SMTP)
    assert isinstance(found, EmailMessage)
    return found


def noted(engine: Engine) -> list[tuple[str, str, str]]:
    """What the audit trail says."""
    with reading(engine) as session:
        rows = session.exec(select(AuditEntry)).all()
        return [(row.actor, row.action, row.subject) for row in rows]


def test_runs_are_listed_with_their_numbers(engine: Engine, shell: FlaskCliRunner) -> None:
    number, _, _ = make_firm(engine)
    make_run(engine, (number, PartState.FAILED), error="UndefinedError", finished_utc=NOW)
    make_run(engine, day=TODAY - timedelta(days=1))

    lines = shell.invoke(args=["news", "runs"]).stdout.splitlines()

    assert lines == [
        "2026-11-22  weekly  2026-11-22 12:00:00 to 12:00:00  failed 1  UndefinedError 1",
        "2026-11-21  weekly  2026-11-22 12:00:00 to -  no parts",
        "2 of 2.",
    ]


def test_a_preview_is_printed_without_keys_and_noted(engine: Engine, shell: FlaskCliRunner) -> None:
    number, answers, mails = make_firm(engine)
    publish(engine)

    printed = shell.invoke(args=["news", "preview", str(number)]).stdout

    assert printed.startswith(f"Subject: Neu für Ihr Unternehmen: {NEW_TITLE}\n\nGuten Tag")
    assert not [secret for secret in (answers, mails, "geheim@") if secret in printed]
    ((actor, action, subject),) = noted(engine)
    assert (actor, action) == ("cli", "digest.preview")
    assert subject.startswith(f"digest:{number}-")


def test_a_preview_of_nothing_says_so(engine: Engine, shell: FlaskCliRunner) -> None:
    number, _, _ = make_firm(engine)

    printed = shell.invoke(args=["news", "preview", str(number)]).stdout

    assert printed == "There is nothing to say now: no mail would be sent.\n"


@pytest.mark.parametrize("number", ["7", "0", "x", "99999999999"])
def test_a_preview_of_nobody_fails(engine: Engine, shell: FlaskCliRunner, number: str) -> None:
    result = shell.invoke(args=["news", "preview", number])

    assert result.exit_code in (1, 2)
    assert noted(engine) == []


def test_a_dry_run_writes_what_would_be_sent_and_stores_nothing(
    engine: Engine, shell: FlaskCliRunner, tmp_path: Path
) -> None:
    number, _, mails = make_firm(engine)
    make_firm(engine, weekday=3)
    make_firm(engine, rhythm="monthly")
    publish(engine)
    before, folder = everything(engine), tmp_path / "new" / "folder"

    assert dry_run(shell, folder, "--day", MONDAY) == "written 1.\n"

    assert [path.name for path in folder.iterdir()] == [f"{number}.eml"]
    message = read(folder / f"{number}.eml")
    assert message["To"] == "geheim@example.org"
    assert message["Subject"] == f"Neu für Ihr Unternehmen: {NEW_TITLE}"
    assert message["List-Unsubscribe"] == f"<{URL}/neuigkeiten/{mails}/abmelden>"
    assert message["Message-ID"].endswith("@example.org>")
    html = message.get_body(("html",))
    assert html is not None
    assert NEW_TITLE in html.get_content()
    assert everything(engine) == before
    assert noted(engine) == [("cli", "digest.dry_run", f"digest:weekly-{MONDAY}")]


def test_files_of_a_dry_run_are_for_their_owner_only(
    engine: Engine, shell: FlaskCliRunner, tmp_path: Path
) -> None:
    number, _, _ = make_firm(engine)
    publish(engine)
    dry_run(shell, tmp_path / "f", "--day", MONDAY)

    assert (tmp_path / "f").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "f" / f"{number}.eml").stat().st_mode & 0o777 == 0o600


def test_a_dry_run_counts_who_gets_nothing(
    engine: Engine, shell: FlaskCliRunner, tmp_path: Path
) -> None:
    make_firm(engine)
    make_firm(engine)

    assert dry_run(shell, tmp_path / "a", "--day", MONDAY) == "nothing 2.\n"
    assert dry_run(shell, tmp_path / "b", "--day", "2026-11-24") == "Nobody belongs to this run.\n"


def test_one_address_that_is_none_does_not_stop_the_others(
    engine: Engine, shell: FlaskCliRunner, tmp_path: Path
) -> None:
    make_firm(engine, email="kein Postfach")
    number, _, _ = make_firm(engine)
    publish(engine)

    assert dry_run(shell, tmp_path / "a", "--day", MONDAY) == "failed 1, written 1.\n"
    assert [path.name for path in (tmp_path / "a").iterdir()] == [f"{number}.eml"]


@pytest.mark.parametrize("more", [["--kind", "first"], ["--kind", "report"], ["--day", "morgen"]])
def test_other_runs_cannot_be_tried(shell: FlaskCliRunner, tmp_path: Path, more: list[str]) -> None:
    arguments = ["news", "dry-run", "--folder", str(tmp_path / "a"), *more]

    assert shell.invoke(args=arguments).exit_code == 2
    assert not (tmp_path / "a").exists()


def test_a_folder_with_something_in_it_is_left_alone(
    engine: Engine, shell: FlaskCliRunner, tmp_path: Path
) -> None:
    (tmp_path / "note.txt").write_text("mine")
    result = shell.invoke(args=["news", "dry-run", "--folder", str(tmp_path)])

    assert result.exit_code == 1
    assert "is not empty" in result.stderr
    assert noted(engine) == []


@pytest.mark.parametrize(
    ("settings", "missing"),
    [
        ({"mail_from": "lotse@example.org"}, "ANGEBOTSLOTSE_PUBLIC_URL"),
        ({"public_url": URL}, "ANGEBOTSLOTSE_MAIL_FROM"),
    ],
)
def test_a_dry_run_says_which_setting_is_missing(
    filled_template: Path, tmp_path: Path, settings: dict[str, str], missing: str
) -> None:
    with running_app(filled_template, tmp_path / "x.sqlite3", **settings) as made:
        arguments = ["news", "dry-run", "--folder", str(tmp_path / "a")]
        result = made.test_cli_runner().invoke(args=arguments)

    assert result.exit_code == 1
    assert missing in result.stderr
