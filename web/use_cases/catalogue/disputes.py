"""What advisors tell the editors: conditions that are wrong, offers that the catalogue lacks.

One open report a topic, with the number of those who say so; no word of any firm is in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import func
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, delete, select

from models.judgement import Judgement
from models.report import OfferReport, ReportState
from offers.text import normalise

MISSING = "missing"
"""What a report is about that tells of an offer which the catalogue lacks."""
LONGEST_MESSAGE = 6000
_INSERTS = MappingProxyType({"sqlite": sqlite.insert, "postgresql": postgresql.insert})


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


def note_missing(session: Session, title: str, details: str, *, now: datetime) -> None:
    """Tell of an offer that the catalogue lacks: one report a title, with what each has said."""
    digest = hashlib.sha256(normalise(title).encode()).hexdigest()
    topic = f"{MISSING} {digest}"
    _claim(session, topic, offer_id="", field=MISSING, message=title, now=now)
    row = _held(session, topic)
    row.count += 1
    if details and details not in row.message.split("\n\n"):
        row.message = f"{row.message}\n\n{details}"[:LONGEST_MESSAGE]


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
    return session.exec(
        select(OfferReport)
        .where(col(OfferReport.topic) == topic)
        .execution_options(populate_existing=True)
    ).one()


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
