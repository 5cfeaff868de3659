"""What a file says the catalogue lacks: told by its timeline, counted in reports for the editors.

The reports know nothing of files. A report counts what was said since it was opened; what is older
was in one that editors have closed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlmodel import Session, col, select

from models.company_file import EventKind, FileEvent
from web.use_cases.disputes import MISSING, Missed, missing_topic, take_back_missing

WITHDRAWN = "withdrawn"
"""Stands in the timeline where an opinion, or an application, was taken back."""


def said(missed: Missed) -> tuple[str, ...]:
    """The values of the event: no offer, what was said, the title and perhaps more words."""
    words = (missed.title, missed.details) if missed.details else (missed.title,)
    return ("", MISSING, *words)


def withdrawn(title: str) -> tuple[str, ...]:
    """The values of the event that takes all of it back."""
    return ("", WITHDRAWN, title)


def of_files(session: Session, file_ids: Collection[int]) -> Mapping[str, tuple[Missed, ...]]:
    """What these files say and have not taken back, by the topic of the report; oldest first."""
    found: dict[tuple[str, int], tuple[Missed, ...]] = {}
    events = select(FileEvent).where(
        col(FileEvent.file_id).in_(file_ids), FileEvent.kind == EventKind.JUDGED.value
    )
    for event in session.exec(events.order_by(col(FileEvent.id))):
        offer_id, opinion, title, *details = map(str, event.values)
        if offer_id:
            continue
        missed = Missed(title, "".join(details), event.happened_utc)
        # What one file takes back is still said by the others.
        key = missing_topic(title), event.file_id
        found[key] = (*found.get(key, ()), missed) if opinion == MISSING else ()
    return _by_topic(found)


def _by_topic(
    found: Mapping[tuple[str, int], tuple[Missed, ...]],
) -> Mapping[str, tuple[Missed, ...]]:
    by_topic: dict[str, tuple[Missed, ...]] = {}
    for (topic, _), each in found.items():
        if each:
            by_topic[topic] = (*by_topic.get(topic, ()), *each)
    return by_topic


def forget(session: Session, file_ids: Collection[int]) -> None:
    """Take back all that these files say, as far as editors have not dealt with it."""
    for topic, each in sorted(of_files(session, file_ids).items()):
        take_back_missing(session, topic, each)
