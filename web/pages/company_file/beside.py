"""What stands beside the essentials: agreed steps that are open, the latest notes."""

from __future__ import annotations

from dataclasses import dataclass

from web.answer_forms.in_short import shorten
from web.clock import day_in_berlin
from web.current import services, today
from web.desk import desk
from web.formats import partial_date, short_date
from web.markdown import markdown
from web.use_cases.files import notes, steps
from web.use_cases.files.notes import Note
from web.use_cases.files.steps import Step

MOST_STEPS, MOST_NOTES = 5, 2


@dataclass(frozen=True, slots=True)
class StepLine:
    """An open step; `due` is '' without a day."""

    title: str
    due: str
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class NoteLine:
    """The beginning of a note, without its markup."""

    text: str
    author: str
    day: str


@dataclass(frozen=True, slots=True)
class Beside:
    """The first open steps with how many more there are, and the latest notes."""

    steps: tuple[StepLine, ...]
    further_steps: int
    notes: tuple[NoteLine, ...]


def beside(public_id: str) -> Beside:
    """The block of this file."""
    engine, at = services().engine, desk()
    still_open = steps.open_steps(engine, at, public_id)
    latest = notes.latest(engine, at, public_id, MOST_NOTES)
    return Beside(
        steps=tuple(_step(each) for each in still_open[:MOST_STEPS]),
        further_steps=max(len(still_open) - MOST_STEPS, 0),
        notes=tuple(_note(each) for each in latest),
    )


def _step(step: Step) -> StepLine:
    plan = step.plan
    due = partial_date(plan.due_on) if plan.due_on else ""
    return StepLine(plan.title, due, step.is_overdue(today()))


def _note(note: Note) -> NoteLine:
    text = shorten(str(markdown(note.text).striptags()))
    return NoteLine(text, note.author, short_date(day_in_berlin(note.updated_utc)))
