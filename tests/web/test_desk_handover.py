"""Days away, and all files of one person handed over to another."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Engine, event
from sqlmodel import select

from models.audit import AuditEntry
from models.company_file import EventKind, FileState
from models.person import Person, PersonState
from models.session import transaction
from tests.fixtures.apps import NOW
from tests.web.desk_world import author, desk_of, make_file, make_staff, stored_file
from tests.web.test_desk_states import events_of
from web.use_cases.files import absences, handover
from web.use_cases.files.absences import AbsenceOutcome, NewAbsence
from web.use_cases.files.handover import HandoverProblem, Which

TODAY = date(2026, 11, 22)


def audited(engine: Engine) -> list[tuple[str, str, str, list[str]]]:
    with transaction(engine) as session:
        rows = session.exec(select(AuditEntry).order_by(AuditEntry.id))
        return [(each.actor, each.action, each.subject, each.details) for each in rows]


def test_a_lead_hands_all_open_files_of_somebody_over(engine: Engine) -> None:
    staff = make_staff(engine)
    city, mine = staff.advisor.organisation_id, {"advisor_id": staff.advisor.id}
    new = make_file(engine, city, **mine)
    advised = make_file(engine, city, **mine, state=FileState.ADVISED.value)
    closed = make_file(engine, city, **mine, state=FileState.HELPED.value)
    other = make_file(engine, city, advisor_id=staff.lead.id)
    giver, taker = staff.advisor.public_id, staff.colleague.public_id

    desk, by = desk_of(staff.lead), author(staff.lead)
    assert handover.hand_over_all(engine, desk, giver, taker, Which.OPEN, by=by) == 2

    rows = {each: stored_file(engine, each) for each in (new, advised, closed, other)}
    assert [row.advisor_id for row in rows.values()] == [
        *(staff.colleague.id, staff.colleague.id, staff.advisor.id, staff.lead.id)
    ]
    assert [rows[new].state, rows[advised].state] == ["taken", "advised"]
    assert (rows[new].version, rows[new].acted_utc, rows[closed].version) == (2, NOW, 1)
    line = (EventKind.HANDED_OVER, staff.lead.id, ["Bernd Kollege"])
    assert events_of(engine, new) == events_of(engine, advised) == [line]
    assert events_of(engine, closed) == events_of(engine, other) == []
    actor, details = f"person:{staff.lead.public_id}", ["open_files", taker]
    assert audited(engine) == [(actor, "file.handed_over", f"person:{giver}", details)]
    assert handover.hand_over_all(engine, desk, giver, taker, Which.ALL, by=by) == 1
    assert stored_file(engine, closed).state == "helped"


def test_the_number_of_statements_of_a_handover_does_not_grow(sqlite_engine: Engine) -> None:
    engine, staff = sqlite_engine, make_staff(sqlite_engine)
    giver, taker = staff.advisor, staff.colleague
    told: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *given: told.append(str(given[2])))
    counts = []
    for files in (1, 40):
        for _ in range(files):
            make_file(engine, giver.organisation_id, advisor_id=giver.id)
        told.clear()
        people = (giver.public_id, taker.public_id)
        done = handover.hand_over_all(engine, desk_of(giver), *people, Which.OPEN, by=author(giver))
        assert done == files
        counts.append(len(told))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("giver", "taker", "expected"),
    [
        ("colleague", "advisor", HandoverProblem.FORBIDDEN),
        ("stranger", "advisor", HandoverProblem.FORBIDDEN),
        ("advisor", "stranger", HandoverProblem.NO_COLLEAGUE),
        ("advisor", "closed", HandoverProblem.NO_COLLEAGUE),
        ("advisor", "advisor", HandoverProblem.SAME_PERSON),
    ],
)
def test_an_advisor_hands_over_only_own_files_and_only_to_colleagues(
    sqlite_engine: Engine, giver: str, taker: str, expected: HandoverProblem
) -> None:
    engine, staff = sqlite_engine, make_staff(sqlite_engine)
    file = make_file(engine, staff.advisor.organisation_id, advisor_id=staff.advisor.id)
    with transaction(engine) as session:
        lead = session.get_one(Person, staff.lead.id)
        lead.state = PersonState.CLOSED.value
        session.add(lead)
    people = {
        "advisor": staff.advisor,
        "colleague": staff.colleague,
        "stranger": staff.stranger,
        "closed": staff.lead,
    }
    ids = people[giver].public_id, people[taker].public_id

    done = handover.hand_over_all(
        engine, desk_of(staff.advisor), *ids, Which.ALL, by=author(staff.advisor)
    )
    assert done is expected
    assert stored_file(engine, file).advisor_id == staff.advisor.id


def test_a_lead_moves_no_files_of_another_city(sqlite_engine: Engine) -> None:
    engine, staff = sqlite_engine, make_staff(sqlite_engine)
    file = make_file(engine, staff.stranger.organisation_id, advisor_id=staff.stranger.id)
    done = handover.hand_over_all(
        engine,
        desk_of(staff.lead),
        staff.stranger.public_id,
        staff.lead.public_id,
        Which.ALL,
        by=author(staff.lead),
    )
    assert done is HandoverProblem.NO_COLLEAGUE
    assert stored_file(engine, file).advisor_id == staff.stranger.id


def test_own_days_away_are_entered_with_a_deputy_and_twice_is_once(engine: Engine) -> None:
    staff = make_staff(engine)
    desk, by = desk_of(staff.advisor), author(staff.advisor)
    days = {"first_day": date(2026, 12, 21), "last_day": date(2027, 1, 4)}
    for deputy in ("", staff.colleague.public_id):
        new = NewAbsence(person=staff.advisor.public_id, deputy=deputy, **days)
        assert absences.enter(engine, desk, new, by=by, today=TODAY) is AbsenceOutcome.DONE

    (found,) = absences.listed(engine, desk, TODAY)
    assert (found.person, found.deputy, found.is_own) == ("Ayla Beispiel", "Bernd Kollege", True)
    assert absences.listed(engine, desk_of(staff.colleague), TODAY) == ()
    assert [each.person for each in absences.listed(engine, desk_of(staff.lead), TODAY)]
    assert absences.listed(engine, desk, date(2027, 1, 5)) == ()
    assert audited(engine) == []


@pytest.mark.parametrize(
    ("first", "last", "person", "deputy", "expected"),
    [
        ("2026-12-02", "2026-12-01", "advisor", "", AbsenceOutcome.REVERSED),
        ("2026-11-20", "2026-11-21", "advisor", "", AbsenceOutcome.OVER),
        ("2026-12-01", "2062-12-01", "advisor", "", AbsenceOutcome.TOO_LONG),
        ("2026-12-01", "2026-12-02", "colleague", "", AbsenceOutcome.FORBIDDEN),
        ("2026-12-01", "2026-12-02", "advisor", "advisor", AbsenceOutcome.NO_DEPUTY),
        ("2026-12-01", "2026-12-02", "advisor", "stranger", AbsenceOutcome.NO_DEPUTY),
    ],
)
def test_absences_that_make_no_sense_are_refused(
    sqlite_engine: Engine,
    first: str,
    last: str,
    person: str,
    deputy: str,
    expected: AbsenceOutcome,
) -> None:
    engine, staff = sqlite_engine, make_staff(sqlite_engine)
    new = NewAbsence(
        person=getattr(staff, person).public_id,
        first_day=date.fromisoformat(first),
        last_day=date.fromisoformat(last),
        deputy=getattr(staff, deputy).public_id if deputy else "",
    )
    desk, by = desk_of(staff.advisor), author(staff.advisor)
    assert absences.enter(engine, desk, new, by=by, today=TODAY) is expected
    assert absences.listed(engine, desk_of(staff.lead), TODAY) == ()


def test_leads_enter_and_delete_days_of_others_and_the_trail_says_so(engine: Engine) -> None:
    staff = make_staff(engine)
    day = date(2026, 11, 24)
    new = NewAbsence(person=staff.advisor.public_id, first_day=day, last_day=day)
    desk, by = desk_of(staff.lead), author(staff.lead)
    assert absences.enter(engine, desk, new, by=by, today=TODAY) is AbsenceOutcome.DONE
    (found,) = absences.listed(engine, desk, TODAY)

    for person in (staff.colleague, staff.stranger):
        assert not absences.delete(engine, desk_of(person), found.id, by=author(person))
    assert absences.delete(engine, desk, found.id, by=by)
    assert not absences.delete(engine, desk, found.id, by=by)
    assert [each[1] for each in audited(engine)] == ["absence.entered", "absence.deleted"]
    strange = NewAbsence(person=staff.stranger.public_id, first_day=day, last_day=day)
    refused = absences.enter(engine, desk, strange, by=by, today=TODAY)
    assert refused is AbsenceOutcome.NO_COLLEAGUE
