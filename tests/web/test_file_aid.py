"""The ledger of de minimis aid at a file."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from matcher.de_minimis import Regulation
from models.company_file import FileEvent
from models.outcome import AidAward
from models.person import Person
from models.session import transaction
from tests.web.desk_world import Staff, author, desk_of, make_file, make_staff, stored_file
from web.use_cases.files import aid
from web.use_cases.files.aid import Edited, Grant

TODAY = date(2026, 11, 22)


@pytest.fixture
def staff(engine: Engine) -> Staff:
    return make_staff(engine)


@pytest.fixture
def public_id(engine: Engine, staff: Staff) -> str:
    return make_file(engine, staff.advisor.organisation_id)


def grant(day: str, amount_eur: int, regulation: Regulation = Regulation.GENERAL) -> Grant:
    return Grant(
        granted_on=date.fromisoformat(day),
        amount_eur=amount_eur,
        regulation=regulation,
        granted_by="BAFA",
        recipient="Schmiede Tochter GmbH",
    )


def enter(engine: Engine, staff: Staff, public_id: str, *grants: Grant) -> list[aid.Award]:
    """The ledger with these awards."""
    desk = desk_of(staff.advisor)
    for each in grants:
        entered = aid.enter(engine, desk, public_id, each, by=author(staff.advisor))
        assert entered is Edited.DONE
    return list(aid.of_file(engine, desk, public_id))


def test_awards_come_newest_first_as_they_were_entered(
    engine: Engine, staff: Staff, public_id: str
) -> None:
    old, new = grant("2023-05-01", 40_000), grant("2025-05-01", 1, Regulation.SGEI)

    found = enter(engine, staff, public_id, old, new)

    assert [award.grant for award in found] == [new, old]
    assert found[0].author == "Ayla Beispiel"


def test_the_room_is_what_the_law_leaves_of_the_ledger(
    engine: Engine, staff: Staff, public_id: str
) -> None:
    grants = (
        grant("2023-11-21", 90_000),  # too long ago
        grant("2024-03-15", 100_000),
        grant("2025-01-10", 20_000, Regulation.AGRICULTURE),
        grant("2025-01-10", 700_000, Regulation.SGEI),
    )
    enter(engine, staff, public_id, *grants)

    room = aid.headroom_of(engine, desk_of(staff.colleague), public_id, TODAY)

    assert room is not None
    assert (room.used_eur, room.free_eur) == (120_000, 180_000)
    assert (room.returns[0].day, room.returns[0].gained_eur) == (date(2027, 3, 16), 100_000)


def test_an_empty_ledger_leaves_everything(engine: Engine, staff: Staff, public_id: str) -> None:
    room = aid.headroom_of(engine, desk_of(staff.advisor), public_id, TODAY)

    assert room is not None
    assert (room.used_eur, room.free_eur, room.returns) == (0, 300_000, ())


def test_an_award_is_corrected_and_taken_out(engine: Engine, staff: Staff, public_id: str) -> None:
    (award,) = enter(engine, staff, public_id, grant("2025-05-01", 40_000))
    desk, by = desk_of(staff.advisor), author(staff.advisor)
    right = grant("2025-05-02", 4_000, Regulation.FISHERY)

    def remove(before: str) -> Edited:
        return aid.remove(engine, desk, public_id, award.public_id, before=before, by=by)

    for _ in range(2):
        changed = aid.change(
            engine, desk, public_id, award.public_id, right, before=award.stand, by=by
        )
        assert changed is Edited.DONE
    found = aid.find(engine, desk, public_id, award.public_id)
    assert found is not None
    assert found.grant == right
    assert remove(award.stand) is Edited.CONFLICT
    assert remove(found.stand) is Edited.DONE
    assert remove(found.stand) is Edited.GONE

    assert aid.of_file(engine, desk, public_id) == ()
    with transaction(engine) as session:
        told = [event.values for event in session.exec(select(FileEvent).order_by(FileEvent.id))]
    assert told == [["added", 40_000], ["changed", 4_000], ["removed", 4_000]]


def test_who_did_not_see_what_a_colleague_corrected_changes_nothing(
    engine: Engine, staff: Staff, public_id: str
) -> None:
    (seen,) = enter(engine, staff, public_id, grant("2025-05-01", 40_000))

    def correct(person: Person, amount_eur: int) -> Edited:
        desk, by = desk_of(person), author(person)
        right = grant("2025-05-01", amount_eur)
        return aid.change(engine, desk, public_id, seen.public_id, right, before=seen.stand, by=by)

    assert correct(staff.colleague, 4_000) is Edited.DONE
    assert correct(staff.advisor, 400) is Edited.CONFLICT
    (award,) = aid.of_file(engine, desk_of(staff.advisor), public_id)
    assert award.grant.amount_eur == 4_000


def test_foreign_organisations_and_other_files_do_not_reach_an_award(
    engine: Engine, staff: Staff, public_id: str
) -> None:
    (award,) = enter(engine, staff, public_id, grant("2025-05-01", 40_000))
    other = make_file(engine, staff.advisor.organisation_id, "Andere GmbH")
    for person, file_id in ((staff.stranger, public_id), (staff.advisor, other)):
        desk, by = desk_of(person), author(person)

        assert aid.of_file(engine, desk, file_id) == ()
        assert aid.find(engine, desk, file_id, award.public_id) is None
        other_grant, before = grant("2025-01-01", 1), award.stand
        changed = aid.change(
            engine, desk, file_id, award.public_id, other_grant, before=before, by=by
        )
        removed = aid.remove(engine, desk, file_id, award.public_id, before=before, by=by)
        assert (changed, removed) == (Edited.GONE, Edited.GONE)
    stranger = desk_of(staff.stranger)
    by = author(staff.stranger)
    assert aid.headroom_of(engine, stranger, public_id, TODAY) is None
    assert aid.enter(engine, stranger, public_id, grant("2025-01-01", 1), by=by) is Edited.GONE

    with transaction(engine) as session:
        (row,) = session.exec(select(AidAward)).all()
    assert row.amount_eur == 40_000
    assert stored_file(engine, other).acted_utc is None
