"""Which state follows which, who may do what with a file, and two advisors at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from models.company_file import CompanyFile, EventKind, FileEvent, FileState
from models.person import Person, PersonState
from models.session import transaction
from tests.fixtures.apps import NOW
from tests.web.desk_world import Staff, author, desk_of, make_file, make_staff, stored_file
from web.use_cases.files import states
from web.use_cases.files.states import FOLLOWS, Deed

NEW, TAKEN, APPOINTMENT, ADVISED, HELPED, UNFIT, UNREACHABLE = FileState
AT_TEN = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
ALLOWED = {
    (NEW, APPOINTMENT),
    (NEW, ADVISED),
    (NEW, UNFIT),
    (NEW, UNREACHABLE),
    (TAKEN, APPOINTMENT),
    (TAKEN, ADVISED),
    (TAKEN, HELPED),
    (TAKEN, UNFIT),
    (TAKEN, UNREACHABLE),
    (APPOINTMENT, APPOINTMENT),
    (APPOINTMENT, TAKEN),
    (APPOINTMENT, ADVISED),
    (APPOINTMENT, HELPED),
    (APPOINTMENT, UNFIT),
    (APPOINTMENT, UNREACHABLE),
    (ADVISED, APPOINTMENT),
    (ADVISED, HELPED),
    (ADVISED, UNFIT),
    (ADVISED, UNREACHABLE),
    (HELPED, TAKEN),
    (UNFIT, TAKEN),
    (UNREACHABLE, TAKEN),
}


def events_of(engine: Engine, public_id: str) -> list[tuple[str, int | None, list[object]]]:
    """Kind, person and values of what happened, in order."""
    with transaction(engine) as session:
        query = (
            select(FileEvent)
            .join(CompanyFile)
            .where(CompanyFile.public_id == public_id)
            .order_by(FileEvent.id)
        )
        return [(each.kind, each.person_id, each.values) for each in session.exec(query)]


def a_file(engine: Engine, staff: Staff, **fields: object) -> str:
    return make_file(engine, staff.advisor.organisation_id, **fields)


def set_state(engine: Engine, person: Person, file: str, state: FileState, seen: int = 1) -> Deed:
    moment = AT_TEN if state is APPOINTMENT else None
    return states.set_state(
        engine,
        desk_of(person),
        file,
        state,
        by=author(person),
        seen_version=seen,
        appointment_utc=moment,
    )


def test_the_table_of_states_is_the_one_of_the_issue() -> None:
    follows = {(before, after) for before, ends in FOLLOWS.items() for after in ends}
    assert follows == ALLOWED
    assert set(FOLLOWS) == set(FileState)


def test_a_state_that_cannot_follow_changes_nothing(sqlite_engine: Engine) -> None:
    staff = make_staff(sqlite_engine)
    refused = [(a, b) for a in FileState for b in FileState if (a, b) not in ALLOWED]
    file = a_file(sqlite_engine, staff)
    for before, after in refused:
        with transaction(sqlite_engine) as session:
            row = session.exec(select(CompanyFile)).one()
            row.state = before.value
            session.add(row)
        assert set_state(sqlite_engine, staff.advisor, file, after) is Deed.REFUSED
        assert stored_file(sqlite_engine, file).state == before
    assert events_of(sqlite_engine, file) == []
    assert len(refused) == 27


def test_a_file_is_taken_gets_an_appointment_and_an_outcome_and_is_opened_again(
    engine: Engine,
) -> None:
    staff = make_staff(engine)
    file, advisor = a_file(engine, staff), staff.advisor
    desk, by = desk_of(advisor), author(advisor, NOW + timedelta(hours=1))

    assert states.take(engine, desk, file, by=by, seen_version=1) is Deed.DONE
    assert set_state(engine, advisor, file, APPOINTMENT, 2) is Deed.DONE
    agreed = stored_file(engine, file)
    assert set_state(engine, advisor, file, HELPED, 3) is Deed.DONE
    closed = stored_file(engine, file)
    assert set_state(engine, advisor, file, TAKEN, 4) is Deed.DONE
    reopened = stored_file(engine, file)

    assert (agreed.state, agreed.appointment_utc, agreed.acted_utc) == (APPOINTMENT, AT_TEN, by.now)
    assert (closed.closed_utc, closed.advisor_id) == (NOW, advisor.id)
    assert (reopened.state, reopened.closed_utc, reopened.appointment_utc) == (TAKEN, None, None)
    assert events_of(engine, file) == [
        (EventKind.TAKEN, advisor.id, []),
        (EventKind.STATE, advisor.id, ["appointment", "2026-11-24T09:00:00+00:00"]),
        (EventKind.STATE, advisor.id, ["helped"]),
        (EventKind.STATE, advisor.id, ["taken"]),
    ]


def test_who_comes_second_changes_nothing(engine: Engine) -> None:
    staff = make_staff(engine)
    file = a_file(engine, staff)

    for person, expected in ((staff.advisor, Deed.DONE), (staff.colleague, Deed.CONFLICT)):
        done = states.take(engine, desk_of(person), file, by=author(person), seen_version=1)
        assert done is expected
    assert set_state(engine, staff.colleague, file, UNFIT) is Deed.CONFLICT
    row = stored_file(engine, file)
    assert (row.advisor_id, row.state, row.version) == (staff.advisor.id, TAKEN, 2)


def test_taking_what_one_has_is_nothing_and_a_colleagues_file_can_be_taken_over(
    engine: Engine,
) -> None:
    staff = make_staff(engine)
    file = a_file(engine, staff, advisor_id=staff.advisor.id, state=ADVISED.value)

    for person in (staff.advisor, staff.colleague):
        done = states.take(engine, desk_of(person), file, by=author(person), seen_version=1)
        assert done is Deed.DONE
    row = stored_file(engine, file)
    assert (row.advisor_id, row.state, row.version) == (staff.colleague.id, ADVISED, 2)


@pytest.mark.parametrize("who", ["stranger", "nobody", "closed", "editor", "oneself"])
def test_a_file_goes_only_to_active_advisors_of_the_organisation(
    sqlite_engine: Engine, who: str
) -> None:
    engine = sqlite_engine
    staff = make_staff(engine)
    file = a_file(engine, staff, advisor_id=staff.advisor.id, state=TAKEN.value)
    with transaction(engine) as session:
        colleague = session.get_one(Person, staff.colleague.id)
        if who == "closed":
            colleague.state = PersonState.CLOSED.value
        if who == "editor":
            colleague.roles = ["editor"]
        session.add(colleague)
    to = {
        "stranger": staff.stranger.public_id,
        "nobody": "x" * 43,
        "oneself": staff.advisor.public_id,
    }.get(who, staff.colleague.public_id)

    done = states.hand_over(
        engine, desk_of(staff.advisor), file, to, by=author(staff.advisor), seen_version=1
    )
    assert done is Deed.REFUSED
    assert stored_file(engine, file).advisor_id == staff.advisor.id


def test_only_its_advisor_and_leads_pass_a_file_on(engine: Engine) -> None:
    staff = make_staff(engine)
    file = a_file(engine, staff, advisor_id=staff.advisor.id, state=TAKEN.value)
    mine = {"by": author(staff.colleague), "seen_version": None}
    desk = desk_of(staff.colleague)

    assert states.give_back(engine, desk, file, **mine) is Deed.REFUSED
    assert states.hand_over(engine, desk, file, staff.lead.public_id, **mine) is Deed.REFUSED
    to, lead = staff.colleague.public_id, desk_of(staff.lead)
    done = states.hand_over(engine, lead, file, to, by=author(staff.lead), seen_version=1)
    assert done is Deed.DONE
    assert states.give_back(engine, desk, file, **mine) is Deed.DONE
    row = stored_file(engine, file)
    assert (row.advisor_id, row.state) == (None, NEW)
    assert events_of(engine, file) == [
        (EventKind.HANDED_OVER, staff.lead.id, ["Bernd Kollege"]),
        (EventKind.GIVEN_BACK, staff.colleague.id, []),
    ]


def test_closed_files_are_neither_taken_nor_passed_on(engine: Engine) -> None:
    staff = make_staff(engine)
    file = a_file(engine, staff, advisor_id=staff.advisor.id, state=HELPED.value)
    desk, how = desk_of(staff.lead), {"by": author(staff.lead), "seen_version": 1}

    assert states.take(engine, desk, file, **how) is Deed.REFUSED
    assert states.give_back(engine, desk, file, **how) is Deed.REFUSED
    assert states.hand_over(engine, desk, file, staff.colleague.public_id, **how) is Deed.REFUSED


def test_files_of_others_are_unknown_to_every_deed(engine: Engine) -> None:
    staff = make_staff(engine)
    file = a_file(engine, staff)
    desk, how = desk_of(staff.stranger), {"by": author(staff.stranger), "seen_version": 1}

    deeds = (
        states.take(engine, desk, file, **how),
        states.give_back(engine, desk, file, **how),
        states.hand_over(engine, desk, file, staff.stranger.public_id, **how),
        set_state(engine, staff.stranger, file, UNFIT),
    )
    assert set(deeds) == {Deed.GONE}
    assert stored_file(engine, file).version == 1
