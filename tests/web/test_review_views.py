"""Openings of pages: counted in memory, of readers only, added up in the database."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event
from sqlmodel import select

from models.offer_care import OfferViews
from models.person import Role
from models.session import reading
from tests.fixtures.apps import NOW
from tests.fixtures.people import make_person, signed_in_client
from web.current import services_of
from web.use_cases.catalogue import views
from web.use_cases.catalogue.views import ViewCounter, is_reader

TODAY = date(2026, 11, 22)
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
READERS = (
    (FIREFOX, True),
    ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Safari", True),
    ("Mozilla/5.0 (Linux; Android 15; CUBOT X30) AppleWebKit/537.36 Chrome/142", True),
    ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", False),
    ("Mozilla/5.0 (compatible; bingbot/2.0)", False),
    ("Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/142", False),
    ("Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)", False),
    ("facebookexternalhit/1.1", False),
    ("curl/8.5.0", False),
    ("python-requests/2.32", False),
    ("", False),
)


def stored(engine: Engine) -> dict[tuple[str, date], int]:
    with reading(engine) as session:
        return {(row.offer_id, row.day): row.views for row in session.exec(select(OfferViews))}


@pytest.mark.parametrize(("agent", "expected"), READERS)
def test_readers_are_told_from_programs_by_what_they_say(agent: str, expected: bool) -> None:
    assert is_reader(agent) is expected


def test_counts_of_several_processes_add_up(engine: Engine) -> None:
    counters = [ViewCounter(engine), ViewCounter(engine)]
    for counter in counters:
        for offer_id in ("a", "b", "a"):
            counter.count(offer_id, NOW)
        counter.count("a", NOW + timedelta(hours=12))
        counter.flush()

    assert stored(engine) == {
        ("a", TODAY): 4,
        ("b", TODAY): 2,
        ("a", TODAY + timedelta(days=1)): 2,
    }


def test_a_second_flush_adds_nothing(engine: Engine) -> None:
    counter = ViewCounter(engine)
    counter.count("a", NOW)
    counter.flush()
    counter.flush()

    assert stored(engine) == {("a", TODAY): 1}


def test_counts_of_many_threads_are_all_there(engine: Engine) -> None:
    counter = ViewCounter(engine)

    def read() -> None:
        for number in range(100):
            counter.count("a", NOW)
            if number % 25 == 0:
                counter.flush()

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    counter.flush()

    assert stored(engine) == {("a", TODAY): 400}


def test_counts_are_due_by_number_and_by_time(engine: Engine) -> None:
    moment = [0.0]
    watch: Callable[[], float] = lambda: moment[0]  # noqa: E731
    counter = ViewCounter(engine, most=3, seconds=60, monotonic=watch)
    assert not counter.is_due

    counter.count("a", NOW)
    assert not counter.is_due
    moment[0] = 60
    assert counter.is_due
    counter.flush()
    assert not counter.is_due
    for _ in range(3):
        counter.count("a", NOW)
    assert counter.is_due


def test_counts_wait_while_the_database_is_away(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    counter = ViewCounter(engine)
    counter.count("a", NOW)
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE offer_views RENAME TO away")
    counter.flush()
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE away RENAME TO offer_views")
    counter.count("a", NOW)
    counter.flush()

    assert stored(engine) == {("a", TODAY): 2}
    assert [record.message for record in caplog.records] == ["views not stored"]


def test_a_database_that_is_away_is_not_asked_for_every_reader(engine: Engine) -> None:
    moment = [0.0]
    counter = ViewCounter(engine, most=2, seconds=60, monotonic=lambda: moment[0])
    counter.count("a", NOW)
    counter.count("a", NOW)
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE offer_views RENAME TO away")
    counter.flush()
    assert not counter.is_due

    moment[0] = 60
    assert counter.is_due
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE away RENAME TO offer_views")
    counter.flush()
    counter.count("a", NOW)
    counter.count("a", NOW)
    assert counter.is_due


def test_the_last_ninety_days_count(engine: Engine) -> None:
    days = {("a", TODAY - timedelta(days=back)): 1 for back in (0, 1, 89, 90, 400)}
    views.add(engine, {**days, ("b", TODAY): 7})

    with reading(engine) as session:
        assert views.of_last_days(session, TODAY) == {"a": 3, "b": 7}


def test_what_is_older_than_two_years_goes(engine: Engine) -> None:
    views.add(engine, {("a", TODAY - timedelta(days=back)): 1 for back in (0, 729, 730, 900)})

    assert views.delete_past(engine, now=NOW) == 2
    assert {day for _, day in stored(engine)} == {TODAY, TODAY - timedelta(days=729)}


def first_offer(app: Flask) -> str:
    return services_of(app).snapshot.current().offers[0].id


def opened(app: Flask) -> dict[tuple[str, date], int]:
    held = services_of(app)
    held.views.flush()
    return stored(held.engine)


def test_a_reader_who_opens_an_offer_counts(app: Flask, client: FlaskClient) -> None:
    path = f"/angebote/{first_offer(app)}"
    for _ in range(2):
        client.get(path, headers={"User-Agent": FIREFOX})

    assert opened(app) == {(first_offer(app), TODAY): 2}


def test_programs_and_looks_ahead_do_not_count(app: Flask, client: FlaskClient) -> None:
    path = f"/angebote/{first_offer(app)}"
    client.get(path, headers={"User-Agent": "curl/8"})
    client.head(path, headers={"User-Agent": FIREFOX})
    client.get(path, headers={"User-Agent": FIREFOX, "Sec-Purpose": "prefetch"})
    client.get("/angebote/gibt-es-nicht", headers={"User-Agent": FIREFOX})

    assert opened(app) == {}


def test_people_with_an_account_do_not_count(app: Flask) -> None:
    person = make_person(services_of(app).engine, Role.ADVISOR)
    path = f"/angebote/{first_offer(app)}"
    signed_in_client(app, person).get(path, headers={"User-Agent": FIREFOX})

    assert opened(app) == {}


def test_opening_writes_once_for_many_readers(app: Flask, client: FlaskClient) -> None:
    written: list[str] = []
    path = f"/angebote/{first_offer(app)}"

    @event.listens_for(services_of(app).engine, "before_cursor_execute")
    def note(*arguments: object) -> None:
        if str(arguments[2]).startswith("INSERT"):
            written.append(str(arguments[2]))

    for _ in range(199):
        services_of(app).views.count("a", NOW)
    assert written == []
    for _ in range(3):
        client.get(path, headers={"User-Agent": FIREFOX}).close()

    assert len(written) == 1
