"""A source's new text joined with a person's word: field by field, nothing lost."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from models.session import reading, transaction
from offers import store
from offers.schema import Offer, parse_offer
from offers.store import Edit
from offers.store.merging import three_way, with_fields
from tests.offers.store_world import LATER, NOW, bundle, version

CONTENTS = st.dictionaries(
    st.sampled_from(("id", "title", "url", "state")), st.sampled_from(("a", "b", "c"))
)


def told(**fields: Any) -> Offer:
    """An offer as a source tells it."""
    base = {"id": "a", "title": "Kredit", "provider": "Bank"}
    return parse_offer({**base, **fields})


def feed(engine: Engine, *offers: Offer, source: str = "fdb", **options: Any) -> store.ImportReport:
    """What a source says now."""
    with transaction(engine) as session:
        return store.upsert(session, offers, source_id=source, by="import", now=LATER, **options)


def write(engine: Engine, offer: Offer, base: int) -> store.Edited:
    """What an editor writes on top of a version."""
    with transaction(engine) as session:
        return store.edit(session, offer, base_version=base, by="person:x", now=LATER)


def stands(engine: Engine, offer_id: str = "a") -> store.StoredState:
    """The offer as it stands."""
    with reading(engine) as session:
        found = store.state_of(session, offer_id)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("base", "current", "new", "content", "contested"),
    [
        ({"t": 1}, {"t": 1}, {"t": 2}, {"t": 2}, ()),
        ({"t": 1}, {"t": 2}, {"t": 1}, {"t": 2}, ()),
        ({"t": 1}, {"t": 2}, {"t": 3}, {"t": 2}, ("t",)),
        ({"t": 1}, {"t": 2}, {"t": 2}, {"t": 2}, ()),
        ({"t": 1}, {"t": 1}, {}, {}, ()),
        ({"t": 1}, {}, {"t": 1}, {}, ()),
        ({"t": 1}, {}, {"t": 2}, {}, ("t",)),
        ({}, {"t": 1}, {"t": 2}, {"t": 1}, ("t",)),
        ({"t": 1}, {"t": 1, "u": 5}, {"t": 2}, {"t": 2, "u": 5}, ()),
    ],
)
def test_a_person_keeps_a_field_and_the_source_the_others(
    base: dict[str, int],
    current: dict[str, int],
    new: dict[str, int],
    content: dict[str, int],
    contested: tuple[str, ...],
) -> None:
    merged = three_way(base, current, new)

    assert (merged.content, merged.contested) == (content, contested)


@given(CONTENTS, CONTENTS)
def test_without_a_persons_word_the_source_is_followed(
    base: dict[str, str], new: dict[str, str]
) -> None:
    assert three_way(base, base, new).content == new


@given(CONTENTS, CONTENTS)
def test_a_source_that_says_the_same_changes_nothing(
    base: dict[str, str], current: dict[str, str]
) -> None:
    assert three_way(base, current, base) == three_way(base, current, current)
    assert three_way(base, current, base).content == current


@given(CONTENTS, CONTENTS, CONTENTS)
def test_accepting_what_is_contested_is_what_the_source_says_there(
    base: dict[str, str], current: dict[str, str], new: dict[str, str]
) -> None:
    merged = three_way(base, current, new)
    accepted = with_fields(merged.content, new, merged.contested)

    for field in {*base, *current, *new}:
        own = current.get(field) != base.get(field) and new.get(field) == base.get(field)
        assert accepted.get(field) == (current if own else new).get(field)


def test_a_field_that_an_editor_changed_outlives_the_next_import(engine: Engine) -> None:
    feed(engine, told(url="https://a.example", summary="Erst"))
    write(engine, told(url="https://b.example", summary="Erst"), 1)

    report = feed(engine, told(url="https://a.example", summary="Dann"))

    assert report.changed == ("a",)
    found = stands(engine)
    assert (found.offer.url, found.offer.summary) == ("https://b.example", "Dann")
    assert (found.own_fields, found.source_id, found.version) == (("url",), "fdb", 3)


def test_a_source_that_contests_an_editors_field_proposes_it_and_only_it(engine: Engine) -> None:
    feed(engine, told(url="https://a.example", summary="Erst"))
    write(engine, told(url="https://b.example", summary="Erst"), 1)

    report = feed(engine, told(url="https://c.example", summary="Erst"))

    assert report.proposed == ("a",)
    assert stands(engine).offer.url == "https://b.example"
    write(engine, told(url="https://b.example", summary="Von Hand"), 2)
    with transaction(engine) as session:
        (proposal,) = store.open_proposals(session)
        assert (proposal.fields, proposal.source_id) == (("url",), "fdb")
        assert store.accept(session, proposal.id, by="person:x", now=LATER)
    found = stands(engine)
    assert (found.offer.url, found.offer.summary) == ("https://c.example", "Von Hand")
    assert found.own_fields == ("summary",)


def proposed(engine: Engine) -> list[tuple[tuple[str, ...], str, str]]:
    """What waits: fields, address and summary that would stand."""
    with reading(engine) as session:
        found = store.open_proposals(session)
    return [(each.fields, each.offer.url, each.offer.summary) for each in found]


def test_a_source_proposes_what_it_says_now_and_not_what_it_said_before(engine: Engine) -> None:
    feed(engine, told(url="https://a.example", summary="Erst"))
    write(engine, told(url="https://b.example", summary="Von Hand"), 1)
    feed(engine, told(url="https://c.example", summary="Erst"))
    feed(engine, told(url="https://c.example", summary="Dann"))
    assert proposed(engine) == [(("summary", "url"), "https://c.example", "Dann")]

    feed(engine, told(url="https://d.example", summary="Von Hand"))
    assert proposed(engine) == [(("url",), "https://d.example", "Von Hand")]
    feed(engine, told(url="https://c.example", summary="Von Hand"))
    assert proposed(engine) == [(("url",), "https://c.example", "Von Hand")]

    feed(engine, told(url="https://b.example", summary="Von Hand"))
    assert proposed(engine) == []


def test_what_a_person_rejected_is_not_proposed_by_another_change(engine: Engine) -> None:
    feed(engine, told(url="https://a.example"))
    write(engine, told(url="https://b.example"), 1)
    feed(engine, told(url="https://c.example"))
    with transaction(engine) as session:
        (proposal,) = store.open_proposals(session)
        store.reject(session, proposal.id, now=LATER)

    feed(engine, told(url="https://c.example", summary="Neu"))

    assert proposed(engine) == []
    assert stands(engine).offer.summary == "Neu"


def test_an_import_leaves_the_offers_of_another_source_alone(engine: Engine) -> None:
    feed(engine, told(title="Vom Bund"))
    before = version(engine)

    report = feed(engine, told(title="Fremd"), source="csv")

    assert report.refused == ("a",)
    assert stands(engine).offer.title == "Vom Bund"
    assert version(engine) == before


def test_an_editors_word_on_a_bundled_offer_outlives_the_import_that_takes_it_over(
    engine: Engine,
) -> None:
    bundle(engine, told(url="https://a.example"))
    write(engine, told(url="https://b.example"), 1)

    feed(engine, told(url="https://a.example", summary="Neu"))

    found = stands(engine)
    assert (found.offer.url, found.offer.summary) == ("https://b.example", "Neu")
    assert found.source_id == "fdb"


def test_what_a_complete_source_no_longer_holds_is_marked_once_and_stays(engine: Engine) -> None:
    feed(engine, told(), told(id="b"), complete=True)

    assert feed(engine, told(), complete=True).gone == ("b",)
    assert stands(engine, "b").missing_since_utc == LATER
    assert feed(engine, told(), complete=True).gone == ()
    assert feed(engine, told(), told(id="b"), complete=True).unchanged == ("a", "b")
    assert stands(engine, "b").missing_since_utc is None


def test_an_import_neither_brings_back_nor_misses_what_a_person_took_out(engine: Engine) -> None:
    feed(engine, told(), told(id="b"), told(id="c"), complete=True)
    with transaction(engine) as session:
        store.archive(session, "b", now=LATER)
        store.merge(session, told(), "c", by="person:x", now=LATER)

    report = feed(engine, told(), told(id="b", summary="Neu"), told(id="c", summary="Neu"))
    assert (report.changed, report.new) == (("b", "c"), ())
    assert feed(engine, told(), complete=True).gone == ()

    with reading(engine) as session:
        assert [each.id for each in store.load_snapshot(session)[1]] == ["a"]
        assert store.replaced_by(session, "c") == "a"
    with transaction(engine) as session:
        store.unarchive(session, "b", now=LATER)
    assert stands(engine, "b").offer.summary == "Neu"
    assert feed(engine, told(), complete=True).gone == ("b",)


def test_two_editors_at_once_the_second_is_told_and_nothing_is_lost(engine: Engine) -> None:
    feed(engine, told())

    first = write(engine, told(summary="Ich zuerst"), 1)
    second = write(engine, told(summary="Ich auch"), 1)

    assert (first.outcome, second.outcome) == (Edit.WRITTEN, Edit.CONFLICT)
    assert second.version == 2
    assert stands(engine).offer.summary == "Ich zuerst"


def test_a_new_offer_of_an_editor_belongs_to_the_editor(engine: Engine) -> None:
    assert write(engine, told(), 0).outcome is Edit.WRITTEN
    assert write(engine, told(), 0).outcome is Edit.CONFLICT
    assert write(engine, told(id="fehlt"), 3).outcome is Edit.UNKNOWN
    assert stands(engine).source_id == store.EDITOR
    assert feed(engine, told(title="Fremd")).refused == ("a",)
    assert bundle(engine, told(title="Mitgeliefert"), now=NOW).proposed == ("a",)


def test_a_persons_text_does_not_stand_under_a_licence_that_forbids_changes(
    engine: Engine,
) -> None:
    feed(engine, told(summary="Wortlaut", url="https://a.example"))
    write(engine, told(summary="Umgeschrieben", url="https://b.example"), 1)

    licence = "CC BY-ND 4.0, Amt"
    feed(engine, told(summary="Wortlaut", url="https://a.example", license_info=licence))

    found = stands(engine).offer
    assert (found.summary, found.license_info) == ("Wortlaut", licence)
    assert found.url == "https://b.example"
