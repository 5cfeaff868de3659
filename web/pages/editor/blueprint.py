"""The blueprint of the family: for editors and administrators."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, redirect, request, url_for
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from web.access import Access, declare
from web.current import services
from web.use_cases.catalogue.publishing import Eyes
from web.use_cases.roles import Role

blueprint = Blueprint("editor", __name__, url_prefix="/redaktion")
declare(blueprint, Access.SIGNED_IN, Role.EDITOR, Role.ADMINISTRATOR)
Answer = str | Response | tuple[str, int]
NOTICE, REVISION, VERSION = "hinweis", "revision", "fassung"
Notice = tuple[object, str]
_NOTICES: Mapping[str, Notice] = {
    "gespeichert": (lazy_gettext("The draft is saved."), "success"),
    "veroeffentlicht": (
        lazy_gettext("The offer is published. Readers see it within minutes."),
        "success",
    ),
    "schon": (lazy_gettext("This draft was published already; nothing happened twice."), "info"),
    "unveraendert": (lazy_gettext("The draft says what is published already."), "info"),
    "eingereicht": (
        lazy_gettext("The draft is handed in. Another person publishes it or sends it back."),
        "success",
    ),
    "zurueckgegeben": (lazy_gettext("The draft is sent back with your note."), "success"),
    "nicht-eingereicht": (
        lazy_gettext("Please hand the draft in first: another person publishes it."),
        "danger",
    ),
    "eigener": (
        lazy_gettext("Somebody else must publish this draft: the last change is yours."),
        "danger",
    ),
    "veraltet": (
        lazy_gettext("Somebody saved this draft in between. Please look at it again."),
        "warning",
    ),
    "verworfen": (lazy_gettext("The draft is put away."), "success"),
    "archiviert": (
        lazy_gettext("The offer is out of the catalogue. Its history is kept."),
        "success",
    ),
    "ist-archiviert": (
        lazy_gettext("Nothing was published: the offer is archived. Your draft is kept."),
        "warning",
    ),
    "zurueckgeholt": (lazy_gettext("The offer is in the catalogue again."), "success"),
    "beendet": (lazy_gettext("The end of the offer is saved."), "success"),
    "zurueckgesetzt": (lazy_gettext("The earlier version is published again."), "success"),
    "neuere": (
        lazy_gettext("Nothing was changed: a newer version came in between. Here it is."),
        "warning",
    ),
    "kein-datum": (lazy_gettext("Please enter the last day, such as 31.12.2026."), "danger"),
    "zusammengefuehrt": (lazy_gettext("Both versions are one draft now."), "success"),
    "geloest": (
        lazy_gettext("The draft is based on the newest version now. You can publish it."),
        "success",
    ),
    "leer": (lazy_gettext("Please write what should be changed."), "danger"),
}


def notice() -> Notice | None:
    """What the address says that has just been done."""
    return _NOTICES.get(request.args.get(NOTICE, ""))


def eyes() -> Eyes:
    """Who publishes, by the settings."""
    return Eyes.FOUR if services().settings.four_eyes else Eyes.TWO


def number_sent(name: str) -> int:
    """A whole number of the form; 0 for anything else."""
    text = request.form.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def to_draft(draft_id: str, hint: str = "", anchor: str = "") -> Response:
    """To the form of a draft."""
    return _to("editor.show_draft", hint, anchor, draft_id=draft_id)


def to_conditions(draft_id: str, hint: str = "", anchor: str = "") -> Response:
    """To the conditions of a draft."""
    return _to("editor.show_conditions", hint, anchor, draft_id=draft_id)


def to_comparison(mine_id: str, other_id: str) -> Response:
    """To two drafts of one offer side by side."""
    return _to("editor.compare_drafts", "", "", draft_id=mine_id, other_id=other_id)


def to_preview(draft_id: str, hint: str = "") -> Response:
    """To the preview of a draft."""
    return _to("editor.preview", hint, "", draft_id=draft_id)


def to_offer(offer_id: str, hint: str = "") -> Response:
    """To the page of an offer."""
    return _to("editor.show_offer", hint, "", offer_id=offer_id)


def _to(endpoint: str, hint: str, anchor: str, **values: str) -> Response:
    query = {NOTICE: hint} if hint else {}
    href = url_for(endpoint, **values, **query, _anchor=anchor or None)  # type: ignore[arg-type]
    return redirect(href, code=303)
