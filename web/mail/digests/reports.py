"""How the runs of a day went, for administrators."""

from __future__ import annotations

from flask_babel import gettext, ngettext

from web.formats import moment, whole_number
from web.links import absolute
from web.mail.digests.days import full_day
from web.mail.digests.parts import Body, Fact, Link, Section
from web.mail.digests.subjects import capital
from web.mail.digests.texts import line
from web.news_words import KINDS, STATES
from web.use_cases.digests.kinds import PartState, RunKind
from web.use_cases.digests.prepared import RunFigures, RunReport

_GOING_OUT = (PartState.SENT, PartState.QUEUED)


def run_report(content: RunReport) -> Body:
    """Each run with its numbers, and the classes of errors."""
    sent, failed = _count(content, *_GOING_OUT), _count(content, PartState.FAILED)
    day = full_day(content.day)
    return Body(
        subject=_subject(sent, failed),
        heading=gettext("How the messages of a day went"),
        paragraphs=(gettext("This is the report on the messages of %(day)s.", day=day),),
        sections=(*map(_run, content.runs), _overview()),
    )


def _subject(sent: int, failed: int) -> str:
    messages = ngettext("%(num)s message", "%(num)s messages", sent)
    if failed:
        return gettext("%(messages)s, %(failed)s failed", messages=messages, failed=failed)
    return gettext("%(messages)s, none failed", messages=messages)


def _count(content: RunReport, *states: PartState) -> int:
    return sum(run.parts.get(state, 0) for run in content.runs for state in states)


def _run(run: RunFigures) -> Section:
    parts = [
        Fact(capital(str(words)), whole_number(run.parts[state]))
        for state, words in STATES.items()
        if run.parts.get(state)
    ]
    errors = [Fact(line(name), _times(count)) for name, count in sorted(run.errors.items())]
    finished = moment(run.finished_utc) or gettext("not yet")
    return Section(
        heading=capital(str(KINDS[RunKind(run.kind)])),
        facts=(
            Fact(gettext("Begun"), moment(run.opened_utc)),
            Fact(gettext("Finished"), finished),
            *parts,
            *errors,
        ),
    )


def _times(count: int) -> str:
    return ngettext("once", "%(num)s times", count)


def _overview() -> Section:
    return Section(
        heading=gettext("How to go on"),
        paragraphs=(gettext("What failed is tried again with the next run; nothing is lost."),),
        button=Link(gettext("To the runs"), absolute("news_runs.show")),
    )
