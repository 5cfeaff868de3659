"""What the firm of a file asked for before, for the page of its file."""

from __future__ import annotations

from sqlalchemy import Engine

from models.session import reading
from web.use_cases.files import rows
from web.use_cases.files.asked import AskedOnce, of_file
from web.use_cases.files.desk import Desk
from web.use_cases.files.twins import Twin, twins

__all__ = ["AskedOnce", "Twin", "load", "others_of"]


def load(engine: Engine, desk: Desk, public_id: str) -> tuple[AskedOnce, ...]:
    """What came to this organisation, or what it was told of, the newest first.

    Nothing for a file of somebody else.
    """
    with reading(engine) as session:
        file = rows.find(session, desk, public_id)
        return () if file is None else of_file(session, file)


def others_of(engine: Engine, desk: Desk, public_id: str) -> tuple[Twin, ...]:
    """Other files of this organisation that seem to be about the same firm."""
    with reading(engine) as session:
        file = rows.find(session, desk, public_id)
        return () if file is None else twins(session, file)
