"""The versions written last, with those before them."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Engine

from models.session import reading
from offers import store
from offers.store import Written
from tests.offers.store_world import LATER, NOW, offer, put

THIRD = LATER + timedelta(days=1)


def written(engine: Engine, *, limit: int = 10, **options: object) -> tuple[Written, ...]:
    with reading(engine) as session:
        return store.written_since(session, limit=limit, **options)  # type: ignore[arg-type]


def test_versions_come_newest_first_with_the_one_before(engine: Engine) -> None:
    put(engine, offer("a"), offer("b"), now=NOW)
    put(engine, offer("a", "Kurs"), now=LATER)

    newest, *rest = written(engine)

    assert (newest.offer_id, newest.number, newest.created_utc) == ("a", 2, LATER)
    assert newest.before == offer("a")
    assert newest.after == offer("a", "Kurs")
    assert [(each.offer_id, each.before) for each in rest] == [("b", None), ("a", None)]


def test_only_versions_since_a_moment_and_not_too_many(engine: Engine) -> None:
    put(engine, offer("a"), now=NOW)
    put(engine, offer("b"), offer("c"), now=LATER)
    put(engine, offer("a", "Kurs"), now=THIRD)

    assert [each.offer_id for each in written(engine, moment=LATER)] == ["a", "c", "b"]
    assert [each.offer_id for each in written(engine, limit=2)] == ["a", "c"]
    assert written(engine, moment=THIRD + timedelta(seconds=1)) == ()


def test_the_standing_version_of_every_offer_is_known(engine: Engine) -> None:
    put(engine, offer("a"), offer("b"), now=NOW)
    put(engine, offer("a", "Kurs"), now=LATER)

    with reading(engine) as session:
        found = store.current_versions(session)
        sources = store.sources_of_offers(session)
        changed = store.changed_at(session)

    assert {key: (each.number, each.created_utc) for key, each in found.items()} == {
        "a": (2, LATER),
        "b": (1, NOW),
    }
    assert sources.keys() == {"a", "b"}
    assert changed == LATER


def test_an_empty_catalogue_has_no_changes(engine: Engine) -> None:
    assert written(engine) == ()
    with reading(engine) as session:
        assert store.current_versions(session) == {}
        assert store.changed_at(session) is None
