"""The page of a firm's file as its advisor uses it: read, answer, change, enter, ask for news."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from sqlalchemy import event

from matcher.de_minimis import Regulation
from models.company import CompanyProfile
from models.session import transaction
from tests.fixtures.apps import NOW
from tests.fixtures.pages import text_of
from tests.fixtures.people import make_organisation, signed_in_client
from tests.web.desk_world import Staff, author, desk_of, make_file, make_staff, witten_file
from web.current import services_of
from web.use_cases.files import aid, answering, company, judging, notes, steps
from web.use_cases.files.aid import Grant
from web.use_cases.files.company import KnownFirm
from web.use_cases.files.judging import Said
from web.use_cases.files.steps import Plan, StepBy
from web.use_cases.firms.opinions import Opinion
from web.use_cases.firms.profiles import Change

if TYPE_CHECKING:
    from tests.fixtures.pages import Page, PageClient

STARTED = "facts.project_started"
TRANSFORMATION = "bafa-eew-transformationsplan"


@dataclass(frozen=True)
class Desk:
    """A file on the desk of an advisor who is signed in."""

    app: Flask
    staff: Staff
    file: str
    client: PageClient

    @property
    def path(self) -> str:
        return f"/beratung/akte/{self.file}"

    def send(self, path: str, *, status: int = 200, **values: object) -> Page:
        """The page after sending the form of a page, filled in like this."""
        opened = self.client.get(path).form_values(path)
        return self.client.post(path, {**opened, **values}, status=status)

    def known(self) -> KnownFirm:
        engine = services_of(self.app).engine
        found = company.known_firm(engine, desk_of(self.staff.advisor), self.file, now=NOW)
        assert found is not None
        return found


@pytest.fixture
def desk(app: Flask) -> Desk:
    staff = make_staff(services_of(app).engine)
    file = witten_file(app, staff, preferred_way="visit", times="vormittags")
    return Desk(app, staff, file, signed_in_client(app, staff.advisor))


def test_a_firm_met_elsewhere_is_asked_for_its_needs_and_promised_no_list(desk: Desk) -> None:
    engine, city = services_of(desk.app).engine, desk.staff.advisor.organisation_id
    file = make_file(engine, city, answers={"postal_code": "58452"}, is_request=False)

    page = desk.client.get(f"/beratung/akte/{file}")

    assert page.links()["Anliegen eintragen"] == f"/beratung/akte/{file}/angaben/anliegen"
    assert page.links()["Was beschäftigt Sie gerade?"] == f"/beratung/akte/{file}/frage/needs"
    for words in ("Angebote, die infrage kommen", "ob die Angebote zu einem Anliegen passen, ist"):
        assert words in page.text
    for words in ("Passende Angebote", "Passt am besten"):
        assert words not in page.text
        assert words in desk.client.get(desk.path).text
    assert "in seiner eigenen Liste" in desk.client.get(desk.path).text
    assert "in seiner eigenen Liste" not in page.text


def test_what_a_firm_cannot_say_of_its_needs_is_not_asked_again(desk: Desk) -> None:
    engine, city = services_of(desk.app).engine, desk.staff.advisor.organisation_id
    file = make_file(engine, city, answers={"postal_code": "58452"}, is_request=False)

    desk.send(f"/beratung/akte/{file}/frage/needs", dont_know="yes")

    page = desk.client.get(f"/beratung/akte/{file}")
    assert "Was beschäftigt Sie gerade?" not in page.links()
    assert "Angebote, die infrage kommen" in page.text


def test_the_essentials_name_whom_to_call_in_but_not_the_own_organisation(desk: Desk) -> None:
    make_organisation(services_of(desk.app).engine, "Kammer Mitte", territories=("05954036",))

    talk = text_of(desk.client.get(desk.path).one("section", class_="al-talk"))

    assert "Kammer Mitte" in talk
    assert "Stadt Witten" not in talk
    assert "Zuerst fragen Haben Sie mit dem Vorhaben schon begonnen?" in talk
    assert "Passt am besten" in talk


def test_all_that_matters_before_a_visit_stands_on_one_page(desk: Desk) -> None:
    engine, at = services_of(desk.app).engine, desk_of(desk.staff.advisor)
    by = author(desk.staff.advisor)
    answering.answer(
        engine,
        at,
        desk.file,
        Change({"employees": 41}),
        answering.seen(desk.known().answers, ("employees",)),
        by=by,
    )
    steps.agree(engine, at, desk.file, Plan(title="Audit", taken_by=StepBy.FIRM), by=by)
    notes.write(engine, at, desk.file, "Der Ofen ist **alt**.", by=by)

    page = desk.client.get(desk.path)

    links = page.links()
    assert links["02302 1234"] == "tel:023021234"
    assert links["karla@example.com"] == "mailto:karla@example.com"
    for words in (
        "Am liebsten bei einem persönlichen Treffen: vormittags",
        "58452 Witten",
        "Audit",
        "Der Ofen ist alt.",
        "von der Beratung, 22.11.2026",
        "Haben Sie mit dem Vorhaben schon begonnen?",
        "10 von ",
    ):
        assert words in page.text
    assert len(page.all("article", class_="al-offer")) == 10
    more = desk.client.get(f"{desk.path}?anzahl=20")
    assert len(more.all("article", class_="al-offer")) > 10


def test_an_answer_changes_the_list_at_once_and_says_what_it_did(desk: Desk) -> None:
    opened = desk.client.get(desk.path)
    form = opened.form_values(f"{desk.path}/frage/{STARTED}")
    form = {key: value for key, value in form.items() if key in ("csrf_token", "stand")}

    saved = desk.client.post(f"{desk.path}/frage/{STARTED}", {**form, "answer": "no"})

    assert "Gespeichert: „Vorhaben begonnen“" in saved.text
    assert "passen jetzt sicher" in saved.text
    assert desk.known().answers.profile.facts == {"project_started": False}
    assert not [form for form in saved.all("form") if STARTED in form.get("action", "")]


def test_a_question_that_the_firm_cannot_answer_is_not_asked_again(desk: Desk) -> None:
    saved = desk.send(f"{desk.path}/frage/{STARTED}", dont_know="yes")

    assert desk.known().answers.skipped == {STARTED}
    assert "von der Beratung" in saved.text


REFUSED: list[tuple[str, Mapping[str, object], str]] = [
    ("frage/employees", {"employees": "viele"}, "Zahl"),
    ("frage/turnover_eur", {"turnover_eur": "-5"}, "nicht unter null"),
    ("frage/facts.exports", {"answer": "vielleicht"}, "wählen Sie eine der Antworten"),
    ("frage/chamber", {}, "Bitte antworten Sie"),
    ("angaben/ort", {"postal_code": "99999"}, "99999"),
    ("angaben/groesse", {"employees": "9" * 30}, "zu groß"),
    ("angaben/anliegen", {"needs": ["kein_thema"]}, "wählen Sie aus"),
    ("angaben/anliegen", {"needs": ["export"], "most_important": "founding"}, "auch an"),
    ("kontakt", {"name": "  "}, "Namen des Unternehmens"),
    ("kontakt", {"email": "a\r\nBcc: b@example.org"}, "E-Mail-Adresse"),
    ("kontakt", {"preferred_way": "brieftaube"}, "wählen Sie eine der Antworten"),
]


@pytest.mark.parametrize(("path", "values", "words"), REFUSED)
def test_what_cannot_be_stored_is_said_at_its_field_and_nothing_changes(
    desk: Desk, path: str, values: Mapping[str, object], words: str
) -> None:
    before = desk.known()
    refused = desk.send(f"{desk.path}/{path}", status=422, **values)

    assert words in refused.text
    assert refused.all("div", id="error-summary")
    assert desk.known() == before


@pytest.mark.parametrize("field", ["id", "facts.gibt_es_nicht", "region", "need_text", "../x"])
def test_there_is_no_form_for_fields_that_nobody_is_asked(desk: Desk, field: str) -> None:
    desk.client.get(f"{desk.path}/frage/{field}", status=404)
    desk.client.get(f"{desk.path}/angaben/{field}", status=404)


def test_who_saves_a_form_that_a_colleague_overtook_keeps_the_entries_and_sees_both(
    desk: Desk,
) -> None:
    colleague = signed_in_client(desk.app, desk.staff.colleague)
    for path, first, second in (
        ("angaben/groesse", {"employees": "40"}, {"employees": "50"}),
        ("kontakt", {"name": "Schmiede Eins"}, {"name": "Schmiede Zwei"}),
        ("frage/legal_form", {"legal_form": "GmbH"}, {"legal_form": "KG"}),
    ):
        at = f"{desk.path}/{path}"
        opened = desk.client.get(at).form_values(at)
        form = colleague.get(at).form_values(at)
        colleague.post(at, {**form, **first})

        late = desk.client.post(at, {**opened, **second}, status=409)

        assert "Das wurde inzwischen geändert" in late.text
        assert str(next(iter(first.values()))) in late.text
        assert late.form_values(at).items() >= second.items()
        assert desk.client.post(at, late.form_values(at)).status == 200
    assert (desk.known().answers.profile.employees, desk.known().frame.contact.name) == (
        50,
        "Schmiede Zwei",
    )


def test_the_needs_stand_in_the_order_of_importance(desk: Desk) -> None:
    desk.send(
        f"{desk.path}/angaben/anliegen",
        needs=["export", "founding"],
        most_important="founding",
        need_text="Neue Märkte",
        project_started="no",
    )

    profile = desk.known().answers.profile
    assert (profile.needs, profile.need_text) == (("founding", "export"), "Neue Märkte")
    assert profile.facts == {"project_started": False}
    assert desk.client.get(f"{desk.path}/angaben").text.count("von der Beratung") == 3


def test_a_place_that_may_mean_several_asks_which_one(desk: Desk) -> None:
    asked = desk.send(f"{desk.path}/angaben/ort", postal_code="", municipality="Halle")

    assert asked.response.request.path == f"{desk.path}/frage/municipality"


def test_one_offer_shows_its_conditions_and_the_room_for_such_aid(desk: Desk) -> None:
    engine, at = services_of(desk.app).engine, desk_of(desk.staff.advisor)
    award = Grant(granted_on=date(2025, 1, 10), amount_eur=290_000, regulation=Regulation.GENERAL)
    aid.enter(engine, at, desk.file, award, by=author(desk.staff.advisor))
    offers = services_of(desk.app).snapshot.current().offers
    de_minimis = next(each for each in offers if each.amount and each.amount.de_minimis)

    page = desk.client.get(f"{desk.path}/angebot/{de_minimis.id}")

    assert "geprüft an den Angaben des Unternehmens" in page.text
    assert "10.000 Euro frei" in page.text


def test_an_offer_that_left_the_catalogue_has_a_page_that_says_so(desk: Desk) -> None:
    gone = desk.client.get(f"{desk.path}/angebot/gibt-es-nicht", status=404)

    assert "steht nicht mehr im Katalog" in gone.text


def test_markup_in_names_and_words_is_shown_as_it_is(desk: Desk) -> None:
    evil = '<script>alert(1)</script>"><b>'
    desk.send(f"{desk.path}/kontakt", name=evil, contact_name=evil, times=evil)
    desk.send(f"{desk.path}/angaben/taetigkeit", sector_text=evil)

    page = desk.client.get(desk.path)

    assert page.text.count("<script>alert(1)</script>") >= 4
    assert all("alert" not in (script.text or "") for script in page.all("script"))


PATHS = (
    "",
    "/angaben",
    "/angaben/ort",
    "/kontakt",
    "/frage/employees",
    f"/angebot/{TRANSFORMATION}",
)


@pytest.mark.parametrize("path", PATHS)
def test_a_file_of_others_or_with_expired_answers_is_not_there(desk: Desk, path: str) -> None:
    stranger = signed_in_client(desk.app, desk.staff.stranger)

    unseen = stranger.get(f"{desk.path}{path}", status=404)
    assert "Schmiede" not in unseen.text
    with transaction(services_of(desk.app).engine) as session:
        row = session.get_one(CompanyProfile, desk.known().frame.company_id)
        row.expires_utc = NOW - timedelta(seconds=1)
        session.add(row)
    desk.client.get(f"{desk.path}{path}", status=404)


@pytest.mark.parametrize("path", ["angaben/groesse", "kontakt", "frage/employees", "neuigkeiten"])
def test_nobody_changes_a_file_of_another_organisation(desk: Desk, path: str) -> None:
    stranger, before = signed_in_client(desk.app, desk.staff.stranger), desk.known()
    token = stranger.token("/beratung/neu")
    data = {"csrf_token": token, "employees": "1", "name": "Fremd", "stand": "x"}

    stranger.post(f"{desk.path}/{path}", data, status=404)

    assert desk.known() == before


def test_a_firm_met_elsewhere_is_entered_unless_it_is_known(desk: Desk) -> None:
    values = {"name": "Schmiede Ruhr", "postal_code": "58452", "employees": "12"}

    asked = desk.client.post("/beratung/neu", values, status=422)
    assert asked.links()["Schmiede Ruhr GmbH"] == desk.path
    entered = desk.client.post("/beratung/neu", asked.form_values("/beratung/neu"))

    assert entered.h1 == "Schmiede Ruhr"
    assert "Betreut von Ayla Beispiel" in entered.text
    assert entered.response.request.path != desk.path


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"name": "", "postal_code": "58452"}, "Namen des Unternehmens"),
        ({"name": "Korn"}, "einen Ort oder ein Anliegen"),
        ({"name": "Korn", "postal_code": "12"}, "fünf Ziffern"),
        ({"name": "Korn", "needs": ["x"], "postal_code": "58452"}, "wählen Sie aus"),
        ({"name": "Korn", "division": "99x", "postal_code": "58452"}, "wählen Sie"),
        ({"name": "K" * 201, "postal_code": "58452"}, "200 Zeichen"),
    ],
)
def test_a_firm_needs_a_name_and_a_place_or_a_concern(
    desk: Desk, values: Mapping[str, object], words: str
) -> None:
    assert words in desk.client.post("/beratung/neu", values, status=422).text


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """The statements that the database gets meanwhile."""
    statements: list[str] = []

    def note(*arguments: object) -> None:
        statements.append(str(arguments[2]))

    engine = services_of(app).engine
    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


def queries(desk: Desk) -> int:
    """How many statements the page and the page of an offer take."""
    with counted(desk.app) as statements:
        desk.client.get(f"{desk.path}?anzahl=100")
        desk.client.get(f"{desk.path}/angebot/{TRANSFORMATION}")
    return len(statements)


def test_queries_do_not_grow_with_notes_steps_judgements_awards_or_offers(desk: Desk) -> None:
    engine, at = services_of(desk.app).engine, desk_of(desk.staff.advisor)
    by, held = author(desk.staff.advisor), services_of(desk.app).snapshot.shelf()
    queries(desk)
    few = queries(desk)
    for number, offer in enumerate(held.catalogue.offers[:12]):
        judging.judge(
            engine,
            at,
            desk.file,
            offer.id,
            Said(Opinion.FITS),
            catalogue=held.catalogue,
            today=NOW.date(),
            by=by,
        )
        notes.write(engine, at, desk.file, f"Notiz {number}", by=by)
        steps.agree(engine, at, desk.file, Plan(title="Anruf", taken_by=StepBy.ADVISOR), by=by)
        grant = Grant(granted_on=date(2025, 1, 10), amount_eur=1_000, regulation=Regulation.GENERAL)
        aid.enter(engine, at, desk.file, grant, by=by)
        witten_file(desk.app, desk.staff, name=f"Firma {number}")
    needs = ("green_production", "export", "digitalisation", "founding", "skilled_workers")
    answering.answer(
        engine,
        at,
        desk.file,
        Change({"needs": needs}),
        answering.seen(desk.known().answers, ("needs",)),
        by=by,
    )

    assert queries(desk) == few
