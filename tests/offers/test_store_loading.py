"""The whole catalogue read anew: only what changed is parsed again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from models.session import reading, transaction
from offers import store
from offers.schema import Offer, parse_offer
from offers.store import Loaded
from offers.store.loading import AT_ONCE

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def offer(offer_id: str, title: str = "Titel") -> Offer:
    """An offer with the little that is required."""
    return parse_offer({"id": offer_id, "title": title, "provider": "Stadt"})


def put(engine: Engine, offers: Iterable[Offer]) -> None:
    """Change the catalogue."""
    with transaction(engine) as session:
        store.upsert(session, tuple(offers), source_id="x", by="test", now=NOW)


def load(engine: Engine, known: Loaded | None = None) -> Loaded:
    """The catalogue, with what is known of it."""
    with reading(engine) as session:
        return store.load_anew(session, known.contents if known else {})


@pytest.mark.parametrize("changed", [1, AT_ONCE + 1])
def test_offers_that_did_not_change_are_the_very_same(engine: Engine, changed: int) -> None:
    ids = [f"o-{number:04d}" for number in range(AT_ONCE + 2)]
    put(engine, map(offer, ids))
    before = load(engine)
    put(engine, (offer(each, "Neu") for each in ids[:changed]))
    after = load(engine, before)

    assert after.version == before.version + 1
    assert [each.title for each in after.offers] == ["Neu"] * changed + ["Titel"] * (
        len(ids) - changed
    )
    pairs = list(zip(before.offers, after.offers, strict=True))
    assert all(one is other for one, other in pairs[changed:])
    assert after.offers == load(engine).offers


def test_new_offers_come_in_their_place_and_archived_ones_go(engine: Engine) -> None:
    put(engine, [offer("b"), offer("d")])
    before = load(engine)
    put(engine, [offer("a"), offer("c")])
    with transaction(engine) as session:
        store.archive(session, "b", now=NOW)
    after = load(engine, before)

    assert [each.id for each in after.offers] == ["a", "c", "d"]
    assert set(after.contents) == {"a", "c", "d"}
    assert after.offers[2] is before.offers[1]


def test_a_check_by_a_person_shows_without_a_new_version(engine: Engine) -> None:
    put(engine, [offer("a")])
    before = load(engine)
    with transaction(engine) as session:
        store.review(session, "a", store.ReviewOutcome.CHECKED, by="test", now=NOW)
    after = load(engine, before)

    assert before.offers[0].verified_on is None
    assert after.offers[0].verified_on is not None
    assert load(engine, after).contents["a"].offer.verified_on is None


def test_the_snapshot_is_the_same_without_knowledge(engine: Engine) -> None:
    put(engine, [offer("b"), offer("a")])
    with reading(engine) as session:
        assert store.load_snapshot(session) == (1, load(engine).offers)
