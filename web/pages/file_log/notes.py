"""Notes: written, changed with both texts if two people save one, deleted after a question."""

from __future__ import annotations

from typing import NoReturn

from flask import redirect, render_template, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.current import author, services
from web.desk import desk
from web.errors import Problem
from web.file_frame import file_frame, no_such_file
from web.pages.file_log.blueprint import blueprint, way_back
from web.pages.file_log.routes import log_page
from web.typed_texts import many_lines
from web.use_cases.files import notes
from web.use_cases.files.notes import Edited, Note

TEXT, VERSION = "text", "fassung"
Answer = str | Response | tuple[str, int]


@blueprint.post("/notizen")
def write_note(public_id: str) -> Answer:
    """Keep a new note."""
    text = many_lines(request.form.get(TEXT, ""))
    if error := _mistake(text):
        return log_page(public_id, text, note_error=error), 422
    edited = notes.write(services().engine, desk(), public_id, text, by=author())
    if edited is not Edited.DONE:
        no_such_file()
    return redirect(way_back(public_id, "notiz", "notizen"), code=303)


@blueprint.get("/notizen/<string:note_id>")
def ask_for_note(public_id: str, note_id: str) -> str:
    """The form for a note that is there."""
    note = _note(public_id, note_id)
    return _form(public_id, note, note.text)


@blueprint.post("/notizen/<string:note_id>")
def change_note(public_id: str, note_id: str) -> Answer:
    """Keep another text; whoever did not see the last one gets both."""
    text = many_lines(request.form.get(TEXT, ""))
    error = _mistake(text)
    edited = Edited.CONFLICT if error else _change(public_id, note_id, text)
    if edited is Edited.DONE:
        return redirect(way_back(public_id, "notiz", "notizen"), code=303)
    note = notes.find(services().engine, desk(), public_id, note_id)
    if note is None:
        return log_page(public_id, text, note_error=error or _deleted()), 409
    if error:
        return _form(public_id, note, text, error=error, seen=_seen()), 422
    return _form(public_id, note, text, theirs=note.text), 409


@blueprint.get("/notizen/<string:note_id>/loeschen")
def ask_to_delete_note(public_id: str, note_id: str) -> str:
    """The question whether to delete a note."""
    return _question(public_id, _note(public_id, note_id))


@blueprint.post("/notizen/<string:note_id>/loeschen")
def delete_note(public_id: str, note_id: str) -> Answer:
    """Delete a note, as it was shown with the question."""
    edited = notes.remove(
        services().engine, desk(), public_id, note_id, seen_version=_seen(), by=author()
    )
    if edited is Edited.CONFLICT:
        return _question(public_id, _note(public_id, note_id), was_changed="yes"), 409
    if edited is Edited.GONE:
        _no_such_note()
    return redirect(way_back(public_id, "notiz-geloescht", "notizen"), code=303)


def _change(public_id: str, note_id: str, text: str) -> Edited:
    return notes.change(
        services().engine, desk(), public_id, note_id, text, seen_version=_seen(), by=author()
    )


def _deleted() -> str:
    return gettext(
        "Somebody has deleted this note meanwhile. Your text stands here; save it if it is to stay"
        " as a new note."
    )


def _note(public_id: str, note_id: str) -> Note:
    note = notes.find(services().engine, desk(), public_id, note_id)
    if note is None:
        _no_such_note()
    return note


def _no_such_note() -> NoReturn:
    raise Problem(404, detail=gettext("There is no such note, or it was deleted."))


def _seen() -> int:
    """The version that the form was made of; 0, which none has, where it does not say."""
    typed = request.form.get(VERSION, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


def _mistake(text: str) -> str:
    if not text:
        return gettext("Please write something.")
    if len(text) > notes.LONGEST_NOTE:
        return gettext("Please shorten the text to %(most)s characters.", most=notes.LONGEST_NOTE)
    return ""


def _form(
    public_id: str,
    note: Note,
    text: str,
    *,
    error: str = "",
    seen: int = 0,
    theirs: str = "",
) -> str:
    return render_template(
        "pages/file_log/note.html",
        frame=file_frame(public_id),
        note=note,
        text=text,
        error=error,
        version=seen or note.version,
        theirs=theirs,
        longest=notes.LONGEST_NOTE,
    )


def _question(public_id: str, note: Note, *, was_changed: str = "") -> str:
    return render_template(
        "pages/file_log/delete_note.html",
        frame=file_frame(public_id),
        note=note,
        was_changed=was_changed,
    )
