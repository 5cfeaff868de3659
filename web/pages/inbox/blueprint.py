"""The blueprint of the inbox, and what the pages of every file ask for in templates."""

from __future__ import annotations

from flask import Blueprint

from web.access import Access, declare
from web.desk import ROLES
from web.file_frame import Tab, stage_badge, stage_label, tabs_of
from web.pages.inbox.deeds import Deeds, deeds_of
from web.use_cases.files.framing import FileFrame, Stage

blueprint = Blueprint("inbox", __name__, url_prefix="/beratung")
declare(blueprint, Access.SIGNED_IN, *ROLES)


@blueprint.app_template_global()
def file_tabs(public_id: str) -> tuple[Tab, ...]:
    """The pages of a file."""
    return tabs_of(public_id)


@blueprint.app_template_global()
def file_stage_label(stage: Stage) -> str:
    """What the stage of a file is called."""
    return stage_label(stage)


@blueprint.app_template_global()
def file_stage_badge(stage: Stage) -> str:
    """The kind of badge that shows it."""
    return stage_badge(stage)


@blueprint.app_template_global()
def file_deeds(frame: FileFrame) -> Deeds:
    """What may be done with the file."""
    return deeds_of(frame)
