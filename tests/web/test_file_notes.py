"""Notes at a file: whose they are, and what happens when two people save one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from models.company_file import EventKind, FileEvent, FileNote
from models.session import transaction
from tests.fixtures.apps import NOW
from tests.web.desk_world import Staff, author, desk_of, make_file, make_staff, stored_file
from web.use_cases.files import notes
from web.use_cases.files.notes import Edited

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def staff(engine: Engine) -> Staff:
    return make_staff(engine)


@pytest.fixture
def public_id(engine: Engine, staff: Staff) -> str:
    return make_file(engine, staff.advisor.organisation_id)


def write(engine: Engine, staff: Staff, public_id: str, text: str) -> notes.Note:
    """A note of the advisor."""
    written = notes.write(engine, desk_of(staff.advisor), public_id, text, by=author(staff.advisor))
    assert written is Edited.DONE
    return notes.latest(engine, desk_of(staff.advisor), public_id, 1)[0]


def texts(engine: Engine, staff: Staff, public_id: str) -> list[str]:
    return [note.text for note in notes.latest(engine, desk_of(staff.advisor), public_id, 50)]


def test_colleagues_read_a_note_with_its_author_and_the_timeline_knows_of_it(
    engine: Engine, staff: Staff, public_id: str
) -> None:
    write(engine, staff, public_id, "Ofen von 1998")

    (note,) = notes.latest(engine, desk_of(staff.colleague), public_id, 5)

    assert (note.text, note.author, note.created_utc) == ("Ofen von 1998", "Ayla Beispiel", NOW)
    assert not note.was_changed
    with transaction(engine) as session:
        (event,) = session.exec(select(FileEvent)).all()
    assert (event.kind, event.values) == (EventKind.NOTE.value, ["added"])
    assert event.person_id == staff.advisor.id
    assert stored_file(engine, public_id).acted_utc == NOW


def test_notes_come_newest_first_and_page_by_page(
    engine: Engine, staff: Staff, public_id: str
) -> None:
    for number in range(5):
        write(engine, staff, public_id, f"Notiz {number}")

    desk = desk_of(staff.advisor)
    first = notes.page_of(engine, desk, public_id, 1, 2)
    last = notes.page_of(engine, desk, public_id, 3, 2)

    assert [note.text for note in first.notes] == ["Notiz 4", "Notiz 3"]
    assert [note.text for note in last.notes] == ["Notiz 0"]
    assert (first.total, last.total) == (5, 5)


def test_the_second_who_saves_a_note_is_told_and_nothing_is_lost(
    engine: Engine, staff: Staff, public_id: str
) -> None:
    seen = write(engine, staff, public_id, "alt")

    def save(person: object, text: str, version: int) -> Edited:
        assert person in (staff.advisor, staff.colleague)
        mine = staff.advisor if person is staff.advisor else staff.colleague
        return notes.change(
            engine,
            desk_of(mine),
            public_id,
            seen.public_id,
            text,
            seen_version=version,
            by=author(mine, LATER),
        )

    assert save(staff.colleague, "von Bernd", seen.version) is Edited.DONE
    assert save(staff.advisor, "von Ayla", seen.version) is Edited.CONFLICT
    assert texts(engine, staff, public_id) == ["von Bernd"]

    now = notes.find(engine, desk_of(staff.advisor), public_id, seen.public_id)
    assert now is not None
    assert (now.version, now.updated_utc, now.was_changed) == (2, LATER, True)
    assert save(staff.advisor, "von beiden", now.version) is Edited.DONE
    assert texts(engine, staff, public_id) == ["von beiden"]


def test_a_note_that_changed_since_it_was_shown_is_not_deleted(
    engine: Engine, staff: Staff, public_id: str
) -> None:
    note, desk, by = write(engine, staff, public_id, "alt"), desk_of(staff.advisor), None
    by = author(staff.advisor)
    notes.change(engine, desk, public_id, note.public_id, "neu", seen_version=1, by=by)

    assert notes.remove(engine, desk, public_id, note.public_id, seen_version=1, by=by) is (
        Edited.CONFLICT
    )
    assert texts(engine, staff, public_id) == ["neu"]
    assert notes.remove(engine, desk, public_id, note.public_id, seen_version=2, by=by) is (
        Edited.DONE
    )
    assert texts(engine, staff, public_id) == []
    assert notes.remove(engine, desk, public_id, note.public_id, seen_version=2, by=by) is (
        Edited.GONE
    )


def test_saving_the_same_text_is_no_deed(engine: Engine, staff: Staff, public_id: str) -> None:
    note, by = write(engine, staff, public_id, "gleich"), author(staff.advisor, LATER)
    before = stored_file(engine, public_id).version

    notes.change(
        engine, desk_of(staff.advisor), public_id, note.public_id, "gleich", seen_version=1, by=by
    )

    assert stored_file(engine, public_id).version == before


def test_another_organisation_neither_reads_nor_writes_nor_deletes(
    engine: Engine, staff: Staff, public_id: str
) -> None:
    note = write(engine, staff, public_id, "vertraulich")
    desk, by = desk_of(staff.stranger), author(staff.stranger)

    assert notes.latest(engine, desk, public_id, 5) == ()
    assert notes.page_of(engine, desk, public_id, 1, 5) == notes.Notes((), 0)
    assert notes.find(engine, desk, public_id, note.public_id) is None
    assert notes.write(engine, desk, public_id, "x", by=by) is Edited.GONE
    for outcome in (
        notes.change(engine, desk, public_id, note.public_id, "x", seen_version=1, by=by),
        notes.remove(engine, desk, public_id, note.public_id, seen_version=1, by=by),
    ):
        assert outcome is Edited.GONE
    assert texts(engine, staff, public_id) == ["vertraulich"]


def test_a_note_is_reached_by_the_address_of_its_own_file_only(
    engine: Engine, staff: Staff, public_id: str
) -> None:
    note = write(engine, staff, public_id, "hier")
    other = make_file(engine, staff.advisor.organisation_id, "Andere GmbH")
    desk, by = desk_of(staff.advisor), author(staff.advisor)

    assert notes.find(engine, desk, other, note.public_id) is None
    assert (
        notes.change(engine, desk, other, note.public_id, "x", seen_version=1, by=by) is Edited.GONE
    )
    assert notes.remove(engine, desk, other, note.public_id, seen_version=1, by=by) is Edited.GONE
    assert stored_file(engine, other).acted_utc is None


def test_a_file_that_moves_does_not_take_its_notes_along(
    engine: Engine, staff: Staff, public_id: str
) -> None:
    note = write(engine, staff, public_id, "nur für Witten")
    with transaction(engine) as session:
        file = session.merge(stored_file(engine, public_id))
        file.organisation_id = staff.stranger.organisation_id
    desk, by = desk_of(staff.stranger), author(staff.stranger)

    assert notes.latest(engine, desk, public_id, 5) == ()
    assert notes.find(engine, desk, public_id, note.public_id) is None
    assert (
        notes.change(engine, desk, public_id, note.public_id, "x", seen_version=1, by=by)
        is Edited.GONE
    )
    assert (
        notes.remove(engine, desk, public_id, note.public_id, seen_version=1, by=by) is Edited.GONE
    )
    with transaction(engine) as session:
        assert [row.text for row in session.exec(select(FileNote))] == ["nur für Witten"]
