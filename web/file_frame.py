"""The head of the pages of a file: loaded for who may see it, with the ways to its other pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

from flask import current_app, request, url_for
from flask_babel import gettext, lazy_gettext

from web.current import catalogue, now, scorer, services, today
from web.desk import desk
from web.errors import Problem
from web.use_cases.files import company, framing
from web.use_cases.files.company import CompanyFileList
from web.use_cases.files.framing import FileFrame, FileState, Stage

_TABS: tuple[tuple[object, str], ...] = (
    (lazy_gettext("Overview"), "company_file.show"),
    (lazy_gettext("Notes and steps"), "file_log.show"),
    (lazy_gettext("Judgements and applications"), "outcomes.show"),
    (lazy_gettext("De minimis aid"), "aid.show"),
    (lazy_gettext("Dossier"), "dossier.show"),
)
STATE_LABELS: dict[FileState, object] = {
    FileState.NEW: lazy_gettext("New"),
    FileState.TAKEN: lazy_gettext("Taken on"),
    FileState.APPOINTMENT: lazy_gettext("Appointment"),
    FileState.ADVISED: lazy_gettext("Advised"),
    FileState.HELPED: lazy_gettext("Closed: helped"),
    FileState.UNFIT: lazy_gettext("Closed: nothing suitable"),
    FileState.UNREACHABLE: lazy_gettext("Closed: not reached"),
}
_BADGES: Mapping[Stage, str] = {Stage.NEW: "warning", Stage.HELPED: "success"}


@dataclass(frozen=True, slots=True)
class Tab:
    """One page of the file; `is_current` where it, or a page below it, is shown."""

    label: str
    href: str
    is_current: bool


def file_frame(public_id: str) -> FileFrame:
    """The head of a file of this desk; else the page that says there is none (404)."""
    found = framing.load(services().engine, desk(), public_id, now())
    if found is None:
        no_such_file()
    return found


def file_list(public_id: str) -> CompanyFileList:
    """The firm's list; the same page where there is no such file, or its answers are gone."""
    found = company.of_file(
        services().engine,
        desk(),
        public_id,
        catalogue(),
        scorer=scorer(),
        today=today(),
        now=now(),
    )
    if found is None:
        no_such_file()
    return found


def no_such_file() -> NoReturn:
    """Nobody learns whether there is such a file elsewhere."""
    raise Problem(404, detail=gettext("There is no such file at your organisation."))


def tabs_of(public_id: str) -> tuple[Tab, ...]:
    """The pages of a file."""
    return tuple(
        Tab(str(label), url_for(endpoint, public_id=public_id), _is_current(endpoint))
        for label, endpoint in _TABS
        if endpoint in current_app.view_functions
    )


def _is_current(endpoint: str) -> bool:
    return (request.endpoint or "").partition(".")[0] == endpoint.partition(".")[0]


def stage_label(stage: Stage) -> str:
    """What a stage is called."""
    return gettext("No request") if stage is Stage.UNASKED else state_label(FileState(stage.value))


def stage_badge(stage: Stage) -> str:
    """The kind of badge that shows it."""
    return _BADGES.get(stage, "info")


def state_label(state: FileState) -> str:
    """What a state is called."""
    return str(STATE_LABELS[state])
