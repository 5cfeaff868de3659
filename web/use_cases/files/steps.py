"""Next steps that firm and advisor agreed on: who takes them, until when, about which offer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select

from models.company import CompanyProfile
from models.company_file import CompanyFile, EventKind, FileStep, StepBy
from models.person import Person
from models.session import reading
from web.author import Author
from web.tokens import new_token
from web.use_cases.files import parts
from web.use_cases.files.desk import Desk
from web.use_cases.files.notes import Deed
from web.use_cases.files.parts import digest_of
from web.use_cases.files.rows import Edited, Happened

__all__ = ["Edited", "Plan", "Step", "StepBy", "agree", "all_steps", "change", "find", "finish"]
__all__ += ["LONGEST_TITLE", "MOST_DONE", "open_steps", "remove", "reopen"]
LONGEST_TITLE = 300
MOST_DONE = 50
"""How many done steps `all_steps` gives, those done last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is agreed: the title in one line, not empty; without a day there is no deadline."""

    title: str
    taken_by: StepBy
    due_on: date | None = None
    offer_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """An agreed step; `author` is who noted it, '' if that person's account is gone."""

    public_id: str
    plan: Plan
    author: str
    created_utc: datetime
    done_utc: datetime | None

    @property
    def stand(self) -> str:
        """What a form keeps of the plan that it shows."""
        return digest_of(self.plan)

    def is_overdue(self, today: date) -> bool:
        """Whether its day has passed and it is not done."""
        return self.done_utc is None and self.plan.due_on is not None and self.plan.due_on < today


def open_steps(engine: Engine, desk: Desk, public_id: str) -> tuple[Step, ...]:
    """What is not done, the most urgent first, without a day last; empty for foreign files."""
    with reading(engine) as session:
        return _open(session, desk, public_id)


def all_steps(engine: Engine, desk: Desk, public_id: str) -> tuple[Step, ...]:
    """What is not done as `open_steps` has it, then what was done, the last first."""
    with reading(engine) as session:
        done = (
            _steps(desk, public_id)
            .where(col(FileStep.done_utc).is_not(None))
            .order_by(col(FileStep.done_utc).desc(), col(FileStep.id).desc())
            .limit(MOST_DONE)
        )
        finished = tuple(_step(*row) for row in session.exec(done))
        return _open(session, desk, public_id) + finished


def find(engine: Engine, desk: Desk, public_id: str, step_id: str) -> Step | None:
    """One step of the file; None if there is none that this desk may see."""
    with reading(engine) as session:
        query = _steps(desk, public_id).where(FileStep.public_id == step_id)
        row = session.exec(query).one_or_none()
        return None if row is None else _step(*row)


def agree(engine: Engine, desk: Desk, public_id: str, plan: Plan, *, by: Author) -> Edited:
    """Add a step, once."""

    def add(session: Session, file: CompanyFile, _company: CompanyProfile) -> Happened | None:
        assert file.id is not None
        last = parts.just_added(session, FileStep, file, FileStep.created_utc, by=desk, now=by.now)
        if any(_plan(step) == plan for step in last):
            return None
        step = FileStep(
            public_id=new_token(),
            file_id=file.id,
            person_id=desk.person_id,
            title=plan.title,
            taken_by=plan.taken_by.value,
            created_utc=by.now,
        )
        _set(step, plan)
        session.add(step)
        return Happened(EventKind.STEP, (Deed.ADDED.value, step.public_id))

    return parts.edit(engine, desk, public_id, add, by=by)


def change(
    engine: Engine,
    desk: Desk,
    public_id: str,
    step_id: str,
    plan: Plan,
    *,
    before: str,
    by: Author,
) -> Edited:
    """Agree on something else for a step; CONFLICT if it is not as `before` any more (`stand`)."""

    def replace(session: Session, file: CompanyFile, _company: CompanyProfile) -> Happened | None:
        step = parts.of_file(session, FileStep, file, step_id)
        if _plan(step) == plan:
            return None
        parts.check_seen(_plan(step), before)
        _set(step, plan)
        session.add(step)
        return Happened(EventKind.STEP, (Deed.CHANGED.value, step_id))

    return parts.edit(engine, desk, public_id, replace, by=by)


def finish(engine: Engine, desk: Desk, public_id: str, step_id: str, *, by: Author) -> Edited:
    """Note that a step is done; one that is done already stays as it is."""

    def close(session: Session, file: CompanyFile, _company: CompanyProfile) -> Happened | None:
        step = parts.of_file(session, FileStep, file, step_id)
        if step.done_utc is not None:
            return None
        step.done_utc = by.now
        session.add(step)
        return Happened(EventKind.STEP_DONE, (step_id,))

    return parts.edit(engine, desk, public_id, close, by=by)


def reopen(engine: Engine, desk: Desk, public_id: str, step_id: str, *, by: Author) -> Edited:
    """Note that a step is not done after all."""

    def take_back(session: Session, file: CompanyFile, _company: CompanyProfile) -> Happened | None:
        step = parts.of_file(session, FileStep, file, step_id)
        if step.done_utc is None:
            return None
        step.done_utc = None
        session.add(step)
        return Happened(EventKind.STEP, ("reopened", step_id))

    return parts.edit(engine, desk, public_id, take_back, by=by)


def remove(
    engine: Engine, desk: Desk, public_id: str, step_id: str, *, before: str, by: Author
) -> Edited:
    """Delete a step; CONFLICT if it is not as `before` any more (`stand`)."""

    def delete(session: Session, file: CompanyFile, _company: CompanyProfile) -> Happened:
        step = parts.of_file(session, FileStep, file, step_id)
        parts.check_seen(_plan(step), before)
        session.delete(step)
        return Happened(EventKind.STEP, (Deed.REMOVED.value, step_id))

    return parts.edit(engine, desk, public_id, delete, by=by)


def _open(session: Session, desk: Desk, public_id: str) -> tuple[Step, ...]:
    query = (
        _steps(desk, public_id)
        .where(col(FileStep.done_utc).is_(None))
        .order_by(col(FileStep.due_on).is_(None), col(FileStep.due_on), col(FileStep.id))
    )
    return tuple(_step(*row) for row in session.exec(query))


def _steps(desk: Desk, public_id: str) -> Select[FileStep, str]:
    return (
        select(FileStep, Person.name)
        .join(CompanyFile, col(CompanyFile.id) == col(FileStep.file_id))
        .join(Person, col(Person.id) == col(FileStep.person_id), isouter=True)
        .where(
            CompanyFile.public_id == public_id, CompanyFile.organisation_id == desk.organisation_id
        )
    )


def _step(step: FileStep, author: str | None) -> Step:
    return Step(
        public_id=step.public_id,
        plan=_plan(step),
        author=author or "",
        created_utc=step.created_utc,
        done_utc=step.done_utc,
    )


def _plan(step: FileStep) -> Plan:
    return Plan(
        title=step.title,
        taken_by=StepBy(step.taken_by),
        due_on=step.due_on,
        offer_id=step.offer_id,
    )


def _set(step: FileStep, plan: Plan) -> None:
    step.title, step.taken_by = plan.title, plan.taken_by.value
    step.due_on, step.offer_id = plan.due_on, plan.offer_id
