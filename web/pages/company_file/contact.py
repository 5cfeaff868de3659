"""How the firm is reached: changed, and asked whether it wants news by e-mail."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial

from flask import render_template, request
from flask_babel import force_locale, gettext
from werkzeug.wrappers import Response

from web.consents import Purpose, current_text
from web.current import author, services
from web.desk import desk
from web.errors import Problem
from web.file_frame import no_such_file
from web.mail import news_plan
from web.mail.news_confirmation import letter_to_confirm
from web.mail.to_firms import can_mail, mail_key
from web.pages.company_file.blueprint import FILE, NEWS, blueprint, see_file
from web.pages.company_file.contact_form import ContactForm, way_options
from web.pages.company_file.saving import STAND, known_firm
from web.use_cases.digests.links import key_of
from web.use_cases.digests.subscribing import Asked, Request, Wishes
from web.use_cases.files import contacting
from web.use_cases.files.company import KnownFirm
from web.use_cases.files.rows import Edited
from web.use_cases.firms.contact_rows import NewAddress

_PATH = f"{FILE}/kontakt"


@blueprint.get(_PATH)
def edit_contact(public_id: str) -> str:
    """The contact data as a form."""
    firm = known_firm(public_id)
    return _page(firm, ContactForm(formdata=None, data=asdict(firm.frame.contact)))


@blueprint.post(_PATH)
def save_contact(public_id: str) -> str | tuple[str, int] | Response:
    """Store them if nobody else did meanwhile."""
    firm, form = known_firm(public_id), ContactForm()
    if not form.validate():
        return _page(firm, form), 422
    done = contacting.change_contact(
        services().engine,
        desk(),
        public_id,
        form.contact(),
        request.form.get(STAND, ""),
        by=author(),
    )
    if done is Edited.GONE:
        no_such_file()
    if done is Edited.CONFLICT:
        return _page(known_firm(public_id), form, is_conflict=True), 409
    return see_file(public_id)


@blueprint.post(f"{FILE}/neuigkeiten")
def propose_news(public_id: str) -> Response:
    """Have the firm asked by mail whether it wants news; without its click nothing comes."""
    firm = known_firm(public_id)
    email = firm.frame.contact.email
    if not email or not can_mail():
        raise Problem(400, detail=gettext("Without an e-mail address nobody can be asked."))
    asked = contacting.propose_news(
        services().engine, desk(), public_id, _request(firm), _compose(firm), by=author()
    )
    if asked is Asked.GONE:
        no_such_file()
    return see_file(public_id, NEWS, hinweis=asked.value)


def _request(firm: KnownFirm) -> Request:
    secret = services().settings.secret_key.get_secret_value()
    return Request(
        address=NewAddress(
            email=firm.frame.contact.email,
            consent=current_text(Purpose.NEWS),
            language=firm.answers.language,
        ),
        mails=mail_key(),
        links=key_of(secret),
    )


def _compose(firm: KnownFirm) -> contacting.Compose:
    """The mail in the language of the firm, from the secret of its link."""
    language = firm.answers.language
    with force_locale(language):
        plan = news_plan.plan(Wishes(), firm.answers.profile.needs)
    return partial(
        letter_to_confirm,
        recipient=firm.frame.contact.email,
        language=language,
        plan=plan,
        invited_by=desk().organisation_name,
    )


def _page(firm: KnownFirm, form: ContactForm, *, is_conflict: bool = False) -> str:
    return render_template(
        "pages/company_file/contact.html",
        frame=firm.frame,
        form=form,
        ways=way_options(),
        stand=contacting.digest_of(firm.frame.contact),
        errors=form.problems(),
        messages=form.messages(),
        is_conflict=is_conflict,
    )
