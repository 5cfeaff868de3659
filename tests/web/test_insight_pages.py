"""The pages of insight: who sees which firms, what odd filters do, and the tables as files."""

from __future__ import annotations

import csv
import io

import pytest
from flask import Flask
from sqlalchemy import Engine

from models.person import Role
from tests.fixtures.pages import PageClient
from tests.fixtures.people import make_organisation, make_person, signed_in_client
from tests.web.insight_world import BOCHUM, add_files, add_firms, add_opinions, day
from web.current import services_of
from web.use_cases.firms.opinions import Opinion

PAGES = ("", "/luecken", "/urteile", "/beratung")


@pytest.fixture
def engine(app: Flask) -> Engine:
    """The database of the app: what is counted on which one stands in test_insight."""
    return services_of(app).engine


@pytest.fixture
def advisor(app: Flask) -> PageClient:
    """An advisor of Witten."""
    return signed_in_client(app, make_person(services_of(app).engine, Role.ADVISOR))


def records(client: PageClient, query: str) -> list[list[str]]:
    """The rows of a table as a file."""
    answer = client.client.get(f"/auswertung/tabelle.csv?{query}")
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    return list(csv.reader(io.StringIO(answer.get_data(as_text=True)), delimiter=";"))


CONDITIONS = {
    "size": "Größe",
    "employees": "Beschäftigte, in Vollzeit gerechnet",
    "fact.project_started": "Vorhaben begonnen",
    "other": "Eine Voraussetzung, die nicht im Katalog steht",
    "fact.not_asked_any_more": "not_asked_any_more",
}


def test_conditions_that_firms_do_not_meet_are_told_by_what_they_ask_for(
    engine: Engine, advisor: PageClient
) -> None:
    for number, key in enumerate(CONDITIONS):
        five = add_firms(engine, 5)
        add_opinions(engine, five, f"offer-{number}", Opinion.NOT_ELIGIBLE, because=key)

    table = records(advisor, "seite=urteile&tabelle=voraussetzungen")
    assert {row[0]: row[1:3] for row in table if row[1:3] == ["5", "9"]} == dict.fromkeys(
        CONDITIONS.values(), ["5", "9"]
    )


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_the_insight_in_its_menu(app: Flask, engine: Engine, role: Role) -> None:
    client = signed_in_client(app, make_person(engine, role))

    assert client.get("/auswertung").links()["Auswertung"] == "/auswertung"


def test_firms_of_another_city_are_not_in_the_figures(
    app: Flask, engine: Engine, advisor: PageClient
) -> None:
    add_firms(engine, 8, needs=["export"], asked=day(11, 3))
    add_firms(engine, 6, postal_code=BOCHUM, needs=["succession"])
    bochum = make_organisation(engine, "Stadt Bochum", territories=("05911000",))
    stranger = make_person(engine, organisation_id=bochum, email="b@example.org")

    here = advisor.get("/auswertung")
    assert "Internationalisierung, Außenwirtschaft 5–9 100 %" in here.text
    assert "Unternehmensnachfolge 5–9" not in here.text
    there = signed_in_client(app, stranger).get("/auswertung")
    assert "Internationalisierung, Außenwirtschaft 5–9" not in there.text


def test_an_administrator_of_the_service_sees_all_firms_an_advisor_beside_does_not(
    app: Flask, engine: Engine
) -> None:
    operator = make_organisation(engine, "Betreiber", territories=("DE",))
    administrator = make_person(engine, Role.ADMINISTRATOR, organisation_id=operator)
    advisor = make_person(engine, organisation_id=operator, email="b@example.org")
    witten = make_organisation(engine)
    add_files(engine, add_firms(engine, 6), witten)

    path = "/auswertung/beratung"
    assert "Noch nicht begonnen 5–9" in signed_in_client(app, administrator).get(path).text
    assert "Noch nicht begonnen 5–9" not in signed_in_client(app, advisor).get(path).text


