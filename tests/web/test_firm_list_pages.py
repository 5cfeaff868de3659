"""The pages of lists of firms: upload, preview, import, results, downloads; and their misuse."""

from __future__ import annotations

import csv
import io

import pytest
from flask import Flask

from models.person import Role
from tests.fixtures.pages import PageClient
from tests.fixtures.people import make_person, signed_in_client
from tests.web.desk_world import Staff, author, make_file, make_staff
from tests.web.list_world import PATH, csv_of, upload, workbook
from web.current import services_of
from web.firm_tables import MOST_BYTES
from web.jobs import firm_lists

LIST = csv_of(
    "Schmiede Ruhr;58452;Witten;25.62;38;Export;",
    "Bäckerei Korn;1234567;;;12;Export;",
    ";58452;;;;;",
    "=2+5;58452;;;;;",
    "<script>alert(1)</script>;58452;;;;;",
)


@pytest.fixture
def staff(app: Flask) -> Staff:
    return make_staff(services_of(app).engine)


@pytest.fixture
def advisor(app: Flask, staff: Staff) -> PageClient:
    return signed_in_client(app, staff.advisor)


def address(page_path: str) -> str:
    return page_path.partition("?")[0]


def test_a_list_goes_from_the_file_to_the_best_offers_of_each_firm(
    app: Flask, staff: Staff, advisor: PageClient
) -> None:
    held = services_of(app)
    make_file(held.engine, staff.advisor.organisation_id, "Schmiede Ruhr GmbH")
    preview = upload(advisor, LIST, "firmen 2026.csv")

    assert preview.h1 == "Liste firmen 2026.csv prüfen"
    assert "Gelesene Unternehmen 4" in preview.text
    assert "Zeilen, die entfallen 1" in preview.text
    assert "Das ist keine deutsche Postleitzahl" in preview.text
    assert "Es gibt schon eine Akte: Schmiede Ruhr GmbH, Witten" in preview.text
    assert not preview.all("script")
    path = address(preview.response.request.path)

    form = preview.form_values(path)
    running = advisor.post(path, {**form, "tun": "anlegen"})
    assert running.h1 == "firmen 2026.csv wird übernommen"
    assert "Akten angelegt: 0 von 3" in running.text

    firm_lists.run(held, author(staff.advisor))
    done = advisor.get(path)
    assert done.h1 == "Liste firmen 2026.csv"
    assert {"Bäckerei Korn", "=2+5", "<script>alert(1)</script>"} <= done.links().keys()
    saved = advisor.client.get(f"{path}/firmen.csv")
    rows = list(csv.reader(io.StringIO(saved.get_data().decode("utf-8-sig")), delimiter=";"))
    assert [row[0] for row in rows[1:]] == ["Bäckerei Korn", "'=2+5", "<script>alert(1)</script>"]
    assert rows[1][5].isdigit()
    assert rows[2][5:7] == ["", ""]
    assert "Angebote kommen infrage; das Anliegen ist noch nicht bekannt" in done.text


def test_the_preview_says_which_one_of_postal_code_and_town_counts(advisor: PageClient) -> None:
    page = upload(advisor, csv_of("Kran Nord;58452;Hamburg;;;;"))

    assert "Zeile 2, PLZ und Ort „58452 Hamburg“" in page.text
    assert "Es zählt die Postleitzahl: Witten." in page.text
    assert "Zeilen, die entfallen 0" in page.text


def test_ticked_firms_are_imported_and_a_second_confirmation_does_nothing(
    app: Flask, staff: Staff, advisor: PageClient
) -> None:
    make_file(services_of(app).engine, staff.advisor.organisation_id, "Schmiede Ruhr GmbH")
    preview = upload(advisor, csv_of("Schmiede Ruhr;58452;;;;;"))
    path = address(preview.response.request.path)
    form = {**preview.form_values(path), "zeile": "2"}

    nothing = advisor.post(path, {**form, "zeile": "", "tun": "anlegen"})
    assert "Kein Unternehmen ist übrig" in nothing.text
    saved = advisor.post(path, {**form, "tun": "seite-1"})
    assert saved.one("input", type="checkbox").get("checked") is not None
    advisor.post(path, {**form, "tun": "anlegen"})
    assert "schon bestätigt" in advisor.post(path, {**form, "tun": "anlegen"}).text
    firm_lists.run(services_of(app), author(staff.advisor))
    assert "Ein Unternehmen hat eine Akte." in advisor.get(path).text


