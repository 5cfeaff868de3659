"""What can be done with a file: what each of its pages offers, and what was just done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import request
from flask_babel import LazyString, gettext, lazy_gettext

from web.clock import BERLIN
from web.current import services, today
from web.desk import desk
from web.use_cases.files.colleagues import Colleague, colleagues
from web.use_cases.files.framing import FileFrame, FileState
from web.use_cases.files.states import FOLLOWS

DONE, VERSION, BACK = "akte", "fassung", "zurueck"
STATE, TO, DAY, TIME = "stand", "person", "tag", "uhrzeit"
TAKEN, GIVEN_BACK, HANDED_OVER, CHANGED = "uebernommen", "abgegeben", "uebergeben", "geaendert"
AGREED, REFUSED = "termin", "nicht-moeglich"
_BUTTONS: Mapping[FileState, LazyString] = {
    FileState.ADVISED: lazy_gettext("Advice was given"),
    FileState.HELPED: lazy_gettext("Close: helped"),
    FileState.UNFIT: lazy_gettext("Close: nothing suitable"),
    FileState.UNREACHABLE: lazy_gettext("Close: not reached"),
}
_NOTICES: Mapping[str, tuple[LazyString, str]] = {
    TAKEN: (lazy_gettext("You look after this file now."), "success"),
    GIVEN_BACK: (lazy_gettext("The file is given back. Nobody looks after it."), "success"),
    HANDED_OVER: (lazy_gettext("The file is handed over."), "success"),
    CHANGED: (lazy_gettext("The state is changed."), "success"),
    AGREED: (lazy_gettext("The appointment is noted."), "success"),
    REFUSED: (
        lazy_gettext("Nothing was changed: that is not possible with this file any more."),
        "warning",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Deeds:
    """What one may do; texts are '' where one may not. `back` is where forms lead back to."""

    version: int
    back: str
    notice: tuple[str, str] | None
    take: str
    is_urgent: bool
    give_back: bool
    colleagues: tuple[tuple[str, str], ...]
    appointment: str
    day: str
    time: str
    earliest: str
    states: tuple[tuple[str, str], ...]
    reopen: str


def deeds_of(frame: FileFrame) -> Deeds:
    """What may be done with the file now; one query."""
    follows = FOLLOWS[frame.state]
    is_open = not frame.is_closed
    when = frame.appointment_utc.astimezone(BERLIN) if frame.appointment_utc else None
    is_agreed = frame.state is FileState.APPOINTMENT and when is not None
    return Deeds(
        version=frame.version,
        back=request.path if request.method == "GET" else "",
        notice=_notice(request.args.get(DONE, "")),
        take=_take(frame) if is_open else "",
        is_urgent=frame.advisor_id is None,
        give_back=is_open and frame.advisor_id is not None and _may_pass_on(frame),
        colleagues=_colleagues(frame) if is_open and _may_pass_on(frame) else (),
        appointment=_appointment(is_agreed) if FileState.APPOINTMENT in follows else "",
        day=f"{when:%Y-%m-%d}" if is_agreed and when else "",
        time=f"{when:%H:%M}" if is_agreed and when else "",
        earliest=today().isoformat(),
        states=_states(follows),
        reopen=_reopen(frame) if FileState.TAKEN in follows else "",
    )


def _notice(code: str) -> tuple[str, str] | None:
    words, kind = _NOTICES.get(code, ("", ""))
    return (str(words), kind) if words else None


def _take(frame: FileFrame) -> str:
    if frame.advisor_id == desk().person_id:
        return ""
    if frame.advisor:
        return gettext("Take over from %(name)s", name=frame.advisor)
    return gettext("Take on")


def _may_pass_on(frame: FileFrame) -> bool:
    return desk().is_lead or frame.advisor_id in (None, desk().person_id)


def _colleagues(frame: FileFrame) -> tuple[tuple[str, str], ...]:
    own = desk().person_id
    return tuple(
        as_choice(each)
        for each in colleagues(services().engine, desk(), today())
        if each.id not in (frame.advisor_id, own)
    )


def as_choice(colleague: Colleague) -> tuple[str, str]:
    """Somebody who can take on files, for a choice; it tells who is away."""
    name = colleague.name
    label = gettext("%(name)s (away today)", name=name) if colleague.is_away else name
    return colleague.public_id, label


def _appointment(is_agreed: bool) -> str:
    return gettext("Move the appointment") if is_agreed else gettext("Enter an appointment")


def _states(follows: tuple[FileState, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((each.value, str(_BUTTONS[each])) for each in follows if each in _BUTTONS)


def _reopen(frame: FileFrame) -> str:
    return gettext("Open again") if frame.is_closed else gettext("Call off the appointment")
