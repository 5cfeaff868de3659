"""Requests that nobody looks at: reminders after 2, 5 and 10 working days, to who is there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlmodel import select

from models.company import CompanyProfile
from models.company_file import EventKind, FileState
from models.consultation import Absence
from models.mail import OutboxMail
from models.person import Person, Role
from models.session import reading, transaction
from tests.fixtures.apps import running_app
from tests.fixtures.people import make_organisation, make_person
from tests.web.desk_world import Staff, author, desk_of, make_file, make_staff, stored_file
from tests.web.test_desk_states import events_of
from web.clock import day_in_berlin
from web.current import services_of
from web.jobs import requests
from web.letters import Letter
from web.use_cases import waiting_requests
from web.use_cases.files import states
from web.use_cases.requests.reminding import Reminded, Reminder, remind
from web.use_cases.waiting_requests import Waiting, due_number, overdue_before, overdue_until

MONDAY = datetime(2026, 11, 16, 14, 0, tzinfo=UTC)
WEDNESDAY = datetime(2026, 11, 18, 7, 0, tzinfo=UTC)
"""Eight o'clock in Berlin."""


@pytest.mark.parametrize(
    ("what", "dispatched", "days"),
    [
        ("a plain Monday", "2026-11-16", ["2026-11-18", "2026-11-23", "2026-11-30"]),
        ("a Friday", "2026-11-20", ["2026-11-24", "2026-11-27", "2026-12-04"]),
        ("a Sunday", "2026-11-22", ["2026-11-24", "2026-11-27", "2026-12-04"]),
        # 25 and 26 December, and New Year.
        ("before Christmas", "2026-12-23", ["2026-12-28", "2026-12-31", "2027-01-08"]),
        ("on Christmas Eve", "2026-12-24", ["2026-12-29", "2027-01-04", "2027-01-11"]),
        # Good Friday on 3 April, Easter Monday on the 6th.
        ("before Easter", "2026-04-01", ["2026-04-07", "2026-04-10", "2026-04-17"]),
        ("on Good Friday", "2026-04-03", ["2026-04-08", "2026-04-13", "2026-04-20"]),
        # Whit Monday on 25 May, Fronleichnam on 4 June.
        ("before Fronleichnam", "2026-06-02", ["2026-06-05", "2026-06-10", "2026-06-17"]),
        ("on Fronleichnam", "2026-06-04", ["2026-06-08", "2026-06-11", "2026-06-18"]),
    ],
)
def test_reminders_are_due_after_working_days_in_nrw(
    what: str, dispatched: str, days: list[str]
) -> None:
    sent = date.fromisoformat(dispatched)
    due = dict.fromkeys((1, 2, 3), date.max)
    for count in range(40):
        today = sent + timedelta(days=count)
        number = due_number(sent, today, "NW")
        for each in range(1, number + 1):
            due[each] = min(due[each], today)
    assert [each.isoformat() for each in due.values()] == days, what


@pytest.mark.parametrize(
    ("today", "land", "number"),
    [
        ("2026-06-04", "NW", 0),
        ("2026-06-04", "BE", 1),
        ("2026-06-06", "BE", 0),
        ("2026-06-07", "BE", 0),
        ("2026-06-05", "NW", 1),
    ],
)
def test_holidays_are_those_of_the_land(today: str, land: str, number: int) -> None:
    assert due_number(date(2026, 6, 2), date.fromisoformat(today), land) == number


def test_what_is_overdue_is_what_a_reminder_was_due_for() -> None:
    for count in range(400):
        today = date(2026, 1, 1) + timedelta(days=count)
        last = overdue_until(today, "NW")
        if due := due_number(last, today, "NW"):
            assert due >= 1
            assert due_number(last + timedelta(days=1), today, "NW") == 0


