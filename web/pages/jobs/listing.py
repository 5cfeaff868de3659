"""What the page of jobs shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from flask import url_for
from flask_babel import gettext

from web.jobs.registry import Job
from web.pages.jobs import words
from web.use_cases.jobs.runs import Run, RunPage
from web.use_cases.jobs.standing import JobState

RUNS_A_PAGE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRow:
    """One job in words; a badge is a pair of words and kind."""

    name: str
    title: str
    schedule: str
    next_due: str
    last: RunRow | None
    badges: tuple[tuple[str, str], ...]
    can_be_asked_for: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """One run in words; `due` is empty if somebody asked for it."""

    name: str
    title: str
    began: str
    due: str
    outcome: str
    kind: str
    result: str
    duration: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JobsPage:
    """Everything that the page shows; `only` is the job whose runs are shown, '' for all."""

    jobs: tuple[JobRow, ...]
    overdue: tuple[str, ...]
    runs: tuple[RunRow, ...]
    only: str
    page: int
    pages: int
    page_base: str


def jobs_page(
    jobs: Iterable[Job], states: Iterable[JobState], found: RunPage, *, only: str, page: int
) -> JobsPage:
    """The page in words."""
    rows = tuple(_job_row(job, state) for job, state in zip(jobs, states, strict=True))
    late = tuple(words.title_of(state.name) for state in states if state.is_overdue)
    base = (
        url_for("jobs.show", auftrag=only) + "&seite=" if only else url_for("jobs.show", seite="")
    )
    return JobsPage(
        jobs=rows,
        overdue=late,
        runs=tuple(_run_row(run) for run in found.runs),
        only=words.title_of(only) if only else "",
        page=page,
        pages=ceil(found.total / RUNS_A_PAGE),
        page_base=base,
    )


def _job_row(job: Job, state: JobState) -> JobRow:
    badges = (
        (state.is_overdue, gettext("overdue"), "danger"),
        (state.is_running, gettext("is running"), "info"),
        (state.is_asked_for, gettext("starts in a few seconds"), "info"),
    )
    return JobRow(
        name=job.name,
        title=words.title_of(job.name),
        schedule=words.schedule_in_words(job.schedule),
        next_due=words.moment_in_words(state.next_utc),
        last=_run_row(state.last_run) if state.last_run else None,
        badges=tuple((label, kind) for is_so, label, kind in badges if is_so),
        can_be_asked_for=not (state.is_running or state.is_asked_for),
    )


def _run_row(run: Run) -> RunRow:
    outcome, kind = words.OUTCOMES[run.outcome.value]
    result = words.error_in_words(run.error) or (
        words.counts_in_words(run.counts) if run.duration is not None else ""
    )
    if run.attempts > 1:
        times = gettext("begun %(number)s times", number=run.attempts)
        result = f"{result} ({times})" if result else times
    return RunRow(
        name=run.job,
        title=words.title_of(run.job),
        began=words.moment_in_words(run.started_utc),
        due=words.moment_in_words(run.due_utc),
        outcome=str(outcome),
        kind=kind,
        result=result,
        duration=words.duration_in_words(run.duration),
    )
