"""One refused row: corrected and read again, or left out for good."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from matcher.wording import problem
from offers.errors import InputError, InputErrors
from offers.store import KeptRow, RowState
from web.current import author, services
from web.language import current_language
from web.pages.intake.blueprint import blueprint
from web.pages.intake.sources import row_shown
from web.use_cases.catalogue import importing

RAW, FIELD = "zeile", "feld-"
LONGEST_RAW = 200_000


@dataclass(frozen=True, slots=True)
class FieldShown:
    """A field that is wrong, to be corrected: id in the form, name, what it holds, why not."""

    id: str
    name: str
    value: str
    error: str


@blueprint.get("/zeilen/<int:row_id>")
def show_row(row_id: int) -> str:
    """The row with what is wrong; 404 where none waits under that number."""
    row = _open_row(row_id)
    return _page(row, row.raw, row.errors)


@blueprint.post("/zeilen/<int:row_id>")
def correct_row(row_id: int) -> Response | tuple[str, int]:
    """Read the corrected row; it waits on with what is still wrong.

    With four eyes it becomes a draft that another person publishes.
    """
    row, held = _open_row(row_id), services()
    raw = _corrected(row.raw)
    try:
        if held.settings.four_eyes:
            draft_id = importing.draft_of(held.engine, row_id, raw, by=author())
            return redirect(url_for("editor.show_draft", draft_id=draft_id), code=303)
        offer_id = importing.correct(held.engine, row_id, raw, by=author())
    except InputErrors as found:
        return _page(row, raw, found.errors), 422
    return redirect(
        url_for("editor.show_offer", offer_id=offer_id, hinweis="veroeffentlicht"), code=303
    )


@blueprint.post("/zeilen/<int:row_id>/verwerfen")
def dismiss_row(row_id: int) -> Response:
    """Leave the row out, also when it comes again."""
    _open_row(row_id)
    importing.dismiss(services().engine, row_id, by=author())
    return redirect(url_for(".show_sources", hinweis="ausgelassen"), code=303)


def _open_row(row_id: int) -> KeptRow:
    row = importing.row(services().engine, row_id)
    if row is None or row.state is not RowState.OPEN:
        abort(404)
    return row


def _corrected(raw: str) -> str:
    """The row as the form gives it: whole, or field by field on top of what was stored."""
    if RAW in request.form:
        return request.form[RAW][:LONGEST_RAW]
    fields = _object(raw) or {}
    given = {
        name.removeprefix(FIELD): value
        for name, value in request.form.items()
        if name.startswith(FIELD)
    }
    return json.dumps({**fields, **given}, ensure_ascii=False)


def _page(row: KeptRow, raw: str, errors: tuple[InputError, ...]) -> str:
    fields = _fields(raw, errors)
    named = {field.name for field in fields}
    others = [
        (error.field, problem(error.code, error.values, current_language()))
        for error in errors
        if error.field.split(".")[0] not in named
    ]
    return render_template(
        "pages/intake/row.html",
        row=row_shown(row),
        fields=fields,
        raw=raw,
        others=others,
        summary=[(field.id, f"{field.name}: {field.error}") for field in fields]
        + [(RAW, text if not name else f"{name}: {text}") for name, text in others],
    )


def _fields(raw: str, errors: tuple[InputError, ...]) -> tuple[FieldShown, ...]:
    """The fields of the row that hold plain text and are wrong, or are missing."""
    given = _object(raw)
    if given is None:
        return ()
    texts = {error.field: problem(error.code, error.values, current_language()) for error in errors}
    return tuple(
        FieldShown(f"{FIELD}{name}", name, str(given.get(name, "")), text)
        for name, text in texts.items()
        if name and isinstance(given.get(name, ""), str)
    )


def _object(raw: str) -> Mapping[str, object] | None:
    """The row's fields; None where it is no object."""
    try:
        found = json.loads(raw)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
