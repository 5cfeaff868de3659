"""The review queue: who is in it and in which order, and what decisions do to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from matcher.catalogue import Catalogue, compile_catalogue
from models.audit import AuditEntry
from models.report import OfferReport
from models.session import reading, transaction
from offers import store
from offers.importers.reading import ReviewCase
from offers.quality.links import Answer, LinkState, Meaning
from offers.schema import Kind, Offer, State
from tests.fixtures.apps import NOW
from tests.offers.store_world import put
from tests.web.link_world import offer
from web.author import Author
from web.clock import day_in_berlin
from web.use_cases.catalogue import doubts, links, reports, reviewing, views
from web.use_cases.catalogue.review_queue import Case, Wanted, queue
from web.use_cases.catalogue.reviewing import Done

TODAY = date(2026, 11, 22)
BY = Author(actor="person:x", now=NOW, kept_until_utc=NOW + timedelta(days=730))
FRESH = {"kinds": ["grant"], "verified_on": "2026-11-01"}
OLD = {"kinds": ["grant"], "verified_on": "2025-01-01"}
Cases = Sequence[ReviewCase]


def catalogue_of(engine: Engine) -> Catalogue:
    with reading(engine) as session:
        version, offers = store.load_snapshot(session)
    return compile_catalogue(offers, str(version))


def found(engine: Engine, **wanted: object) -> tuple[Case, ...]:
    asked = Wanted(**wanted)  # type: ignore[arg-type]
    return queue(engine, catalogue_of(engine), asked, today=TODAY).cases.items


def ids(engine: Engine, **wanted: object) -> list[str]:
    return [case.offer.id for case in found(engine, **wanted)]


def codes(engine: Engine, offer_id: str) -> list[str]:
    (case,) = found(engine, offer_id=offer_id)
    return [cause.code for cause in case.damage.causes]


def report(engine: Engine, offer_id: str, message: str = "Die Frist ist falsch.") -> None:
    reports.report(engine, offer_id, field="deadline", message=message, contact=None, now=NOW)


def note(engine: Engine, *cases: ReviewCase, read: Sequence[str] = ()) -> None:
    with transaction(engine) as session:
        doubts.note(session, cases, NOW, read=read)


def trail(engine: Engine) -> list[tuple[str, str, str]]:
    with reading(engine) as session:
        rows = session.exec(select(AuditEntry).order_by(col(AuditEntry.id)))
        return [(row.actor, row.action, row.subject) for row in rows]


def stored(engine: Engine, offer_id: str) -> Offer:
    with reading(engine) as session:
        state = store.state_of(session, offer_id)
    assert state is not None
    return state.offer


def test_offers_with_nothing_wrong_are_not_in_the_queue(engine: Engine) -> None:
    put(engine, offer("frisch", **FRESH), offer("alt", **OLD))

    assert ids(engine) == ["alt"]


def test_the_most_damage_comes_first_and_equal_ones_by_id(engine: Engine) -> None:
    put(
        engine,
        *(offer(name, **OLD) for name in ("b", "a", "gelesen", "gemeldet")),
        offer("frisch", **FRESH),
    )
    views.add(engine, {("gelesen", TODAY): 30, ("frisch", TODAY): 1000})
    report(engine, "gemeldet")

    assert ids(engine) == ["gelesen", "gemeldet", "a", "b"]


def test_a_case_shows_all_that_is_known(engine: Engine) -> None:
    url = "https://stadt.example/programm"
    put(engine, offer("a", **OLD, url=url))
    views.add(engine, {("a", TODAY): 5})
    report(engine, "a")
    note(engine, ReviewCase("a", "fdb_kind", {"given": "Beteiligung"}))
    links.follow(engine, [offer("a", url=url)], now=NOW)
    links.note(engine, [(url, Answer("404", Meaning.FAILS))], now=NOW)

    (case,) = found(engine)

    assert [each.code for each in case.damage.causes] == [
        *("overdue", "report", "doubt", "link_trouble")
    ]
    assert case.views == 5
    assert (case.feeding.source_id, case.feeding.version) == ("file.jsonl", 1)
    assert [each.message for each in case.reports] == ["Die Frist ist falsch."]
    assert [(each.code, each.cases) for each in case.doubts] == [
        ("fdb_kind", ({"given": "Beteiligung"},))
    ]
    assert [(each.url, each.state, each.answer) for each in case.links] == [
        (url, LinkState.SOFT, "404")
    ]


def test_what_the_source_no_longer_holds_is_in_the_queue(engine: Engine) -> None:
    put(engine, offer("a", **FRESH), offer("b", **FRESH))
    with transaction(engine) as session:
        gone = NOW - timedelta(days=3)
        store.upsert(
            session, [offer("a", **FRESH)], source_id="file.jsonl", by="x", now=gone, complete=True
        )

    assert ids(engine) == ["b"]
    assert dict(found(engine)[0].damage.causes[0].values) == {"days": 3}


FILTERED: tuple[tuple[dict[str, object], list[str]], ...] = (
    ({}, ["a", "b", "c"]),
    ({"kind": Kind.LOAN}, ["b"]),
    ({"need": "export"}, ["a"]),
    ({"place": "Witten"}, ["a", "c"]),
    ({"place": "Dresden"}, ["b", "c"]),
    ({"place": "Nirgendwo an der Ruhr"}, ["a", "b", "c"]),
    ({"source_id": "file.jsonl"}, ["a", "b", "c"]),
    ({"source_id": "fdb"}, []),
    ({"only_reported": True}, ["a"]),
    ({"offer_id": "c"}, ["c"]),
    ({"offer_id": "gibt-es-nicht"}, []),
    ({"page": 9}, ["a", "b", "c"]),
)


@pytest.mark.parametrize(("wanted", "expected"), FILTERED)
def test_filters_narrow_the_queue(
    sqlite_engine: Engine, wanted: dict[str, object], expected: list[str]
) -> None:
    put(
        sqlite_engine,
        offer("a", **{**OLD, "needs": ["export"], "territory": ["DEA"]}),
        offer("b", **{**OLD, "kinds": ["loan"], "territory": ["Sachsen"]}),
        offer("c", **OLD),
    )
    report(sqlite_engine, "a")

    assert sorted(ids(sqlite_engine, **wanted)) == expected


def test_an_offer_that_is_asked_for_is_shown_even_if_nothing_is_wrong(engine: Engine) -> None:
    put(engine, offer("frisch", **FRESH))

    assert ids(engine, offer_id="frisch") == ["frisch"]


def test_checked_offers_leave_the_queue_at_once(engine: Engine) -> None:
    put(engine, offer("a", **OLD))
    old_catalogue = catalogue_of(engine)

    assert reviewing.check(engine, "a", version=1, by=BY) is Done.DONE

    assert queue(engine, old_catalogue, Wanted(), today=TODAY).cases.total == 0
    assert ids(engine) == []
    assert str(stored(engine, "a").verified_on) == "2026-11-22"
    assert trail(engine) == [("person:x", "offer.checked", "offer:a")]


def test_a_double_click_is_one_check(engine: Engine) -> None:
    put(engine, offer("a", **OLD))

    done = [reviewing.check(engine, "a", version=1, by=BY) for _ in range(2)]

    assert done == [Done.DONE, Done.ALREADY]
    assert len(trail(engine)) == 1


def test_a_check_on_another_day_counts_anew(engine: Engine) -> None:
    put(engine, offer("a", **OLD))
    reviewing.check(engine, "a", version=1, by=BY)
    moment = NOW + timedelta(days=200)
    later = Author(actor="person:x", now=moment, kept_until_utc=moment)

    assert reviewing.check(engine, "a", version=1, by=later) is Done.DONE


def test_nobody_checks_a_version_that_nobody_saw(engine: Engine) -> None:
    put(engine, offer("a", **OLD))
    put(engine, offer("a", **OLD, summary="Neu."))

    assert reviewing.check(engine, "a", version=1, by=BY) is Done.CONFLICT
    assert reviewing.find_changed(engine, "a", version=1, by=BY) is Done.CONFLICT
    assert reviewing.end(engine, "a", version=1, by=BY) is Done.CONFLICT
    assert reviewing.check(engine, "b", version=1, by=BY) is Done.UNKNOWN
    assert trail(engine) == []


def test_an_ended_offer_is_over_from_today_on(engine: Engine) -> None:
    put(engine, offer("a", **OLD))

    done = [reviewing.end(engine, "a", version=1, by=BY) for _ in range(2)]

    assert done == [Done.DONE, Done.ALREADY]
    ended = stored(engine, "a")
    assert (ended.state, str(ended.valid_until)) == (State.ENDED, "2026-11-22")
    assert ids(engine) == []
    assert trail(engine) == [("person:x", "offer.ended", "offer:a")]
    with reading(engine) as session:
        assert [each.created_by for each in store.history(session, "a")] == ["person:x", "import"]


def test_the_last_day_of_an_offer_that_is_over_already_stays(engine: Engine) -> None:
    put(engine, offer("a", **OLD, valid_until="2026-06"))
    reviewing.end(engine, "a", version=1, by=BY)

    assert str(stored(engine, "a").valid_until) == "2026-06"


def test_who_ends_an_offer_has_checked_it_and_writes_no_check_into_it(engine: Engine) -> None:
    put(engine, offer("a", **OLD))
    reviewing.check(engine, "a", version=1, by=BY)
    reviewing.end(engine, "a", version=1, by=BY)

    with reading(engine) as session:
        written = store.history(session, "a")[0].offer
    assert str(written.verified_on) == "2025-01-01"
    assert str(stored(engine, "a").verified_on) == day_in_berlin(BY.now).isoformat()


def test_who_finds_an_offer_changed_says_so_once(engine: Engine) -> None:
    put(engine, offer("a", **OLD))

    done = [reviewing.find_changed(engine, "a", version=1, by=BY) for _ in range(2)]

    assert done == [Done.DONE, Done.ALREADY]
    assert trail(engine) == [("person:x", "offer.found_changed", "offer:a")]
    assert ids(engine) == ["a"]


def test_a_closed_report_leaves_the_queue_with_a_note(engine: Engine) -> None:
    put(engine, offer("a", **FRESH))
    report(engine, "a")
    (known,) = reports.open_reports(engine)

    done = [reports.close(engine, known.id, by=BY, note="Frist berichtigt.") for _ in range(2)]

    assert done == [True, False]
    assert ids(engine) == []
    assert trail(engine) == [("person:x", "offer.report.closed", "offer:a")]
    with reading(engine) as session:
        row = session.exec(select(OfferReport)).one()
        assert (row.state, row.done_by, row.note) == ("done", "person:x", "Frist berichtigt.")
        assert row.done_utc == NOW


def test_doubts_are_noted_once_for_each_offer_and_code(engine: Engine) -> None:
    first = ReviewCase("a", "fdb_kind", {"given": "Beteiligung"})
    second = ReviewCase("a", "fdb_kind", {"given": "Sonstiges"})
    put(engine, offer("a", **FRESH))
    for _ in range(2):
        note(engine, first, second, first, ReviewCase("a", "fdb_size", {"given": ("KU", "MU")}))

    (case,) = found(engine)

    assert {each.code: each.cases for each in case.doubts} == {
        "fdb_kind": ({"given": "Beteiligung"}, {"given": "Sonstiges"}),
        "fdb_size": ({"given": ["KU", "MU"]},),
    }


def test_a_settled_doubt_comes_back_only_with_other_details(engine: Engine) -> None:
    put(engine, offer("a", **FRESH))
    note(engine, ReviewCase("a", "fdb_kind", {"given": "Beteiligung"}))
    (doubt,) = found(engine)[0].doubts

    assert [doubts.settle(engine, doubt.id, by=BY) for _ in range(2)] == [True, False]
    note(engine, ReviewCase("a", "fdb_kind", {"given": "Beteiligung"}), read=["a"])
    assert ids(engine) == []
    assert trail(engine) == [("person:x", "offer.doubt.settled", "offer:a")]

    note(engine, ReviewCase("a", "fdb_kind", {"given": "Bürgschaft"}))
    assert codes(engine, "a") == ["doubt"]


def test_doubts_that_a_reading_no_longer_has_are_gone(engine: Engine) -> None:
    put(engine, offer("a", **FRESH), offer("b", **FRESH))
    note(engine, ReviewCase("a", "fdb_kind", {}), ReviewCase("b", "fdb_kind", {}))
    note(engine, read=["a"])

    assert ids(engine) == ["b"]


def test_a_place_that_nobody_knows_is_a_doubt() -> None:
    known = offer("a", territory=["Witten"])
    odd = offer("b", territory=["Witten", "Deutschland (Revierregionen)"])

    assert doubts.of_territories([known, odd, offer("c")]) == (
        ReviewCase("b", "territory_unresolved", {"given": "Deutschland (Revierregionen)"}),
    )


def test_with_four_eyes_an_end_is_a_draft(engine: Engine) -> None:
    put(engine, offer("a", **OLD))

    draft_id = reviewing.propose_end(engine, "a", by=BY)

    assert draft_id is not None
    assert stored(engine, "a").state is State.OPEN
    assert reviewing.propose_end(engine, "b", by=BY) is None
