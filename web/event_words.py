"""What happened to a file, in words: one table for all kinds. A test fails on a kind without words.

Above the page families: the timeline and the page of who was slower say the same. What the values
of an event mean stands at each function; what is missing or unknown among them is
left out, so that an old line stays readable.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import LazyString, gettext, lazy_gettext, ngettext
from sqlalchemy import Engine

from web.answer_forms.shown import label_of
from web.file_frame import STATE_LABELS
from web.formats import listing, moment, money
from web.offer_choice import offer_title
from web.opinion_words import opinion_label
from web.use_cases.files import timeline
from web.use_cases.files.desk import Desk
from web.use_cases.files.framing import FileState
from web.use_cases.files.timeline import Event, EventKind
from web.use_cases.firms.opinions import Opinion


@dataclass(frozen=True, slots=True)
class Named:
    """Titles by id: of steps (None for one that was deleted) and of offers."""

    step: Callable[[str], str | None]
    offer: Callable[[str], str]


Words = Callable[[tuple[object, ...], Named], str]
_MOST_FIELDS = 3
_OF_STEPS = (EventKind.STEP, EventKind.STEP_DONE)

_NOTES: Mapping[str, LazyString] = {
    "added": lazy_gettext("Wrote a note"),
    "changed": lazy_gettext("Changed a note"),
    "removed": lazy_gettext("Deleted a note"),
}
_STEPS: Mapping[str, LazyString] = {
    "added": lazy_gettext("Step agreed on"),
    "changed": lazy_gettext("Step changed"),
    "removed": lazy_gettext("Step deleted"),
    "reopened": lazy_gettext("Step open again"),
}
_AID: Mapping[str, LazyString] = {
    "added": lazy_gettext("De minimis aid noted"),
    "changed": lazy_gettext("De minimis aid corrected"),
    "removed": lazy_gettext("De minimis aid taken out"),
}
_FOLDERS: Mapping[str, LazyString] = {
    "issued": lazy_gettext("Digital folder made for the company"),
    "mailed": lazy_gettext("Digital folder sent to the company by e-mail"),
    "withdrawn": lazy_gettext("Digital folder taken back"),
}
_WITHDRAWN: Mapping[EventKind, LazyString] = {
    EventKind.JUDGED: lazy_gettext("taken back"),
    EventKind.APPLICATION: lazy_gettext("no application after all"),
}


def named_in(engine: Engine, desk: Desk, public_id: str, events: Sequence[Event]) -> Named:
    """What the events of a file name; one query for the titles of all steps."""
    ids = {str(event.values[-1]) for event in events if event.kind in _OF_STEPS and event.values}
    titles = timeline.titles_of_steps(engine, desk, public_id, ids)
    return Named(step=titles.get, offer=offer_title)


def sentence(event: Event, named: Named) -> str:
    """What happened, without who did it."""
    return EVENT_WORDS[event.kind](event.values, named)


def _said(text: LazyString) -> Words:
    return lambda _values, _named: str(text)


def _text(values: tuple[object, ...], place: int) -> str:
    return str(values[place]) if len(values) > place and values[place] is not None else ""


def _deed(table: Mapping[str, LazyString], values: tuple[object, ...]) -> str:
    return str(table.get(_text(values, 0), table["changed"]))


def _with(words: str, more: str) -> str:
    return f"{words}: {more}" if more else words


def _state(values: tuple[object, ...], _named: Named) -> str:
    """The state, and with an appointment its moment (ISO, UTC)."""
    code = _text(values, 0)
    label = str(STATE_LABELS[FileState(code)]) if code in set(FileState) else ""
    if code == FileState.APPOINTMENT and _text(values, 1):
        when = moment(datetime.fromisoformat(_text(values, 1)))
        return gettext("Appointment agreed on: %(moment)s", moment=when)
    return _with(gettext("State changed"), label)


def _asked(values: tuple[object, ...], _named: Named) -> str:
    """The id of the request, and something where the firm had asked before."""
    if _text(values, 1):
        return gettext("The company asked for advice again")
    return gettext("The company asked for advice")


def _informed(values: tuple[object, ...], _named: Named) -> str:
    """The id of the request, and the name of who is responsible."""
    words = gettext("Told of a request for which another organisation is responsible")
    return _with(words, _text(values, 1))


def _folder(values: tuple[object, ...], _named: Named) -> str:
    """What was done, and the language."""
    return str(_FOLDERS.get(_text(values, 0), _FOLDERS["issued"]))


def _assigned(values: tuple[object, ...], _named: Named) -> str:
    """The name of the organisation."""
    return _with(gettext("Assigned"), _text(values, 0))


def _handed_over(values: tuple[object, ...], _named: Named) -> str:
    """The name of who looks after it from then on."""
    name = _text(values, 0)
    return gettext("Handed over to %(name)s", name=name) if name else gettext("Handed over")


def _note(values: tuple[object, ...], _named: Named) -> str:
    """What was done."""
    return _deed(_NOTES, values)


def _step(values: tuple[object, ...], named: Named) -> str:
    """What was done, and the id of the step."""
    return _with(_deed(_STEPS, values), named.step(_text(values, 1)) or "")


def _step_done(values: tuple[object, ...], named: Named) -> str:
    """The id of the step."""
    return _with(gettext("Step done"), named.step(_text(values, 0)) or "")


def _aid(values: tuple[object, ...], _named: Named) -> str:
    """What was done, and the amount in euros."""
    amount = values[1] if len(values) > 1 else None
    return _with(_deed(_AID, values), money(amount) if isinstance(amount, int) else "")


def _judged(values: tuple[object, ...], named: Named) -> str:
    """The id of the offer ('' for one that is missing), the opinion, its reason or the title."""
    offer = named.offer(_text(values, 0)) if _text(values, 0) else _text(values, 2)
    said = _opinion(_text(values, 1)) or str(_WITHDRAWN[EventKind.JUDGED])
    return _with(gettext("Judgement"), _listed(offer, said))


def _application(values: tuple[object, ...], named: Named) -> str:
    """The id of the offer, the state of the application, perhaps the amount in euros."""
    offer = named.offer(_text(values, 0)) if _text(values, 0) else ""
    said = _opinion(_text(values, 1)) or str(_WITHDRAWN[EventKind.APPLICATION])
    amount = values[2] if len(values) > 2 else None
    granted = money(amount) if isinstance(amount, int) else ""
    return _with(gettext("Application"), _listed(offer, said, granted))


def _opinion(code: str) -> str:
    """Its label; '' for one that was taken back."""
    return opinion_label(Opinion(code)) if code in set(Opinion) else ""


def _listed(*parts: str) -> str:
    return ", ".join(filter(None, parts))


def _reminded(values: tuple[object, ...], _named: Named) -> str:
    """The names of who was reminded, if any."""
    names = [str(value) for value in values if isinstance(value, str)]
    return _with(gettext("Reminder sent"), listing(names) if names else "")


def _answered(values: tuple[object, ...], _named: Named) -> str:
    """The fields that were answered; a few are named, many counted."""
    if not values:
        return gettext("Answers about the company changed")
    words = ngettext(
        "An answer about the company changed",
        "%(num)s answers about the company changed",
        len(values),
    )
    if len(values) > _MOST_FIELDS:
        return words
    return _with(words, "; ".join(label_of(str(field)) for field in values))


EVENT_WORDS: Mapping[EventKind, Words] = {
    EventKind.ASKED: _asked,
    EventKind.INFORMED: _informed,
    EventKind.ENTERED: _said(lazy_gettext("File begun")),
    EventKind.IMPORTED: _said(lazy_gettext("Taken over from a list")),
    EventKind.ASSIGNED: _assigned,
    EventKind.TAKEN: _said(lazy_gettext("Took the file on")),
    EventKind.HANDED_OVER: _handed_over,
    EventKind.GIVEN_BACK: _said(lazy_gettext("File given back: nobody looks after it")),
    EventKind.STATE: _state,
    EventKind.CONTACT: _said(lazy_gettext("Contact data changed")),
    EventKind.ANSWERED: _answered,
    EventKind.NOTE: _note,
    EventKind.STEP: _step,
    EventKind.STEP_DONE: _step_done,
    EventKind.JUDGED: _judged,
    EventKind.APPLICATION: _application,
    EventKind.AID: _aid,
    EventKind.DOSSIER: _said(lazy_gettext("Dossier made")),
    EventKind.FOLDER: _folder,
    EventKind.NEWS: _said(lazy_gettext("News by e-mail set up with the company")),
    EventKind.REMINDED: _reminded,
}