def test_each_page_is_there_before_anybody_asked(advisor: PageClient) -> None:
    for page in PAGES:
        assert "weniger als fünf Unternehmen oder keine" in advisor.get(f"/auswertung{page}").text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("ort=Bochum", "Dieser Ort liegt nicht in Ihrem Gebiet."),
        ("ort=Hatingen%20an%20der%20Ruhr", "Diesen Ort kennen wir nicht."),
        ("zeitraum=2026-Q3..2026-Q1", "Diesen Zeitraum gibt es nicht."),
        ("zeitraum=2027", "Diesen Zeitraum gibt es nicht."),
        ("branche=Z", "Diese Branche gibt es nicht."),
        ("groesse=huge", "Diese Größe gibt es nicht."),
        ("bedarf='; DROP TABLE", "Dieses Thema gibt es nicht."),
    ],
)
def test_a_filter_that_means_nothing_or_lies_elsewhere_gives_no_figures(
    advisor: PageClient, query: str, said: str
) -> None:
    for page in PAGES:
        found = advisor.get(f"/auswertung{page}?{query}")
        assert said in found.text
        assert "Für diese Filter gibt es keine Zahlen." in found.text
        assert found.all("table") == []
    refused = advisor.client.get(f"/auswertung/tabelle.csv?seite=bedarf&tabelle=themen&{query}")
    assert refused.status_code == 400


def test_filters_are_kept_from_page_to_page_and_in_the_rows(
    engine: Engine, advisor: PageClient
) -> None:
    add_firms(engine, 8, needs=["export"], wz="25.62")

    links = advisor.get("/auswertung?zeitraum=2026&groesse=").links()
    assert links["Lücken"] == "/auswertung/luecken?zeitraum=2026"
    assert (
        links["Internationalisierung, Außenwirtschaft"] == "/auswertung?zeitraum=2026&bedarf=export"
    )


def test_figures_follow_what_happens_at_once(engine: Engine, advisor: PageClient) -> None:
    add_firms(engine, 4, needs=["export"])
    assert "Internationalisierung, Außenwirtschaft 5–9" not in advisor.get("/auswertung").text
    add_firms(engine, 1, needs=["export"])
    assert "Internationalisierung, Außenwirtschaft 5–9" in advisor.get("/auswertung").text


def test_a_table_as_a_file_has_the_same_numbers_with_what_one_must_know(
    engine: Engine, advisor: PageClient
) -> None:
    add_firms(engine, 12, needs=["export"], unserved=["export"])
    add_firms(engine, 3, needs=["crisis"], unserved=["crisis"])

    found = records(advisor, "seite=luecken&tabelle=luecken&zeitraum=2026-Q4")
    assert found[:2] == [
        ["\ufeffThema", "Unternehmen, mindestens", "Unternehmen, höchstens", "Anteil in Prozent"],
        ["Internationalisierung, Außenwirtschaft", "10", "14", "71"],
    ]
    said = " ".join(each for row in found[2:] for each in row)
    assert "Gruppen mit weniger als fünf Unternehmen fehlen" in said
    assert "22. November 2026" in said
    assert "Zeitraum 4. Quartal 2026" in said
    assert "crisis" not in said


def test_the_reasons_for_an_offer_have_their_share_in_the_file_as_on_the_page(
    engine: Engine, advisor: PageClient
) -> None:
    add_opinions(engine, add_firms(engine, 10), "a", Opinion.TOO_LATE)
    add_opinions(engine, add_firms(engine, 5), "a", Opinion.NOT_RELEVANT)

    found = records(advisor, "seite=urteile&tabelle=gruende-je-angebot")
    assert [row[-1] for row in found[:3]] == ["Anteil in Prozent", "71", "41"]
    assert "10–14 71 %" in advisor.get("/auswertung/urteile").text


def test_no_cell_of_a_file_is_a_formula(engine: Engine, advisor: PageClient) -> None:
    add_opinions(engine, add_firms(engine, 5), "=1+1", Opinion.MISSING)

    assert records(advisor, "seite=urteile&tabelle=fehlt")[1][0] == "'=1+1"


@pytest.mark.parametrize("query", ["", "seite=bedarf", "seite=verwaltung&tabelle=themen"])
def test_a_table_that_there_is_not_is_not_found(advisor: PageClient, query: str) -> None:
    assert advisor.client.get(f"/auswertung/tabelle.csv?{query}").status_code == 404
