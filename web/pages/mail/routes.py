"""The routes of mail: look, pause, go on, try again, lift a suppression."""

from __future__ import annotations

from apiflask import APIBlueprint
from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.access import Access, declare
from web.current import author, now, services
from web.mail.outgoing import suppression_key
from web.pages.mail.views import mail_page
from web.signed_in import check_service
from web.use_cases.outbox import overview, pausing, settling, suppression
from web.use_cases.outbox.queueing import UnfitLetterError
from web.use_cases.roles import Role

blueprint = APIBlueprint("mail", __name__, url_prefix="/verwaltung/post", enable_openapi=False)
declare(blueprint, Access.SIGNED_IN, Role.ADMINISTRATOR)
blueprint.before_request(check_service)
ADDRESS = "adresse"


@blueprint.get("")
def show() -> str:
    """How sending stands, with the last mails that were not taken."""
    return _page()


@blueprint.post("/anhalten")
def pause() -> Response:
    """Stop all mail."""
    pausing.pause(services().engine, by=author())
    return _back("angehalten")


@blueprint.post("/weiter")
def resume() -> Response:
    """Let mail go again."""
    pausing.resume(services().engine, by=author())
    return _back("weiter")


@blueprint.post("/<int:mail_id>/erneut")
def retry(mail_id: int) -> Response:
    """Let a mail wait again; 404 for one that cannot."""
    if not settling.retry(services().engine, mail_id, by=author()):
        abort(404)
    return _back("wieder")


@blueprint.post("/adresse")
def allow() -> Response | tuple[str, int]:
    """Send to an address again."""
    held, address = services(), request.form.get(ADDRESS, "").strip()
    try:
        was_suppressed = suppression.allow(
            held.engine, address, key=suppression_key(held.settings), by=author()
        )
    except UnfitLetterError:
        error = gettext("Please check the e-mail address. Example: name@company.de")
        return _page(address=address, error=error), 422
    return _back("frei" if was_suppressed else "nicht-gesperrt")


def _page(*, address: str = "", error: str = "") -> str:
    found = overview.overview(services().engine, now=now())
    return render_template(
        "pages/mail/show.html",
        shown=mail_page(found, done=request.args.get("stand", "")),
        field=ADDRESS,
        address=address,
        error=error,
    )


def _back(done: str) -> Response:
    return redirect(url_for("mail.show", stand=done), code=303)
