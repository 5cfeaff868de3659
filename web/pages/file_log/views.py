"""What the page shows: steps, requests and events in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext
from sqlalchemy import Engine

from web.event_words import named_in, sentence
from web.formats import moment, partial_date
from web.offer_choice import offer_title
from web.pages.file_log.step_form import who_options
from web.request_words import topic_labels, way_label
from web.use_cases.files.desk import Desk
from web.use_cases.files.steps import Step
from web.use_cases.files.timeline import Event
from web.use_cases.requests.history import AskedOnce


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """One step; `due` and `done` are '' for none, `offer_title` where it is about an offer."""

    public_id: str
    title: str
    who: str
    due: str
    done: str
    is_overdue: bool
    offer_id: str
    offer_title: str
    author: str

    @property
    def standing(self) -> str:
        """All that was agreed on, in one line."""
        due = gettext("until %(day)s", day=self.due) if self.due else ""
        return ", ".join(filter(None, (self.title, self.who, due, self.offer_title)))


@dataclass(frozen=True, slots=True, kw_only=True)
class StepViews:
    """What is open, what is done, and whether any of the open ones has a day."""

    open: tuple[StepView, ...]
    done: tuple[StepView, ...]
    has_days: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestView:
    """One request: when, what about, in the firm's own words."""

    asked: str
    topics: tuple[str, ...]
    message: str
    contact: str
    way: str
    times: str
    responsible: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """One line of the timeline; `by` is '' where nobody of the desk did it."""

    happened: str
    stamp: datetime
    words: str
    by: str


def step_views(found: Sequence[Step], today: date) -> StepViews:
    """The steps, those that are done last."""
    shown = [(step, step_view(step, today)) for step in found]
    still_open = tuple(view for step, view in shown if step.done_utc is None)
    return StepViews(
        open=still_open,
        done=tuple(view for step, view in shown if step.done_utc is not None),
        has_days=any(view.due for view in still_open),
    )


def request_views(found: Sequence[AskedOnce]) -> tuple[RequestView, ...]:
    """The requests, the newest first."""
    return tuple(
        RequestView(
            asked=moment(each.asked_utc),
            topics=topic_labels(each.topics),
            message=each.message,
            contact=each.contact.contact_name,
            way=way_label(each.contact.preferred_way),
            times=each.contact.times,
            responsible=each.responsible,
        )
        for each in found
    )


def event_rows(
    engine: Engine, desk: Desk, public_id: str, events: Sequence[Event]
) -> tuple[EventRow, ...]:
    """The timeline in words; one query for the titles of all steps that it names."""
    named = named_in(engine, desk, public_id, events)
    return tuple(
        EventRow(moment(each.happened_utc), each.happened_utc, sentence(each, named), each.by)
        for each in events
    )


def step_view(step: Step, today: date) -> StepView:
    """One step."""
    plan = step.plan
    return StepView(
        public_id=step.public_id,
        title=plan.title,
        who=dict(who_options())[plan.taken_by.value],
        due=partial_date(plan.due_on) if plan.due_on else "",
        done=gettext("done on %(day)s", day=moment(step.done_utc)) if step.done_utc else "",
        is_overdue=step.is_overdue(today),
        offer_id=plan.offer_id,
        offer_title=offer_title(plan.offer_id) if plan.offer_id else "",
        author=step.author,
    )
