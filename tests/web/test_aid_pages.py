"""The page of de minimis aid: what is entered, what is refused, what is given out."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from io import StringIO

import pytest
from flask import Flask
from sqlalchemy import Engine

from matcher.de_minimis import Ceiling, Regulation
from tests.fixtures.pages import Page, PageClient
from tests.fixtures.people import signed_in_client
from tests.web.desk_world import Staff, author, desk_of, make_staff, witten_file
from web.current import services_of
from web.pages.aid.award_form import read_award
from web.pages.aid.table_file import csv_text
from web.regulation_words import ceiling_label, regulation_label, short_label
from web.use_cases.files import aid
from web.use_cases.files.aid import Award, Grant

TODAY = date(2026, 11, 22)
GOOD = {"tag": "2025-05-01", "betrag": "40.000", "verordnung": "general"}


@dataclass(frozen=True)
class World:
    """A file of Witten, seen by its advisor."""

    engine: Engine
    staff: Staff
    public_id: str
    advisor: PageClient
    path: str

    def ledger(self) -> tuple[Award, ...]:
        """What is in it."""
        return aid.of_file(self.engine, desk_of(self.staff.advisor), self.public_id)

    def enter(self, day: str, amount_eur: int, **more: str) -> Award:
        """One award of a colleague."""
        granted_on = date.fromisoformat(day)
        grant = Grant(
            granted_on=granted_on, amount_eur=amount_eur, regulation=Regulation.GENERAL, **more
        )
        desk, by = desk_of(self.staff.colleague), author(self.staff.colleague)
        aid.enter(self.engine, desk, self.public_id, grant, by=by)
        return next(each for each in self.ledger() if each.grant == grant)


@pytest.fixture
def world(app: Flask) -> World:
    engine = services_of(app).engine
    staff = make_staff(engine)
    public_id = witten_file(app, staff)
    client = signed_in_client(app, staff.advisor)
    return World(engine, staff, public_id, client, f"/beratung/akte/{public_id}/beihilfen")


def test_aid_is_entered_corrected_and_taken_out_after_a_question(world: World) -> None:
    empty = world.advisor.get(world.path)
    assert "300.000 Euro noch frei" in empty.text

    form = world.advisor.get(f"{world.path}/neu")
    sent = {**GOOD, "betrag": "100.000,01", "von": "BAFA", "empfaenger": "Tochter <b>GmbH</b>"}
    page = _send(world.advisor, form, f"{world.path}/neu", sent)
    assert "199.999 Euro noch frei" in page.text
    assert "an Tochter <b>GmbH</b>" in page.text
    assert "zählt bis 1. Mai 2028" in page.text
    assert "Ab 2. Mai 2028: 100.001 Euro mehr, dann 300.000 Euro frei" in page.text
    (award,) = world.ledger()

    path = f"{world.path}/{award.public_id}"
    form = world.advisor.get(path)
    assert form.one("input", id="betrag").get("value") == "100.001"
    page = _send(world.advisor, form, path, {"tag": "1.5.2023"})
    assert "300.000 Euro noch frei" in page.text
    assert "zählte bis 1. Mai 2026" in page.text

    question = world.advisor.get(f"{path}/loeschen")
    assert "100.001 Euro, 1. Mai 2023, Allgemein, BAFA, an Tochter" in question.text
    gone = _send(world.advisor, question, f"{path}/loeschen", {})
    assert "Es ist noch nichts eingetragen." in gone.text
    world.advisor.get(path, status=404)


def test_two_people_who_correct_one_award_lose_nothing(world: World) -> None:
    award = world.enter("2025-01-10", 280_000)
    path = f"{world.path}/{award.public_id}"
    form, question = world.advisor.get(path), world.advisor.get(f"{path}/loeschen")
    _send(world.advisor, form, path, {"betrag": "28.000"})

    both = _send(world.advisor, form, path, {"betrag": "2.800"}, status=409)

    assert "Gespeichert ist jetzt: 28.000 Euro, 10. Januar 2025, Allgemein." in both.text
    assert both.one("input", id="betrag").get("value") == "2.800"
    again = _send(world.advisor, question, f"{path}/loeschen", {}, status=409)
    assert "nichts gelöscht" in again.text
    assert "28.000 Euro" in again.text
    _send(world.advisor, both, path, {})
    assert [each.grant.amount_eur for each in world.ledger()] == [2_800]

    question = world.advisor.get(f"{path}/loeschen")
    _send(world.advisor, question, f"{path}/loeschen", {})
    kept = _send(world.advisor, both, path, {}, status=409)
    assert "inzwischen gelöscht" in kept.text
    _send(world.advisor, kept, f"{world.path}/neu", {})
    assert [each.grant.amount_eur for each in world.ledger()] == [2_800]


def test_too_much_aid_is_told_and_the_room_is_never_negative(world: World) -> None:
    world.enter("2025-01-10", 280_000)
    world.enter("2024-01-01", 40_000)

    page = world.advisor.get(world.path)

    assert "0 Euro noch frei" in page.text
    assert "Der Höchstbetrag ist um 20.000 Euro überschritten." in page.text
    assert "Ab 2. Januar 2027: 20.000 Euro mehr, dann 20.000 Euro frei" in page.text


AMOUNTS = {
    "1.000,50": 1001,
    "1.000,00": 1000,
    "1000": 1000,
    "0,01": 1,
    "12.500 €": 12_500,
    "1,5 Mio": 1_500_000,
    "10.000.000": 10_000_000,
}


def test_amounts_are_read_as_people_write_them_and_cents_rounded_up(app: Flask) -> None:
    with app.test_request_context():
        grants = [read_award({**GOOD, "betrag": typed}, today=TODAY).grant for typed in AMOUNTS]

    assert [grant and grant.amount_eur for grant in grants] == list(AMOUNTS.values())


BAD = {
    "no amount": ({"betrag": " "}, "betrag", "geben Sie den Betrag"),
    "zero": ({"betrag": "0"}, "betrag", "über null"),
    "zero cents": ({"betrag": "0,00"}, "betrag", "über null"),
    "negative": ({"betrag": "-5.000"}, "betrag", "prüfen Sie den Betrag"),
    "far too much": ({"betrag": "1" + "0" * 12}, "betrag", "Mehr als 10.000.000 Euro"),
    "a cent too much": ({"betrag": "10.000.000,01"}, "betrag", "Mehr als 10.000.000 Euro"),
    "not a number": ({"betrag": "viel"}, "betrag", "prüfen Sie den Betrag"),
    "infinite": ({"betrag": "1e999"}, "betrag", "prüfen Sie den Betrag"),
    "very long": ({"betrag": "9" * 5000}, "betrag", "prüfen Sie den Betrag"),
    "no day": ({"tag": ""}, "tag", "geben Sie den Tag ein"),
    "31 February": ({"tag": "31.02.2025"}, "tag", "prüfen Sie den Tag"),
    "tomorrow": ({"tag": "2026-11-23"}, "tag", "in der Zukunft"),
    "another century": ({"tag": "1999-12-31"}, "tag", "zu lange zurück"),
    "no regulation": ({"verordnung": "gratis"}, "verordnung", "wählen Sie eine Verordnung"),
    "long giver": ({"von": "x" * 301}, "von", "kürzen"),
    "long recipient": ({"empfaenger": "x" * 301}, "empfaenger", "kürzen"),
    "unknown offer": ({"angebot": "Gibt es nicht"}, "angebot", "gibt es hier nicht"),
}


def test_what_cannot_be_is_refused_at_its_field(app: Flask) -> None:
    with app.test_request_context():
        for name, (changes, field, says) in BAD.items():
            sent = read_award({**GOOD, **changes}, today=TODAY)

            assert sent.grant is None, name
            assert [at for at, _ in sent.summary] == [field], name
            assert says in sent.errors[field], name


def test_a_refused_form_keeps_what_was_typed(world: World) -> None:
    form = world.advisor.get(f"{world.path}/neu")

    sent = {**GOOD, "betrag": "0", "von": "BAFA", "verordnung": "sgei"}
    page = _send(world.advisor, form, f"{world.path}/neu", sent, status=422)

    assert page.title.startswith("Fehler")
    kept = page.form_values(f"{world.path}/neu")
    assert (kept["betrag"], kept["von"], kept["verordnung"]) == ("0", "BAFA", "sgei")
    assert world.ledger() == ()


def test_aid_of_today_may_be_entered_and_offer_and_amount_may_come_with_the_address(
    app: Flask, world: World
) -> None:
    offer = services_of(app).snapshot.current().offers[0]
    form = world.advisor.get(f"{world.path}/neu?angebot={offer.id}&betrag=5000")

    _send(world.advisor, form, f"{world.path}/neu", {"tag": "2026-11-22"})

    (award,) = world.ledger()
    assert (award.grant.offer_id, award.grant.amount_eur) == (offer.id, 5000)


def test_the_table_holds_every_award_and_no_formula(world: World) -> None:
    world.enter("2025-05-01", 40_000, granted_by="=HYPERLINK(1)", recipient="@Tochter")
    world.enter("2020-05-01", 1_000)

    answer = world.advisor.client.get(f"{world.path}/tabelle.csv")

    assert answer.mimetype == "text/csv"
    assert 'filename="de-minimis-schmiede-ruhr-gmbh.csv"' in answer.headers["Content-Disposition"]
    text = answer.get_data().decode("utf-8-sig")
    rows = list(csv.reader(StringIO(text), delimiter=";"))
    assert rows[0][:2] == ["Bewilligt am", "Betrag in Euro"]
    assert rows[1][:2] == ["2025-05-01", "40000"]
    assert rows[1][3:5] == ["'=HYPERLINK(1)", "'@Tochter"]
    assert rows[1][6:] == ["2028-05-01", "ja"]
    assert rows[2][4:] == ["Schmiede Ruhr GmbH", "", "2023-05-01", "nein"]


def test_a_firm_cannot_be_called_like_a_formula_in_the_table(app: Flask, world: World) -> None:
    award = world.enter("2025-05-01", 40_000)

    with app.test_request_context():
        text = csv_text("\t=1+1 GmbH", [award], TODAY)

    assert "'\t=1+1 GmbH" in text


def test_nothing_of_it_is_there_for_other_organisations(app: Flask, world: World) -> None:
    award = world.enter("2025-05-01", 40_000)
    stranger = signed_in_client(app, world.staff.stranger)
    token = stranger.token("/konto")

    for path in ("", "/neu", "/tabelle.csv", f"/{award.public_id}", f"/{award.public_id}/loeschen"):
        unseen = stranger.get(f"{world.path}{path}", status=404)
        assert "Schmiede" not in unseen.text
    for path in ("/neu", f"/{award.public_id}", f"/{award.public_id}/loeschen"):
        stranger.post(f"{world.path}{path}", {**GOOD, "csrf_token": token}, status=404)

    assert world.ledger() == (award,)


def test_every_regulation_and_ceiling_has_words(app: Flask) -> None:
    with app.test_request_context():
        words = [f(each) for each in Regulation for f in (regulation_label, short_label)]
        words += [ceiling_label(ceiling) for ceiling in Ceiling]

    assert all(words)
    assert len(set(words)) == len(words)


def _send(
    client: PageClient, page: Page, path: str, data: Mapping[str, str], *, status: int = 200
) -> Page:
    """The page after filling in and sending the form to this path."""
    return client.post(path, {**page.form_values(path), **data}, status=status)
