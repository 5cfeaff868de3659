"""What advisors tell the editors: conditions that are wrong, offers that the catalogue lacks.

One open report a topic, with the number of those who say so; no word of any firm is in it. A module
of its own: whoever forgets a file takes back what it told.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import func
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, delete, select
from sqlmodel.sql.expression import SelectOfScalar

from models.judgement import Judgement
from models.report import OfferReport, ReportState
from offers.text import normalise

MISSING = "missing"
"""What a report is about that tells of an offer which the catalogue lacks."""
LONGEST_MESSAGE = 6000
"""A report that is longer takes in no more words, only counts."""
_GAP = "\n\n"
_INSERTS = MappingProxyType({"sqlite": sqlite.insert, "postgresql": postgresql.insert})


@dataclass(frozen=True, slots=True)
class Missed:
    """That somebody said the catalogue lacks an offer, in which words: each in one line."""

    title: str
    details: str
    said_utc: datetime


def recount(session: Session, offer_id: str, disputed: Collection[str], *, now: datetime) -> None:
    """Bring the open reports on these conditions of an offer to how many judgements say so.

    '' stands for no condition. Judgements from before the last report on it was closed are
    settled. A report that nobody stands behind any more goes.
    """
    session.flush()
    for each in sorted(set(disputed) - {""}):
        topic = f"{offer_id} {each}"
        _claim(session, topic, offer_id=offer_id, field=each, message="", now=now)
        count = _count(session, offer_id, each)
        if count:
            _held(session, topic).count = count
        else:
            session.exec(delete(OfferReport).where(col(OfferReport.topic) == topic))


def missing_topic(title: str) -> str:
    """The topic of reports on an offer that the catalogue lacks, however it is spelt."""
    return f"{MISSING} {hashlib.sha256(normalise(title).encode()).hexdigest()}"


def told_in(message: str) -> tuple[str, ...]:
    """The title of such a report, then what each has said, in the order of the saying."""
    return tuple(message.split(_GAP))


def note_missing(session: Session, missed: Missed) -> None:
    """Tell of an offer that the catalogue lacks: one report a title, with what each has said."""
    topic, now = missing_topic(missed.title), missed.said_utc
    _claim(session, topic, offer_id="", field=MISSING, message=missed.title, now=now)
    row = _held(session, topic)
    row.count += 1
    # Of two at once the one who came later may be first here.
    row.created_utc = min(row.created_utc, now)
    if missed.details and len(row.message) < LONGEST_MESSAGE:
        row.message = _GAP.join((row.message, missed.details))


def take_back_missing(session: Session, topic: str, said: Sequence[Missed]) -> bool:
    """Take back what was said on a topic; False if editors have dealt with all of it.

    Others who said the same stay counted, with their words.
    """
    row = session.exec(_reported(topic).with_for_update()).one_or_none()
    taken = [each for each in said if row is not None and each.said_utc >= row.created_utc]
    if row is None or not taken:
        return False
    row.count -= len(taken)
    title, *words = told_in(row.message)
    for each in taken:
        if each.details in words:
            words.remove(each.details)
    row.message = _GAP.join((title, *words))
    if row.count <= 0:
        session.delete(row)
    return True


def open_since(session: Session, topics: Collection[str]) -> Mapping[str, datetime]:
    """Since when there is an open report on each of these topics; the others are left out."""
    wanted = select(OfferReport.topic, OfferReport.created_utc)
    found = session.exec(wanted.where(col(OfferReport.topic).in_(topics))).all()
    return {topic: since for topic, since in found if topic is not None}


def _claim(
    session: Session, topic: str, *, offer_id: str, field: str, message: str, now: datetime
) -> None:
    """See to it that there is an open report on the topic, and keep others from it till the end."""
    values = {
        "topic": topic,
        "offer_id": offer_id,
        "field": field,
        "message": message,
        "state": ReportState.OPEN.value,
        "count": 0,
        "created_utc": now,
        "done_by": "",
        "note": "",
    }
    wanted: Any = _INSERTS[session.get_bind().dialect.name](OfferReport).values(values)
    same = {"topic": wanted.excluded.topic}
    session.connection().execute(wanted.on_conflict_do_update(index_elements=["topic"], set_=same))


def _held(session: Session, topic: str) -> OfferReport:
    return session.exec(_reported(topic)).one()


def _reported(topic: str) -> SelectOfScalar[OfferReport]:
    """The open report on a topic: a closed one has none."""
    wanted = select(OfferReport).where(col(OfferReport.topic) == topic)
    return wanted.execution_options(populate_existing=True)


def _count(session: Session, offer_id: str, disputed: str) -> int:
    settled = select(func.max(OfferReport.done_utc)).where(
        col(OfferReport.offer_id) == offer_id,
        col(OfferReport.field) == disputed,
        col(OfferReport.state) == ReportState.DONE,
    )
    closed = session.exec(settled).one()
    wanted = select(func.count()).where(
        col(Judgement.offer_id) == offer_id, col(Judgement.disputes) == disputed
    )
    if closed is not None:
        wanted = wanted.where(col(Judgement.judged_utc) > closed)
    return session.exec(wanted).one()
