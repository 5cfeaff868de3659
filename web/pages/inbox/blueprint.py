"""The blueprint of the inbox, and what the pages of every file ask for in templates."""

from __future__ import annotations

from flask import Blueprint

from web.access import Access, declare
from web.desk import ROLES
from web.file_frame import STATE_BADGES, Tab, state_label, tabs_of
from web.pages.inbox.deeds import Deeds, deeds_of
from web.use_cases.files.framing import FileFrame, FileState

blueprint = Blueprint("inbox", __name__, url_prefix="/beratung")
declare(blueprint, Access.SIGNED_IN, *ROLES)


@blueprint.app_template_global()
def file_tabs(public_id: str) -> tuple[Tab, ...]:
    """The pages of a file."""
    return tabs_of(public_id)


@blueprint.app_template_global()
def file_state_label(state: FileState) -> str:
    """What the state of a file is called."""
    return state_label(state)


@blueprint.app_template_global()
def file_state_badge(state: FileState) -> str:
    """The kind of badge that shows it."""
    return STATE_BADGES[state]


@blueprint.app_template_global()
def file_deeds(frame: FileFrame) -> Deeds:
    """What may be done with the file."""
    return deeds_of(frame)
