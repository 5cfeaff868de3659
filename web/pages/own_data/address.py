"""The e-mail address of a firm: entered, confirmed by a link, changed, removed."""

from __future__ import annotations

from flask import render_template, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from web import mail
from web.access import public
from web.consents import Purpose, current_text
from web.current import now, services
from web.language import current_language
from web.letters import Letter
from web.links import absolute
from web.mail.to_firms import address_of, can_mail, mail_key
from web.pages.own_data.blueprint import (
    blueprint,
    firm,
    gone,
    link_life,
    see,
    typed,
)
from web.tokens import token_hash
from web.use_cases.firms import contacts, own_data
from web.use_cases.firms.contacts import UNCONFIRMED_FOR, Entered, NewAddress
from web.use_cases.firms.own_data import OwnData

EMAIL, CONSENT = "email", "einwilligung"
_PATH = "/daten/<string:token>/adresse"


@blueprint.get(_PATH)
def ask_address(token: str) -> str:
    """The form for an address."""
    return _form(token, _data(token), {})


@blueprint.post(_PATH)
def enter_address(token: str) -> Response | tuple[str, int]:
    """Keep the address and write the mail that asks to confirm it."""
    found = _data(token)
    email = address_of(request.form.get(EMAIL, ""))
    errors = _errors(email)
    if errors or email is None:
        return _form(token, found, errors), 422
    entered = _enter(token, email, found)
    if entered is Entered.GONE:
        gone()
    if entered is Entered.TOO_MANY:
        return _form(token, found, {EMAIL: _too_many()}), 422
    return see("own_data.show", token=token, anchor="adresse")


@blueprint.post(f"{_PATH}/entfernen")
def remove_address(token: str) -> Response:
    """Forget the address."""
    if not contacts.remove(services().engine, token, by=firm()):
        gone()
    return see("own_data.show", token=token, anchor="adresse")


@blueprint.get("/firma/bestaetigen/<string:token>")
def ask_to_confirm(token: str) -> str | tuple[str, int]:
    """The page behind the link in the mail; a button confirms, looking changes nothing."""
    if not contacts.can_confirm(services().engine, token, now()):
        return _link_gone()
    return render_template("pages/own_data/confirm.html")


@blueprint.post("/firma/bestaetigen/<string:token>")
def confirm(token: str) -> Response | tuple[str, int]:
    """The address is confirmed."""
    if not contacts.confirm(services().engine, token, by=firm()):
        return _link_gone()
    return see("own_data.confirmed")


@blueprint.get("/firma/bestaetigt")
@public
def confirmed() -> str:
    """What one can do with a confirmed address."""
    return render_template("pages/own_data/confirmed.html")


def _data(token: str) -> OwnData:
    found = own_data.show(services().engine, token, now())
    if found is None:
        gone()
    return found


def _enter(token: str, email: str, found: OwnData) -> Entered:
    language = current_language()
    new = NewAddress(
        email=email,
        consent=current_text(Purpose.SIGN_IN_LINK),
        language=language,
        network=request.remote_addr or "",
    )

    def compose(link: str) -> Letter:
        return mail.write(
            "firm_confirm",
            cause=f"firm_confirm:{token_hash(link)}",
            recipient=email,
            language=language,
            expires_utc=now() + link_life(),
            href=absolute("own_data.ask_to_confirm", token=link),
            minutes=services().settings.link_minutes,
            days=UNCONFIRMED_FOR.days,
            has_news=_has_news(found),
        )

    return contacts.enter(
        services().engine, token, new, compose, by=firm(), valid_for=link_life(), key=mail_key()
    )


def _errors(email: str | None) -> dict[str, str]:
    found = {}
    if not can_mail():
        found[EMAIL] = gettext("This service does not send mail at the moment.")
    elif email is None:
        found[EMAIL] = gettext("Please check the e-mail address. Example: name@company.de")
    if request.form.get(CONSENT) != "ja":
        found[CONSENT] = gettext("Please tick the box if you want us to keep the address.")
    return found


def _too_many() -> str:
    return gettext(
        "Several mails have been asked for within a short time. Please try again in an hour."
    )


def _form(token: str, found: OwnData, errors: dict[str, str]) -> str:
    known = found.address.email if found.address else ""
    return render_template(
        "pages/own_data/address.html",
        token=token,
        known=known,
        email=typed(EMAIL),
        errors=errors,
        consent=current_text(Purpose.SIGN_IN_LINK).words.get(current_language()),
        can_mail=can_mail(),
        days=UNCONFIRMED_FOR.days,
        has_news=_has_news(found),
    )


def _has_news(found: OwnData) -> bool:
    """Whether news go on to the address, too, once it is confirmed."""
    news = found.news
    return news is not None and news.confirmed_utc is not None and news.ended_utc is None


def _link_gone() -> tuple[str, int]:
    return render_template("pages/own_data/link_gone.html"), 404
