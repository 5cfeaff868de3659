"""What became of offers between two versions of the catalogue, net, in windows that meet."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session, col, update

from models.migration import metadata
from models.offer import OfferVersion
from models.session import make_engine, reading, transaction
from offers import store
from offers.differences import Development
from offers.schema import Offer
from offers.store import developments
from tests.offers.store_world import NOW, offer, put, version


def between(engine: Engine, start: int, end: int) -> tuple[Development, ...]:
    with reading(engine) as session:
        return developments(session, start, end)


def archive(engine: Engine, offer_id: str) -> None:
    with transaction(engine) as session:
        assert store.archive(session, offer_id, now=NOW)


def bring_back(engine: Engine, offer_id: str) -> None:
    with transaction(engine) as session:
        assert store.unarchive(session, offer_id, now=NOW)


def merge(engine: Engine, kept: Offer, other_id: str) -> None:
    with transaction(engine) as session:
        store.merge(session, kept, other_id, by="editor", now=NOW)


def ends(engine: Engine) -> int:
    """The end of a window that holds all that has happened."""
    return version(engine) + 1


def test_an_offer_that_came_in_has_no_before(engine: Engine) -> None:
    put(engine, offer("a"))
    start = ends(engine)
    put(engine, offer("a"), offer("b"))

    assert between(engine, start, ends(engine)) == (Development("b", None, offer("b")),)
    assert between(engine, 0, start) == (Development("a", None, offer("a")),)


def test_windows_are_half_open(engine: Engine) -> None:
    put(engine, offer("a"))
    put(engine, offer("a", "Kurs"))
    changed = Development("a", offer("a"), offer("a", "Kurs"))

    assert between(engine, 2, 3) == (changed,)
    assert between(engine, 2, 2) == ()
    assert between(engine, 3, 9) == ()
    assert between(engine, 1, 2) == (Development("a", None, offer("a")),)


def test_only_the_net_change_counts(engine: Engine) -> None:
    put(engine, offer("a"), offer("b"))
    start = ends(engine)
    for title in ("Kurs", "Messe", "Kredit"):
        put(engine, offer("a", title), offer("b", title))
    put(engine, offer("a", "Kredit"), offer("b"))

    assert between(engine, start, ends(engine)) == (
        Development("a", offer("a"), offer("a", "Kredit")),
    )


def test_changes_say_what_matters_to_subscribers_only(engine: Engine) -> None:
    put(engine, offer("a"))
    start = ends(engine)
    put(engine, offer("a", "Kurs").model_copy(update={"before_start": True}))

    (found,) = between(engine, start, ends(engine))
    assert [change.code for change in found.changes] == ["before_start.added"]


def test_an_archived_offer_has_left_from_then_on_only(engine: Engine) -> None:
    put(engine, offer("a"))
    put(engine, offer("a", "Kurs"))
    archive(engine, "a")
    put(engine, offer("b"))

    assert between(engine, 3, 4) == (Development("a", offer("a", "Kurs"), None),)
    assert between(engine, 2, 3) == (Development("a", offer("a"), offer("a", "Kurs")),)
    assert between(engine, 2, 4) == (Development("a", offer("a"), None),)
    assert between(engine, 4, 5) == (Development("b", None, offer("b")),)
    assert between(engine, 1, 4) == ()


def test_what_a_source_says_of_an_archived_offer_is_no_news(engine: Engine) -> None:
    put(engine, offer("a"))
    archive(engine, "a")
    start = ends(engine)
    put(engine, offer("a", "Kurs"))

    assert between(engine, start, ends(engine)) == ()


def test_an_offer_that_is_brought_back_has_come_in(engine: Engine) -> None:
    put(engine, offer("a"))
    archive(engine, "a")
    start = ends(engine)
    put(engine, offer("a", "Kurs"))
    bring_back(engine, "a")

    assert between(engine, start, ends(engine)) == (Development("a", None, offer("a", "Kurs")),)
    assert between(engine, start, ends(engine) - 1) == ()


def test_an_archiving_that_was_undone_is_no_news(engine: Engine) -> None:
    put(engine, offer("a"))
    start = ends(engine)
    archive(engine, "a")
    middle = ends(engine)
    bring_back(engine, "a")

    assert between(engine, start, ends(engine)) == ()
    assert between(engine, start, middle) == (Development("a", offer("a"), None),)
    assert between(engine, middle, ends(engine)) == (Development("a", None, offer("a")),)


def test_a_merged_offer_has_a_successor(engine: Engine) -> None:
    put(engine, offer("a"), offer("b"))
    start = ends(engine)
    merge(engine, offer("b", "Kurs"), "a")

    assert between(engine, start, ends(engine)) == (
        Development("a", offer("a"), None, "b"),
        Development("b", offer("b"), offer("b", "Kurs")),
    )


def test_an_offer_that_came_and_left_is_not_told(engine: Engine) -> None:
    put(engine, offer("a"))
    start = ends(engine)
    put(engine, offer("b"))
    archive(engine, "b")

    assert between(engine, start, ends(engine)) == ()


def test_what_can_be_read_no_more_is_left_out_and_stops_nobody(engine: Engine) -> None:
    put(engine, offer("a"), offer("b"), offer("c"))
    put(engine, offer("a", "Kurs"), offer("b", "Kurs"), offer("c", "Kurs"))
    with transaction(engine) as session:
        _spoil(session, "a", 2)
        _spoil(session, "b", 1)

    assert between(engine, 2, 3) == (
        Development("b", None, offer("b", "Kurs")),
        Development("c", offer("c"), offer("c", "Kurs")),
    )


def _spoil(session: Session, offer_id: str, number: int) -> None:
    session.connection().execute(
        update(OfferVersion)
        .where(col(OfferVersion.offer_id) == offer_id, col(OfferVersion.number) == number)
        .values(content={"id": offer_id, "grown": "away"})
    )


def test_more_offers_than_are_asked_for_in_one_go_are_all_found(sqlite_engine: Engine) -> None:
    many = [offer(f"o{number:04}") for number in range(1203)]
    put(sqlite_engine, *many)
    assert [each.after for each in between(sqlite_engine, 0, 2)] == many


STEPS = st.tuples(
    st.sampled_from(("a", "b", "c")), st.sampled_from(("Kurs", "Messe", "archive", "back", "merge"))
)


@given(steps=st.lists(STEPS, max_size=8), data=st.data())
@settings(max_examples=40)
def test_consecutive_windows_lead_from_one_catalogue_to_the_next(
    steps: Sequence[tuple[str, str]], data: st.DataObject
) -> None:
    """Asked for at their own time, windows add up to what stands, and no step is told twice."""
    engine = empty_engine()
    known: dict[str, Offer] = {}
    start = 0
    for step in steps:
        take(engine, *step)
        if data.draw(st.booleans()):
            end = ends(engine)
            follow(known, between(engine, start, end))
            assert known == standing(engine)
            assert between(engine, end, end) == ()
            start = end
    follow(known, between(engine, start, ends(engine)))
    assert known == standing(engine)
    engine.dispose()


@given(steps=st.lists(STEPS, max_size=8), cuts=st.sets(st.integers(0, 9)))
@settings(max_examples=40)
def test_windows_that_are_asked_for_late_tell_the_same(
    steps: Sequence[tuple[str, str]], cuts: set[int]
) -> None:
    """As long as nothing is brought back: the store forgets that it had left."""
    engine = empty_engine()
    stood: dict[int, dict[str, Offer]] = {0: {}}
    for offer_id, what in steps:
        take(engine, offer_id, "archive" if what == "back" else what)
        stood[ends(engine)] = standing(engine)
    known, start = dict[str, Offer](), 0
    for end in sorted({*cuts & stood.keys(), max(stood)}):
        for each in between(engine, start, end):
            assert each.before == known.get(each.offer_id)
            follow(known, [each])
        assert known == stood[end]
        start = end
    engine.dispose()


def take(engine: Engine, offer_id: str, what: str) -> None:
    """One step of an editor or a source; one that is not possible does nothing."""
    with transaction(engine) as session:
        if what == "archive":
            store.archive(session, offer_id, now=NOW)
        elif what == "back":
            store.unarchive(session, offer_id, now=NOW)
        elif what == "merge":
            store.merge(
                session, offer("c", "Beides"), "b" if offer_id == "c" else offer_id, by="e", now=NOW
            )
        else:
            store.upsert(session, [offer(offer_id, what)], source_id="f", by="e", now=NOW)


def follow(known: dict[str, Offer], found: Sequence[Development]) -> None:
    """Change a catalogue by developments; each must fit to what is known."""
    for each in found:
        assert each.before in (None, known.get(each.offer_id))
        if each.after is None:
            del known[each.offer_id]
        else:
            known[each.offer_id] = each.after


def standing(engine: Engine) -> dict[str, Offer]:
    with reading(engine) as session:
        return {each.id: each for each in store.load_snapshot(session)[1]}


def empty_engine() -> Engine:
    """A database in memory with tables as the models declare them."""
    engine = make_engine("sqlite://")
    metadata.create_all(engine)
    return engine
