"""The follow-up questions: what decides most is asked, once, and then the list is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.test_questionnaire_flow import begin, fill, path_of, stored

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from tests.fixtures.pages import Page, PageClient

SPARSE = {
    "ort": {"postal_code": "58452"},
    "groesse": {},
    "taetigkeit": {"sector_text": "Dreherei"},
    "branche": {"sector": "25"},
    "anliegen": {"needs": ["energy_efficiency", "growth_investment"]},
    "vorhaben": {},
    "suche": {},
}
ANSWERS = (
    ("municipality", {"municipality": "Witten"}, "municipality", "Witten"),
    ("wz", {"division": "62"}, "wz", "62"),
    ("wz", {"code": "25.6"}, "wz", "25.6"),
    ("employees", {"employees": "12,5"}, "employees", 12),
    ("turnover_eur", {"turnover_eur": "1,2 Mio"}, "turnover_eur", 1_200_000),
    ("balance_sheet_eur", {"balance_sheet_eur": "900 Tsd"}, "balance_sheet_eur", 900_000),
    ("founded", {"founded": "1.4.2019"}, "founded", 2019),
    ("founded", {"exists": "no"}, "founded", 2027),
    ("legal_form", {"legal_form": "e. V."}, "legal_form", "e. V."),
    ("chamber", {"chamber": "HWK"}, "chamber", "HWK"),
    ("needs", {"needs": ["export"]}, "needs", ("export",)),
    ("facts.project_started", {"answer": "no"}, "facts", {"project_started": False}),
    ("facts.investment_eur", {"answer": "1,2 Mio"}, "facts", {"investment_eur": 1_200_000}),
    ("facts.apprentices", {"answer": "0"}, "facts", {"apprentices": 0}),
)


def reply(client: FlaskClient, opened: Page, data: dict[str, object]) -> str:
    """Where one is sent after an answer."""
    response = client.post(path_of(opened), data={**opened.form_values(), **data})
    assert response.status_code == 303
    return str(response.location)


@pytest.mark.parametrize(("field", "data", "kept", "value"), ANSWERS)
def test_every_field_can_be_asked_alone(
    app: Flask, page: PageClient, field: str, data: dict[str, object], kept: str, value: object
) -> None:
    _, token = begin(page)
    reply(page.client, page.get(f"/fragebogen/{token}/frage/{field}"), data)
    answers = stored(app, token)
    assert getattr(answers.profile, kept) == value


@pytest.mark.parametrize("field", sorted({field for field, *_ in ANSWERS}))
def test_i_dont_know_is_remembered_and_changes_nothing_else(
    app: Flask, page: PageClient, field: str
) -> None:
    _, token = begin(page)
    reply(page.client, page.get(f"/fragebogen/{token}/frage/{field}"), {"dont_know": "yes"})
    answers = stored(app, token)
    assert answers.skipped == {field}
    assert answers.profile.model_dump(exclude_defaults=True) == {"id": "answers"}


@pytest.mark.parametrize("field", sorted({field for field, *_ in ANSWERS}))
def test_an_empty_answer_is_an_error_that_says_what_to_do(page: PageClient, field: str) -> None:
    _, token = begin(page)
    path = f"/fragebogen/{token}/frage/{field}"
    refused = page.submit(page.get(path), path, {}, status=422)
    assert "wählen Sie „Weiß ich nicht“" in refused.text
    assert refused.title.startswith("Fehler: ")


@pytest.mark.parametrize("field", ["need_text", "facts.", "facts.shoe_size", "id", "x" * 300, "🏭"])
def test_a_field_that_nobody_is_asked_is_not_found(page: PageClient, field: str) -> None:
    _, token = begin(page)
    page.get(f"/fragebogen/{token}/frage/{field}", status=404)


def test_the_questions_end_and_none_comes_twice(app: Flask, page: PageClient) -> None:
    _, token = fill(page, SPARSE)
    first = page.get(f"/fragebogen/{token}/frage/employees")
    location, asked = reply(page.client, first, {"employees": "30"}), ["employees"]
    while "/frage/" in location:
        asked.append(location.rsplit("/", 1)[1])
        location = reply(page.client, page.get(location), {"dont_know": "yes"})
    assert location == f"/ergebnis/{token}"
    assert len(asked) == len(set(asked)) > 1


def test_a_question_tells_how_many_offers_it_settles(page: PageClient) -> None:
    _, token = fill(page, SPARSE)
    first = page.get(f"/fragebogen/{token}/frage/facts.project_started")
    assert "klären" in first.text or "klärt" in first.text
    assert "Die Antwort entscheidet über" in first.text


def test_a_sector_that_is_too_coarse_is_not_asked_for_again(app: Flask, page: PageClient) -> None:
    _, token = fill(page, SPARSE)
    reply(page.client, page.get(f"/fragebogen/{token}/frage/wz"), {"sector": "25"})
    assert "wz" in stored(app, token).skipped


def test_a_place_with_several_meanings_is_asked_until_it_is_clear(
    app: Flask, page: PageClient
) -> None:
    _, token = begin(page)
    path = f"/fragebogen/{token}/frage/municipality"
    assert reply(page.client, page.get(path), {"postal_code": "42399"}) == path
    choice = page.get(path)
    reply(page.client, choice, {"municipality": "05124000"})
    assert stored(app, token).profile.municipality == "Wuppertal"


def test_answering_on_a_page_opens_the_question_again(app: Flask, page: PageClient) -> None:
    _, token = begin(page)
    reply(page.client, page.get(f"/fragebogen/{token}/frage/chamber"), {"dont_know": "yes"})
    page.post(f"/fragebogen/{token}/ort", {"postal_code": "44801"})
    assert "chamber" not in stored(app, token).skipped


def test_questions_speak_english(page: PageClient) -> None:
    _, token = fill(page, SPARSE)
    for field, *_ in ANSWERS:
        opened = page.get(f"/fragebogen/{token}/frage/{field}?lang=en")
        assert "Weiß ich nicht" not in opened.text
        assert "I don't know" in opened.text
