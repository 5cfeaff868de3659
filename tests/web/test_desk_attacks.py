"""What somebody could try at the desk: odd ids, two at once in a circle, what must be gone."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from models.company import CompanyProfile
from models.company_file import CompanyFile, EventKind, FileEvent, FileNote, StepBy
from models.digest import (
    Audience,
    DigestPart,
    DigestRun,
    DigestSubscription,
    Rhythm,
    RunKind,
)
from models.firm_list import FirmListRow
from models.person import Person, PersonState
from models.session import reading, transaction
from tests.fixtures.apps import NOW
from tests.fixtures.people import make_person, signed_in_client
from tests.web.advised_world import advise
from tests.web.desk_world import author, desk_of, make_file, make_staff, stored_file
from tests.web.list_world import PATH, csv_of, upload
from tests.web.outcomes_world import make_desks
from tests.web.own_data_world import PERIODS, confirmed, mails
from tests.web.own_data_world import author as firm_author
from tests.web.result_world import RETENTION
from tests.web.test_desk_reminders import WEDNESDAY, letter_of, waiting_file
from tests.web.test_requests_assigning import consent_to_advice
from web.current import services_of
from web.firm_tables import UnreadableError, read
from web.firm_tables.problems import FileProblem, RowProblem
from web.letters import Letter
from web.tokens import new_token
from web.use_cases import file_rows
from web.use_cases.digests.locking import lock_parts
from web.use_cases.file_words import describe
from web.use_cases.files import applications, handover, notes, rows, searching, steps
from web.use_cases.files.applications import Application, ApplicationState, Noting
from web.use_cases.files.handover import Which
from web.use_cases.files.rows import Edited, Happened
from web.use_cases.firms import contacts
from web.use_cases.operation import retention
from web.use_cases.organisations import care
from web.use_cases.organisations.care import CareOutcome
from web.use_cases.outbox import queueing
from web.use_cases.people import accounts, closed_accounts
from web.use_cases.people.accounts import AccountOutcome
from web.use_cases.reach import reach_of
from web.use_cases.requests import merging
from web.use_cases.requests.reminding import remind

LONG = 5
"""Seconds within which it ends that waits for nobody."""
REACH = reach_of(("DEA",))
AWHILE = 0.3
"""Seconds in which the second one comes as far as the first one lets it."""


def make_part(engine: Engine, person: Person) -> int:
    """News for this person that are to be written."""
    with transaction(engine) as session:
        run = DigestRun(kind=RunKind.WEEKLY.value, day=NOW.date(), ends_at=1, opened_utc=NOW)
        news = DigestSubscription(
            audience=Audience.ADVISOR.value,
            person_id=person.id,
            nonce=new_token(),
            link_hash=new_token(),
            rhythm=Rhythm.WEEKLY.value,
            weekday=0,
            told_from_day=NOW.date(),
            reminded_from=NOW.date(),
            mailed_on=NOW.date(),
            created_utc=NOW,
            scheduled_utc=NOW,
        )
        session.add_all((run, news))
        session.flush()
        part = DigestPart(run_id=run.id or 0, subscription_id=news.id or 0)
        session.add(part)
        session.flush()
        assert part.id is not None
        return part.id


def test_parts_of_one_file_are_not_found_by_the_address_of_another(engine: Engine) -> None:
    staff = make_staff(engine)
    desk, by = desk_of(staff.advisor), author(staff.advisor)
    own, other = (make_file(engine, desk.organisation_id) for _ in range(2))
    notes.write(engine, desk, own, "Notiz", by=by)
    steps.agree(engine, desk, own, steps.Plan(title="Schritt", taken_by=StepBy.FIRM), by=by)
    (note,) = notes.latest(engine, desk, own, 5)
    (step,) = steps.open_steps(engine, desk, own)

    assert notes.find(engine, desk, other, note.public_id) is None
    assert steps.find(engine, desk, other, step.public_id) is None
    removed = notes.remove(engine, desk, other, note.public_id, seen_version=1, by=by)
    changed = notes.change(engine, desk, other, note.public_id, "x", seen_version=1, by=by)
    assert (removed, changed) == (Edited.GONE, Edited.GONE)
    assert steps.finish(engine, desk, other, step.public_id, by=by) is Edited.GONE
    deleted = steps.remove(engine, desk, other, step.public_id, before=step.stand, by=by)
    assert deleted is Edited.GONE
    assert (notes.latest(engine, desk, own, 5), steps.open_steps(engine, desk, own)) == (
        (note,),
        (step,),
    )


def test_an_account_is_closed_while_its_file_is_changed_and_nobody_waits_in_a_circle(
    engine: Engine,
) -> None:
    staff = make_staff(engine)
    file = make_file(engine, staff.advisor.organisation_id, advisor_id=staff.advisor.id)
    by = author(staff.lead)
    closing: list[Future[AccountOutcome | None]] = []
    with ThreadPoolExecutor(1) as pool:

        def change(_: Session, __: CompanyFile, ___: CompanyProfile) -> Happened:
            closing.append(
                pool.submit(accounts.close, engine, staff.advisor.public_id, by=by, reach=REACH)
            )
            wait(closing, timeout=AWHILE)
            return Happened(EventKind.CONTACT)

        done = rows.edit(engine, desk_of(staff.advisor), file, change, by=author(staff.advisor))

    assert done is Edited.DONE
    assert closing[0].result() is AccountOutcome.DONE


def test_an_organisation_is_closed_while_a_note_is_written_and_nobody_waits_in_a_circle(
    engine: Engine,
) -> None:
    staff = make_staff(engine)
    place = staff.advisor.organisation_id
    file_id = make_file(engine, place)
    with transaction(engine) as session:
        for person in session.exec(select(Person)):
            person.state = PersonState.CLOSED.value
    closing: list[Future[CareOutcome | None]] = []
    with ThreadPoolExecutor(1) as pool:

        def change(session: Session, file: CompanyFile, _: CompanyProfile) -> Happened:
            closing.append(
                pool.submit(care.close, engine, place, by=author(staff.lead), reach=REACH)
            )
            wait(closing, timeout=AWHILE)
            note = FileNote(
                public_id=new_token(),
                file_id=file.id or 0,
                organisation_id=place,
                text="Notiz",
                created_utc=NOW,
                updated_utc=NOW,
            )
            session.add(note)
            return Happened(EventKind.NOTE)

        done = rows.edit(engine, desk_of(staff.advisor), file_id, change, by=author(staff.advisor))

    assert done is Edited.DONE
    assert closing[0].result() is CareOutcome.DONE


@pytest.mark.postgresql
def test_files_of_an_organisation_are_let_go_without_waiting_for_answers(
    postgresql_engine: Engine,
) -> None:
    engine = postgresql_engine
    place = make_staff(engine).advisor.organisation_id
    make_file(engine, place)

    def release() -> int:
        with transaction(engine) as session:
            return file_rows.release_of_organisation(session, place, now=NOW)

    with ThreadPoolExecutor(1) as pool, transaction(engine) as session:
        session.exec(select(CompanyProfile).with_for_update()).all()
        assert pool.submit(release).result(timeout=LONG) == 1


@pytest.mark.postgresql
def test_a_handover_leaves_alone_what_comes_to_the_giver_meanwhile(
    postgresql_engine: Engine,
) -> None:
    engine = postgresql_engine
    staff = make_staff(engine)
    desk, by = desk_of(staff.lead), author(staff.lead)
    place, giver = desk.organisation_id, staff.advisor
    old = make_file(engine, place, advisor_id=giver.id)

    def hand_over() -> object:
        taker = staff.colleague.public_id
        return handover.hand_over_all(engine, desk, giver.public_id, taker, Which.ALL, by=by)

    with ThreadPoolExecutor(1) as pool, transaction(engine) as later:
        with transaction(engine) as session:
            assert rows.locked(session, desk, old)
            moving = pool.submit(hand_over)
            wait([moving], timeout=AWHILE)
            new = make_file(engine, place, advisor_id=giver.id)
            query = select(CompanyProfile).order_by(col(CompanyProfile.id).desc()).limit(1)
            later.exec(query.with_for_update()).one()
        assert moving.result(timeout=LONG) == 1

    assert stored_file(engine, old).advisor_id == staff.colleague.id
    assert stored_file(engine, new).advisor_id == giver.id


def test_timelines_forget_the_name_of_an_account_that_is_erased(engine: Engine) -> None:
    staff = make_staff(engine)
    with transaction(engine) as session:
        session.get_one(Person, staff.colleague.id).name = 'Jürgen "Jo" 100%_Müller'
    desk = desk_of(staff.lead)
    make_file(engine, desk.organisation_id, advisor_id=staff.advisor.id)
    for giver, taker in ((staff.advisor, staff.colleague), (staff.colleague, staff.lead)):
        assert (
            handover.hand_over_all(
                engine, desk, giver.public_id, taker.public_id, Which.ALL, by=author(staff.lead)
            )
            == 1
        )
    accounts.close(engine, staff.colleague.public_id, by=author(staff.lead), reach=REACH)

    later = author(staff.lead, NOW + timedelta(days=400))
    assert closed_accounts.erase(engine, by=later, closed_for=timedelta(days=365), batch=5) == 1

    with reading(engine) as session:
        query = select(FileEvent.values).where(FileEvent.kind == EventKind.HANDED_OVER.value)
        assert session.exec(query.order_by(col(FileEvent.id))).all() == [[], ["Lena Leitung"]]


def test_applications_of_two_files_that_became_one_can_be_changed_and_withdrawn(
    engine: Engine,
) -> None:
    desks = make_desks(engine)
    stranger = desks.staff.stranger
    elsewhere = desks.file_elsewhere()
    desks.note("a", Application(state=ApplicationState.APPLIED))
    granted = Application(state=ApplicationState.GRANTED, amount_eur=5)
    there = replace(desks, file=elsewhere)
    assert there.note("a", granted, person=stranger) is Noting.DONE
    with transaction(engine) as session:
        query = select(CompanyFile).where(CompanyFile.public_id == elsewhere)
        merging.bring(session, session.exec(query).one(), desks.staff.advisor.organisation_id)

    assert len(desks.rows()) == 2
    assert desks.note("a", Application(state=ApplicationState.REFUSED)) is Noting.DONE
    desk, by = desk_of(desks.staff.advisor), author(desks.staff.advisor)
    assert applications.withdraw(engine, desk, desks.file, "a", by=by) is Edited.DONE
    assert desks.rows() == []


def test_who_takes_the_consent_back_is_in_no_list_and_gets_no_folder(engine: Engine) -> None:
    token = confirmed(engine, postal_code="58452")
    advise(engine, token)
    with transaction(engine) as session:
        company = session.exec(select(CompanyProfile)).one()
        letter = Letter(
            cause="folder_ready:x:1",
            purpose="folder_ready",
            recipient="karla@schmiede-beispiel.de",
            language="de",
            subject="Mappe",
            text="https://lotse.example/mappe/x\n",
            company_id=company.id,
        )
        queueing.queue(session, letter, now=NOW)

    consent = consent_to_advice(engine)
    contacts.withdraw(engine, token, consent, by=firm_author(), retention=RETENTION)

    assert mails(engine, "folder_ready") == []
    with reading(engine) as session:
        assert session.exec(select(FirmListRow)).all() == []


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        pytest.param("Beschäftigte;1" + "1" * 5000, RowProblem.NUMBER, id="digits"),
        pytest.param("Bedarf;" + "Export," * 2000, RowProblem.TOO_LONG, id="needs"),
    ],
)
def test_a_cell_without_end_is_told(cell: str, problem: RowProblem) -> None:
    heading, _, value = cell.partition(";")
    (found,) = read(csv_of(f"Schmiede;{value}", head=f"Firma;{heading}")).problems
    assert found.code is problem


def test_blank_lines_without_end_are_not_walked_to_their_end() -> None:
    with pytest.raises(UnreadableError) as refused:
        read(b"Firma" + b"\n" * 30_000)
    assert refused.value.problem is FileProblem.TOO_MANY_LINES


def test_numbers_of_thousands_of_digits_are_no_lines_of_a_list(app: Flask) -> None:
    client = signed_in_client(app, make_staff(services_of(app).engine).advisor)
    path = upload(client, csv_of("Schmiede;58452;Witten;;;;")).response.request.path
    digits = "9" * 5000
    form = {"csrf_token": client.token(PATH), "zeile": digits, "gezeigt": digits}

    assert client.post(path.partition("?")[0], {**form, "tun": f"seite-{digits}"}).status == 200


@pytest.mark.postgresql
def test_a_reminder_waits_for_the_answers_before_it_holds_the_file(
    postgresql_engine: Engine,
) -> None:
    engine = postgresql_engine
    waiting_file(engine, make_staff(engine))

    with ThreadPoolExecutor(1) as pool, transaction(engine) as session:
        session.exec(select(CompanyProfile).with_for_update()).all()
        reminding = pool.submit(remind, engine, letter_of, now=WEDNESDAY)
        wait([reminding], timeout=AWHILE)
        assert not reminding.done()
        session.exec(select(CompanyFile).with_for_update(nowait=True)).one()
        session.commit()
        assert reminding.result(timeout=LONG).written == 3


@pytest.mark.postgresql
def test_a_file_is_changed_while_news_for_its_advisor_are_written(
    postgresql_engine: Engine,
) -> None:
    engine = postgresql_engine
    advisor = make_staff(engine).advisor
    file = make_file(engine, advisor.organisation_id)
    part_id = make_part(engine, advisor)

    def change() -> Edited:
        return notes.write(engine, desk_of(advisor), file, "Notiz", by=author(advisor))

    with ThreadPoolExecutor(1) as pool, transaction(engine) as session:
        assert lock_parts(session, [part_id])
        assert pool.submit(change).result(timeout=LONG) is Edited.DONE


@pytest.mark.postgresql
def test_files_whose_time_is_over_are_taken_in_their_order(postgresql_engine: Engine) -> None:
    engine = postgresql_engine
    place = make_staff(engine).advisor.organisation_id
    first, second = (stored_file(engine, make_file(engine, place)) for _ in range(2))
    with transaction(engine) as session:
        for file, company_id in ((first, second.company_id), (second, first.company_id)):
            session.get_one(CompanyFile, file.id).organisation_id = None
            session.get_one(CompanyFile, file.id).company_id = company_id
    by = author(make_person(engine, email="job@example.org"), NOW + timedelta(days=800))

    with ThreadPoolExecutor(1) as pool, transaction(engine) as session:
        one = select(CompanyFile).where(CompanyFile.id == first.id)
        session.exec(one.with_for_update()).one()
        purging = pool.submit(retention.run, engine, by=by, periods=PERIODS)
        wait([purging], timeout=AWHILE)
        other = select(CompanyFile).where(CompanyFile.id == second.id)
        session.exec(other.with_for_update(nowait=True)).one()
        session.commit()
        assert purging.result(timeout=LONG)["answers"] == 2


def test_files_of_a_closed_account_are_new_again_and_nobodys(engine: Engine) -> None:
    staff = make_staff(engine)
    place, advisor = staff.advisor.organisation_id, staff.advisor
    taken, advised = (
        make_file(engine, place, advisor_id=advisor.id, state=state)
        for state in ("taken", "advised")
    )

    accounts.close(engine, advisor.public_id, by=author(staff.lead), reach=REACH)

    found = [stored_file(engine, each) for each in (taken, advised)]
    assert [(file.state, file.advisor_id) for file in found] == [("new", None), ("advised", None)]


def test_words_that_came_and_went_are_found_when_the_words_are_read_anew(engine: Engine) -> None:
    place = make_staff(engine).advisor.organisation_id
    file = make_file(engine, place, "Tischlerei")

    def alike(word: str, now: datetime) -> tuple[str, ...]:
        with reading(engine) as session:
            ((_, *found),) = searching.alike(engine, session, place, ((word,),), now=now)
            return tuple(found)

    assert alike("tischlerai", NOW) == ("tischlerei",)
    with transaction(engine) as session:
        row = session.merge(stored_file(engine, file))
        row.name = "Drechslerei"
        describe(row, session.get_one(CompanyProfile, row.company_id))
        row.touched_utc = NOW - timedelta(days=1)
    later = NOW + searching.KEPT_FOR
    assert alike("tischlerai", later) == ()
    assert alike("drechslerai", later) == ("drechslerei",)
