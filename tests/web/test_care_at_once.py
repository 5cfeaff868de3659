"""Two who look after the same offers at the same moment: nothing is lost, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import timedelta
from functools import partial
from typing import TypeVar

from sqlalchemy import Engine

from models.session import reading, transaction
from offers import store
from offers.schema import Offer, parse_offer
from offers.store import Edit
from tests.fixtures.apps import NOW
from web.author import Author
from web.use_cases.catalogue import editing, pairs
from web.use_cases.catalogue.pairs import PairState

BY = Author(actor="person:x", now=NOW, kept_until_utc=NOW + timedelta(days=30))
AWHILE = 0.3
"""Seconds in which the second one comes as far as the first one lets it."""
DoneT = TypeVar("DoneT")


def offer(offer_id: str, title: str = "Meistergründungsprämie im Handwerk") -> Offer:
    """One of the offers that say the same."""
    url = "https://kammer.example/praemie"
    return parse_offer({"id": offer_id, "title": title, "provider": "Kammer", "url": url})


def feed(engine: Engine, *ids: str) -> None:
    """Each from a source of its own."""
    with transaction(engine) as session:
        for each in ids:
            store.upsert(session, [offer(each)], source_id=f"von-{each}", by="import", now=NOW)


def while_edited(engine: Engine, deed: Callable[[], DoneT]) -> DoneT:
    """What the deed gives that begins before an edit of offer 'a' is stored, and ends after it."""
    with ThreadPoolExecutor(1) as pool:
        with transaction(engine) as session:
            edited = offer("a", "Von Hand")
            done = store.edit(session, edited, base_version=1, by="person:y", now=NOW)
            assert done.outcome is Edit.WRITTEN
            later: Future[DoneT] = pool.submit(deed)
            wait([later], timeout=AWHILE)
        return later.result()


def title_of(engine: Engine, offer_id: str) -> str:
    """What stands."""
    with reading(engine) as session:
        return store.offers_of(session, [offer_id])[offer_id].title


def test_a_merge_keeps_what_is_written_at_the_same_moment(engine: Engine) -> None:
    feed(engine, "a", "b")
    pairs.look_for(engine, now=NOW)
    (pair,) = pairs.search(engine, PairState.OPEN, 1).items

    assert while_edited(engine, partial(pairs.merge, engine, pair.id, "a", by=BY))

    assert title_of(engine, "a") == "Von Hand"


def test_who_goes_back_is_told_of_an_edit_at_the_same_moment(engine: Engine) -> None:
    feed(engine, "a")

    back = partial(editing.restore, engine, "a", 1, base_version=1, by=BY)

    assert while_edited(engine, back).outcome is Edit.CONFLICT
    assert title_of(engine, "a") == "Von Hand"


def test_pairs_that_two_look_for_at_once_are_proposed_once(engine: Engine) -> None:
    feed(engine, "a", "b", "c", "d")
    with ThreadPoolExecutor(4) as pool:
        found = [pool.submit(pairs.look_for, engine, now=NOW) for _ in range(4)]

    assert sorted(each.result() for each in found) == [0, 0, 0, 6]
    assert pairs.search(engine, PairState.OPEN, 1).total == 6