@pytest.mark.parametrize(
    ("dispatched", "on_time", "overdue"),
    [
        # Summer time begins on Sunday, 29 March: half past midnight is the evening before in UTC.
        ("2026-03-27T22:30", "2026-03-30", "2026-03-31"),
        ("2026-03-27T23:30", "2026-03-30", "2026-03-31"),
        ("2026-03-29T21:30", "2026-03-30", "2026-03-31"),
        ("2026-03-29T22:30", "2026-03-31", "2026-04-01"),
        # It ends on Sunday, 25 October.
        ("2026-10-25T22:30", "2026-10-26", "2026-10-27"),
        ("2026-10-25T23:30", "2026-10-27", "2026-10-28"),
    ],
)
def test_days_begin_at_midnight_in_berlin_also_where_the_clocks_change(
    dispatched: str, on_time: str, overdue: str
) -> None:
    sent_at = datetime.fromisoformat(dispatched).replace(tzinfo=UTC)
    for day, is_overdue in ((on_time, False), (overdue, True)):
        today = date.fromisoformat(day)
        assert (sent_at < overdue_before(["05954036"], today)) is is_overdue
        assert bool(due_number(day_in_berlin(sent_at), today, "NW")) is is_overdue


def letter_of(reminder: Reminder) -> Letter:
    return Letter(
        cause=reminder.cause,
        purpose="request_reminder",
        recipient=reminder.recipient.email,
        language="de",
        subject=f"{reminder.number} nach {reminder.days}",
        text=reminder.firm,
        person_id=reminder.recipient.person_id,
    )


def sent(engine: Engine, now: datetime) -> list[tuple[str, str]]:
    """Who is written to at that moment, by name, and the number of the reminder."""
    with reading(engine) as session:
        known = set(session.exec(select(OutboxMail.id)))
    remind(engine, letter_of, now=now)
    with reading(engine) as session:
        query = select(Person.name, OutboxMail.subject, OutboxMail.id).join(
            OutboxMail, OutboxMail.person_id == Person.id
        )
        return sorted(
            (name, line[0]) for name, line, key in session.exec(query) if key not in known
        )


def waiting_file(
    engine: Engine, staff: Staff, name: str = "Schmiede Ruhr GmbH", **fields: object
) -> str:
    values = {"organisation_id": staff.advisor.organisation_id, "now": MONDAY, **fields}
    return make_file(engine, name=name, **values)


def set_away(engine: Engine, person: Person, deputy: Person | None = None) -> None:
    with transaction(engine) as session:
        session.add(
            Absence(
                person_id=person.id or 0,
                deputy_id=deputy.id if deputy else None,
                first_day=date(2026, 11, 1),
                last_day=date(2026, 12, 31),
            )
        )


def test_all_on_duty_are_reminded_once_whatever_happens_to_the_job(engine: Engine) -> None:
    staff = make_staff(engine)
    file = waiting_file(engine, staff)
    set_away(engine, staff.lead)

    assert sent(engine, WEDNESDAY - timedelta(minutes=1)) == []
    assert sent(engine, WEDNESDAY) == [("Ayla Beispiel", "1"), ("Bernd Kollege", "1")]
    assert sent(engine, WEDNESDAY) == []
    row = stored_file(engine, file)
    assert (row.reminded, row.version, row.acted_utc, row.touched_utc) == (1, 1, None, MONDAY)
    names = ["Ayla Beispiel", "Bernd Kollege"]
    assert events_of(engine, file) == [(EventKind.REMINDED, None, names)]


def test_a_job_that_dies_between_two_requests_leaves_the_others_for_the_next_turn(
    engine: Engine,
) -> None:
    staff = make_staff(engine)
    files = [waiting_file(engine, staff) for _ in range(3)]
    composed = []

    def dies(reminder: Reminder) -> Letter:
        composed.append(reminder)
        if len(composed) == 5:  # The second of the three recipients of the second request.
            raise SystemExit
        return letter_of(reminder)

    with pytest.raises(SystemExit):
        remind(engine, dies, now=WEDNESDAY)
    assert [stored_file(engine, each).reminded for each in files] == [1, 0, 0]
    assert len(sent(engine, WEDNESDAY)) == 6
    with reading(engine) as session:
        assert len(session.exec(select(OutboxMail.id)).all()) == 9


