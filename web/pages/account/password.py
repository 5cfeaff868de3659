"""A new password with the old one."""

from __future__ import annotations

from collections.abc import Mapping

from flask import redirect, render_template, request, url_for
from flask_babel import gettext

from web.current import author, lifetime, services
from web.pages.account.blueprint import Answer, blueprint, who
from web.pages.account.forms import (
    NEW,
    OLD,
    REPEATED,
    Typed,
    password_refused,
    status_of,
)
from web.password_words import password_hint, why_not
from web.sign_in_cookies import keep_session, visitor
from web.use_cases.signing_in import own_password


@blueprint.get("/konto/passwort")
def ask_for_password() -> Answer:
    """The form."""
    return _form({})


@blueprint.post("/konto/passwort")
def change_password() -> Answer:
    """Keep the new one; this browser stays signed in, all others do not."""
    new = request.form.get(NEW, "")
    if new != request.form.get(REPEATED, ""):
        return _form({REPEATED: gettext("The two passwords are not the same.")}), 422
    changed = own_password.change(
        services().engine,
        who(),
        request.form.get(OLD, ""),
        new,
        visitor=visitor(),
        lifetime=lifetime(),
        by=author(),
    )
    if changed.problem:
        return _form({NEW: why_not(changed.problem)}), 422
    if not changed.token:
        status, headers = status_of(changed.confirmation)
        return _form(password_refused(changed.confirmation)), status, headers
    done = redirect(url_for("account.show", hinweis="passwort"), code=303)
    return keep_session(done, changed.token)


def _form(errors: Mapping[str, str]) -> str:
    return render_template(
        "pages/account/password.html", typed=Typed(errors=errors), hint=password_hint()
    )
