"""Requests that nobody is responsible for are assigned; what a firm takes back is gone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine, func
from sqlmodel import col, select

from models.base import metadata
from models.company_file import CompanyFile, FileOrigin, FilePart
from models.contact import Consent
from models.dossier import DossierIssue
from models.organisation import Organisation
from models.outcome import OfferApplication
from models.person import Role
from models.session import reading, transaction
from tests.fixtures.apps import NOW
from tests.fixtures.people import make_organisation, make_person
from tests.web.advised_world import advise
from tests.web.desk_world import make_file, make_staff
from tests.web.own_data_world import author, company, confirmed, mails
from tests.web.requests_world import KEPT_FOR, events, files, firm, post, requests, send
from tests.web.result_world import RETENTION
from tests.web.test_requests_sending import BOCHUM, WITTEN, change, leave
from web.consents import Purpose
from web.tokens import new_token
from web.use_cases import file_rows
from web.use_cases.files.asked import of_file
from web.use_cases.files.twins import twins
from web.use_cases.firms import contacts, own_data, profiles
from web.use_cases.requests import assigning, merging, queue
from web.use_cases.requests.assigning import Assigned

LATER = NOW + timedelta(days=3)
UNNA = "59423"


def assign(engine: Engine, public_id: str, organisation_id: str) -> Assigned:
    by = author(LATER, "person:kim")
    person = make_person(engine, Role.ADMINISTRATOR, email=f"{new_token()[:8]}@example.org")
    assert person.id is not None
    return assigning.assign(
        engine,
        public_id,
        organisation_id,
        post(LATER),
        by=by,
        person_id=person.id,
        kept_for=KEPT_FOR,
    )


def consent_to_advice(engine: Engine) -> int:
    with reading(engine) as session:
        query = select(Consent.id).where(Consent.purpose == Purpose.ADVICE.value)
        found = session.exec(query.order_by(col(Consent.id))).first()
    assert found is not None
    return found


def count(engine: Engine, table: str) -> int:
    with engine.connect() as connection:
        query = select(func.count()).select_from(metadata.tables[table])
        return connection.execute(query).scalar_one()


def test_what_nobody_is_responsible_for_waits_the_longest_first_and_names_who_is_near(
    engine: Engine,
) -> None:
    make_staff(engine)
    make_organisation(engine, "Ohne Beratung", territories=("DEA",))
    send(engine, firm(engine, postal_code=UNNA))
    send(engine, firm(engine, postal_code=""), LATER)
    send(engine, firm(engine))

    found = queue.listed(engine, 1)

    assert [each.town for each in found.items] == ["Unna", ""]
    assert (found.total, queue.count(engine)) == (2, 2)
    kreis = make_organisation(engine, "Kreis Unna", territories=("Kreis Unna",))
    make_person(engine, organisation_id=kreis, email="kreis@example.org")
    choice = queue.find(engine, found.items[0].public_id)
    assert choice is not None
    assert [each.id for each in choice.near] == [kreis]
    assert [each.id for each in choice.others] == [BOCHUM, WITTEN]
    assert [each.message for each in choice.asked] == ["Unser Ofen frisst Gas."]


def test_an_assigned_request_waits_anew_and_everybody_is_told(engine: Engine) -> None:
    staff = make_staff(engine)
    send(engine, firm(engine, postal_code=UNNA))
    (file,) = files(engine)

    assert assign(engine, file.public_id, BOCHUM) is Assigned.DONE

    (file,) = files(engine)
    assert (file.organisation_id, file.part) == (BOCHUM, "responsible")
    assert (file.dispatched_utc, file.acted_utc, file.reminded) == (LATER, None, 0)
    assert events(engine, file) == ["asked", "assigned"]
    assert [mail.recipient for mail in mails(engine, "advice_assigned")] == [
        staff.stranger.email,
        "karla@schmiede-beispiel.de",
    ]
    assert assign(engine, file.public_id, WITTEN) is Assigned.GONE
    assert queue.find(engine, file.public_id) is None


def test_nothing_is_assigned_to_who_would_not_see_it(engine: Engine) -> None:
    empty = make_organisation(engine, "Ohne Beratung")
    send(engine, firm(engine))
    (file,) = files(engine)

    assert assign(engine, file.public_id, empty) is Assigned.NOBODY
    assert assign(engine, file.public_id, "org-unknown") is Assigned.NOBODY
    assert assign(engine, "unknown", empty) is Assigned.GONE


@pytest.mark.parametrize("way", ["the organisation closes", "its people leave"])
def test_files_that_nobody_can_see_any_more_are_assigned_anew(engine: Engine, way: str) -> None:
    staff = make_staff(engine)
    send(engine, firm(engine))
    (file,) = files(engine)
    if way == "the organisation closes":
        with transaction(engine) as session:
            file_rows.release_of_organisation(session, WITTEN, now=NOW)
    else:
        change(engine, file, advisor_id=staff.advisor.id, state="taken")
        leave(engine, staff.advisor, staff.colleague, staff.lead)

    (waiting,) = queue.listed(engine, 1).items
    assert waiting.organisation == ("" if way == "the organisation closes" else "Stadt Witten")
    assert assign(engine, waiting.public_id, BOCHUM) is Assigned.DONE

    (file,) = files(engine)
    assert (file.organisation_id, file.advisor_id, file.state) == (BOCHUM, None, "new")
    assert queue.count(engine) == 0


def test_a_firm_of_a_list_does_not_become_a_request_when_its_organisation_closes(
    engine: Engine,
) -> None:
    make_staff(engine)
    make_file(engine, WITTEN, is_request=False, origin=FileOrigin.LIST.value)
    with transaction(engine) as session:
        file_rows.release_of_organisation(session, WITTEN, now=NOW)

    (waiting,) = queue.listed(engine, 1).items
    assert not waiting.is_asked
    assert assign(engine, waiting.public_id, BOCHUM) is Assigned.DONE

    (file,) = files(engine)
    assert (file.organisation_id, file.state, file.dispatched_utc) == (BOCHUM, "new", None)
    assert mails(engine) == []


def test_where_the_organisation_has_a_file_of_the_firm_the_two_become_one(engine: Engine) -> None:
    token = confirmed(engine, postal_code=UNNA)
    make_staff(engine)
    old = advise(engine, token)
    stored = files(engine)[0]
    with transaction(engine) as session:
        row = session.get(CompanyFile, stored.id)
        assert row is not None
        there = CompanyFile(
            **{
                **row.model_dump(exclude={"id"}),
                "public_id": new_token(),
                "organisation_id": BOCHUM,
                "part": FilePart.INFORMED.value,
            }
        )
        session.add(there)
        session.flush()
        session.add(
            OfferApplication(file_id=there.id or 0, offer_id="y", state="applied", changed_utc=NOW)
        )
    parts = [column for column in merging.parts() if column.table.name != "judgement"]
    before = {column.table.name: count(engine, column.table.name) for column in parts}

    assert assign(engine, old, BOCHUM) is Assigned.DONE

    (file,) = files(engine)
    assert (file.organisation_id, file.part, file.state) == (BOCHUM, "responsible", "new")
    after = {column.table.name: count(engine, column.table.name) for column in parts}
    internal = {"file_note": 0, "dossier_plan": 0, "dossier_issue": 1}
    assert after == {**before, "file_event": before["file_event"] + 1, **internal}
    with engine.connect() as connection:
        for column in parts:
            found = set(connection.execute(select(column)).scalars()) - {None}
            assert found <= {file.id}, column.table.name


def test_a_file_leaves_behind_what_the_organisation_before_wrote_for_itself(
    engine: Engine,
) -> None:
    make_staff(engine)
    file = advise(engine, confirmed(engine, postal_code="58452"))
    with transaction(engine) as session:
        file_rows.release_of_organisation(session, WITTEN, now=NOW)
    waiting = queue.find(engine, file)
    assert waiting is not None
    assert waiting.was_kept

    assert assign(engine, file, BOCHUM) is Assigned.DONE

    assert (count(engine, "file_note"), count(engine, "dossier_plan")) == (0, 0)
    with reading(engine) as session:
        assert session.exec(select(DossierIssue.audience)).all() == ["firm"]
    for kept in ("consultation_request", "file_step", "offer_application", "aid_award"):
        assert count(engine, kept) == 1, kept


def test_a_file_that_comes_back_brings_what_was_written_there(engine: Engine) -> None:
    staff = make_staff(engine)
    file = advise(engine, confirmed(engine, postal_code="58452"))
    with transaction(engine) as session:
        for issue in session.exec(select(DossierIssue)):
            issue.person_id = staff.advisor.id
        file_rows.release_of_organisation(session, WITTEN, now=NOW)

    assert assign(engine, file, WITTEN) is Assigned.DONE

    assert (count(engine, "file_note"), count(engine, "dossier_issue")) == (1, 2)


def test_of_two_applications_for_one_offer_that_of_the_organisation_stays(engine: Engine) -> None:
    make_staff(engine)
    token = firm(engine, postal_code=UNNA)
    send(engine, token)
    (waiting,) = files(engine)
    with transaction(engine) as session:
        row = session.get(CompanyFile, waiting.id)
        assert row is not None
        there = CompanyFile(
            **{
                **row.model_dump(exclude={"id"}),
                "public_id": new_token(),
                "organisation_id": BOCHUM,
            }
        )
        session.add(there)
        session.flush()
        for file_id, state in ((waiting.id, "applied"), (there.id, "granted")):
            assert file_id is not None
            session.add(
                OfferApplication(file_id=file_id, offer_id="x", state=state, changed_utc=NOW)
            )

    assign(engine, waiting.public_id, BOCHUM)

    with reading(engine) as session:
        assert session.exec(select(OfferApplication.state)).all() == ["granted"]


def test_every_reference_to_a_file_is_known_to_who_merges_two() -> None:
    named = {(column.table.name, column.name) for column in merging.parts()}

    assert {("consultation_request", "file_id"), ("file_event", "file_id")} <= named
    assert ("firm_list_row", "known_file_id") in named


def test_who_is_told_of_a_request_reads_it_and_no_other_of_the_firm(engine: Engine) -> None:
    make_staff(engine)
    token = firm(engine)
    send(engine, token, topics=())
    agency = make_organisation(engine, "Agentur", territories=("DEA",))
    make_person(engine, organisation_id=agency, email="agentur@example.org")
    with transaction(engine) as session:
        row = session.get(Organisation, agency)
        assert row is not None
        row.topics = ["energy_efficiency"]
        session.add(row)

    send(engine, token, LATER, message="Für die Agentur.")

    told = next(file for file in files(engine) if file.organisation_id == agency)
    whole = next(file for file in files(engine) if file.organisation_id == WITTEN)
    with reading(engine) as session:
        assert [each.message for each in of_file(session, told)] == ["Für die Agentur."]
        assert len(of_file(session, whole)) == 2


def test_another_file_with_the_same_address_is_pointed_out_within_the_organisation(
    engine: Engine,
) -> None:
    make_staff(engine)
    send(engine, firm(engine))
    send(engine, firm(engine), LATER)
    send(engine, firm(engine, postal_code="44801"), LATER)

    first, second, elsewhere = files(engine)
    with reading(engine) as session:
        assert [each.public_id for each in twins(session, second)] == [first.public_id]
        assert twins(session, elsewhere) == ()


def test_who_takes_the_consent_back_takes_requests_and_files_back(engine: Engine) -> None:
    token = confirmed(engine, postal_code="58452")
    advise(engine, token)
    other = company(engine, postal_code="58452")
    send(engine, other, LATER)

    assert contacts.withdraw(
        engine,
        token,
        consent_to_advice(engine),
        by=author(LATER),
        retention=RETENTION,
    )

    (left,) = files(engine)
    assert left.created_utc == LATER
    assert [each.company_id for each in requests(engine)] == [left.company_id]
    assert count(engine, "file_note") == 0
    shown = own_data.show(engine, token, LATER)
    assert shown is not None
    assert (shown.advice.files, shown.advice.requests) == ((), ())
    assert shown.address is not None
    assert shown.answers.expires_utc == LATER + timedelta(days=RETENTION.unfinished_days)
    assert {mail.purpose for mail in mails(engine) if mail.company_id != left.company_id} == {
        "firm_confirm"
    }


def test_who_removes_the_address_keeps_the_request(engine: Engine) -> None:
    token = confirmed(engine, postal_code="58452")
    advise(engine, token)

    contacts.remove(engine, token, by=author())

    shown = own_data.show(engine, token, NOW)
    assert shown is not None
    assert shown.address is None
    assert len(shown.advice.files) == 1
    assert [mail.purpose for mail in mails(engine, "advice_receipt")] == ["advice_receipt"]
    assert profiles.load(engine, token, LATER) is not None
