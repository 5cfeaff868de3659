"""What the tables tell of the open data, on every database."""

from __future__ import annotations

import threading
from datetime import date, timedelta

from sqlalchemy import Engine

from models.session import transaction
from offers import store
from offers.schema import parse_offer
from tests.fixtures.apps import NOW
from tests.web.open_data_world import AFTER, BEFORE
from web.held import Held
from web.use_cases.catalogue import loading, open_data
from web.use_cases.catalogue.open_data import Wanted

TODAY = date(2026, 11, 22)


def put(engine: Engine, content: dict[str, object], *, by: str = "import", hours: int = 0) -> None:
    with transaction(engine) as session:
        store.upsert(
            session,
            [parse_offer(content)],
            source_id="jsonl",
            by=by,
            now=NOW + timedelta(hours=hours),
        )


def test_a_history_says_what_each_version_changed(engine: Engine) -> None:
    put(engine, BEFORE, by="import")
    put(engine, AFTER, by="person:1", hours=1)

    newest, first = open_data.history(engine, "messe-zuschuss")

    assert (newest.version.created_by, first.version.created_by) == ("person:1", "import")
    assert [change.code for change in newest.changes] == ["deadline.changed", "texts.changed"]
    assert [change.code for change in first.changes] == ["offer.new"]
    assert open_data.history(engine, "unbekannt") == ()


def test_recent_changes_are_those_of_listed_offers(engine: Engine) -> None:
    put(engine, BEFORE)
    put(engine, {**BEFORE, "id": "b"}, hours=1)
    put(engine, AFTER, hours=2)
    found = open_data.recent_changes(engine)
    assert [(each.offer_id, each.number) for each in found] == [
        ("messe-zuschuss", 2),
        ("b", 1),
        ("messe-zuschuss", 1),
    ]
    with transaction(engine) as session:
        store.archive(session, "messe-zuschuss", now=NOW)
    assert [each.offer_id for each in open_data.recent_changes(engine)] == ["b"]


def test_a_version_that_no_longer_stands_has_no_moment(engine: Engine) -> None:
    assert open_data.changed_at(engine, 0) is None
    put(engine, BEFORE)
    assert open_data.changed_at(engine, 1) == NOW
    put(engine, AFTER, hours=1)
    assert open_data.changed_at(engine, 1) is None
    assert open_data.changed_at(engine, 2) == NOW + timedelta(hours=1)


def test_figures_count_sources_and_states(engine: Engine) -> None:
    put(engine, AFTER)
    put(engine, {**AFTER, "id": "b", "state": "ended"})
    found = open_data.figures(engine, loading.load(engine).offers, today=TODAY)
    assert [(each.word, each.offers) for each in found.sources] == [("jsonl", 2)]
    assert [(each.word, each.offers) for each in found.states] == [
        ("open", 1),
        ("not_open_yet", 0),
        ("archive_only", 0),
        ("ended", 1),
    ]


def test_only_days_of_offers_that_one_can_apply_for_are_due() -> None:
    offers = [
        parse_offer(AFTER),
        parse_offer({**AFTER, "id": "b", "state": "ended"}),
        parse_offer({**AFTER, "id": "c", "state": "paused"}),
    ]
    found = open_data.due(offers, Wanted(needs=("export",)), today=TODAY)
    assert [(offer.id, due.day) for offer, due in found] == [
        ("messe-zuschuss", date(2026, 12, 31)),
        ("c", date(2026, 12, 31)),
    ]


def test_a_held_value_is_made_once_however_many_ask() -> None:
    held, made, begin = Held[str, int](), list[str](), threading.Barrier(4)

    def make(key: str) -> int:
        made.append(key)
        return len(made)

    def ask() -> None:
        begin.wait(timeout=10)
        held.of("a", lambda: make("a"))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert made == ["a"]
    assert held.of("b", lambda: make("b")) == 2
    assert held.of("b", lambda: make("b")) == 2
