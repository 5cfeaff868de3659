"""Agreed steps at a file: their order, when they are done, and who reaches them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from models.company_file import FileEvent
from models.person import Person
from models.session import transaction
from tests.fixtures.apps import NOW
from tests.web.desk_world import Staff, author, desk_of, make_file, make_staff, stored_file
from web.use_cases.files import steps
from web.use_cases.files.steps import Edited, Plan, Step, StepBy

TODAY = date(2026, 11, 22)


@pytest.fixture
def staff(engine: Engine) -> Staff:
    return make_staff(engine)


@pytest.fixture
def public_id(engine: Engine, staff: Staff) -> str:
    return make_file(engine, staff.advisor.organisation_id)


def plan(title: str, due_on: date | None = None) -> Plan:
    return Plan(title=title, taken_by=StepBy.FIRM, due_on=due_on)


def agree(engine: Engine, staff: Staff, public_id: str, agreed: Plan) -> Step:
    """A step of the advisor."""
    desk = desk_of(staff.advisor)
    before = {step.public_id for step in steps.all_steps(engine, desk, public_id)}
    assert steps.agree(engine, desk, public_id, agreed, by=author(staff.advisor)) is Edited.DONE
    (made,) = [
        step for step in steps.all_steps(engine, desk, public_id) if step.public_id not in before
    ]
    return made


def titles(engine: Engine, staff: Staff, public_id: str) -> list[str]:
    found = steps.all_steps(engine, desk_of(staff.advisor), public_id)
    return [step.plan.title for step in found]


def events(engine: Engine) -> list[tuple[str, list[object]]]:
    with transaction(engine) as session:
        found = session.exec(select(FileEvent).order_by(FileEvent.id))
        return [(event.kind, event.values) for event in found]


def test_the_most_urgent_comes_first_what_has_no_day_and_what_is_done_last(
    engine: Engine, staff: Staff, public_id: str
) -> None:
    done = agree(engine, staff, public_id, plan("erledigt", date(2026, 1, 1)))
    agree(engine, staff, public_id, plan("irgendwann"))
    agree(engine, staff, public_id, plan("bald", date(2026, 12, 1)))
    agree(engine, staff, public_id, plan("überfällig", date(2026, 11, 21)))
    desk, by = desk_of(staff.advisor), author(staff.advisor)

    steps.finish(engine, desk, public_id, done.public_id, by=by)

    assert titles(engine, staff, public_id) == ["überfällig", "bald", "irgendwann", "erledigt"]
    open_ones = steps.open_steps(engine, desk_of(staff.colleague), public_id)
    assert [step.plan.title for step in open_ones] == ["überfällig", "bald", "irgendwann"]
    assert open_ones[0].author == "Ayla Beispiel"


@pytest.mark.parametrize(
    ("due_on", "is_overdue"),
    [(date(2026, 11, 21), True), (TODAY, False), (date(2026, 11, 23), False), (None, False)],
)
def test_a_step_is_overdue_from_the_day_after_its_own(
    due_on: date | None, is_overdue: bool
) -> None:
    step = Step(
        public_id="x", plan=plan("Antrag", due_on), author="", created_utc=NOW, done_utc=None
    )

    assert step.is_overdue(TODAY) is is_overdue


def test_a_step_is_done_and_open_again_and_the_timeline_says_so_once(
    engine: Engine, staff: Staff, public_id: str
) -> None:
    step = agree(engine, staff, public_id, plan("Antrag", date(2026, 11, 1)))
    desk, by = desk_of(staff.advisor), author(staff.advisor, NOW + timedelta(hours=1))

    for _ in range(2):
        assert steps.finish(engine, desk, public_id, step.public_id, by=by) is Edited.DONE
    (done,) = steps.all_steps(engine, desk, public_id)
    assert done.done_utc == by.now
    assert not done.is_overdue(TODAY)
    for _ in range(2):
        assert steps.reopen(engine, desk, public_id, step.public_id, by=by) is Edited.DONE

    assert steps.open_steps(engine, desk, public_id)[0].done_utc is None
    assert events(engine) == [
        ("step", ["added", step.public_id]),
        ("step_done", [step.public_id]),
        ("step", ["reopened", step.public_id]),
    ]


def test_a_step_is_changed_and_deleted(engine: Engine, staff: Staff, public_id: str) -> None:
    step = agree(engine, staff, public_id, plan("Antrag"))
    desk, by = desk_of(staff.colleague), author(staff.colleague)
    anew = Plan(title="Skizze", taken_by=StepBy.ADVISOR, due_on=TODAY, offer_id="fai-nrw")

    def change() -> Edited:
        return steps.change(engine, desk, public_id, step.public_id, anew, before=step.stand, by=by)

    def remove(before: str) -> Edited:
        return steps.remove(engine, desk, public_id, step.public_id, before=before, by=by)

    assert change() is Edited.DONE
    found = steps.find(engine, desk, public_id, step.public_id)
    assert found is not None
    assert found.plan == anew
    assert change() is Edited.DONE
    assert remove(step.stand) is Edited.CONFLICT
    assert remove(found.stand) is Edited.DONE
    assert remove(found.stand) is Edited.GONE

    assert titles(engine, staff, public_id) == []
    assert [values[0] for _, values in events(engine)] == ["added", "changed", "removed"]


def test_who_did_not_see_what_a_colleague_agreed_on_changes_nothing(
    engine: Engine, staff: Staff, public_id: str
) -> None:
    seen = agree(engine, staff, public_id, plan("Antrag"))

    def change(person: Person, title: str, before: str) -> Edited:
        desk, by = desk_of(person), author(person)
        return steps.change(
            engine, desk, public_id, seen.public_id, plan(title), before=before, by=by
        )

    assert change(staff.colleague, "Skizze", seen.stand) is Edited.DONE
    assert change(staff.advisor, "Vollmacht", seen.stand) is Edited.CONFLICT
    assert titles(engine, staff, public_id) == ["Skizze"]
    found = steps.find(engine, desk_of(staff.advisor), public_id, seen.public_id)
    assert found is not None
    assert change(staff.advisor, "Vollmacht", found.stand) is Edited.DONE
    assert titles(engine, staff, public_id) == ["Vollmacht"]


def test_foreign_organisations_and_other_files_do_not_reach_a_step(
    engine: Engine, staff: Staff, public_id: str
) -> None:
    step = agree(engine, staff, public_id, plan("Antrag"))
    other = make_file(engine, staff.advisor.organisation_id, "Andere GmbH")
    for person, file_id in ((staff.stranger, public_id), (staff.advisor, other)):
        desk, by = desk_of(person), author(person)

        assert steps.all_steps(engine, desk, file_id) == ()
        assert steps.open_steps(engine, desk, file_id) == ()
        assert steps.find(engine, desk, file_id, step.public_id) is None
        for outcome in (
            steps.change(
                engine, desk, file_id, step.public_id, plan("x"), before=step.stand, by=by
            ),
            steps.finish(engine, desk, file_id, step.public_id, by=by),
            steps.reopen(engine, desk, file_id, step.public_id, by=by),
            steps.remove(engine, desk, file_id, step.public_id, before=step.stand, by=by),
        ):
            assert outcome is Edited.GONE
    assert (
        steps.agree(
            engine, desk_of(staff.stranger), public_id, plan("x"), by=author(staff.stranger)
        )
        is Edited.GONE
    )

    assert titles(engine, staff, public_id) == ["Antrag"]
    assert stored_file(engine, other).acted_utc is None