def test_a_file_that_cannot_be_taken_is_refused_with_what_to_do(advisor: PageClient) -> None:
    large = b"x" * (MOST_BYTES + 1)
    for content, name, says in (
        (b"", "firmen.csv", "Die Datei ist leer"),
        (workbook([("Ort",), ("A",)]), "a.csv", "Keine Spalte heißt „Unternehmen“ oder „Firma“"),
        (b"<html><table></table></html>", "firmen.xlsx", "Das ist eine Internetseite"),
        (large, "firmen.csv", "Die Datei ist größer als 5 MB"),
        (large + b"x" * 200_000, "firmen.csv", "Die Datei ist größer als 5 MB"),
    ):
        page = upload(advisor, content, name, status=413 if len(content) > len(large) else 422)
        assert page.title.startswith("Fehler:")
        assert says in page.text


def test_no_file_is_told_and_a_workbook_called_csv_is_read(advisor: PageClient) -> None:
    assert "Bitte wählen Sie eine Datei." in advisor.post(PATH, {}, status=422).text
    page = upload(advisor, workbook([("Firma", "Ort"), ("A", "Witten")]), "firmen.csv")
    assert "Gelesene Unternehmen 1" in page.text


def test_only_this_form_may_be_that_large(app: Flask, staff: Staff, advisor: PageClient) -> None:
    assert advisor.client.post("/abmelden", data={"x": "x" * 300_000}).status_code == 413
    stranger = make_person(services_of(app).engine, Role.EDITOR, email="andere@example.org")
    data = {"datei": (io.BytesIO(b"x" * 300_000), "firmen.csv")}
    answer = signed_in_client(app, stranger).client.post(PATH, data=data)
    assert answer.status_code == 403


def test_lists_of_another_organisation_cannot_be_seen_changed_or_taken_along(
    app: Flask, staff: Staff, advisor: PageClient
) -> None:
    path = address(upload(advisor, LIST).response.request.path)
    stranger = signed_in_client(app, staff.stranger)
    token = {"csrf_token": stranger.token(PATH)}

    for there in (path, f"{path}/firmen.csv"):
        assert "firmen.csv" not in stranger.get(there, status=404).text
    for there in (path, f"{path}/loeschen"):
        stranger.post(there, {**token, "tun": "anlegen"}, status=404)
    assert "firmen.csv" not in stranger.get(PATH).text
    assert "firmen.csv" in signed_in_client(app, staff.colleague).get(PATH).text


def test_a_list_can_be_deleted_and_odd_addresses_are_harmless(
    app: Flask, staff: Staff, advisor: PageClient
) -> None:
    path = address(upload(advisor, LIST).response.request.path)
    form = {"csrf_token": advisor.token(PATH), "zeile": ["x", "9" * 30, "-1"], "gezeigt": ["²"]}

    assert advisor.get(f"{path}?seite=999999").status == 200
    assert advisor.post(path, {**form, "tun": "seite-²"}).status == 200
    page = advisor.post(f"{path}/loeschen", form)
    assert "Die Liste ist gelöscht." in page.text
    advisor.get(path, status=404)


def test_templates_can_be_fetched(advisor: PageClient) -> None:
    assert "Unternehmen;PLZ" in advisor.client.get(f"{PATH}/vorlage.csv").get_data(as_text=True)
    assert advisor.client.get(f"{PATH}/vorlage.xlsx").get_data().startswith(b"PK")
