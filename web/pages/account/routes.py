"""The overview: name and language, sessions, the last sign-ins."""

from __future__ import annotations

from collections.abc import Mapping

from flask import abort, make_response, redirect, render_template, request, url_for
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response

from web.account_labels import role_labels
from web.current import author, lifetime, now, services
from web.language import remember_language
from web.pages.account.blueprint import Answer, audiences, blueprint, who
from web.pages.account.forms import Typed, read_profile
from web.use_cases.roles import Role
from web.use_cases.signing_in import own_account
from web.use_cases.signing_in.throttle import Outcome

_OUTCOMES: Mapping[Outcome, object] = {
    Outcome.BEGUN: lazy_gettext("Attempt broken off"),
    Outcome.WRONG_PASSWORD: lazy_gettext("Wrong password"),
    Outcome.WRONG_CODE: lazy_gettext("Wrong code of the second factor"),
    Outcome.SECOND_FACTOR_DUE: lazy_gettext("Password right, code asked for"),
    Outcome.SIGNED_IN: lazy_gettext("Signed in"),
    Outcome.CONFIRMED: lazy_gettext("Password confirmed for a change"),
    Outcome.NEW_PASSWORD_ASKED: lazy_gettext("Link for a new password asked for"),
}


@blueprint.get("/konto")
def show() -> Answer:
    """Everything about one's own account."""
    return _page(Typed(name=who().name, language=who().language))


@blueprint.post("/konto")
def save() -> Answer:
    """Keep name and language; the pages speak the language from now on."""
    typed = read_profile(request.form)
    if typed.errors:
        return _page(typed), 422
    own_account.rename(
        services().engine, who(), name=typed.name, language=typed.language, by=author()
    )
    return remember_language(make_response(_back("gespeichert")), typed.language)


@blueprint.post("/konto/sitzungen/<int:session_id>/beenden")
def end_session(session_id: int) -> Answer:
    """End one of one's own sessions."""
    if not own_account.end_session(services().engine, who(), session_id, by=author()):
        abort(404)
    return _back("beendet")


@blueprint.post("/konto/sitzungen/beenden")
def end_other_sessions() -> Answer:
    """End all sessions but this one."""
    own_account.end_other_sessions(services().engine, who(), by=author())
    return _back("beendet")


def _back(note: str) -> Response:
    return redirect(url_for("account.show", hinweis=note), code=303)


def _page(typed: Typed) -> str:
    person = who()
    shown = own_account.overview(services().engine, person, now=now(), lifetime=lifetime())
    return render_template(
        "pages/account/show.html",
        typed=typed,
        person=person,
        roles=role_labels(role for role in Role if role in person.roles),
        shown=shown,
        outcomes=_OUTCOMES,
        log_days=services().settings.sign_in_log_days,
        note=_notes().get(request.args.get("hinweis", ""), ""),
        has_news=bool(audiences()),
    )


def _notes() -> Mapping[str, str]:
    return {
        "gespeichert": gettext("Your changes are saved."),
        "passwort": gettext("Your new password is saved. All other sessions are ended."),
        "beendet": gettext("The session is ended."),
        "entfernt": gettext("The second factor is removed."),
    }
