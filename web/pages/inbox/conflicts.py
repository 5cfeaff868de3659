"""Who was quicker: what happened to a file since somebody looked at it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template

from web.current import services
from web.desk import desk
from web.event_words import Named, named_in, sentence
from web.file_frame import file_frame
from web.formats import moment
from web.use_cases.files import timeline
from web.use_cases.files.timeline import Event

_MOST = 5


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """One deed of somebody else; `who` is '' for the firm and the service."""

    who: str
    what: str
    when: str


def page(public_id: str, seen_version: int) -> str:
    """The file as it stands, with what happened since that version; each deed has one line."""
    frame = file_frame(public_id)
    count = min(max(frame.version - seen_version, 1), _MOST)
    engine, mine = services().engine, desk()
    events = timeline.of_file(engine, mine, public_id, 1, count).events
    named = named_in(engine, mine, public_id, events)
    deeds = tuple(_meanwhile(event, named) for event in events)
    return render_template("pages/inbox/conflict.html", frame=frame, deeds=deeds)


def _meanwhile(event: Event, named: Named) -> Meanwhile:
    return Meanwhile(event.by, sentence(event, named), moment(event.happened_utc))
