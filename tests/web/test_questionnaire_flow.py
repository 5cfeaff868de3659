"""The way through the questionnaire, as three companies go it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.fixtures.apps import NOW
from web.use_cases.firms import profiles
from web.use_cases.firms.stored_answers import Retention

if TYPE_CHECKING:
    from flask import Flask

    from tests.fixtures.pages import Page, PageClient

Answers = Mapping[str, Mapping[str, object]]

METAL_WORKS: Answers = {
    "ort": {
        "postal_code": "58452",
        "exists": "yes",
        "founded": "1987",
        "legal_form": "GmbH",
        "chamber": "IHK",
    },
    "groesse": {
        "employees": "42",
        "turnover_eur": "6,4 Mio",
        "balance_sheet_eur": "3.100.000 €",
        "part_of_group": "no",
    },
    "taetigkeit": {"sector_text": "Dreherei, Metallbearbeitung"},
    "branche": {"sector": "25", "code": "25.62"},
    "anliegen": {
        "need_text": "Wir wollen grüner produzieren",
        "needs": ["energy_efficiency", "green_production"],
    },
    "vorhaben": {"most_important": "green_production", "project_started": "no"},
    "suche": {"preferred_kinds": ["advice", "grant"]},
}
CARE_SERVICE: Answers = {
    "ort": {"postal_code": "", "municipality": "Herne", "exists": "yes", "founded": "2011"},
    "groesse": {"employees": "23,5", "part_of_group": "unknown"},
    "taetigkeit": {"sector_text": "Pflegedienst"},
    "branche": {"sector": "88"},
    "anliegen": {"needs": ["foreign_skilled_workers"]},
    "vorhaben": {"project_started": "unknown"},
    "suche": {},
}
FOUNDER: Answers = {
    "ort": {"postal_code": "44801", "municipality": "Bochum", "exists": "no"},
    "groesse": {},
    "taetigkeit": {"sector_text": "Chemie: neue Katalysatoren"},
    "branche": {"sector": "20"},
    "anliegen": {"needs": ["founding", "prototyping_equipment"], "need_text": "Labor gesucht"},
    "vorhaben": {"most_important": "founding", "project_started": "no"},
    "suche": {"preferred_kinds": ["infrastructure"]},
}


def begin(page: PageClient) -> tuple[Page, str]:
    """The first page, and the token of the new answers."""
    first = page.post("/fragebogen", {})
    return first, path_of(first).split("/")[2]


def path_of(opened: Page) -> str:
    """Where the page stands."""
    return urlsplit(opened.response.request.url).path


def fill(page: PageClient, answers: Answers) -> tuple[Page, str]:
    """The check page after all pages were filled in as given."""
    current, token = begin(page)
    while not path_of(current).endswith("/pruefen"):
        slug = path_of(current).rsplit("/", 1)[1]
        current = page.submit(current, path_of(current), answers[slug])
    return current, token


def stored(app: Flask, token: str) -> profiles.StoredProfile:
    """The answers behind the token."""
    from web.current import services_of

    found = profiles.load(services_of(app).engine, token, NOW)
    assert found is not None
    return found


def test_a_metal_works_in_witten_is_stored_as_it_answered(app: Flask, page: PageClient) -> None:
    _, token = fill(page, METAL_WORKS)
    profile = stored(app, token).profile
    assert profile.postal_code == "58452"
    assert (profile.founded, profile.legal_form, profile.chamber) == (1987, "GmbH", "IHK")
    assert (profile.employees, profile.turnover_eur) == (42, 6_400_000)
    assert (profile.balance_sheet_eur, profile.part_of_group) == (3_100_000, False)
    assert profile.wz == "25.62"
    assert profile.needs == ("green_production", "energy_efficiency")
    assert profile.facts == {"project_started": False}
    assert [str(kind) for kind in profile.preferred_kinds] == ["advice", "grant"]


def test_a_care_service_may_leave_questions_open(app: Flask, page: PageClient) -> None:
    _, token = fill(page, CARE_SERVICE)
    answers = stored(app, token)
    assert (answers.profile.municipality, answers.profile.postal_code) == ("Herne", None)
    assert answers.profile.employees == 23
    assert answers.profile.wz == "88"
    assert (answers.profile.part_of_group, answers.profile.facts) == (None, {})
    assert answers.skipped == {"part_of_group", "facts.project_started"}


def test_a_founder_is_known_by_a_foundation_to_come(app: Flask, page: PageClient) -> None:
    check, token = fill(page, FOUNDER)
    assert stored(app, token).profile.founded == NOW.year + 1
    assert "Noch nicht gegründet" in check.text


def test_nothing_at_all_may_be_answered(app: Flask, page: PageClient) -> None:
    nothing: Answers = {slug: {} for slug in METAL_WORKS}
    check, token = fill(page, nothing)
    assert "Wir wissen noch nicht, was Sie bewegt" in check.text
    assert stored(app, token).profile.model_dump(exclude_defaults=True) == {"id": "answers"}


def test_the_way_has_five_steps_and_says_so(page: PageClient) -> None:
    current, _ = begin(page)
    assert "Schritt 1 von 5: Ort und Unternehmen" in current.text
    check, _ = fill(page, METAL_WORKS)
    assert "Schritt 5 von 5: Antworten prüfen" in check.text


def test_going_back_loses_nothing(page: PageClient) -> None:
    check, token = fill(page, METAL_WORKS)
    back = page.get(check.links()["Zurück"])
    assert path_of(back).endswith("/suche")
    shown = {}
    while "Zurück" in back.links() and path_of(back) != "/fragebogen":
        shown[path_of(back).rsplit("/", 1)[1]] = back.form_values()
        back = page.get(back.links()["Zurück"])
    assert list(shown) == list(reversed(METAL_WORKS))
    assert shown["ort"]["postal_code"] == "58452"
    assert shown["groesse"]["turnover_eur"] == "6.400.000"
    assert shown["anliegen"]["needs"] == ["energy_efficiency", "green_production"]
    assert shown["vorhaben"]["most_important"] == "green_production"
    assert shown["branche"]["code"] == "25.62"


def test_a_choice_of_i_dont_know_is_shown_again(page: PageClient) -> None:
    _, token = fill(page, CARE_SERVICE)
    shown = page.get(f"/fragebogen/{token}/groesse").form_values()
    assert shown["part_of_group"] == "unknown"


def test_a_change_from_the_check_page_leads_back_to_it(app: Flask, page: PageClient) -> None:
    _, token = fill(page, METAL_WORKS)
    path = f"/fragebogen/{token}/groesse?danach=pruefen"
    changed = page.submit(page.get(path), path, {"employees": "51"})
    assert path_of(changed).endswith("/pruefen")
    assert stored(app, token).profile.employees == 51


def test_a_change_of_words_asks_for_the_sector_before_it_leads_back(page: PageClient) -> None:
    _, token = fill(page, METAL_WORKS)
    path = f"/fragebogen/{token}/taetigkeit?danach=pruefen"
    sector = page.submit(page.get(path), path, {"sector_text": "Softwarefirma"})
    assert path_of(sector).endswith("/branche")
    there = sector.response.request.full_path
    done = page.submit(sector, there, {"sector": "62", "code": ""})
    assert path_of(done).endswith("/pruefen")


def test_an_unknown_target_is_ignored(page: PageClient) -> None:
    _, token = begin(page)
    path = f"/fragebogen/{token}/groesse?danach=https://example.org"
    after = page.submit(page.get(path), path, {})
    assert path_of(after).endswith("/taetigkeit")


def test_finishing_leads_to_the_result_and_keeps_answers_longer(
    app: Flask, page: PageClient
) -> None:
    check, token = fill(page, METAL_WORKS)
    assert stored(app, token).expires_utc == NOW + timedelta(days=30)
    values = check.form_values()
    done = page.client.post(path_of(check), data=values)
    assert (done.status_code, done.location) == (303, f"/ergebnis/{token}")
    assert stored(app, token).is_finished
    assert stored(app, token).expires_utc == NOW + timedelta(days=180)


def test_the_address_goes_on_where_one_left_off(page: PageClient) -> None:
    first, token = begin(page)
    assert path_of(page.get(f"/fragebogen/{token}")).endswith("/ort")
    page.submit(first, path_of(first), METAL_WORKS["ort"])
    assert path_of(page.get(f"/fragebogen/{token}")).endswith("/groesse")


def test_the_page_for_other_devices_shows_address_and_date(page: PageClient) -> None:
    _, token = begin(page)
    shown = page.get(f"/fragebogen/{token}/weiter")
    assert f"http://localhost/fragebogen/{token}" in shown.text
    assert "22. Dezember 2026" in shown.text


def test_answers_can_be_deleted_at_once(page: PageClient) -> None:
    _, token = begin(page)
    shown = page.get(f"/daten/{token}/loeschen")
    gone = page.submit(shown, f"/daten/{token}/loeschen", {})
    assert gone.h1 == "Ihre Daten sind gelöscht"
    page.get(f"/fragebogen/{token}/ort", status=404)


PATHS = ("", "/ort", "/groesse", "/vorhaben", "/pruefen", "/weiter", "/frage/employees")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("token", ["A" * 43, "short", "A" * 44, "'; DROP TABLE--"])
def test_an_unknown_token_is_not_found(page: PageClient, token: str, path: str) -> None:
    page.get(f"/fragebogen/{token}{path}", status=404)


@pytest.mark.parametrize("path", PATHS)
def test_answers_past_their_date_are_not_found(app: Flask, page: PageClient, path: str) -> None:
    from web.current import services_of

    engine = services_of(app).engine
    keep = Retention(unfinished_days=30, finished_days=180)
    old = NOW - timedelta(days=30, seconds=1)
    token = profiles.start(engine, "de", old, retention=keep)
    page.get(f"/fragebogen/{token}{path}", status=404)


def test_reading_never_extends_the_time(app: Flask, page: PageClient) -> None:
    from web.current import services_of

    engine = services_of(app).engine
    keep = Retention(unfinished_days=30, finished_days=180)
    token = profiles.start(engine, "de", NOW - timedelta(days=10), retention=keep)
    for path in PATHS[1:]:
        page.get(f"/fragebogen/{token}{path}")
    assert stored(app, token).expires_utc == NOW + timedelta(days=20)
    page.post(f"/fragebogen/{token}/suche", {})
    assert stored(app, token).expires_utc == NOW + timedelta(days=30)


@pytest.mark.parametrize("path", ["/fragebogen", "/fragebogen/{}/ort", "/fragebogen/{}/pruefen"])
def test_a_form_without_its_token_changes_nothing(app: Flask, page: PageClient, path: str) -> None:
    _, token = begin(page)
    data = {"csrf_token": "wrong", "postal_code": "44801"}
    page.post(path.format(token), data, status=400)
    assert stored(app, token).profile.postal_code is None


def test_pages_with_answers_are_never_cached_or_indexed(page: PageClient) -> None:
    _, token = begin(page)
    for path in PATHS[1:]:
        headers = page.get(f"/fragebogen/{token}{path}").response.headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Robots-Tag"] == "noindex, nofollow"


def test_the_start_page_asks_for_nothing_personal_and_says_when_answers_end(
    page: PageClient,
) -> None:
    start = page.get("/fragebogen")
    assert "Kein Konto, kein Name, keine E-Mail-Adresse" in start.text
    assert "nach 30 Tagen" in start.text


def test_all_pages_speak_english(page: PageClient) -> None:
    _, token = fill(page, METAL_WORKS)
    for slug in (*METAL_WORKS, "pruefen", "weiter"):
        opened = page.get(f"/fragebogen/{token}/{slug}?lang=en")
        assert opened.one("html").get("lang") == "en"
        assert "Weiß ich nicht" not in opened.text
