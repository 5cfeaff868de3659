"""The door to the offer tables, on both databases."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from models.session import reading, transaction
from offers import store
from offers.store import ImportReport
from tests.offers.store_world import LATER, NOW, bundle, offer, put, titles, version


def test_offers_come_back_as_they_were_stored_and_by_id(engine: Engine) -> None:
    put(engine, offer("b"), offer("a"))

    with reading(engine) as session:
        assert store.load_snapshot(session) == (1, (offer("a"), offer("b")))


def test_the_report_tells_new_from_changed_from_unchanged(engine: Engine) -> None:
    put(engine, offer("a"), offer("b"))

    report = put(engine, offer("a"), offer("b", "Neu"), offer("c"))

    assert report == ImportReport(new=("c",), changed=("b",), unchanged=("a",))


def test_the_same_offers_again_change_nothing_at_all(engine: Engine) -> None:
    put(engine, offer("a"), offer("b"))

    put(engine, offer("a"), offer("b"), now=LATER)

    assert version(engine) == 1
    with reading(engine) as session:
        assert [entry.number for entry in store.history(session, "a")] == [1]


def test_an_offer_that_an_import_does_not_mention_stays(engine: Engine) -> None:
    put(engine, offer("a"), offer("b"))

    put(engine, offer("b", "Neu"))

    assert titles(engine) == {"a": "Beratung für Gründerinnen", "b": "Neu"}


def test_every_version_is_kept_with_its_origin_newest_first(engine: Engine) -> None:
    put(engine, offer("a", "Erst"))
    put(engine, offer("a", "Dann"), now=LATER)

    with reading(engine) as session:
        told = [
            (entry.number, entry.offer.title, entry.source_name, entry.created_by)
            for entry in store.history(session, "a")
        ]
        times = [entry.created_utc for entry in store.history(session, "a")]

    assert told == [(2, "Dann", "file.jsonl", "import"), (1, "Erst", "file.jsonl", "import")]
    assert times == [LATER, NOW]


def test_an_unknown_offer_has_no_history(engine: Engine) -> None:
    with reading(engine) as session:
        assert store.history(session, "nobody") == ()


def test_a_failure_after_an_import_takes_the_import_back(engine: Engine) -> None:
    with pytest.raises(RuntimeError), transaction(engine) as session:
        _import_and_fail(session)

    assert titles(engine) == {}
    assert version(engine) == 0


def _import_and_fail(session: Session) -> None:
    store.upsert(session, [offer("a")], source_id="x", by="import", now=NOW)
    raise RuntimeError


def test_one_id_twice_in_one_import_is_refused(engine: Engine) -> None:
    with pytest.raises(ValueError, match="occurs twice"):
        put(engine, offer("a"), offer("a", "Neu"))

    assert titles(engine) == {}


def test_the_bundle_fills_an_empty_database(engine: Engine) -> None:
    report = bundle(engine, offer("a"), offer("b"))

    assert report.new == ("a", "b")
    assert version(engine) == 1


def test_the_same_bundle_again_changes_nothing(engine: Engine) -> None:
    bundle(engine, offer("a"))

    report = bundle(engine, offer("a"), now=LATER)

    assert report == ImportReport(unchanged=("a",))
    assert version(engine) == 1


def test_a_change_in_the_bundle_is_applied_where_no_import_stands_against_it(
    engine: Engine,
) -> None:
    bundle(engine, offer("a", "Erst"))

    report = bundle(engine, offer("a", "Dann"), now=LATER)

    assert report.changed == ("a",)
    assert titles(engine) == {"a": "Dann"}


def test_a_change_in_the_bundle_becomes_a_proposal_where_an_import_stands_against_it(
    engine: Engine,
) -> None:
    bundle(engine, offer("a", "Erst"))
    put(engine, offer("a", "Von Hand"))

    report = bundle(engine, offer("a", "Dann"), now=LATER)

    assert report.proposed == ("a",)
    assert titles(engine) == {"a": "Von Hand"}
    with reading(engine) as session:
        (found,) = store.open_proposals(session)
    assert (found.offer.title, found.fields, found.created_utc) == ("Dann", ("title",), LATER)


def test_an_unchanged_bundle_proposes_nothing_against_an_import(engine: Engine) -> None:
    bundle(engine, offer("a", "Erst"))
    put(engine, offer("a", "Von Hand"))

    report = bundle(engine, offer("a", "Erst"), now=LATER)

    assert report == ImportReport(unchanged=("a",))
    assert titles(engine) == {"a": "Von Hand"}


def test_a_proposal_is_made_once(engine: Engine) -> None:
    bundle(engine, offer("a", "Erst"))
    put(engine, offer("a", "Von Hand"))
    bundle(engine, offer("a", "Dann"))

    bundle(engine, offer("a", "Dann"), now=LATER)
    bundle(engine, offer("a", "Erst"), now=LATER)
    bundle(engine, offer("a", "Dann"), now=LATER)

    with reading(engine) as session:
        assert [found.offer.title for found in store.open_proposals(session)] == ["Dann", "Erst"]


def test_the_bundle_never_overwrites_an_offer_that_was_imported_under_its_id(
    engine: Engine,
) -> None:
    put(engine, offer("a", "Importiert"))

    bundle(engine, offer("a", "Gebündelt"))

    assert titles(engine) == {"a": "Importiert"}


def test_the_order_of_keys_makes_no_difference_but_the_order_of_needs_does() -> None:
    assert store.fingerprint({"a": 1, "b": [1, 2]}) == store.fingerprint({"b": [1, 2], "a": 1})
    assert store.fingerprint({"b": [1, 2]}) != store.fingerprint({"b": [2, 1]})


def test_imports_at_the_same_time_lose_nothing(engine: Engine) -> None:
    ready = threading.Barrier(4)
    failures: list[BaseException] = []

    def one(number: int) -> None:
        try:
            ready.wait()
            put(engine, offer("shared", f"Titel {number}"), offer(f"own-{number}"))
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert version(engine) == 4
    with reading(engine) as session:
        assert [entry.number for entry in store.history(session, "shared")] == [4, 3, 2, 1]
    assert sorted(titles(engine)) == ["own-0", "own-1", "own-2", "own-3", "shared"]
