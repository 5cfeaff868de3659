"""What is added to a file is added once, however often the button is pressed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from matcher.de_minimis import Regulation
from models.company_file import FileEvent
from models.session import transaction
from tests.fixtures.apps import NOW
from tests.web.desk_world import author, desk_of, make_file, make_staff
from web.author import Author
from web.use_cases.files import aid, notes, steps
from web.use_cases.files.aid import Grant
from web.use_cases.files.desk import Desk
from web.use_cases.files.rows import Edited
from web.use_cases.files.steps import Plan, StepBy

Add = Callable[[Engine, Desk, str, str, Author], Edited]


def write(engine: Engine, desk: Desk, public_id: str, text: str, by: Author) -> Edited:
    return notes.write(engine, desk, public_id, text, by=by)


def agree(engine: Engine, desk: Desk, public_id: str, title: str, by: Author) -> Edited:
    plan = Plan(title=title, taken_by=StepBy.FIRM, due_on=date(2026, 12, 1))
    return steps.agree(engine, desk, public_id, plan, by=by)


def enter(engine: Engine, desk: Desk, public_id: str, granted_by: str, by: Author) -> Edited:
    day, kind = date(2026, 1, 5), Regulation.GENERAL
    grant = Grant(
        granted_on=day, amount_eur=5000, regulation=kind, granted_by=granted_by, recipient=""
    )
    return aid.enter(engine, desk, public_id, grant, by=by)


@pytest.mark.parametrize("add", [write, agree, enter])
def test_a_second_click_adds_nothing_but_the_same_later_or_by_somebody_else_does(
    engine: Engine, add: Add
) -> None:
    staff = make_staff(engine)
    public_id = make_file(engine, staff.advisor.organisation_id)
    other_file = make_file(engine, staff.advisor.organisation_id)
    added = (
        (staff.advisor, public_id, "A", 0),
        (staff.advisor, public_id, "A", 1),  # The second click.
        (staff.advisor, public_id, "B", 2),
        (staff.lead, public_id, "A", 3),
        (staff.advisor, other_file, "A", 4),
        (staff.advisor, public_id, "A", 30),
    )
    for person, file, text, seconds in added:
        by = author(person, NOW + timedelta(seconds=seconds))
        assert add(engine, desk_of(person), file, text, by) is Edited.DONE

    with transaction(engine) as session:
        assert len(session.exec(select(FileEvent)).all()) == len(added) - 1