def test_a_letter_that_cannot_be_written_holds_up_no_other(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    staff = make_staff(engine)
    bad, good = (waiting_file(engine, staff, name) for name in ("Kaputt GmbH", "Heil GmbH"))

    def fails(reminder: Reminder) -> Letter:
        if reminder.firm == "Kaputt GmbH":
            raise ValueError("Kaputt GmbH")
        return letter_of(reminder)

    assert remind(engine, fails, now=WEDNESDAY) == Reminded(written=3, failed=1)
    assert [stored_file(engine, each).reminded for each in (bad, good)] == [0, 1]
    (line,) = caplog.records
    assert (line.message, line.exc_info is not None) == ("reminder not written", True)
    assert events_of(engine, bad) == []


def test_a_reminder_goes_with_the_data_of_the_firm_that_it_names(
    filled_template: Path, tmp_path: Path
) -> None:
    public = {"public_url": "https://angebote.example.org"}
    with running_app(filled_template, tmp_path / "app.sqlite3", **public) as app:
        engine = services_of(app).engine
        staff = make_staff(engine)
        file = waiting_file(engine, staff)
        requests.run(services_of(app), author(staff.lead, WEDNESDAY))
        with reading(engine) as session:
            assert len(session.exec(select(OutboxMail)).all()) == 3
        key = stored_file(engine, file).company_id
        with transaction(engine) as session:
            session.delete(session.get_one(CompanyProfile, key))
        with reading(engine) as session:
            assert session.exec(select(OutboxMail)).all() == []


def test_after_a_long_rest_only_the_last_reminder_comes_and_the_lead_gets_it(
    engine: Engine,
) -> None:
    staff = make_staff(engine)
    waiting_file(engine, staff, advisor_id=staff.advisor.id)

    assert sent(engine, WEDNESDAY) == [("Ayla Beispiel", "1")]
    later = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
    assert sent(engine, later) == [("Ayla Beispiel", "3"), ("Lena Leitung", "3")]
    assert sent(engine, later + timedelta(days=30)) == []


def test_nobody_who_is_away_is_reminded_but_who_stands_in_is(engine: Engine) -> None:
    staff = make_staff(engine)
    waiting_file(engine, staff, advisor_id=staff.advisor.id)
    set_away(engine, staff.advisor, staff.colleague)
    set_away(engine, staff.lead)
    administrator = make_person(
        engine, Role.ADMINISTRATOR, name="Adam Amt", email="adam.amt@example.org"
    )
    assert administrator.organisation_id == staff.advisor.organisation_id

    assert sent(engine, WEDNESDAY) == [("Bernd Kollege", "1")]
    third = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
    assert sent(engine, third) == [("Adam Amt", "3"), ("Bernd Kollege", "3")]


def test_a_reminder_waits_until_somebody_is_back(sqlite_engine: Engine) -> None:
    engine, staff = sqlite_engine, make_staff(sqlite_engine)
    file = waiting_file(engine, staff)
    for person in (staff.advisor, staff.colleague, staff.lead):
        set_away(engine, person)

    assert sent(engine, WEDNESDAY) == []
    assert stored_file(engine, file).reminded == 0
    with transaction(engine) as session:
        for absence in session.exec(select(Absence).where(Absence.person_id == staff.lead.id)):
            session.delete(absence)
    assert sent(engine, WEDNESDAY + timedelta(days=1)) == [("Lena Leitung", "1")]


def test_any_deed_stops_the_reminders(sqlite_engine: Engine) -> None:
    engine, staff = sqlite_engine, make_staff(sqlite_engine)
    file = waiting_file(engine, staff)
    desk, by = desk_of(staff.advisor), author(staff.advisor, MONDAY)
    states.take(engine, desk, file, by=by, seen_version=1)
    states.give_back(engine, desk, file, by=by, seen_version=2)

    assert stored_file(engine, file).state == FileState.NEW
    assert sent(engine, WEDNESDAY) == []


@pytest.mark.parametrize("state", ["taken", "appointment"])
def test_a_firm_that_asks_again_while_somebody_looks_after_it_waits_as_well(
    engine: Engine, state: str
) -> None:
    staff = make_staff(engine)
    file = waiting_file(
        engine, staff, state=state, advisor_id=staff.colleague.id, acted_utc=None, reminded=0
    )
    city = {staff.advisor.organisation_id: ["05954036"]}

    with reading(engine) as session:
        found = waiting_requests.numbers(session, city, date(2026, 11, 18))
    assert found == {staff.advisor.organisation_id: Waiting(requests=1, overdue=1)}
    assert sent(engine, WEDNESDAY) == [("Bernd Kollege", "1")]
    desk, by = desk_of(staff.advisor), author(staff.advisor, WEDNESDAY)
    states.take(engine, desk, file, by=by, seen_version=None)
    assert sent(engine, WEDNESDAY + timedelta(days=30)) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"part": "informed"},
        {"organisation_id": None},
        {"state": "taken"},
        {"state": "helped", "acted_utc": None},
        {"dispatched_utc": None},
    ],
)
def test_only_requests_that_wait_at_the_responsible_organisation_are_reminded_of(
    sqlite_engine: Engine, fields: Mapping[str, object]
) -> None:
    staff = make_staff(sqlite_engine)
    waiting_file(sqlite_engine, staff, **fields)
    assert sent(sqlite_engine, WEDNESDAY) == []


