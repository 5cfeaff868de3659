"""Proposals of the bundle against an import: accepted or rejected, on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from models.session import reading, transaction
from offers import store
from tests.offers.store_world import LATER, bundle, offer, put, titles, version


@pytest.fixture
def disputed(engine: Engine) -> Engine:
    """A database in which the bundle says 'Dann' and an import 'Von Hand'."""
    bundle(engine, offer("a", "Erst"))
    put(engine, offer("a", "Von Hand"))
    bundle(engine, offer("a", "Dann"))
    return engine


def number_of(engine: Engine, title: str) -> int:
    """The number of the open proposal with that title."""
    with reading(engine) as session:
        found = {each.offer.title: each.id for each in store.open_proposals(session)}
    return found[title]


def waiting(engine: Engine) -> list[str]:
    """The titles that wait for a decision."""
    with reading(engine) as session:
        return [each.offer.title for each in store.open_proposals(session)]


def accept(engine: Engine, number: int) -> bool:
    """Accept as an operator does."""
    with transaction(engine) as session:
        return store.accept(session, number, by="operator", now=LATER) is not None


def reject(engine: Engine, number: int) -> bool:
    """Reject as an operator does."""
    with transaction(engine) as session:
        return store.reject(session, number, now=LATER) is not None


def test_an_accepted_proposal_is_the_newest_version_and_says_who_took_it(
    disputed: Engine,
) -> None:
    before = version(disputed)

    assert accept(disputed, number_of(disputed, "Dann"))

    assert titles(disputed) == {"a": "Dann"}
    assert waiting(disputed) == []
    assert version(disputed) == before + 1
    with reading(disputed) as session:
        newest = store.history(session, "a")[0]
    assert (newest.number, newest.source_name, newest.created_by, newest.created_utc) == (
        3,
        "bundled",
        "operator",
        LATER,
    )


def test_an_offer_follows_the_bundle_again_once_its_proposal_is_accepted(
    disputed: Engine,
) -> None:
    accept(disputed, number_of(disputed, "Dann"))

    report = bundle(disputed, offer("a", "Danach"), now=LATER)

    assert report.changed == ("a",)
    assert titles(disputed) == {"a": "Danach"}


def test_accepting_what_the_bundle_says_now_closes_what_it_said_before(disputed: Engine) -> None:
    bundle(disputed, offer("a", "Danach"))

    accept(disputed, number_of(disputed, "Danach"))

    assert waiting(disputed) == []


def test_accepting_what_the_bundle_said_before_leaves_the_rest_to_decide(disputed: Engine) -> None:
    bundle(disputed, offer("a", "Danach"))

    accept(disputed, number_of(disputed, "Dann"))
    report = bundle(disputed, offer("a", "Noch später"), now=LATER)

    assert report.proposed == ("a",)
    assert titles(disputed) == {"a": "Dann"}
    assert waiting(disputed) == ["Danach", "Noch später"]


def test_accepting_what_stands_already_writes_no_version(disputed: Engine) -> None:
    put(disputed, offer("a", "Dann"))
    before = version(disputed)

    assert accept(disputed, number_of(disputed, "Dann"))

    assert version(disputed) == before
    assert bundle(disputed, offer("a", "Danach")).changed == ("a",)


def test_a_rejected_proposal_changes_nothing_and_is_not_made_again(disputed: Engine) -> None:
    before = version(disputed)

    assert reject(disputed, number_of(disputed, "Dann"))

    assert titles(disputed) == {"a": "Von Hand"}
    assert version(disputed) == before
    assert bundle(disputed, offer("a", "Dann"), now=LATER).proposed == ()
    assert waiting(disputed) == []


def test_what_is_proposed_for_an_archived_offer_waits_until_that_is_back(disputed: Engine) -> None:
    number = number_of(disputed, "Dann")
    with transaction(disputed) as session:
        store.archive(session, "a", now=LATER)

    assert waiting(disputed) == []
    assert not accept(disputed, number)

    with transaction(disputed) as session:
        store.unarchive(session, "a", now=LATER)
    assert waiting(disputed) == ["Dann"]
    assert accept(disputed, number)


def test_a_proposal_is_decided_once(disputed: Engine) -> None:
    number = number_of(disputed, "Dann")
    reject(disputed, number)

    assert not accept(disputed, number)
    assert not reject(disputed, number)
    assert not accept(disputed, 99)
    assert titles(disputed) == {"a": "Von Hand"}
