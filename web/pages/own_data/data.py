"""Everything that is stored about a firm: shown, handed out, moved to a new link, deleted."""

from __future__ import annotations

from dataclasses import asdict

from flask import Response as FlaskResponse
from flask import json, render_template, request, session
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from web.access import public
from web.current import catalogue, now, retention, services
from web.pages.own_data.blueprint import blueprint, firm, gone, see
from web.pages.own_data.views import DataPage, data_page
from web.use_cases.firms import contacts, own_data, own_data_export
from web.use_cases.firms.own_data import Deleted

_DELETED = "deleted"
"""Where the session keeps what went, for the page that says so."""


@blueprint.get("/daten/<string:token>")
def show(token: str) -> str:
    """All of it in words, each part with a way to correct it."""
    page = _page(token)
    return render_template("pages/own_data/show.html", page=page, is_new="neu" in request.args)


@blueprint.get("/daten/<string:token>/export")
def export(token: str) -> FlaskResponse:
    """All of it as a JSON document to keep."""
    document = own_data_export.document(services().engine, token, now())
    if document is None:
        gone()
    return FlaskResponse(
        json.dumps(document, indent=2),
        content_type="application/json",
        headers={"Content-Disposition": 'attachment; filename="angebotslotse-daten.json"'},
    )


@blueprint.post("/daten/<string:token>/einwilligung/<int:consent_id>/widerrufen")
def withdraw(token: str, consent_id: int) -> Response:
    """Take one consent back."""
    if not contacts.withdraw(
        services().engine, token, consent_id, by=firm(), retention=retention()
    ):
        gone()
    return see("own_data.show", token=token, anchor="einwilligungen")


@blueprint.get("/daten/<string:token>/neuer-link")
def ask_to_move(token: str) -> str:
    """What happens to the links, and the button."""
    return render_template("pages/own_data/move.html", page=_page(token))


@blueprint.post("/daten/<string:token>/neuer-link")
def move(token: str) -> Response:
    """Make all links invalid but a new one."""
    new = own_data.move(services().engine, token, by=firm())
    if new is None:
        gone()
    return see("own_data.show", token=new, neu="1")


@blueprint.get("/daten/<string:token>/loeschen")
def ask_to_delete(token: str) -> str:
    """What will be gone, and the button."""
    return render_template("pages/own_data/delete.html", page=_page(token))


@blueprint.post("/daten/<string:token>/loeschen")
def delete(token: str) -> Response:
    """Delete all for good."""
    found = own_data.remove(services().engine, token, by=firm())
    if found is None:
        gone()
    session[_DELETED] = asdict(found)
    return see("own_data.deleted")


@blueprint.get("/daten/geloescht")
@public
def deleted() -> str:
    """What was deleted, as long as the browser knows."""
    kept = session.get(_DELETED)
    went = _sentences(Deleted(**kept)) if kept else ()
    return render_template("pages/own_data/deleted.html", went=went)


def _page(token: str) -> DataPage:
    found = own_data.show(services().engine, token, now())
    if found is None:
        gone()
    return data_page(found, token, catalogue())


def _sentences(gone: Deleted) -> tuple[str, ...]:
    """One phrase for each kind of which there was something."""
    phrases = (
        (gone.marks, ngettext("one marked offer", "%(num)s marked offers", gone.marks)),
        (
            gone.opinions,
            ngettext("one opinion on an offer", "%(num)s opinions on offers", gone.opinions),
        ),
        (
            gone.addresses,
            ngettext("one e-mail address", "%(num)s e-mail addresses", gone.addresses),
        ),
        (gone.consents, ngettext("one consent", "%(num)s consents", gone.consents)),
        (gone.mails, ngettext("one mail", "%(num)s mails", gone.mails)),
        (gone.links, ngettext("one link", "%(num)s links", gone.links)),
        (gone.news, gettext("the news by e-mail that you subscribed to")),
        (
            gone.files,
            ngettext(
                "one file at a body that advises, with your requests",
                "%(num)s files at bodies that advise, with your requests",
                gone.files,
            ),
        ),
    )
    return tuple(phrase for count, phrase in phrases if count)
