"""Offers that look alike, in the tables of both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import Engine

from models.session import reading, transaction
from offers import store
from offers.schema import parse_offer
from tests.fixtures.apps import NOW
from web.author import Author
from web.use_cases.catalogue import pairs
from web.use_cases.catalogue.pairs import PairState

BY = Author(actor="person:x", now=NOW, kept_until_utc=NOW + timedelta(days=30))


def feed(engine: Engine, source: str, *ids: str) -> None:
    """Offers that say the same, from one source."""
    fields = {"title": "Meistergründungsprämie im Handwerk", "provider": "Kammer"}
    offers = [
        parse_offer({"id": each, **fields, "url": "https://kammer.example/praemie"}) for each in ids
    ]
    with transaction(engine) as session:
        store.upsert(session, offers, source_id=source, by="import", now=NOW)


@pytest.fixture
def pair(engine: Engine) -> int:
    """Two offers of two sources that look alike."""
    feed(engine, "one", "a")
    feed(engine, "two", "b")
    assert pairs.look_for(engine, now=NOW) == 1
    (found,) = pairs.search(engine, PairState.OPEN, 1).items
    return found.id


def test_a_merge_is_undone_and_the_pair_is_not_proposed_again(engine: Engine, pair: int) -> None:
    assert pairs.merge(engine, pair, "b", by=BY)
    assert not pairs.merge(engine, pair, "b", by=BY)
    with reading(engine) as session:
        assert [each.id for each in store.load_snapshot(session)[1]] == ["b"]

    assert pairs.split(engine, pair, by=BY)
    assert not pairs.split(engine, pair, by=BY)

    with reading(engine) as session:
        assert [each.id for each in store.load_snapshot(session)[1]] == ["a", "b"]
    assert pairs.look_for(engine, now=NOW) == 0
    assert pairs.search(engine, PairState.DISTINCT, 1).total == 1


def test_a_merge_can_be_undone_where_the_other_one_is_back_from_the_archive(
    engine: Engine, pair: int
) -> None:
    assert pairs.merge(engine, pair, "b", by=BY)
    with transaction(engine) as session:
        assert store.unarchive(session, "a", now=NOW)

    assert pairs.split(engine, pair, by=BY)

    assert pairs.search(engine, PairState.MERGED, 1).total == 0
    assert pairs.search(engine, PairState.DISTINCT, 1).total == 1


def test_two_people_who_decide_at_once_decide_once(engine: Engine, pair: int) -> None:
    deeds = (partial(pairs.merge, kept_id="a"), pairs.tell_apart)

    with ThreadPoolExecutor(len(deeds)) as pool:
        outcomes = [pool.submit(deed, engine, pair, by=BY) for deed in deeds]

    assert sorted(outcome.result() for outcome in outcomes) == [False, True]


def test_an_import_that_changed_others_leaves_an_open_pair(engine: Engine, pair: int) -> None:
    feed(engine, "three", "c")

    assert pairs.look_for(engine, now=NOW, among=["c"]) == 2

    assert pairs.find(engine, pair) is not None
    assert pairs.search(engine, PairState.OPEN, 1).total == 3


def test_a_pair_with_an_archived_offer_cannot_be_merged(engine: Engine, pair: int) -> None:
    with transaction(engine) as session:
        store.archive(session, "a", now=NOW)

    assert not pairs.merge(engine, pair, "b", by=BY)
    assert pairs.look_for(engine, now=NOW) == 0
    assert pairs.find(engine, pair) is None
