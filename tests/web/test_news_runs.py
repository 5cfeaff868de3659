"""Runs of news in numbers, and the pages on which administrators see them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlmodel import select

from models.audit import AuditEntry
from models.digest import DigestSubscription, PartState, RunKind
from models.person import Role
from models.session import reading
from tests.fixtures.apps import NOW
from tests.fixtures.pages import Page, PageClient, text_of
from tests.fixtures.people import make_organisation, make_person, signed_in_client
from tests.web.news_admin_world import TODAY, counted, make_firm, make_run
from web.current import services_of
from web.news_words import AUDIENCES, KINDS, RHYTHMS, STATES
from web.use_cases.digests import overview
from web.use_cases.digests.kinds import Audience, Rhythm
from web.use_cases.digests.report import figures_of
from web.use_cases.paging import PAGE_SIZE

PATH = "/verwaltung/nachrichten"
SUBSCRIBERS = f"{PATH}/empfaenger"


@pytest.fixture
def admin(app: Flask) -> PageClient:
    """The browser of an administrator of the whole service."""
    engine = services_of(app).engine
    country = make_organisation(engine, "Bund", territories=("DE",))
    return signed_in_client(app, make_person(engine, Role.ADMINISTRATOR, organisation_id=country))


def cells(page: Page) -> list[list[str]]:
    """The rows of all tables."""
    return [
        [text_of(cell) for cell in row.iter() if cell.tag in {"td", "th"}]
        for row in page.all("tr")
        if row.find("td") is not None
    ]


def test_figures_count_parts_by_state_and_errors_by_class(engine: Engine) -> None:
    firms = [make_firm(engine)[0] for _ in range(4)]
    make_run(
        engine,
        (firms[0], PartState.SENT),
        (firms[1], PartState.SENT),
        (firms[2], PartState.NOTHING),
        (firms[3], PartState.FAILED),
        error="TemplateError",
        finished_utc=NOW,
    )
    make_run(engine, (firms[0], PartState.WAITING), kind=RunKind.FIRST)
    make_run(engine, (firms[0], PartState.SENT), day=TODAY - timedelta(days=7))

    with reading(engine) as session:
        first, weekly = figures_of(session, TODAY)

    assert (first.kind, first.parts, first.errors) == ("first", {"waiting": 1}, {})
    assert (weekly.kind, weekly.day, weekly.finished_utc) == ("weekly", TODAY, NOW)
    assert weekly.parts == {"failed": 1, "nothing": 1, "sent": 2}
    assert weekly.errors == {"TemplateError": 1}


def test_a_day_without_runs_has_no_figures(engine: Engine) -> None:
    with reading(engine) as session:
        assert figures_of(session, TODAY) == ()


@pytest.mark.parametrize("many", [2, 60])
def test_lists_take_the_same_queries_however_long_they_are(engine: Engine, many: int) -> None:
    for number in range(many):
        make_run(engine, (make_firm(engine)[0], PartState.SENT), day=TODAY - timedelta(days=number))

    with counted(engine) as asked:
        assert overview.runs(engine, 1).total == many
        assert overview.subscriptions(engine, 1).total == many
        overview.counts(engine)

    assert len(asked) == 4 + 2 + 1


def test_runs_are_listed_newest_first_and_a_page_at_a_time(engine: Engine) -> None:
    for number in range(PAGE_SIZE + 2):
        make_run(engine, day=TODAY - timedelta(days=number))

    first, last = overview.runs(engine, 1), overview.runs(engine, 99)

    assert [run.day for run in first.items[:2]] == [TODAY, TODAY - timedelta(days=1)]
    assert (len(first.items), len(last.items), last.page, last.pages) == (PAGE_SIZE, 2, 2, 2)


def test_subscriptions_that_do_not_stand_are_neither_counted_nor_listed(engine: Engine) -> None:
    number, _, _ = make_firm(engine, rhythm="monthly")
    make_firm(engine, confirmed_utc=None)
    make_firm(engine, ended_utc=NOW)

    assert overview.counts(engine) == {(Audience.FIRM, Rhythm.MONTHLY): 1}
    assert [entry.id for entry in overview.subscriptions(engine, 1).items] == [number]
    assert overview.find(engine, number + 1) is None
    assert overview.find(engine, 2**31 - 1) is None


@pytest.mark.parametrize(
    ("answers", "place"),
    [
        ({"municipality": "Witten", "postal_code": "58452"}, "Witten"),
        ({"postal_code": "58452"}, "58452"),
        ({}, ""),
    ],
)
def test_a_firm_is_listed_with_its_place(
    engine: Engine, answers: dict[str, object], place: str
) -> None:
    make_firm(engine, answers=answers)

    assert overview.subscriptions(engine, 1).items[0].place == place


def test_everything_has_words() -> None:
    assert set(AUDIENCES) == set(Audience)
    assert set(RHYTHMS) == set(Rhythm)
    assert set(KINDS) == set(RunKind)
    assert set(STATES) == set(PartState)


def test_the_page_shows_runs_numbers_and_errors(app: Flask, admin: PageClient) -> None:
    engine = services_of(app).engine
    firms = [make_firm(engine)[0] for _ in range(3)]
    make_run(
        engine,
        (firms[0], PartState.SENT),
        (firms[1], PartState.NOTHING),
        (firms[2], PartState.FAILED),
        error="UndefinedError",
    )

    rows = cells(admin.get(PATH))

    assert ["Unternehmen", "wöchentlich", "3"] in rows
    assert [
        "22. November 2026",
        "wöchentliche Nachrichten",
        "1 verschickt, 1 nichts zu melden, 1 konnte nicht geschrieben werden",
        "1 UndefinedError",
        "22.11.26, 12:00",
        "noch nicht",
    ] in rows


def test_without_anything_the_pages_say_so(admin: PageClient) -> None:
    assert "Bisher gab es keinen Lauf." in admin.get(PATH).text
    assert "Noch hat niemand Neuigkeiten bestellt." in admin.get(SUBSCRIBERS).text


def test_the_start_page_of_administrators_leads_there(admin: PageClient) -> None:
    assert admin.get("/verwaltung").links()["Neuigkeiten per E-Mail"] == PATH


def test_subscriptions_are_shown_without_addresses(app: Flask, admin: PageClient) -> None:
    engine = services_of(app).engine
    make_firm(engine, email="geheim@example.org")
    person = make_person(engine, Role.ADVISOR, email="auch.geheim@example.org")
    make_firm(engine, company_id=None, person_id=person.id, audience="advisor", rhythm="monthly")

    page = admin.get(SUBSCRIBERS)

    assert "geheim" not in page.response.get_data(as_text=True)
    assert [row[:4] for row in cells(page)] == [
        ["2", "Beratende", "am ersten Montag im Monat, dazu Fristerinnerungen", "Stadt Witten"],
        ["1", "Unternehmen", "jeden Montag, dazu Fristerinnerungen", "Witten"],
    ]


@pytest.mark.parametrize("page", ["0", "-3", "99999999999999999999", "x", ""])
@pytest.mark.parametrize("path", [PATH, SUBSCRIBERS])
def test_an_odd_page_number_is_a_page_all_the_same(admin: PageClient, path: str, page: str) -> None:
    admin.get(f"{path}?seite={page}")


@pytest.mark.parametrize(
    ("roles", "whole", "status"),
    [
        ((Role.ADMINISTRATOR,), True, 200),
        ((Role.ADMINISTRATOR,), False, 404),
        ((Role.ADVISOR, Role.EDITOR), True, 403),
    ],
)
def test_only_who_looks_after_the_service_sees_the_runs(
    app: Flask, roles: tuple[Role, ...], whole: bool, status: int
) -> None:
    engine = services_of(app).engine
    number, _, _ = make_firm(engine)
    place = make_organisation(engine, "Bund", territories=("DE",)) if whole else None
    browser = signed_in_client(app, make_person(engine, *roles, organisation_id=place))
    token = {"csrf_token": browser.token("/konto")}

    for path in (PATH, SUBSCRIBERS):
        assert browser.client.get(path).status_code == status
    looked = browser.client.post(f"{SUBSCRIBERS}/{number}/vorschau", data=token)
    assert looked.status_code == status
    assert len(previews(app)) == (status == 200)


def previews(app: Flask) -> list[tuple[str, str, list[str]]]:
    """What the audit trail says about previews."""
    with reading(services_of(app).engine) as session:
        rows = session.exec(select(AuditEntry).where(AuditEntry.action == "digest.preview"))
        return [(row.actor, row.subject, row.details) for row in rows]


def test_whoever_is_not_signed_in_sees_nothing(app: Flask) -> None:
    assert app.test_client().get(PATH).status_code == 303
    with reading(services_of(app).engine) as session:
        assert session.exec(select(DigestSubscription)).all() == []
