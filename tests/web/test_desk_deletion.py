"""A file is deleted at the wish of the firm: with everything, and at this desk only."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlmodel import SQLModel, func, select

from models.audit import AuditEntry
from models.company import CompanyProfile
from models.company_file import CompanyFile, FileEvent, FileNote, FileOrigin
from models.judgement import Judgement
from models.session import transaction
from tests.fixtures.apps import NOW
from tests.fixtures.people import signed_in_client
from tests.web.desk_world import (
    Staff,
    author,
    desk_of,
    make_file,
    make_staff,
    stored_file,
    witten_file,
)
from web.current import services_of
from web.use_cases.files import notes, removing, rows
from web.use_cases.files.rows import Edited

GONE_WITH_A_FILE = (CompanyFile, FileEvent, FileNote, Judgement)


def _count(engine: Engine, table: type[SQLModel]) -> int:
    with transaction(engine) as session:
        return session.exec(select(func.count()).select_from(table)).one()


def _noted(engine: Engine, *, is_request: bool) -> tuple[str, Staff]:
    """A file of Witten with a note and a judgement, and the advisor's desk."""
    staff = make_staff(engine)
    file = make_file(engine, staff.advisor.organisation_id, is_request=is_request)
    desk = desk_of(staff.advisor)
    notes.write(engine, desk, file, "Ruft zurück.", by=author(staff.advisor))
    with transaction(engine) as session:
        row = stored_file(engine, file)
        session.add(
            Judgement(
                company_id=row.company_id,
                file_id=row.id,
                subject=f"firm:{row.company_id}",
                profile={},
                offer_id="fai-nrw",
                opinion="fits",
                judge="advisor-1",
                judged_utc=NOW,
            )
        )
    return file, staff


def test_a_firm_that_was_entered_goes_with_its_answers_and_everything_noted(engine: Engine) -> None:
    file, staff = _noted(engine, is_request=False)

    done = removing.remove(engine, desk_of(staff.advisor), file, by=author(staff.advisor))

    assert done is Edited.DONE
    assert [_count(engine, table) for table in (*GONE_WITH_A_FILE, CompanyProfile)] == [0] * 5
    with transaction(engine) as session:
        entry = session.exec(select(AuditEntry)).one()
        assert (entry.action, entry.details) == ("file.deleted", [])


def test_answers_that_the_firm_gave_itself_stay_with_it(engine: Engine) -> None:
    file, staff = _noted(engine, is_request=True)

    removing.remove(engine, desk_of(staff.advisor), file, by=author(staff.advisor))

    assert [_count(engine, table) for table in GONE_WITH_A_FILE] == [0] * 4
    assert _count(engine, CompanyProfile) == 1


def test_answers_that_another_city_works_with_stay_with_its_file(engine: Engine) -> None:
    file, staff = _noted(engine, is_request=False)
    with transaction(engine) as session:
        company = session.exec(select(CompanyProfile)).one()
        mine = session.exec(select(CompanyFile)).one()
        session.add(
            rows.make(
                company,
                rows.contact_of(mine),
                organisation_id=staff.stranger.organisation_id,
                origin=FileOrigin.REQUEST,
                now=NOW + timedelta(hours=1),
            )
        )

    removing.remove(engine, desk_of(staff.advisor), file, by=author(staff.advisor))

    assert [_count(engine, table) for table in (CompanyFile, CompanyProfile)] == [1, 1]


@pytest.mark.parametrize("method", ["get", "post"])
def test_another_city_can_neither_be_asked_nor_delete(app: Flask, method: str) -> None:
    engine = services_of(app).engine
    staff = make_staff(engine)
    path = f"/beratung/akte/{witten_file(app, staff)}/loeschen"
    stranger = signed_in_client(app, staff.stranger)

    if method == "get":
        stranger.get(path, status=404)
    else:
        token = stranger.token("/konto")
        stranger.client.post(path, data={"csrf_token": token})
    assert _count(engine, CompanyFile) == 1


def test_an_advisor_is_asked_first_and_finds_an_empty_inbox_afterwards(app: Flask) -> None:
    engine = services_of(app).engine
    staff = make_staff(engine)
    path = f"/beratung/akte/{witten_file(app, staff)}"
    advisor = signed_in_client(app, staff.advisor)

    question = advisor.get(advisor.get(path).links()["Akte löschen"])
    assert _count(engine, CompanyFile) == 1
    inbox = advisor.post(f"{path}/loeschen", question.form_values(f"{path}/loeschen"))

    assert "Schmiede" not in inbox.text
    assert _count(engine, CompanyFile) == 0
