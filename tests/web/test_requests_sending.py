"""A firm asks for advice: its request is never with nobody, and it is with the right ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from models.company_file import CompanyFile, FileState
from models.consultation import Absence
from models.organisation import Organisation
from models.person import Person, PersonState, Role
from models.session import transaction
from tests.fixtures.apps import NOW
from tests.fixtures.people import make_organisation, make_person
from tests.web.desk_world import Staff, make_staff
from tests.web.own_data_world import author, company, mails
from tests.web.requests_world import (
    CONTACT,
    FIRM_EMAIL,
    KEPT_FOR,
    events,
    files,
    firm,
    post,
    request_for,
    requests,
    send,
    terms,
)
from tests.web.result_world import RETENTION
from web.tokens import new_token
from web.use_cases.files.duty import on_duty
from web.use_cases.firms import profiles
from web.use_cases.firms.profiles import Change
from web.use_cases.requests import assigning, looking, sending
from web.use_cases.requests.looking import OpenRequest
from web.use_cases.requests.sending import MOST_AN_HOUR, Outcome

LATER = NOW + timedelta(days=3)
WITTEN, BOCHUM = "org-stadt-witten", "org-stadt-bochum"


def keeper(engine: Engine) -> Person:
    """The administrator who looks after the service."""
    land = make_organisation(engine, "Land", territories=("DEA",))
    return make_person(
        engine, Role.ADMINISTRATOR, organisation_id=land, name="Kim", email="kim@example.org"
    )


def specialist(engine: Engine, topic: str = "energy_efficiency") -> str:
    """An organisation of the Land for one topic, with one advisor."""
    made = make_organisation(engine, "Energieagentur", territories=("DEA",))
    with transaction(engine) as session:
        row = session.get(Organisation, made)
        assert row is not None
        row.topics = [topic]
        session.add(row)
    make_person(engine, organisation_id=made, name="Enno", email="enno@example.org")
    return made


def recipients_of(engine: Engine, purpose: str) -> list[str]:
    return [mail.recipient for mail in mails(engine, purpose)]


def change(engine: Engine, file: CompanyFile, **values: object) -> None:
    with transaction(engine) as session:
        row = session.get(CompanyFile, file.id)
        assert row is not None
        for name, value in values.items():
            setattr(row, name, value)
        session.add(row)


def leave(engine: Engine, *people: Person) -> None:
    """Close their accounts."""
    with transaction(engine) as session:
        for each in people:
            row = session.get(Person, each.id)
            assert row is not None
            row.state = PersonState.CLOSED.value
            session.add(row)


def away(engine: Engine, person: Person, deputy: Person | None = None) -> None:
    with transaction(engine) as session:
        session.add(
            Absence(
                person_id=person.id,
                deputy_id=deputy.id if deputy else None,
                first_day=date(2026, 11, 1),
                last_day=date(2026, 12, 31),
            )
        )


def duty(engine: Engine, staff: Staff, advisor: Person | None = None) -> list[str]:
    with transaction(engine) as session:
        advisor_id = advisor.id if advisor else None
        found = on_duty(session, WITTEN, date(2026, 11, 22), advisor_id=advisor_id)
    return [each.name for each in found]


def test_a_request_makes_a_file_where_somebody_is_responsible_and_tells_who_is_on_duty(
    engine: Engine,
) -> None:
    make_staff(engine)

    sent = send(engine, firm(engine))

    assert (sent.outcome, sent.has_receipt) == (Outcome.SENT, True)
    (file,) = files(engine)
    assert (file.organisation_id, file.part, file.state) == (WITTEN, "responsible", "new")
    assert (file.name, file.town, file.phone) == ("Schmiede Ruhr GmbH", "Witten", "02302 1234")
    assert (file.dispatched_utc, file.acted_utc, file.reminded) == (NOW, None, 0)
    assert events(engine, file) == ["asked"]
    (asked,) = requests(engine)
    assert (asked.file_id, asked.responsible, asked.informed) == (file.id, "Stadt Witten", [])
    assert recipients_of(engine, "advice_receipt") == [FIRM_EMAIL]
    assert sorted(recipients_of(engine, "advice_asked")) == [
        "ayla.beispiel@example.org",
        "bernd.kollege@example.org",
        "lena.leitung@example.org",
    ]


def test_specialists_are_told_and_see_a_file_of_their_own(engine: Engine) -> None:
    make_staff(engine)
    energy = specialist(engine)

    send(engine, firm(engine))

    told = next(file for file in files(engine) if file.organisation_id == energy)
    assert (told.part, told.dispatched_utc, events(engine, told)) == (
        "informed",
        None,
        ["informed"],
    )
    assert requests(engine)[0].informed == ["Energieagentur"]
    assert recipients_of(engine, "advice_informed") == ["enno@example.org"]


def test_who_is_responsible_already_stays_so_when_told_of_another_request(engine: Engine) -> None:
    energy = specialist(engine)
    token = firm(engine)
    send(engine, token)
    make_staff(engine)

    send(engine, token, LATER)

    parts = {file.organisation_id: file.part for file in files(engine)}
    assert parts == {energy: "responsible", WITTEN: "responsible"}


@pytest.mark.parametrize(
    "answers",
    [
        pytest.param({"postal_code": "59423"}, id="a place where nobody is responsible"),
        pytest.param({"postal_code": ""}, id="no place"),
        pytest.param({"postal_code": "", "municipality": "Atlantis"}, id="a place nobody knows"),
    ],
)
def test_without_anybody_responsible_who_looks_after_the_service_is_told(
    engine: Engine, answers: dict[str, str]
) -> None:
    make_staff(engine)
    make_person(engine, Role.ADMINISTRATOR, name="Stadt", email="stadt@example.org")
    keeper(engine)

    assert send(engine, firm(engine, **answers)).outcome is Outcome.SENT

    (file,) = files(engine)
    assert file.organisation_id is None
    assert requests(engine)[0].responsible == ""
    assert recipients_of(engine, "advice_unassigned") == ["kim@example.org"]


def test_an_organisation_where_nobody_advises_gets_no_request(engine: Engine) -> None:
    staff = make_staff(engine)
    make_person(engine, Role.EDITOR, name="Rita", email="rita@example.org")
    leave(engine, staff.advisor, staff.colleague, staff.lead)

    send(engine, firm(engine))

    assert [file.organisation_id for file in files(engine)] == [None]


def test_a_closed_organisation_gets_no_request(engine: Engine) -> None:
    make_staff(engine)
    with transaction(engine) as session:
        row = session.get(Organisation, WITTEN)
        assert row is not None
        row.closed_utc = NOW
        session.add(row)

    send(engine, firm(engine))

    assert [file.organisation_id for file in files(engine)] == [None]


def test_nobody_gets_what_was_meant_for_others(engine: Engine) -> None:
    make_staff(engine)
    token = firm(engine)
    ask = request_for(engine, token)
    specialist(engine)

    outcome = sending.send(engine, token, ask, terms(), by=author()).outcome

    assert outcome is Outcome.CHANGED
    assert files(engine) == []
    assert mails(engine) == []


def test_a_firm_that_asks_twice_is_in_the_same_file_with_both_requests(engine: Engine) -> None:
    staff = make_staff(engine)
    token = firm(engine)
    send(engine, token)
    (file,) = files(engine)
    change(
        engine,
        file,
        state=FileState.HELPED.value,
        advisor_id=staff.colleague.id,
        acted_utc=NOW,
        closed_utc=NOW,
        reminded=2,
    )

    send(engine, token, LATER, message="Noch etwas.", contact=replace(CONTACT, phone="0234 99"))

    (file,) = files(engine)
    assert (file.state, file.closed_utc, file.phone) == ("new", None, "0234 99")
    assert (file.dispatched_utc, file.acted_utc, file.reminded) == (LATER, None, 0)
    assert events(engine, file) == ["asked", "asked"]
    assert [each.message for each in requests(engine)] == ["Unser Ofen frisst Gas.", "Noch etwas."]
    assert recipients_of(engine, "advice_again") == ["bernd.kollege@example.org"]


def test_an_appointment_stays_when_the_firm_writes_once_more(engine: Engine) -> None:
    make_staff(engine)
    token = firm(engine)
    send(engine, token)
    change(engine, files(engine)[0], state="appointment", appointment_utc=LATER)

    send(engine, token, LATER)

    assert (files(engine)[0].state, files(engine)[0].appointment_utc) == ("appointment", LATER)


def test_a_request_that_waits_goes_along_when_somebody_is_responsible_later(
    engine: Engine,
) -> None:
    token = firm(engine)
    send(engine, token)
    make_staff(engine)

    send(engine, token, LATER)

    (file,) = files(engine)
    assert file.organisation_id == WITTEN
    assert [each.file_id for each in requests(engine)] == [file.id, file.id]


def test_a_firm_sees_who_has_its_last_request_until_the_file_is_closed(engine: Engine) -> None:
    token = firm(engine)
    assert looking.open_request(engine, token, NOW) is None

    send(engine, token)
    assert looking.open_request(engine, token, NOW) == OpenRequest(NOW, "")
    make_staff(engine)
    send(engine, token, LATER)
    assert looking.open_request(engine, token, LATER) == OpenRequest(LATER, "Stadt Witten")

    assert looking.open_request(engine, firm(engine), LATER) is None
    change(engine, files(engine)[0], state=FileState.UNFIT.value)
    assert looking.open_request(engine, token, LATER) is None


def test_who_looks_after_the_firm_gets_what_no_place_tells(engine: Engine) -> None:
    make_staff(engine)
    token = firm(engine, postal_code="59423")
    send(engine, token)
    assigned = assigning.assign(
        engine,
        files(engine)[0].public_id,
        BOCHUM,
        post(),
        by=author(),
        person_id=1,
        kept_for=KEPT_FOR,
    )
    assert assigned is assigning.Assigned.DONE

    send(engine, token, LATER)

    assert [file.organisation_id for file in files(engine)] == [BOCHUM]
    assert requests(engine)[1].responsible == "Stadt Bochum"


def test_a_second_click_is_the_same_request(engine: Engine) -> None:
    make_staff(engine)
    token = firm(engine)
    send(engine, token)
    before = len(mails(engine))

    again = send(engine, token, NOW + timedelta(minutes=5))

    assert again.outcome is Outcome.REPEATED
    assert (len(requests(engine)), len(mails(engine))) == (1, before)


def test_of_ten_requests_in_a_row_some_are_taken_into_one_file_and_few_receipts_go_out(
    engine: Engine,
) -> None:
    make_staff(engine)
    token = firm(engine)

    outcomes = [
        send(engine, token, NOW + timedelta(minutes=number), message=f"Nummer {number}").outcome
        for number in range(10)
    ]

    assert outcomes == [Outcome.SENT] * MOST_AN_HOUR + [Outcome.TOO_MANY] * (10 - MOST_AN_HOUR)
    assert (len(files(engine)), len(requests(engine))) == (1, MOST_AN_HOUR)
    assert len(mails(engine, "advice_receipt")) == 3


def test_a_request_counts_although_no_mail_can_be_written(engine: Engine) -> None:
    make_staff(engine)
    token = firm(engine)
    ask = request_for(engine, token)

    sent = sending.send(engine, token, ask, terms(has_mail=False), by=author())

    assert (sent.outcome, sent.has_receipt) == (Outcome.SENT, False)
    assert len(files(engine)) == 1


@pytest.mark.parametrize("way", ["unknown", "expired"])
def test_without_answers_there_is_no_request(engine: Engine, way: str) -> None:
    make_staff(engine)
    token = new_token() if way == "unknown" else firm(engine)
    now = NOW + timedelta(days=31)

    assert send(engine, token, now).outcome is Outcome.GONE
    assert files(engine) == []


def test_answers_last_as_long_as_the_file_also_when_the_firm_changes_them(engine: Engine) -> None:
    make_staff(engine)
    token = firm(engine)
    send(engine, token)

    profiles.answer(engine, token, Change({"employees": 5}), LATER, retention=RETENTION)

    stored = profiles.load(engine, token, LATER)
    assert stored is not None
    assert stored.expires_utc == NOW + KEPT_FOR


def test_a_firm_reaches_only_its_own_file(engine: Engine) -> None:
    make_staff(engine)
    send(engine, firm(engine))

    send(engine, company(engine, postal_code="58453"), LATER)

    assert len({file.company_id for file in files(engine)}) == 2


def test_on_duty_is_who_is_there_and_the_deputy_of_who_is_not(engine: Engine) -> None:
    staff = make_staff(engine)
    everybody = ["Ayla Beispiel", "Bernd Kollege", "Lena Leitung"]
    assert duty(engine, staff) == everybody

    away(engine, staff.advisor, staff.lead)

    assert duty(engine, staff) == everybody[1:]
    assert duty(engine, staff, staff.advisor) == ["Lena Leitung"]
    assert duty(engine, staff, staff.colleague) == ["Bernd Kollege"]


def test_a_deputy_who_is_away_or_advises_elsewhere_stands_in_for_nobody(engine: Engine) -> None:
    staff = make_staff(engine)
    away(engine, staff.advisor, staff.colleague)
    away(engine, staff.colleague, staff.advisor)

    assert duty(engine, staff, staff.advisor) == ["Lena Leitung"]

    away(engine, staff.lead, staff.stranger)
    assert duty(engine, staff) == ["Lena Leitung"]
