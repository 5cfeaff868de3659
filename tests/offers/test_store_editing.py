"""Going back, archiving, merging, looking over: on both databases, with history kept."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine

from models.session import reading, transaction
from offers import store
from offers.errors import InputError, RefusedRow
from offers.store import Edit, ReviewOutcome, RowState, RunOutcome
from tests.offers.store_world import LATER, NOW, offer, put, titles, version

BY = "person:x"


def days(engine: Engine) -> dict[str, date | None]:
    """Until when each offer counts as verified."""
    with reading(engine) as session:
        found = store.load_snapshot(session)[1]
    return {each.id: each.verified_on.last if each.verified_on else None for each in found}


def test_going_back_is_a_new_version_with_the_old_words(engine: Engine) -> None:
    put(engine, offer("a", "Erst"))
    put(engine, offer("a", "Dann"), now=LATER)

    with transaction(engine) as session:
        edited = store.restore(session, "a", 1, by=BY, now=LATER, note="Irrtum")
        again = store.restore(session, "a", 1, by=BY, now=LATER)
        unknown = store.restore(session, "a", 9, by=BY, now=LATER)

    assert (edited.outcome, edited.version) == (Edit.WRITTEN, 3)
    assert (again.outcome, unknown.outcome) == (Edit.UNCHANGED, Edit.UNKNOWN)
    assert titles(engine) == {"a": "Erst"}
    with reading(engine) as session:
        newest = store.history(session, "a")[0]
    assert (newest.created_by, newest.note, newest.source_name) == (BY, "Irrtum", store.EDITOR)


def test_an_archived_offer_leaves_the_catalogue_and_comes_back_as_it_was(engine: Engine) -> None:
    put(engine, offer("a"), offer("b"))
    before = version(engine)

    with transaction(engine) as session:
        assert store.archive(session, "a", now=LATER)
        assert not store.archive(session, "a", now=LATER)
    assert list(titles(engine)) == ["b"]
    assert version(engine) == before + 1
    put(engine, offer("a", "Während der Ablage"), now=LATER)
    with reading(engine) as session:
        assert store.count_offers(session) == 1
    with transaction(engine) as session:
        assert store.unarchive(session, "a", now=LATER)
        assert not store.unarchive(session, "b", now=LATER)

    assert titles(engine)["a"] == "Während der Ablage"


def test_a_merge_leaves_one_offer_and_a_split_gives_both_back(engine: Engine) -> None:
    put(engine, offer("a", "Kredit"), offer("b", "Kredit!"))

    with transaction(engine) as session:
        before = store.merge(session, offer("a", "Kredit, zusammen"), "b", by=BY, now=LATER)
    assert before == 1
    assert titles(engine) == {"a": "Kredit, zusammen"}
    with reading(engine) as session:
        assert store.replaced_by(session, "b") == "a"
    with transaction(engine) as session:
        assert store.merge(session, offer("a"), "b", by=BY, now=LATER) is None
        assert store.split(session, "a", "b", 1, by=BY, now=LATER)
        assert not store.split(session, "a", "b", 1, by=BY, now=LATER)

    assert titles(engine) == {"a": "Kredit", "b": "Kredit!"}
    with reading(engine) as session:
        assert store.replaced_by(session, "b") is None


def test_a_split_keeps_what_was_written_after_the_merge(engine: Engine) -> None:
    put(engine, offer("a", "Kredit"), offer("b"))
    with transaction(engine) as session:
        store.merge(session, offer("a", "Zusammen"), "b", by=BY, now=LATER)
        store.edit(session, offer("a", "Später"), base_version=2, by=BY, now=LATER)

        assert store.split(session, "a", "b", 1, by=BY, now=LATER)

    assert titles(engine)["a"] == "Später"


def test_a_split_keeps_what_was_written_after_a_merge_that_changed_nothing(engine: Engine) -> None:
    put(engine, offer("a", "Kredit"), offer("b"))
    with transaction(engine) as session:
        before = store.merge(session, offer("a", "Kredit"), "b", by=BY, now=LATER)
        later = LATER + timedelta(hours=1)
        store.edit(session, offer("a", "Später"), base_version=1, by=BY, now=later)
        assert before == 1

        assert store.split(session, "a", "b", before, by=BY, now=later)

    assert titles(engine)["a"] == "Später"


def test_an_offer_is_not_merged_with_itself(engine: Engine) -> None:
    put(engine, offer("a"))

    with transaction(engine) as session, pytest.raises(ValueError, match="itself"):
        store.merge(session, offer("a"), "a", by=BY, now=LATER)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 22, 12, 0, tzinfo=UTC), date(2026, 11, 22)),
        (datetime(2026, 11, 22, 23, 30, tzinfo=UTC), date(2026, 11, 23)),
    ],
)
def test_what_a_person_found_right_is_verified_on_that_day_in_berlin(
    engine: Engine, moment: datetime, day: date
) -> None:
    put(engine, offer("a"), offer("b"), offer("c"))
    before = version(engine)

    with transaction(engine) as session:
        assert store.review(session, "a", ReviewOutcome.CHECKED, by=BY, now=moment)
        assert store.review(session, "c", ReviewOutcome.ENDED, by=BY, now=moment)
        assert store.review(session, "b", ReviewOutcome.CHANGED, by=BY, now=moment)
        assert not store.review(session, "fehlt", ReviewOutcome.CHECKED, by=BY, now=moment)

    assert days(engine) == {"a": day, "b": None, "c": day}
    assert version(engine) > before


def test_a_changed_offer_has_to_be_looked_over_again(engine: Engine) -> None:
    put(engine, offer("a"))
    with transaction(engine) as session:
        store.review(session, "a", ReviewOutcome.CHECKED, by=BY, now=NOW)

    put(engine, offer("a", "Neu"), now=LATER)

    assert days(engine) == {"a": None}


def rows_in_quarantine(engine: Engine) -> dict[str, str]:
    """The state of each refused row by its text."""
    with reading(engine) as session:
        return {row.raw: row.state.value for row in store.refused_rows(session, limit=99)}


def refuse(engine: Engine, *texts: str, now: datetime = NOW) -> None:
    """A reading of the source 'fdb' that refuses these rows."""
    errors = (InputError("empty", "title", {"given": date(2026, 1, 1)}),)
    rows = [RefusedRow(line, "", text, errors) for line, text in enumerate(texts, start=2)]
    with transaction(engine) as session:
        store.quarantine(session, rows, source_id="fdb", format="fdb", now=now)


def test_refused_rows_wait_until_somebody_decides_or_the_source_mends_them(engine: Engine) -> None:
    refuse(engine, "{1}", "{2}", "{3}", "{3}")
    with transaction(engine) as session:
        row = store.refused_rows(session, limit=9)[0]
        assert store.decide_row(session, row.id, RowState.DISMISSED, by=BY, now=LATER)
        assert not store.decide_row(session, row.id, RowState.DONE, by=BY, now=LATER)

    refuse(engine, "{1}", "{2}", "{3}", now=LATER)
    assert sorted(rows_in_quarantine(engine).values()) == ["open", "open"]
    refuse(engine, "{4}", now=LATER)

    assert rows_in_quarantine(engine) == {"{4}": "open"}


def test_a_run_remembers_how_it_ended_and_its_versions_name_it(engine: Engine) -> None:
    with transaction(engine) as session:
        run = store.begin_run(
            session, source_id="fdb", format="fdb", location="x.csv", by="cli", now=NOW
        )
        store.upsert(session, [offer("a")], source_id="fdb", by="cli", now=NOW, run_id=run)
        store.finish_run(session, run, outcome=RunOutcome.DONE, counts={"new": 1}, now=LATER)

    with reading(engine) as session:
        (found,) = store.last_runs(session, limit=5, source_id="fdb")
        newest = store.history(session, "a")[0]
        assert store.last_runs(session, limit=5, source_id="csv") == ()
    assert (found.id, found.counts, found.finished_utc) == (newest.run_id, {"new": 1}, LATER)


def test_what_was_fetched_last_replaces_what_was_fetched_before(engine: Engine) -> None:
    for etag in ("1", "2"):
        what = store.Fetched(
            location="https://a.example", etag=etag, last_modified="", sha256="x", fetched_utc=NOW
        )
        with transaction(engine) as session:
            store.note_fetched(session, "fdb", what)

    with reading(engine) as session:
        found = store.fetched(session, "fdb")
        assert store.fetched(session, "csv") is None
    assert found == what
