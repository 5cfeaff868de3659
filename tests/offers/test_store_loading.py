"""The whole catalogue read anew: only what changed is parsed again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, update
from sqlmodel import col

from models.offer import OfferVersion
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


def spoil(engine: Engine, offer_id: str, number: int) -> None:
    """Let a version say what no format allows, as one does that has changed since."""
    version = update(OfferVersion).where(
        col(OfferVersion.offer_id) == offer_id, col(OfferVersion.number) == number
    )
    with transaction(engine) as session:
        session.connection().execute(version.values(content={"id": offer_id, "kinds": ["alt"]}))


def test_an_offer_that_cannot_be_read_any_more_stops_none_of_the_others(engine: Engine) -> None:
    put(engine, [offer("a"), offer("b")])
    spoil(engine, "a", 1)

    found = load(engine)

    assert ([each.id for each in found.offers], found.unreadable) == (["b"], ("a",))
    with reading(engine) as session:
        assert store.state_of(session, "a") is None
        assert store.offer_at(session, "a", 1) is None
        assert store.history(session, "a") == ()
        assert set(store.offers_of(session, ["a", "b"])) == {"b"}
        assert [each.offer_id for each in store.written_since(session, limit=9)] == ["b"]
    with transaction(engine) as session:
        store.archive(session, "a", now=NOW)
        assert store.archived(session) == ()
        assert store.unarchive(session, "a", now=NOW)
    put(engine, [offer("a", "Neu")])
    assert [each.title for each in load(engine, found).offers] == ["Neu", "Titel"]


def test_one_does_not_go_back_to_what_cannot_be_read_any_more(engine: Engine) -> None:
    put(engine, [offer("a", "Alt")])
    put(engine, [offer("a", "Neu")])
    spoil(engine, "a", 1)

    with transaction(engine) as session:
        done = store.restore(session, "a", 1, by="test", now=NOW)
    assert done.outcome is store.Edit.UNKNOWN
    with reading(engine) as session:
        assert [each.number for each in store.history(session, "a")] == [2]
        (written, *_) = store.written_since(session, limit=9)
        assert written.before is None


def test_the_snapshot_is_the_same_without_knowledge(engine: Engine) -> None:
    put(engine, [offer("b"), offer("a")])
    with reading(engine) as session:
        assert store.load_snapshot(session) == (1, load(engine).offers)
