"""How far the advice has come as advisors look through files: what nobody asked for is not new."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, case
from sqlmodel import col

from models.company_file import CompanyFile, FileOrigin, FileState


class Stage(StrEnum):
    """The state of a file. NEW: a request; UNASKED: a firm that did not ask, such as of a list."""

    NEW = "new"
    UNASKED = "unasked"
    TAKEN = "taken"
    APPOINTMENT = "appointment"
    ADVISED = "advised"
    HELPED = "helped"
    UNFIT = "unfit"
    UNREACHABLE = "unreachable"


def stage_of(state: FileState, origin: FileOrigin, dispatched_utc: datetime | None) -> Stage:
    """The stage of a file with these values."""
    is_asked = origin is FileOrigin.REQUEST or dispatched_utc is not None
    return Stage.UNASKED if state is FileState.NEW and not is_asked else Stage(state.value)


def is_untouched(file: CompanyFile) -> bool:
    """Whether the firm did not ask, and nobody has done anything for it: it waits for nobody."""
    stage = stage_of(FileState(file.state), FileOrigin(file.origin), file.dispatched_utc)
    return stage is Stage.UNASKED and file.acted_utc is None


STAGE: ColumnElement[str] = case(
    (
        and_(
            col(CompanyFile.state) == FileState.NEW.value,
            col(CompanyFile.origin) != FileOrigin.REQUEST.value,
            col(CompanyFile.dispatched_utc).is_(None),
        ),
        Stage.UNASKED.value,
    ),
    else_=col(CompanyFile.state),
)
"""The same for queries."""
