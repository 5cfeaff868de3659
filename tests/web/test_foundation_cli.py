"""The commands of an operator, as they are typed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import Engine

from models.company import CompanyProfile
from models.session import transaction
from offers import store
from offers.organisations import Organisation
from tests.fixtures.apps import NOW, running_app
from web.current import services_of
from web.use_cases.catalogue import loading, reports
from web.use_cases.organisations import whom_to_ask

HEADER = "id,name,kind,territories,topics,phone,email,url\n"
WITTEN = "wf-witten,Wirtschaftsförderung Witten,city,Witten,founding|site_land,02302 581,,\n"


def run(app: Flask, *arguments: str) -> Result:
    """What `flask ARGUMENTS` does."""
    return app.test_cli_runner().invoke(args=list(arguments))


def report(
    engine: Engine,
    offer_id: str,
    *,
    message: str,
    now: datetime,
    field: str = "",
    contact: str | None = None,
) -> None:
    """What a reader reported at a moment."""
    reports.report(engine, offer_id, field=field, message=message, contact=contact, now=now)


def csv_file(folder: Path, text: str) -> str:
    """A file with this text."""
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def imported(app: Flask) -> list[Organisation]:
    """The organisations that did not come with the service."""
    rows = whom_to_ask.all_organisations(services_of(app).engine)
    return [row for row in rows if row.source == "list.csv"]


def test_migrate_and_load_build_a_database_from_nothing_and_again_change_nothing(
    tmp_path: Path,
) -> None:
    empty = tmp_path / "empty"
    empty.touch()
    with running_app(empty, tmp_path / "x.sqlite3") as app:
        first = run(app, "set-up")
        second = run(app, "set-up")
        assert app.test_client().get("/health").status_code == 200

    assert first.exit_code == 0
    assert " new, 0 changed, 0 unchanged, 0 proposed" in first.output
    assert "Catalogue: 0 new, 0 changed, " in second.output


def test_a_database_that_is_not_migrated_ends_in_a_sentence(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.touch()
    with running_app(empty, tmp_path / "x.sqlite3") as app:
        result = run(app, "purge")

    assert result.exit_code == 1
    assert "The database cannot be used" in result.output
    assert "Traceback" not in result.output


def test_organisations_are_taken_and_the_same_file_again_changes_nothing(
    app: Flask, tmp_path: Path
) -> None:
    path = csv_file(tmp_path, HEADER + WITTEN)

    first = run(app, "import-organisations", path)
    second = run(app, "import-organisations", path)

    assert "1 new, 0 changed, 0 unchanged" in first.output
    assert "0 new, 0 changed, 1 unchanged" in second.output
    [stored] = imported(app)
    assert stored.name == "Wirtschaftsförderung Witten"
    assert stored.topics == ("founding", "site_land")
    assert stored.email == ""


def test_a_changed_row_replaces_the_old_one(app: Flask, tmp_path: Path) -> None:
    run(app, "import-organisations", csv_file(tmp_path, HEADER + WITTEN))

    result = run(
        app,
        "import-organisations",
        csv_file(tmp_path, HEADER + WITTEN.replace("02302 581", "02302 582")),
    )

    assert "0 new, 1 changed, 0 unchanged" in result.output


def test_semicolons_and_a_byte_order_mark_as_spreadsheets_write_them_are_fine(
    app: Flask, tmp_path: Path
) -> None:
    text = "\ufeffid;name;kind;territories\r\na;Stadt A, Amt B;city;Bochum|Kreis Unna\r\n\r\n"

    result = run(app, "import-organisations", csv_file(tmp_path, text))

    assert result.exit_code == 0
    [stored] = imported(app)
    assert stored.name == "Stadt A, Amt B"
    assert stored.territories == ("Bochum", "Kreis Unna")


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("a,,city,Witten,,,,\n", "line 2, field name: is missing"),
        ("A B,Stadt,city,Witten,,,,\n", "line 2, field id: 'A B' has the wrong form"),
        ("a,Stadt,city,Atlantis,,,,\n", "line 2, field territories: the territory 'Atlantis'"),
        ("a,Stadt,city,Witten,money,,,\n", "line 2, field topics: 'money' is not one of"),
        ("a,Stadt,city,Witten,,,nobody,\n", "line 2, field email: 'nobody' has the wrong form"),
        ("a,Stadt,city,Witten,,,,javascript:x\n", "line 2, field url: 'javascript:x' has the"),
        ("a,Stadt,city,Witten,,,,https://\n", "line 2, field url: 'https://' has the wrong form"),
        (f"a,Stadt,{'k' * 51},Witten,,,,\n", "line 2, field kind: is longer than 50 characters"),
        (f"a,{'n' * 301},city,Witten,,,,\n", "line 2, field name: is longer than 300 characters"),
        (f"a,Stadt,city,Witten,,{'1' * 101},,\n", "line 2, field phone: is longer than 100"),
        ("a,Stadt,city,|,,,,\n", "line 2, field territories: is missing"),
        ("a,S,city,Witten,,,,\na,S,city,Witten,,,,\n", "line 3, field id: the id 'a' stands on"),
        ("a,Stadt,city,Witten,,,,,,,\n", "line 2: 'too many' has the wrong form"),
        ("", "holds no record"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_stored(
    app: Flask, tmp_path: Path, rows: str, words: str
) -> None:
    result = run(
        app, "import-organisations", csv_file(tmp_path, HEADER + WITTEN * bool(rows) + rows)
    )

    assert result.exit_code == 1
    assert words.replace("line 3", "line 4").replace("line 2", "line 3") in result.output
    assert imported(app) == []


def test_a_file_that_is_not_utf_8_or_lacks_columns_is_refused(app: Flask, tmp_path: Path) -> None:
    latin = tmp_path / "latin.csv"
    latin.write_bytes("id,name\na,Köln\n".encode("latin-1"))

    assert "is not UTF-8 text" in run(app, "import-organisations", str(latin)).output
    told = run(app, "import-organisations", csv_file(tmp_path, "id,name,colour\na,b,c\n")).output
    assert "field colour: is not a field of this format" in told
    assert "field kind: is missing" in told


def test_a_file_that_is_not_there_is_a_usage_error(app: Flask) -> None:
    assert run(app, "import-organisations", "nowhere.csv").exit_code == 2


def test_reports_are_listed_and_closed(app: Flask) -> None:
    engine = services_of(app).engine
    report(engine, "nrw-bank", field="amount", message="Stimmt nicht", contact="a@b.de", now=NOW)

    listed = run(app, "reports", "list").output
    closed = run(app, "reports", "done", "1")
    again = run(app, "reports", "done", "1")

    assert "1  2026-11-22  nrw-bank, amount (answer to a@b.de)\n    Stimmt nicht\n1 open." in listed
    assert closed.exit_code == 0
    assert again.exit_code == 1
    assert run(app, "reports", "list").output == "0 open.\n"


def test_a_report_is_shown_with_its_day_in_berlin(app: Flask) -> None:
    late = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    report(services_of(app).engine, "x", message="Alt", now=late)

    assert "1  2026-11-23  x\n" in run(app, "reports", "list").output


def disputed(app: Flask) -> Engine:
    """A database in which an import and then the bundle have changed one offer."""
    engine = services_of(app).engine
    with transaction(engine) as session:
        before = next(each for each in store.load_snapshot(session)[1] if each.id == "bafa-eew")
        ours = before.model_copy(update={"title": "Unser Titel"})
        store.upsert(session, [ours], source_id="jsonl: a.jsonl", by="import", now=NOW)
        theirs = before.model_copy(update={"title": "Neu", "summary": "Neu"})
        store.fill_or_propose(session, [theirs], now=NOW)
    return engine


def title(engine: Engine) -> str:
    """The title of the offer as it stands."""
    return loading.history(engine, "bafa-eew")[0].offer.title


def test_a_proposal_is_listed_and_accepting_it_makes_a_version(app: Flask) -> None:
    engine = disputed(app)

    listed = run(app, "proposals", "list").output
    accepted = run(app, "proposals", "accept", "1")

    assert listed == "1  2026-11-22  bafa-eew: summary, title\n1 open.\n"
    assert (accepted.exit_code, accepted.output) == (0, "Proposal 1 is accepted.\n")
    assert title(engine) == "Neu"
    assert run(app, "proposals", "list").output == "0 open.\n"
    assert run(app, "history", "bafa-eew").output == (
        "3  2026-11-22  cli  bundled\n"
        "2  2026-11-22  import  jsonl: a.jsonl\n"
        "1  2026-11-22  bundled  bundled\n"
    )


def test_a_rejected_proposal_leaves_the_offer_and_cannot_be_decided_again(app: Flask) -> None:
    engine = disputed(app)

    rejected = run(app, "proposals", "reject", "1")
    again = run(app, "proposals", "accept", "1")

    assert (rejected.exit_code, rejected.output) == (0, "Proposal 1 is rejected.\n")
    assert (again.exit_code, again.output) == (1, "There is no open proposal 1.\n")
    assert title(engine) == "Unser Titel"


def test_the_history_of_an_unknown_offer_is_a_sentence(app: Flask) -> None:
    result = run(app, "history", "nobody")

    assert (result.exit_code, result.output) == (1, "There is no offer nobody.\n")


def test_purge_deletes_answers_and_reports_past_their_date_and_no_others(app: Flask) -> None:
    engine = services_of(app).engine
    day = timedelta(days=1)
    for age in (1, 179, 180, 400):
        report(engine, "x", message=str(age), now=NOW - age * day)
    with transaction(engine) as session:
        for name, expires in (("a", NOW), ("b", NOW - day), ("c", NOW + day)):
            session.add(
                CompanyProfile(
                    token_hash=name * 64, created_utc=NOW, updated_utc=NOW, expires_utc=expires
                )
            )

    result = run(app, "purge")

    assert result.output == "Deleted: 2 answers, 2 reports.\n"
    assert [report.message for report in reports.open_reports(engine)] == ["1", "179"]


def test_check_is_content_with_a_full_database_but_names_what_the_law_wants(app: Flask) -> None:
    result = run(app, "check")

    assert result.exit_code == 0
    assert "The service can run." in result.output
    assert "Missing on the legal pages: ANGEBOTSLOTSE_OPERATOR_NAME" in result.output


def test_check_fails_where_the_catalogue_is_empty(sqlite_template: Path, tmp_path: Path) -> None:
    with running_app(sqlite_template, tmp_path / "x.sqlite3") as app:
        result = run(app, "check")

    assert result.exit_code == 1
    assert "Problem: The catalogue is empty" in result.output


def test_what_the_operator_has_not_said_is_admitted_on_the_page(app: Flask) -> None:
    html = app.test_client().get("/impressum").get_data(as_text=True)

    assert "Diese Angabe fehlt noch" in html
    assert "None" not in html
