"""Imports as a whole, on both databases: everything or nothing, remembered, and again the same."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from models.session import transaction
from offers import intake, store
from offers.errors import InputErrors, RefusedRow
from offers.intake import order_of
from offers.intake.locking import BUSY
from offers.intake.storing import storable
from offers.schema import parse_offer
from offers.store import RunOutcome
from tests.fixtures.http import answer, site
from tests.offers.import_world import (
    NOW,
    file_order,
    row,
    rows,
    runs,
    source,
    state,
    take,
    titles,
    waiting,
    write,
)

STAMPS = {"ETag": '"v1"', "Last_Modified": "Mon, 16 Nov 2026 03:00:00 GMT"}


def test_an_import_tells_what_is_new_changed_and_unchanged(engine: Engine, tmp_path: Path) -> None:
    first = take(engine, file_order(write(tmp_path, row("a"), row("b"))))
    second = take(engine, file_order(write(tmp_path, row("a"), row("b", "Neu"), row("c"))))

    assert first.report.new == ("a", "b")
    assert (second.report.new, second.report.changed) == (("c",), ("b",))
    assert second.report.unchanged == ("a",)
    assert [(run.outcome, run.counts["new"]) for run in runs(engine)] == [
        (RunOutcome.DONE, 1), (RunOutcome.DONE, 2),
    ]  # fmt: skip


def test_the_same_again_changes_nothing_but_the_list_of_runs(
    engine: Engine, tmp_path: Path
) -> None:
    order = file_order(write(tmp_path, row("a"), "kaputt", row("b")))
    take(engine, order)
    before = state(engine)

    again = take(engine, order)

    offers, versions, runs_before, *rest = before
    assert state(engine) == (offers, versions, runs_before + 1, *rest)
    assert again.counts["unchanged"] == 2


def test_very_many_changes_at_once_keep_what_a_person_wrote(engine: Engine) -> None:
    with site(answer(rows(*range(1300))), answer(rows(*range(1300), title="Neu"))) as held:
        order = order_of(source(held.url()))
        take(engine, order)
        with transaction(engine) as session:
            mine = parse_offer({"id": "o7", "title": "Mein Wort", "provider": "Stadt"})
            edited = store.edit(session, mine, base_version=1, by="person:1", now=NOW)
        second = take(engine, order).report

    assert edited.outcome is store.Edit.WRITTEN
    assert second.changed == tuple(f"o{number}" for number in range(1300) if number != 7)
    assert second.proposed == ("o7",)
    assert Counter(titles(engine).values()) == {"Neu": 1299, "Mein Wort": 1}


def test_refused_rows_wait_until_the_source_mends_them(engine: Engine, tmp_path: Path) -> None:
    bad = row("b", "")
    take(engine, file_order(write(tmp_path, row("a"), bad)))
    assert waiting(engine) == [(2, "b", bad)]

    take(engine, file_order(write(tmp_path, row("a"), row("b"))))
    assert waiting(engine) == []


def test_a_row_that_is_bad_again_waits_again(engine: Engine, tmp_path: Path) -> None:
    bad = row("b", "")
    for lines in ([row("a"), bad], [row("a"), row("b")], [row("a"), bad]):
        take(engine, file_order(write(tmp_path, *lines)))

    assert waiting(engine) == [(2, "b", bad)]


def test_another_file_says_nothing_of_the_refused_rows_of_the_first(
    engine: Engine, tmp_path: Path
) -> None:
    take(engine, file_order(write(tmp_path, row("a"), row("b", ""), "kaputt")))
    take(engine, file_order(write(tmp_path, row("c"))))
    assert [key for _, key, _ in waiting(engine)] == ["b", ""]

    take(engine, file_order(write(tmp_path, row("c")), is_complete=True, may_shrink=True))
    assert waiting(engine) == []


def test_a_key_that_no_encoding_holds_refuses_its_row_and_no_other(
    engine: Engine, tmp_path: Path
) -> None:
    taken = take(engine, file_order(write(tmp_path, row("a"), '{"\\ud800": 1, "\\ud800": 2}')))

    assert taken.report.new == ("a",)
    assert [error.sentence().encode() for error in taken.reading.errors] != []
    assert len(waiting(engine)) == 1


def test_a_corrected_row_is_taken_and_waits_no_longer(engine: Engine, tmp_path: Path) -> None:
    order = file_order(write(tmp_path, row("a"), row("b", "")))
    take(engine, order)

    with pytest.raises(InputErrors, match="field title"), transaction(engine) as session:
        intake.correct(session, 1, row("b", ""), by="test", now=NOW)
    assert len(waiting(engine)) == 1
    with transaction(engine) as session:
        assert intake.correct(session, 1, row("b", "Kurs"), by="test", now=NOW) == "b"

    assert titles(engine) == {"a": "Beratung", "b": "Kurs"}
    assert waiting(engine) == []
    take(engine, order)
    assert waiting(engine) == [], "decided once is decided"
    assert titles(engine)["b"] == "Kurs"
    with pytest.raises(InputErrors, match="quarantine"), transaction(engine) as session:
        intake.dismiss(session, 1, by="test", now=NOW)


def test_a_dismissed_row_does_not_come_back(engine: Engine, tmp_path: Path) -> None:
    order = file_order(write(tmp_path, row("a"), "kaputt"))
    take(engine, order)
    with transaction(engine) as session:
        intake.dismiss(session, 1, by="test", now=NOW)

    take(engine, order)

    assert waiting(engine) == []


def test_a_corrected_row_cannot_take_the_offer_of_another_source(
    engine: Engine, tmp_path: Path
) -> None:
    take(engine, file_order(write(tmp_path, row("a")), source_id="eins"))
    take(engine, file_order(write(tmp_path, row("b", "")), source_id="zwei"))

    with pytest.raises(InputErrors, match="another source"), transaction(engine) as session:
        intake.correct(session, 1, row("a", "Fremd"), by="test", now=NOW)
    assert titles(engine) == {"a": "Beratung"}


def test_rows_are_kept_as_databases_can_hold_them(engine: Engine, tmp_path: Path) -> None:
    take(engine, file_order(write(tmp_path, row("a\0"), "kap\0utt", '{"\\u0000": 1}')))

    assert [raw for _, _, raw in waiting(engine)][1:] == ["kap\ufffdutt", '{"\\u0000": 1}']


def test_a_row_that_nobody_could_correct_is_cut() -> None:
    assert len(storable(RefusedRow(1, "", "x" * 3_000_000, ())).raw) == 200_000


def test_a_strict_import_takes_all_rows_or_none(engine: Engine, tmp_path: Path) -> None:
    before = state(engine)
    with pytest.raises(InputErrors, match="line 2"):
        take(engine, file_order(write(tmp_path, row("a"), "kaputt"), is_strict=True))
    assert state(engine) == before


def test_a_trial_tells_everything_and_writes_nothing(engine: Engine, tmp_path: Path) -> None:
    before = state(engine)
    taken = take(engine, file_order(write(tmp_path, row("a"), "kaputt"), is_trial=True))
    assert (taken.report.new, taken.reading.refused_lines) == (("a",), (2,))
    assert state(engine) == before


def test_what_a_complete_source_lacks_is_gone_and_comes_back(engine: Engine) -> None:
    with site(
        answer(rows(1, 2, 3)), answer(rows(1, 3)), answer(rows(1, 3)), answer(rows(1, 2, 3))
    ) as held:
        order = order_of(source(held.url()))
        found = [take(engine, order).report for _ in range(4)]

    assert [report.gone for report in found] == [(), ("o2",), (), ()]
    assert len(titles(engine)) == 3


def test_an_offer_whose_row_cannot_be_read_is_not_gone(engine: Engine) -> None:
    broken = rows(1) + row("o2", "").encode()
    with site(answer(rows(1, 2)), answer(broken)) as held:
        order = order_of(source(held.url()))
        take(engine, order)
        assert take(engine, order).report.gone == ()


def test_a_source_that_suddenly_lacks_much_is_not_believed(engine: Engine) -> None:
    many, few = rows(*range(60)), rows(*range(20))
    with site(answer(many), answer(few)) as held:
        order = order_of(source(held.url()))
        take(engine, order)
        with pytest.raises(InputErrors, match="lacks 40 of the 60 offers"):
            take(engine, order)
        assert runs(engine)[0].outcome is RunOutcome.FAILED
        assert len(take(engine, replace(order, may_shrink=True)).report.gone) == 40


def test_an_unchanged_file_is_not_even_sent(engine: Engine) -> None:
    with site(answer(rows(1), **STAMPS), answer(status=304)) as held:
        order = order_of(source(held.url()))
        take(engine, order)
        before = state(engine)
        again = take(engine, order)
        asked = [headers.get("If-None-Match") for _, headers in held.asked]
        take_anew = replace(order, is_anew=True)
        with pytest.raises(InputErrors):
            take(engine, take_anew)
        asked_anew = held.asked[-1][1].get("If-None-Match")

    assert again.is_unchanged
    assert asked == [None, '"v1"']
    assert asked_anew is None
    assert state(engine)[:2] == before[:2]
    assert [run.outcome for run in runs(engine)][1] is RunOutcome.UNCHANGED


def test_a_file_that_could_not_be_stored_is_fetched_again(engine: Engine) -> None:
    with site(answer(b"\xff\xfe", **STAMPS), answer(rows(1))) as held:
        order = order_of(source(held.url()))
        with pytest.raises(InputErrors, match="UTF-16"):
            take(engine, order)
        take(engine, order)
        assert "If-None-Match" not in held.asked[1][1]
    assert titles(engine) == {"o1": "Beratung"}


def test_another_address_gets_no_stamps_of_the_first(engine: Engine) -> None:
    with site(answer(rows(1), **STAMPS)) as held:
        take(engine, order_of(source(held.url("/eins"))))
        take(engine, order_of(source(held.url("/zwei"))))
        assert "If-None-Match" not in held.asked[1][1]


def test_a_failed_import_is_remembered_with_its_reason(engine: Engine) -> None:
    with site(answer(status=404)) as held:
        url = held.url()
        with pytest.raises(InputErrors):
            take(engine, order_of(source(url)))
    (run,) = runs(engine)
    assert (run.outcome, run.location) == (RunOutcome.FAILED, url)
    assert run.problem == f"{url}: the server answered with status 404"
    assert titles(engine) == {}


def test_the_licence_of_a_source_goes_to_offers_that_state_none(engine: Engine) -> None:
    body = (row("a") + "\n" + row("b", license_info="CC0")).encode()
    with site(answer(body)) as held:
        taken = take(engine, order_of(source(held.url(), licence="CC BY 4.0 Nachbarstadt")))
    assert taken.report.new == ("a", "b")
    with transaction(engine) as session:
        found = {offer.id: offer.license_info for offer in store.load_snapshot(session)[1]}
    assert found == {"a": "CC BY 4.0 Nachbarstadt", "b": "CC0"}


@pytest.mark.parametrize("location", ["http://other.example/x", "https://[::1/x"])
def test_an_address_that_no_source_names_is_not_asked(location: str) -> None:
    with pytest.raises(InputErrors, match="belongs to no source"):
        order_of(None, (source("http://127.0.0.1:1/x"),), location=location, format="jsonl")


def test_an_address_finds_its_source_by_the_host() -> None:
    found = order_of(None, (source("http://127.0.0.1:1/x"),), location="http://127.0.0.1:2/y")
    assert (found.source_id, found.location, found.is_complete) == (
        "nachbar", "http://127.0.0.1:2/y", True,
    )  # fmt: skip


def test_two_at_once_wait_for_each_other(engine: Engine, tmp_path: Path) -> None:
    order = file_order(write(tmp_path, *(row(f"o{number}") for number in range(50))))
    found = list[object]()

    def work() -> None:
        found.append(take(engine, order).counts)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(counts["new"] for counts in found) == [0, 0, 0, 50]  # type: ignore[index]
    assert state(engine)[:3] == (50, 50, 4)


def test_who_waits_too_long_is_told(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("offers.intake.locking._PATIENCE", "50ms")
    monkeypatch.setattr("models.session.BUSY_TIMEOUT_MS", 50)
    order = file_order(write(tmp_path, row("a")))
    with transaction(engine) as session:
        store.upsert(session, [], source_id="other", by="test", now=NOW)
        with pytest.raises(InputErrors) as caught:
            take(engine, order)
    assert [error.code for error in caught.value.errors] == [BUSY]
    assert take(engine, order).report.new == ("a",)
