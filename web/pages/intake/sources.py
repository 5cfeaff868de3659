"""Sources: when each was read last, how that ended, and which rows wait for a person."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template, request, url_for

from matcher.wording import problem
from offers.sources import load_sources
from offers.store import KeptRow, Run
from web.access import LARGEST_NUMBER
from web.counts import counts_in_words
from web.current import services
from web.formats import moment
from web.language import current_language
from web.pages.intake.blueprint import blueprint, notice
from web.source_names import source_name
from web.use_cases.catalogue import importing
from web.use_cases.catalogue.importing import SourceState

AFTER = "nach"
ROWS_A_PAGE, RUNS_SHOWN = 25, 20


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceShown:
    """A source in words."""

    title: str
    url: str
    licence: str
    last: str
    result: str
    is_failed: bool
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RowShown:
    """A refused row in words: what is wrong, one sentence for each field."""

    id: int
    source: str
    name: str
    line: int
    since: str
    problems: tuple[tuple[str, str], ...]


@blueprint.get("/quellen")
def show_sources() -> str:
    """All sources, the last runs, and the refused rows, oldest first."""
    held = services()
    after = request.args.get(AFTER, default=0, type=int)
    sources = load_sources(held.settings.sources_file)
    after = min(max(after, 0), LARGEST_NUMBER)
    rows = importing.rows(held.engine, limit=ROWS_A_PAGE + 1, after=after)
    is_more = len(rows) > ROWS_A_PAGE
    shown = rows[:ROWS_A_PAGE]
    return render_template(
        "pages/intake/sources.html",
        sources=tuple(map(_source, importing.states(held.engine, sources))),
        runs=tuple(map(_run, importing.runs(held.engine, limit=RUNS_SHOWN))),
        rows=tuple(map(row_shown, shown)),
        next_href=f"{url_for('.show_sources')}?{AFTER}={shown[-1].id}" if is_more else "",
        notice=notice(),
    )


def row_shown(row: KeptRow) -> RowShown:
    """The row in words."""
    return RowShown(
        id=row.id,
        source=source_name(row.source_id),
        name=row.key,
        line=row.line,
        since=moment(row.first_seen_utc),
        problems=tuple(
            (error.field, problem(error.code, error.values, current_language()))
            for error in row.errors
        ),
    )


def _source(state: SourceState) -> SourceShown:
    last = state.last_run
    return SourceShown(
        title=state.source.title,
        url=state.source.url,
        licence=state.source.licence,
        last=moment(last.finished_utc) if last else "",
        result=_result(last) if last else "",
        is_failed=last is not None and bool(last.problem),
        waiting=state.waiting,
    )


def _run(run: Run) -> tuple[str, str, str]:
    return moment(run.started_utc), source_name(run.source_id), _result(run)


def _result(run: Run) -> str:
    return run.problem or counts_in_words(run.counts)