@pytest.mark.parametrize(
    ("day", "who"),
    [(datetime(2026, 6, 4, 9, 0, tzinfo=UTC), 0), (datetime(2026, 6, 5, 9, 0, tzinfo=UTC), 3)],
)
def test_nothing_is_sent_on_a_holiday_of_the_land(
    sqlite_engine: Engine, day: datetime, who: int
) -> None:
    staff = make_staff(sqlite_engine)
    sent_at = datetime(2026, 6, 2, 9, 0, tzinfo=UTC)
    make_file(sqlite_engine, staff.advisor.organisation_id, now=sent_at)
    assert len(sent(sqlite_engine, day)) == who


def test_who_works_in_several_laender_has_the_holidays_of_the_firm(sqlite_engine: Engine) -> None:
    engine = sqlite_engine
    both = make_organisation(engine, "Zwei Länder", territories=("DEA", "DE9"))
    make_person(engine, Role.ADVISOR, organisation_id=both, name="Zoe", email="zoe@example.org")
    sent_at = datetime(2026, 6, 2, 9, 0, tzinfo=UTC)
    ruhr, hanover = (
        make_file(engine, both, answers={"postal_code": code}, now=sent_at)
        for code in ("58452", "30159")
    )

    # Fronleichnam, of which nobody knows in Niedersachsen; eight o'clock in summer.
    sent(engine, datetime(2026, 6, 4, 5, 59, tzinfo=UTC))
    assert [stored_file(engine, each).reminded for each in (ruhr, hanover)] == [0, 0]
    sent(engine, datetime(2026, 6, 4, 6, 0, tzinfo=UTC))
    assert [stored_file(engine, each).reminded for each in (ruhr, hanover)] == [0, 1]


def test_what_waits_is_counted_for_each_organisation_by_one_query(engine: Engine) -> None:
    staff = make_staff(engine)
    waiting_file(engine, staff)
    waiting_file(engine, staff, dispatched_utc=WEDNESDAY)
    waiting_file(engine, staff, state="taken")
    cities = {staff.advisor.organisation_id: ["05954036"], staff.stranger.organisation_id: ["DE"]}

    with reading(engine) as session:
        found = waiting_requests.numbers(session, cities, date(2026, 11, 18))
        assert found == {staff.advisor.organisation_id: Waiting(requests=2, overdue=1)}
        assert waiting_requests.numbers(session, {}, date(2026, 11, 18)) == {}


def test_the_job_writes_mails_that_lead_to_the_file(filled_template: Path, tmp_path: Path) -> None:
    public = {"public_url": "https://angebote.example.org"}
    with running_app(filled_template, tmp_path / "app.sqlite3", **public) as app:
        held = services_of(app)
        staff = make_staff(held.engine)
        file = waiting_file(held.engine, staff, advisor_id=staff.lead.id)
        by = author(staff.lead, datetime(2026, 11, 30, 9, 0, tzinfo=UTC))

        assert requests.run(held, by) == {"request_reminders": 1}
        assert requests.run(held, by) == {}
        with reading(held.engine) as session:
            mail = session.exec(select(OutboxMail)).one()
            assert mail.subject == "Eine Anfrage wartet seit 10 Arbeitstagen"
            assert "Schmiede Ruhr GmbH, Witten" in mail.text
            assert f"https://angebote.example.org/beratung/akte/{file}" in mail.text
            assert "Das ist die letzte Erinnerung." in mail.text
            assert "karla@example.com" not in mail.text


def test_a_service_without_an_address_of_its_own_reminds_nobody(app: Flask) -> None:
    held = services_of(app)
    staff = make_staff(held.engine)
    waiting_file(held.engine, staff)
    assert requests.run(held, author(staff.lead, WEDNESDAY)) == {}
