"""What the questionnaire says when something is not right: at the field, in a summary, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest

from tests.web.test_questionnaire_flow import begin, path_of, stored

if TYPE_CHECKING:
    from flask import Flask

    from tests.fixtures.pages import Page, PageClient

YEAR_RANGE = "Bitte geben Sie ein Jahr zwischen 1700 und 2031 ein."
NO_FIGURE = "Bitte geben Sie eine Zahl ein, zum Beispiel 1.250.000 oder 1,2 Mio."
NO_CHOICE = "Bitte wählen Sie eine der Antworten."
UNKNOWN_PLACE = "Diesen Ort kennen wir nicht. Prüfen Sie die Schreibweise, oder geben Sie"
BAD_INPUT: tuple[tuple[str, Mapping[str, object], str, str], ...] = (
    ("ort", {"postal_code": "4480"}, "postal_code", "mit fünf Ziffern ein, zum Beispiel 44801."),
    ("ort", {"postal_code": "abcde"}, "postal_code", "mit fünf Ziffern"),
    ("ort", {"postal_code": "٤٤٨٠١ x"}, "postal_code", "mit fünf Ziffern"),
    ("ort", {"postal_code": "00000"}, "postal_code", "Die Postleitzahl 00000 kennen wir nicht."),
    (
        "ort",
        {"postal_code": "44801", "municipality": "Witten"},
        "municipality",
        "Die Postleitzahl 44801 gehört zu Bochum, nicht zu Witten.",
    ),
    ("ort", {"municipality": "Wittn"}, "municipality", "Meinten Sie Witten?"),
    ("ort", {"municipality": "Qxyzzyq"}, "municipality", UNKNOWN_PLACE),
    (
        "ort",
        {"postal_code": "44801", "municipality": "Qxyzzyq"},
        "municipality",
        "lassen Sie das Feld leer: Die Postleitzahl genügt.",
    ),
    ("ort", {"municipality": "O" * 121}, "municipality", "auf 120 Zeichen. Er hat jetzt 121."),
    ("ort", {"founded": "87"}, "founded", "ein Jahr mit vier Ziffern ein, zum Beispiel 1998."),
    ("ort", {"founded": "1699"}, "founded", YEAR_RANGE),
    ("ort", {"founded": "2032"}, "founded", YEAR_RANGE),
    ("ort", {"exists": "no", "founded": "2020"}, "founded", "liegt nicht in der Zukunft"),
    ("ort", {"exists": "yes"}, "founded", "eine Schätzung genügt"),
    ("ort", {"exists": "maybe"}, "exists", NO_CHOICE),
    ("ort", {"legal_form": "Ltd"}, "legal_form", NO_CHOICE),
    ("ort", {"chamber": "<script>"}, "chamber", NO_CHOICE),
    ("groesse", {"employees": "zwölf"}, "employees", NO_FIGURE),
    ("groesse", {"employees": "-3"}, "employees", "die nicht unter null liegt"),
    ("groesse", {"turnover_eur": "1.2.3"}, "turnover_eur", NO_FIGURE),
    ("groesse", {"turnover_eur": "10-20 Mio"}, "turnover_eur", NO_FIGURE),
    ("groesse", {"turnover_eur": "9" * 15}, "turnover_eur", "Diese Zahl ist zu groß."),
    ("groesse", {"balance_sheet_eur": "1 OR 1=1"}, "balance_sheet_eur", NO_FIGURE),
    ("groesse", {"part_of_group": "ja"}, "part_of_group", NO_CHOICE),
    ("taetigkeit", {"sector_text": "x" * 501}, "sector_text", "auf 500 Zeichen. Er hat jetzt 501."),
    ("branche", {"code": "99.99.99"}, "code", "Das ist kein Code der WZ 2008."),
    ("branche", {"code": "04"}, "code", "Das ist kein Code der WZ 2008."),
    ("branche", {"division": "4711"}, "division", NO_CHOICE),
    ("branche", {"division": "62", "code": "25.62"}, "code", "25.62 gehört nicht zu der Branche"),
    (
        "anliegen",
        {"need_text": "x" * 10_000},
        "need_text",
        "auf 2.000 Zeichen. Er hat jetzt 10.000.",
    ),
    ("anliegen", {"needs": ["everything"]}, "needs", "Bitte wählen Sie aus den Antworten"),
    ("vorhaben", {"project_started": "vielleicht"}, "project_started", NO_CHOICE),
    ("suche", {"preferred_kinds": ["other"]}, "preferred_kinds", "Bitte wählen Sie aus den"),
)


@pytest.mark.parametrize(("slug", "data", "field", "message"), BAD_INPUT)
def test_bad_input_is_named_and_nothing_is_stored(
    app: Flask, page: PageClient, slug: str, data: Mapping[str, object], field: str, message: str
) -> None:
    _, token = begin(page)
    path = f"/fragebogen/{token}/{slug}"
    refused = page.post(path, data, status=422)
    assert message in _summary(refused)[f"#{field}"]
    assert message in _at_field(refused, field)
    assert refused.title.startswith("Fehler: ")
    assert stored(app, token).profile.model_dump(exclude_defaults=True) == {"id": "answers"}


def test_what_was_typed_stays_after_an_error(page: PageClient) -> None:
    _, token = begin(page)
    typed = {
        "postal_code": "44801",
        "municipality": "Witten",
        "founded": "neulich",
        "chamber": "HWK",
    }
    refused = page.post(f"/fragebogen/{token}/ort", typed, status=422)
    shown = refused.form_values()
    assert typed.items() <= shown.items()


def test_one_wrong_field_keeps_the_right_ones_from_being_stored(
    app: Flask, page: PageClient
) -> None:
    _, token = begin(page)
    data = {"employees": "12", "turnover_eur": "viel"}
    page.post(f"/fragebogen/{token}/groesse", data, status=422)
    assert stored(app, token).profile.employees is None


def test_all_errors_of_a_page_stand_in_the_order_of_its_fields(page: PageClient) -> None:
    _, token = begin(page)
    data = {"chamber": "x", "founded": "x", "postal_code": "x", "legal_form": "x"}
    refused = page.post(f"/fragebogen/{token}/ort", data, status=422)
    assert list(_summary(refused)) == ["#postal_code", "#founded", "#legal_form", "#chamber"]


def test_another_sector_has_to_be_named(page: PageClient) -> None:
    _, token = begin(page)
    sector = page.post(f"/fragebogen/{token}/taetigkeit", {"sector_text": "Dreherei"})
    refused = page.submit(sector, path_of(sector), {"sector": "other"}, status=422)
    assert "Bitte wählen Sie Ihre Branche aus der Liste" in _at_field(refused, "division")


def test_only_a_need_that_was_ticked_can_matter_most(page: PageClient) -> None:
    _, token = begin(page)
    needs = {"needs": ["export", "training"]}
    project = page.post(f"/fragebogen/{token}/anliegen", needs)
    refused = page.submit(project, path_of(project), {"most_important": "crisis"}, status=422)
    assert NO_CHOICE in _at_field(refused, "most_important")


def test_choices_that_were_not_shown_count_as_nothing(page: PageClient) -> None:
    _, token = begin(page)
    hidden = {"most_important": "export", "suggested": ["crisis"]}
    assert path_of(page.post(f"/fragebogen/{token}/vorhaben", hidden)).endswith("/suche")


def test_needs_read_in_own_words_can_be_added(app: Flask, page: PageClient) -> None:
    _, token = begin(page)
    words = {"need_text": "Wir wollen eine PV-Anlage auf das Dach"}
    project = page.post(f"/fragebogen/{token}/anliegen", words)
    assert "Gehört das auch dazu?" in project.text
    page.submit(project, path_of(project), {"suggested": ["renewable_energy"]})
    assert stored(app, token).profile.needs == ("renewable_energy",)


def test_errors_are_told_in_english_too(page: PageClient) -> None:
    _, token = begin(page)
    data = {"postal_code": "44801", "municipality": "Witten"}
    refused = page.post(f"/fragebogen/{token}/ort?lang=en", data, status=422)
    assert "The postal code 44801 belongs to Bochum, not to Witten." in refused.text
    assert refused.title.startswith("Error: ")


def test_a_proposed_place_can_be_taken_by_a_button(app: Flask, page: PageClient) -> None:
    _, token = begin(page)
    path = f"/fragebogen/{token}/ort"
    refused = page.post(path, {"municipality": "Wittn"}, status=422)
    page.submit(refused, path, {"take": "Witten"})
    assert stored(app, token).profile.municipality == "Witten"


def test_a_name_typed_after_the_proposal_wins_over_it(app: Flask, page: PageClient) -> None:
    _, token = begin(page)
    path = f"/fragebogen/{token}/ort"
    refused = page.post(path, {"municipality": "Wittn"}, status=422)
    page.submit(refused, path, {"take": "Witten", "municipality": "Herne"})
    assert stored(app, token).profile.municipality == "Herne"


def test_a_slip_beside_a_postal_code_is_mended(app: Flask, page: PageClient) -> None:
    _, token = begin(page)
    page.post(f"/fragebogen/{token}/ort", {"postal_code": "D-58 452", "municipality": "Wittn"})
    profile = stored(app, token).profile
    assert (profile.postal_code, profile.municipality) == ("58452", "Witten")


def test_several_places_of_one_postal_code_are_offered(app: Flask, page: PageClient) -> None:
    _, token = begin(page)
    choice = page.post(f"/fragebogen/{token}/ort", {"postal_code": "42399"})
    assert choice.h1 == "Um welche Gemeinde geht es?"
    assert "Wuppertal" in choice.text
    page.submit(choice, path_of(choice), {"municipality": "05124000"})
    profile = stored(app, token).profile
    assert (profile.municipality, profile.region) == ("Wuppertal", "05124000")
    page.post(f"/fragebogen/{token}/ort", {"postal_code": "58452"})
    assert stored(app, token).profile.region is None


def test_a_name_of_several_places_is_asked_about(app: Flask, page: PageClient) -> None:
    _, token = begin(page)
    choice = page.post(f"/fragebogen/{token}/ort", {"municipality": "Halle"})
    assert "Halle (Saale)" in choice.text
    page.submit(choice, path_of(choice), {"municipality": "unknown"})
    answers = stored(app, token)
    assert (answers.profile.municipality, answers.profile.region) == ("Halle", None)
    assert "municipality" in answers.skipped


@pytest.mark.parametrize(
    ("employees", "turnover"),
    [("500", "12.000"), ("1", "80 Mio"), ("800.000", ""), ("", "600 Mrd")],
)
def test_odd_figures_are_asked_about_once(
    app: Flask, page: PageClient, employees: str, turnover: str
) -> None:
    _, token = begin(page)
    path = f"/fragebogen/{token}/groesse"
    doubted = page.post(path, {"employees": employees, "turnover_eur": turnover}, status=422)
    assert "Stimmt das?" in doubted.text
    assert stored(app, token).profile.employees is None
    taken = page.submit(doubted, path, {})
    assert path_of(taken).endswith("/taetigkeit")


HOSTILE = (
    "<script>alert(1)</script>",
    "'; DROP TABLE company_profile; --",
    "🏭🔥 Schweißen & Löten \u202e verkehrt",
    "{{ 7*7 }} %(num)s {0}",
    "Zeile\r\nZeile\x00\x07\x1b[31m Ende",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_kept_as_text(app: Flask, page: PageClient, text: str) -> None:
    _, token = begin(page)
    page.post(f"/fragebogen/{token}/taetigkeit", {"sector_text": text})
    page.post(f"/fragebogen/{token}/anliegen", {"need_text": text})
    check = page.get(f"/fragebogen/{token}/pruefen")
    assert not check.all("script")
    kept = stored(app, token).profile.need_text or ""
    assert not set(kept) & {"\x00", "\x07", "\x1b", "\r"}
    assert " ".join(kept.split())[:20] in check.text


@pytest.mark.parametrize("slug", ["ort", "groesse", "taetigkeit", "branche", "anliegen", "suche"])
@pytest.mark.parametrize("text", [*HOSTILE, "x" * 10_000, "\x00", "\ud7ff" * 3])
def test_no_text_breaks_any_page(page: PageClient, slug: str, text: str) -> None:
    _, token = begin(page)
    path = f"/fragebogen/{token}/{slug}"
    names = [name for name in page.get(path).form_values() if name != "csrf_token"]
    data = dict.fromkeys((*names, "sector", "needs", "preferred_kinds", "exists"), text)
    response = page.client.post(path, data={**data, "csrf_token": page.token(path)})
    assert response.status_code in {303, 422}


def _summary(refused: Page) -> dict[str, str]:
    """Target to message of the error summary."""
    box = refused.one("div", id="error-summary")
    return {link.get("href", ""): "".join(link.itertext()) for link in box.iter("a")}


def _at_field(refused: Page, field: str) -> str:
    """The message beside the field."""
    ids = (f"{field}-error", f"{field}-group-error")
    found = [element for name in ids for element in refused.all("p", id=name)]
    assert len(found) == 1
    return "".join(found[0].itertext())
