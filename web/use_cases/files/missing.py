"""Offers that the catalogue lacks, as a file says: told to the editors, and taken back."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine
from sqlmodel import Session

from models.company import CompanyProfile
from models.company_file import CompanyFile, EventKind
from models.session import reading
from web.author import Author
from web.use_cases import missed_offers
from web.use_cases.disputes import (
    Missed,
    missing_topic,
    note_missing,
    open_since,
    take_back_missing,
)
from web.use_cases.files import parts
from web.use_cases.files.desk import Desk
from web.use_cases.files.parts import Refused
from web.use_cases.files.rows import Edited, Happened


@dataclass(frozen=True, slots=True)
class Reported:
    """What was said last of an offer that the catalogue lacks; `is_open`: can be taken back.

    Otherwise the editors have dealt with it.
    """

    missed: Missed
    is_open: bool


def of_file(engine: Engine, desk: Desk, public_id: str) -> tuple[Reported, ...]:
    """All that the file says, by whomever of the desk, oldest first; nothing for foreign files."""
    with reading(engine) as session:
        file_id = parts.file_id(session, desk, public_id)
        if file_id is None:
            return ()
        told = missed_offers.of_files(session, (file_id,))
        since = open_since(session, told)
        return tuple(
            Reported(each[-1], topic in since and each[-1].said_utc >= since[topic])
            for topic, each in told.items()
        )


def tell(
    engine: Engine, desk: Desk, public_id: str, title: str, details: str, *, by: Author
) -> Edited:
    """Tell the editors of an offer that the catalogue lacks; CONFLICT if the file told them before.

    They learn title and details, not of which firm it was said. What they have dealt with can be
    told anew.
    """
    missed = Missed(title, details, by.now)

    def change(session: Session, file: CompanyFile, company: CompanyProfile) -> Happened | None:
        topic = missing_topic(title)
        earlier = _said(session, file, topic)
        since = open_since(session, (topic,)).get(topic)
        if since is not None and any(each.said_utc >= since for each in earlier):
            raise Refused(Edited.CONFLICT)
        note_missing(session, missed)
        return Happened(EventKind.JUDGED, missed_offers.said(missed))

    return parts.edit(engine, desk, public_id, change, by=by)


def take_back(engine: Engine, desk: Desk, public_id: str, title: str, *, by: Author) -> Edited:
    """The file no longer says so; CONFLICT if the editors have dealt with it.

    Of the report goes what this file has added, and the report with the last who said so.
    """

    def change(session: Session, file: CompanyFile, company: CompanyProfile) -> Happened | None:
        topic = missing_topic(title)
        told = _said(session, file, topic)
        if not told:
            return None
        if not take_back_missing(session, topic, told):
            raise Refused(Edited.CONFLICT)
        return Happened(EventKind.JUDGED, missed_offers.withdrawn(told[-1].title))

    return parts.edit(engine, desk, public_id, change, by=by)


def _said(session: Session, file: CompanyFile, topic: str) -> tuple[Missed, ...]:
    assert file.id is not None
    return missed_offers.of_files(session, (file.id,)).get(topic, ())
