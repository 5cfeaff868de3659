"""The page of the review queue: what it says, and decisions of one click."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask

from matcher.catalogue import Catalogue
from models.person import Role
from models.session import transaction
from offers.importers.reading import ReviewCase
from offers.quality.freshness import Cause, scale
from offers.quality.links import Answer, LinkState, Meaning, addresses_of, rules
from offers.schema import State
from tests.fixtures.apps import NOW, running_app
from tests.fixtures.pages import Page, PageClient, text_of
from tests.fixtures.people import make_person, signed_in_client
from web.current import services_of
from web.link_notes import ANSWERS, STATES, answer_in_words
from web.pages.offers.report_form import FIELDS as REPORT_FIELDS
from web.pages.review import words
from web.use_cases.catalogue import doubts, links, reports

PATH = "/redaktion/pruefen"
OFFER = "start4chem-labs"
ONE = f"{PATH}?angebot={OFFER}"


@pytest.fixture
def editor(app: Flask) -> PageClient:
    return signed_in_client(app, make_person(services_of(app).engine, Role.EDITOR))


def catalogue(app: Flask) -> Catalogue:
    return services_of(app).snapshot.current()


def report(app: Flask) -> int:
    engine = services_of(app).engine
    reports.report(
        engine,
        OFFER,
        field="deadline",
        message="Die Frist ist <b>vorbei</b>.",
        contact="leserin@example.org",
        now=NOW,
    )
    return reports.open_reports(engine)[-1].id


def doubt(app: Flask) -> None:
    with transaction(services_of(app).engine) as session:
        doubts.note(session, [ReviewCase(OFFER, "fdb_kind", {"given": "Sonstiges"})], NOW)


def press(client: PageClient, page: Page, label: str, **fields: str) -> Page:
    """The page after the only button of this label was pressed."""
    (form,) = (
        form
        for form in page.all("form")
        if any(text_of(each).startswith(label) for each in form.iter("button"))
    )
    action = form.get("action", "")
    return client.post(action, {**page.form_values(action), **fields})


def test_the_queue_says_why_offers_are_in_it(app: Flask, editor: PageClient) -> None:
    page = editor.get(PATH)

    assert page.h1 == "Angebote prüfen"
    assert "Die Redaktion hat das Angebot noch nie geprüft." in page.text
    assert "Der Förderzeitraum ist am 31. Dezember 2024 abgelaufen." in page.text
    assert len(page.all("article")) == 25
    assert "Nächste Seite" in page.links()


def test_one_offer_can_be_asked_for(app: Flask, editor: PageClient) -> None:
    report(app)
    doubt(app)
    page = editor.get(ONE)

    assert len(page.all("article")) == 1
    assert "Die Frist ist <b>vorbei</b>." in page.text
    assert "Hinweis vom 22. November 2026: Frist oder Termine" in page.text
    assert "leserin@example.org" in page.text
    assert "Für diese Förderart haben wir keine eigene Art: Sonstiges" in page.text


def test_checked_is_one_click(app: Flask, editor: PageClient) -> None:
    page = press(editor, editor.get(ONE), "Geprüft")

    assert "Vermerkt: Die Angaben stimmen heute." in page.text
    assert "geprüft am 22. November 2026" in page.text
    found = catalogue(app).offer(OFFER)
    assert found is not None
    assert str(found.verified_on) == "2026-11-22"


def test_a_second_click_does_nothing_more(app: Flask, editor: PageClient) -> None:
    page = editor.get(ONE)
    press(editor, page, "Geprüft")

    assert "Das war schon erledigt." in press(editor, page, "Geprüft").text


def test_ended_is_one_click(app: Flask, editor: PageClient) -> None:
    page = press(editor, editor.get(ONE), "Ab heute beendet")

    assert "Das Angebot ist beendet." in page.text
    found = catalogue(app).offer(OFFER)
    assert found is not None
    assert found.state is State.ENDED


def test_with_four_eyes_ended_leads_to_a_draft(filled_template: Path, tmp_path: Path) -> None:
    with running_app(filled_template, tmp_path / "app.sqlite3", four_eyes=True) as app:
        editor = signed_in_client(app, make_person(services_of(app).engine, Role.EDITOR))
        page = press(editor, editor.get(ONE), "Ab heute beendet")

        assert page.response.request.path.startswith("/redaktion/entwuerfe/")
        found = catalogue(app).offer(OFFER)
        assert found is not None
        assert found.state is State.OPEN


def test_changed_leads_to_a_draft_in_one_click(app: Flask, editor: PageClient) -> None:
    page = press(editor, editor.get(ONE), "Geändert")

    assert page.response.request.path.startswith("/redaktion/entwuerfe/")


def test_a_report_is_closed_with_a_note(app: Flask, editor: PageClient) -> None:
    report(app)

    page = press(editor, editor.get(ONE), "Hinweis erledigt", notiz="Frist berichtigt.")

    assert "Der Hinweis ist erledigt." in page.text
    assert reports.open_reports(services_of(app).engine) == ()


def test_a_question_is_settled_in_one_click(app: Flask, editor: PageClient) -> None:
    doubt(app)

    page = press(editor, editor.get(ONE), "Geklärt")

    assert "Die Frage ist geklärt." in page.text
    assert "Sonstiges" not in text_of(page.one("article"))


def test_a_decision_leads_back_to_the_same_filters(app: Flask, editor: PageClient) -> None:
    page = editor.get(f"{PATH}?art=network&seite=1&ort=Witten")
    form = next(each for each in page.all("form") if "/geprueft" in each.get("action", ""))
    answer = editor.client.post(form.get("action", ""), data=page.form_values(form.get("action")))

    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{PATH}?art=network&ort=Witten&stand=geprueft"


@pytest.mark.parametrize("version", ["", "0", "7", "x", "9999999999999"])
def test_a_version_that_nobody_saw_is_not_checked(
    app: Flask, editor: PageClient, version: str
) -> None:
    page = editor.post(f"{PATH}/{OFFER}/geprueft", {"fassung": version, **token(editor)})

    assert "Das Angebot wurde inzwischen geändert." in page.text


def token(client: PageClient) -> dict[str, str]:
    return {"csrf_token": client.token(PATH)}


POSTS = ("x/geprueft", "x/geaendert", "x/beendet")


@pytest.mark.parametrize("path", POSTS)
def test_an_unknown_offer_is_not_found(editor: PageClient, path: str) -> None:
    editor.post(f"{PATH}/{path}", {"fassung": "1", **token(editor)}, status=404)


@pytest.mark.parametrize("path", [*POSTS, "hinweise/1/erledigt", "fragen/1/geklaert"])
def test_nothing_is_decided_without_the_token_of_a_form(editor: PageClient, path: str) -> None:
    assert editor.client.post(f"{PATH}/{path}", data={"fassung": "1"}).status_code == 400


@pytest.mark.parametrize(("role", "status"), [(Role.ADVISOR, 403), (Role.ADMINISTRATOR, 200)])
def test_the_queue_is_for_editors_and_administrators(app: Flask, role: Role, status: int) -> None:
    client = signed_in_client(app, make_person(services_of(app).engine, role))

    assert client.client.get(PATH).status_code == status
    assert app.test_client().get(PATH).status_code == 303


def test_filters_that_mean_nothing_are_left_out(editor: PageClient) -> None:
    page = editor.get(f"{PATH}?art=unsinn&bedarf=unsinn&seite=-1&quelle=%00&stand=unsinn")

    assert len(page.all("article")) == 25


def test_a_place_that_nobody_knows_is_no_filter(editor: PageClient) -> None:
    page = editor.get(f"{PATH}?ort=Nirgendwo+an+der+Ruhr")

    assert "Diesen Ort kennen wir nicht." in page.text
    assert len(page.all("article")) == 25


def test_without_a_hit_the_page_says_so(editor: PageClient) -> None:
    assert "Es gibt nichts zu prüfen" in editor.get(f"{PATH}?quelle=gibt-es-nicht").text


def test_links_stand_beside_an_offer_for_editors_only(app: Flask, editor: PageClient) -> None:
    engine = services_of(app).engine
    offer = next(each for each in catalogue(app).offers if each.url)
    links.follow(engine, [offer], now=NOW)
    links.note(engine, [(addresses_of(offer)[0], Answer("404", Meaning.FAILS))], now=NOW)
    path = f"/angebote/{offer.id}"

    page = editor.get(path)

    assert "zuletzt gestört" in page.text
    assert "Die Seite gibt es nicht (404). An einem Tag gestört, am 22. November 2026." in page.text
    assert "gestört" not in PageClient(app.test_client()).get(path).text
    advisor = make_person(engine, Role.ADVISOR, email="a@example.org")
    assert "gestört" not in signed_in_client(app, advisor).get(path).text


def test_everything_that_can_be_wrong_has_words(app: Flask) -> None:
    values = {"count": 2, "days": 3, "date": NOW.date()}
    codes = {*scale().points, "never_dated"}
    assert codes == words.CAUSES.keys()
    with app.test_request_context():
        said = {code: words.cause_in_words(Cause(code, 1, values)) for code in codes}
    assert all(text.endswith(".") for text in said.values())


def test_every_answer_of_the_table_has_words(app: Flask) -> None:
    named = {code for code in rules().answers if not code[0].isdigit()}
    assert named <= ANSWERS.keys()
    assert STATES.keys() == set(LinkState)
    with app.test_request_context():
        assert answer_in_words("200") == answer_in_words("") == ""
        assert answer_in_words("503") == "Antwort des Servers: 503."


def test_every_question_of_an_importer_has_words() -> None:
    importers = Path(words.__file__).parents[3] / "offers/importers"
    sources = [path.read_text("utf-8") for path in importers.rglob("*.py")]
    codes = {code for text in sources for code in re.findall(r'_case\(\s*offer, "(\w+)"', text)}

    assert len(codes) > 3
    assert {*codes, doubts.TERRITORY} <= words.DOUBTS.keys()


def test_every_field_of_a_report_has_words() -> None:
    assert words.FIELDS.keys() == set(REPORT_FIELDS)
