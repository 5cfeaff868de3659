"""The two steps of signing in, and signing out."""

from __future__ import annotations

from collections.abc import Mapping

from flask import make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.current import author, now, person, services
from web.language import COOKIE, LANGUAGES, remember_language
from web.own_paths import own_path
from web.pages.sign_in.blueprint import blueprint, home_of
from web.pages.sign_in.forms import (
    CODE,
    EMAIL,
    NEXT,
    PASSWORD,
    Typed,
    address_typed,
    missing_for_sign_in,
)
from web.password_words import too_many_attempts
from web.sign_in_cookies import (
    door,
    forget_session,
    keep_device,
    keep_session,
    secret_box,
    session_token,
)
from web.use_cases.signing_in import sign_in
from web.use_cases.signing_in.sign_in import Entry
from web.use_cases.signing_in.throttle import Outcome

Answer = str | Response | tuple[str, int] | tuple[str, int, Mapping[str, str]]
SIGNED_OUT, TOO_LATE, NEW_PASSWORD = "abgemeldet", "abgelaufen", "passwort"


@blueprint.get("/anmelden")
def show() -> Answer:
    """The form; who is signed in already goes on at once."""
    target = own_path(request.args.get(NEXT, ""))
    known = person()
    if known is not None:
        return redirect(target or home_of(known.roles), code=303)
    return _form(Typed(next=target))


@blueprint.post("/anmelden")
def enter() -> Answer:
    """The first step."""
    target = own_path(request.form.get(NEXT, ""))
    email = address_typed(request.form)
    errors = missing_for_sign_in(request.form)
    if errors:
        return _form(Typed(email=email, next=target, errors=errors)), 422
    password = request.form[PASSWORD]
    entry = sign_in.with_password(services().engine, email, password, door=door(), by=author())
    if entry.token:
        return _go_on(entry, target)
    return _refuse_password(entry, email, target)


@blueprint.get("/anmelden/code")
def ask_for_code() -> Answer:
    """The form of the second step; without the first one, that comes first."""
    if not sign_in.waits_for_code(services().engine, session_token(), now=now()):
        return redirect(url_for("sign_in.show", hinweis=TOO_LATE), code=303)
    return _code_form(Typed(next=own_path(request.args.get(NEXT, ""))))


@blueprint.post("/anmelden/code")
def enter_code() -> Answer:
    """The second step."""
    target = own_path(request.form.get(NEXT, ""))
    entry = sign_in.with_code(
        services().engine,
        session_token(),
        request.form.get(CODE, ""),
        door=door(),
        box=secret_box(),
        by=author(),
    )
    if entry is None:
        return redirect(url_for("sign_in.show", hinweis=TOO_LATE), code=303)
    if entry.token:
        return _go_on(entry, target)
    return _refuse_code(entry, target)


@blueprint.post("/abmelden")
def leave() -> Response:
    """End the session."""
    sign_in.sign_out(services().engine, session_token(), by=author())
    return forget_session(redirect(url_for("sign_in.show", hinweis=SIGNED_OUT), code=303))


def _go_on(entry: Entry, target: str) -> Response:
    """To the second step or to the page that was wanted, with the new cookies."""
    if entry.outcome is Outcome.SECOND_FACTOR_DUE:
        step = url_for("sign_in.ask_for_code", weiter=target or None)
        return keep_session(redirect(step, code=303), entry.token)
    response = make_response(redirect(target or home_of(entry.roles), code=303))
    keep_device(keep_session(response, entry.token), entry.device)
    is_chosen = request.cookies.get(COOKIE) in LANGUAGES
    return response if is_chosen else remember_language(response, entry.language)


def _refuse_password(entry: Entry, email: str, target: str) -> Answer:
    if entry.wait_seconds:
        errors = {PASSWORD: too_many_attempts(entry.wait_seconds)}
        page = _form(Typed(email=email, next=target, errors=errors), has_to_wait="yes")
        return page, 429, {"Retry-After": str(entry.wait_seconds)}
    errors = {EMAIL: gettext("E-mail address or password is not right.")}
    return _form(Typed(email=email, next=target, errors=errors)), 422


def _refuse_code(entry: Entry, target: str) -> Answer:
    if entry.wait_seconds:
        errors = {CODE: too_many_attempts(entry.wait_seconds)}
        wait = {"Retry-After": str(entry.wait_seconds)}
        return _code_form(Typed(next=target, errors=errors)), 429, wait
    errors = {CODE: gettext("The code is not right or was used already.")}
    return _code_form(Typed(next=target, errors=errors)), 422


def _form(typed: Typed, *, has_to_wait: str = "") -> str:
    return render_template(
        "pages/sign_in/show.html",
        typed=typed,
        has_to_wait=has_to_wait,
        note=_notes().get(request.args.get("hinweis", ""), ""),
    )


def _code_form(typed: Typed) -> str:
    return render_template("pages/sign_in/code.html", typed=typed)


def _notes() -> Mapping[str, str]:
    return {
        SIGNED_OUT: gettext("You are signed out."),
        TOO_LATE: gettext("That took too long. Please sign in again."),
        NEW_PASSWORD: gettext("Your new password is saved. Please sign in with it."),
    }
