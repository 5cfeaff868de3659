"""The page on which people set their news by e-mail."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlmodel import select

from models.digest import DigestSubscription
from models.person import Role
from models.session import reading
from tests.fixtures.pages import PageClient, text_of
from tests.fixtures.people import make_organisation, make_person, signed_in_client
from tests.web.news_admin_world import counted
from web.current import services_of

PATH = "/konto/nachrichten"
REPORT = f"{PATH}/bericht"


def browser(app: Flask, *roles: Role, whole: bool = False) -> PageClient:
    """The browser of somebody with these roles, of Witten or of the whole country."""
    engine = services_of(app).engine
    place = make_organisation(engine, "Bund", territories=("DE",)) if whole else None
    return signed_in_client(app, make_person(engine, *roles, organisation_id=place))


def said(client: PageClient) -> str:
    """What the page says."""
    return text_of(client.get(PATH).one("main"))


def send(client: PageClient, path: str = PATH, *, status: int = 200, **values: str) -> str:
    """What the page says after a form was sent."""
    data = {"csrf_token": client.token("/konto"), **values}
    return text_of(client.post(path, data, status=status).one("main"))


def stored(app: Flask) -> list[tuple[str, str, int, bool]]:
    """Audience, rhythm, weekday of each subscription, and whether it stands."""
    with reading(services_of(app).engine) as session:
        rows = session.exec(select(DigestSubscription).order_by(DigestSubscription.id))  # type: ignore[arg-type]
        return [(row.audience, row.rhythm, row.weekday, row.ended_utc is None) for row in rows]


def test_who_leads_sets_the_same_news_as_advisors(app: Flask) -> None:
    client = browser(app, Role.LEAD)
    assert PATH in client.get("/konto").links().values()

    send(client, **{"wie-oft": "woechentlich", "wochentag": "2"})

    assert stored(app) == [("advisor", "weekly", 2, True)]


def test_an_advisor_chooses_when_news_come_and_reads_when_the_next_does(app: Flask) -> None:
    client = browser(app, Role.ADVISOR)
    assert "Zurzeit: ausgeschaltet." in said(client)

    text = send(client, **{"wie-oft": "monatlich", "wochentag": "1"})

    assert "Gespeichert: Die Nachrichten kommen so" in text
    assert "kommt am ersten Dienstag im Monat. Das nächste Mal: 1. Dezember 2026." in text
    assert "Sie haben sie mit der Einladung bestätigt" in text
    assert "Witten" in text
    assert "Bericht" not in text
    assert stored(app) == [("advisor", "monthly", 1, True)]
    page = client.get(PATH)
    assert page.form_values(PATH)["wie-oft"] == "monatlich"
    assert page.form_values(PATH)["wochentag"] == "1"


def test_news_are_switched_off_whatever_the_weekday_says(app: Flask) -> None:
    client = browser(app, Role.ADVISOR)
    send(client, **{"wie-oft": "woechentlich", "wochentag": "0"})

    text = send(client, **{"wie-oft": "nie", "wochentag": "99"})

    assert "Ausgeschaltet: Solche Nachrichten kommen nicht mehr." in text
    assert stored(app) == [("advisor", "weekly", 0, False)]


@pytest.mark.parametrize(
    ("values", "complaint"),
    [
        ({}, "Bitte wählen Sie, wie oft"),
        ({"wie-oft": "stuendlich", "wochentag": "1"}, "Bitte wählen Sie, wie oft"),
        ({"wie-oft": "woechentlich"}, "Bitte wählen Sie einen Wochentag"),
        ({"wie-oft": "woechentlich", "wochentag": "7"}, "Bitte wählen Sie einen Wochentag"),
        ({"wie-oft": "woechentlich", "wochentag": "-1"}, "Bitte wählen Sie einen Wochentag"),
        ({"wie-oft": "woechentlich", "wochentag": "²"}, "Bitte wählen Sie einen Wochentag"),
    ],
)
def test_what_cannot_be_is_said_and_not_stored(
    app: Flask, values: dict[str, str], complaint: str
) -> None:
    client = browser(app, Role.ADVISOR)

    assert complaint in send(client, status=422, **values)
    assert stored(app) == []


def test_who_looks_after_the_service_switches_the_report_on_and_off(app: Flask) -> None:
    client = browser(app, Role.ADMINISTRATOR, whole=True)
    assert "Gebiet" not in said(client)

    assert "Zurzeit: eingeschaltet." in send(client, REPORT, bericht="ein")
    assert stored(app) == [("operator", "never", 0, True)]
    assert "Zurzeit: ausgeschaltet." in send(client, REPORT, bericht="aus")
    assert stored(app) == [("operator", "never", 0, False)]


def test_who_has_both_roles_sees_both(app: Flask) -> None:
    text = said(browser(app, Role.ADVISOR, Role.ADMINISTRATOR, whole=True))

    assert "Was es in Ihrem Gebiet Neues gibt" in text
    assert "Bericht über den Versand" in text


@pytest.mark.parametrize(
    ("roles", "whole", "page", "own", "report"),
    [
        ((Role.EDITOR,), True, 403, 403, 403),
        ((Role.ADMINISTRATOR,), False, 404, 403, 404),
        ((Role.ADVISOR,), True, 200, 303, 403),
        ((Role.ADMINISTRATOR,), True, 200, 403, 303),
        ((Role.ADVISOR, Role.ADMINISTRATOR), False, 200, 303, 404),
    ],
)
def test_nobody_gets_news_of_another_role(
    app: Flask, roles: tuple[Role, ...], whole: bool, page: int, own: int, report: int
) -> None:
    client = browser(app, *roles, whole=whole)
    token = {"csrf_token": client.token("/konto")}
    weekly = {"wie-oft": "woechentlich", "wochentag": "2"}

    assert client.client.get(PATH).status_code == page
    assert client.client.post(PATH, data={**token, **weekly}).status_code == own
    assert client.client.post(REPORT, data={**token, "bericht": "ein"}).status_code == report
    link = "Neuigkeiten per E-Mail einstellen"
    assert (link in client.get("/konto").links()) == (page == 200)


def test_without_an_account_there_is_only_the_sign_in(app: Flask) -> None:
    assert app.test_client().get(PATH).status_code == 303


def test_a_form_without_its_token_switches_nothing(app: Flask) -> None:
    client = browser(app, Role.ADVISOR)
    data = {"wie-oft": "woechentlich", "wochentag": "2"}

    assert client.client.post(PATH, data=data).status_code == 400
    assert stored(app) == []


def test_the_page_speaks_english(app: Flask) -> None:
    client = browser(app, Role.ADVISOR, Role.ADMINISTRATOR, whole=True)
    send(client, **{"wie-oft": "woechentlich", "wochentag": "4"})

    text = text_of(client.get(f"{PATH}?lang=en").one("main"))

    assert "comes every Friday. The next time: 27 November 2026." in text


def test_the_page_takes_three_queries(app: Flask) -> None:
    client = browser(app, Role.ADVISOR, Role.ADMINISTRATOR, whole=True)
    send(client, **{"wie-oft": "woechentlich", "wochentag": "4"})

    with counted(services_of(app).engine) as asked:
        client.get(PATH)

    assert len(asked) <= 3
