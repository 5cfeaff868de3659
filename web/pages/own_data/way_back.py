"""The way back to one's answers by a link that comes by mail; `/firma/anmelden`."""

from __future__ import annotations

from flask import render_template, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from web import mail
from web.access import public
from web.current import now, services
from web.letters import Letter
from web.links import absolute
from web.mail.to_firms import address_of, can_mail, mail_key
from web.pages.own_data.blueprint import (
    blueprint,
    firm,
    link_life,
    see,
    typed,
)
from web.tokens import token_hash
from web.use_cases.firms import firm_sign_in
from web.use_cases.firms.firm_sign_in import WayBack

EMAIL = "email"


@blueprint.get("/firma/anmelden")
@public
def ask_for_link() -> str:
    """The form for the address."""
    return _form("")


@blueprint.post("/firma/anmelden")
@public
def send_link() -> Response | tuple[str, int]:
    """Write the mails, if there is anybody to write to; the answer is the same."""
    email = address_of(request.form.get(EMAIL, ""))
    if email is None:
        return _form(gettext("Please check the e-mail address. Example: name@company.de")), 422
    if not can_mail():
        return _form(gettext("This service does not send mail at the moment.")), 422

    def compose(way: WayBack) -> Letter:
        return mail.write(
            "firm_sign_in",
            cause=f"firm_sign_in:{token_hash(way.link)}",
            recipient=email,
            language=way.language,
            expires_utc=now() + link_life(),
            href=absolute("own_data.ask_to_enter", token=way.link),
            minutes=services().settings.link_minutes,
            changed=way.changed_utc,
        )

    firm_sign_in.ask(
        services().engine, email, compose, by=firm(), valid_for=link_life(), key=mail_key()
    )
    return see("own_data.link_on_its_way")


@blueprint.get("/firma/anmelden/unterwegs")
@public
def link_on_its_way() -> str:
    """What happens now; says nothing of whether the address is known."""
    minutes = services().settings.link_minutes
    return render_template("pages/own_data/link_on_its_way.html", minutes=minutes)


@blueprint.get("/firma/anmelden/<string:token>")
def ask_to_enter(token: str) -> str | tuple[str, int]:
    """The page behind the link in the mail; a button opens the answers, looking changes nothing."""
    if not firm_sign_in.can_enter(services().engine, token, now()):
        return _link_gone()
    return render_template("pages/own_data/enter.html")


@blueprint.post("/firma/anmelden/<string:token>")
def enter(token: str) -> Response | tuple[str, int]:
    """A new secret address of the same answers."""
    new = firm_sign_in.enter(services().engine, token, by=firm())
    if new is None:
        return _link_gone()
    return see("result.show", token=new)


def _form(error: str) -> str:
    return render_template(
        "pages/own_data/ask_for_link.html",
        email=typed(EMAIL),
        errors={EMAIL: error} if error else {},
        can_mail=can_mail(),
    )


def _link_gone() -> tuple[str, int]:
    return render_template("pages/own_data/link_gone.html"), 404
