"""A new password by mail: ask for a link, use it once."""

from __future__ import annotations

from datetime import timedelta

from flask import redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web import links, mail
from web.access import by_token
from web.current import author, now, services
from web.email_addresses import normalised_address
from web.language import current_language
from web.letters import Letter
from web.pages.sign_in.blueprint import blueprint
from web.pages.sign_in.forms import EMAIL, PASSWORD, REPEATED, Typed, address_typed
from web.pages.sign_in.routes import NEW_PASSWORD, Answer
from web.password_words import password_hint, waiting, why_not
from web.sign_in_cookies import forget_session, keep_device, visitor
from web.tokens import token_hash
from web.use_cases.signing_in import own_password
from web.use_cases.signing_in.own_password import Recipient


@blueprint.get("/neues-passwort")
def ask_for_link() -> Answer:
    """The form for an address."""
    return _ask(Typed())


@blueprint.post("/neues-passwort")
def send_link() -> Answer:
    """Send a link if somebody has the address; the answer is the same if nobody has."""
    if services().settings.public_url is None:
        return _ask(Typed()), 503
    email = address_typed(request.form)
    if normalised_address(email) is None:
        error = gettext("Please check the e-mail address. Example: name@company.de")
        return _ask(Typed(email=email, errors={EMAIL: error})), 422
    wait = own_password.ask_for_link(
        services().engine,
        email,
        visitor=visitor(),
        language=current_language(),
        valid_for=_valid_for(),
        compose=_letter,
        by=author(),
    )
    if wait:
        return _slow_down(email, wait)
    return redirect(url_for("sign_in.link_sent"), code=303)


@blueprint.get("/neues-passwort/gesendet")
def link_sent() -> str:
    """What happens now."""
    minutes = services().settings.link_minutes
    return render_template("pages/sign_in/link_sent.html", minutes=minutes)


@blueprint.get("/neues-passwort/<string:token>")
@by_token
def ask_for_password(token: str) -> Answer:
    """The form for the new password; showing it does not use up the link."""
    if not own_password.can_set(services().engine, token, now=now()):
        return _gone()
    return _choose(Typed())


@blueprint.post("/neues-passwort/<string:token>")
@by_token
def set_password(token: str) -> Answer:
    """Set it, use up the link, and end all sessions."""
    chosen = request.form.get(PASSWORD, "")
    if chosen != request.form.get(REPEATED, ""):
        error = gettext("The two passwords are not the same.")
        return _choose(Typed(errors={REPEATED: error})), 422
    changed = own_password.set_by_link(
        services().engine, token, chosen, visitor=visitor(), by=author("visitor")
    )
    if changed is None:
        return _gone()
    if changed.problem:
        return _choose(Typed(errors={PASSWORD: why_not(changed.problem)})), 422
    response = redirect(url_for("sign_in.show", hinweis=NEW_PASSWORD), code=303)
    return keep_device(forget_session(response), changed.device)


def _letter(recipient: Recipient, token: str) -> Letter:
    return mail.write(
        "new_password",
        cause=f"new_password:{token_hash(token)}",
        recipient=recipient.email,
        language=recipient.language,
        person_id=recipient.person_id,
        expires_utc=now() + _valid_for(),
        address=links.absolute("sign_in.ask_for_password", token=token),
        minutes=services().settings.link_minutes,
    )


def _valid_for() -> timedelta:
    return timedelta(minutes=services().settings.link_minutes)


def _slow_down(email: str, wait: int) -> Answer:
    error = gettext(
        "Too many links were asked for from your network. Please try again in %(time)s.",
        time=waiting(wait),
    )
    page = _ask(Typed(email=email, errors={EMAIL: error}))
    return page, 429, {"Retry-After": str(wait)}


def _ask(typed: Typed) -> str:
    return render_template(
        "pages/sign_in/ask_for_link.html",
        typed=typed,
        can_send=services().settings.public_url is not None,
    )


def _choose(typed: Typed) -> str:
    return render_template("pages/sign_in/set_password.html", typed=typed, hint=password_hint())


def _gone() -> Response | tuple[str, int]:
    return render_template("pages/sign_in/link_gone.html"), 404
