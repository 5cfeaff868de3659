"""Subscribing to news and changing everything about them, at `/neuigkeiten/<token>`."""

from __future__ import annotations

from functools import partial

from flask import render_template, request, url_for
from flask_babel import gettext
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from web.clock import day_in_berlin
from web.consents import Purpose, current_text
from web.current import now, services
from web.formats import partial_date
from web.language import current_language
from web.mail import news_plan
from web.mail.news_confirmation import letter_to_confirm
from web.mail.to_firms import can_mail, mail_key
from web.pages.news import form
from web.pages.news.blueprint import blueprint, firm, gone, link_key, see
from web.pages.news.form import EMAIL, NewsForm
from web.use_cases.digests import leaving, subscribing
from web.use_cases.digests.kinds import Audience
from web.use_cases.digests.subscribing import CONFIRM_WITHIN, Asked, Request, Standing, Wishes
from web.use_cases.firms.contact_rows import NewAddress
from web.use_cases.firms.contacts import UNCONFIRMED_FOR

Answer = str | Response | tuple[str, int]
SAVED, SENT, CONFIRMED, MOVED = "gespeichert", "gesendet", "bestaetigt", "umgestellt"


@blueprint.get("/<string:token>")
def show(token: str) -> Answer:
    """The form that subscribes, or how news are set."""
    found = subscribing.standing(services().engine, token, now())
    if found is None:
        return _elsewhere(token)
    if found.news is None:
        return _ask_page(token, found, NewsForm(email=found.email))
    return _settings_page(token, found, form.form_of(found.news.wishes, found.email))


@blueprint.post("/<string:token>")
def save(token: str) -> Answer:
    """Subscribe, or change what is subscribed to."""
    found = _standing(token)
    if found.news is not None:
        return _change(token, found)
    sent = form.read_request(request.form)
    if sent.errors or sent.address is None:
        return _ask_page(token, found, sent), 422
    asked = subscribing.subscribe(
        services().engine,
        token,
        sent.wishes,
        _request(sent.address),
        _letter_to(sent.address, sent.wishes, found.needs),
        by=firm(),
    )
    if asked is Asked.TOO_MANY:
        return _ask_page(token, found, _refused(sent)), 422
    return _after(asked, token)


@blueprint.post("/<string:token>/adresse")
def ask_again(token: str) -> Answer:
    """Write the mail that confirms once more, or to another address."""
    found = _standing(token)
    if found.news is None:
        return see("news.show", token=token)
    sent = form.read_address(request.form)
    if sent.errors or sent.address is None:
        return _address_page(token, found, sent), 422
    compose = _letter_to(sent.address, found.news.wishes, found.needs)
    asked = subscribing.ask_again(
        services().engine, token, _request(sent.address), compose, by=firm()
    )
    if asked is Asked.TOO_MANY:
        return _address_page(token, found, _refused(sent)), 422
    return _after(asked, token)


def _change(token: str, found: Standing) -> Answer:
    sent = form.read_settings(request.form)
    if sent.errors:
        return _settings_page(token, found, sent), 422
    if not subscribing.change(services().engine, token, sent.wishes, by=firm()):
        gone()
    return see("news.show", token=token, hinweis=SAVED)


def _after(asked: Asked, token: str) -> Response:
    if asked is Asked.GONE:
        gone()
    return see("news.show", token=token, hinweis=SENT if asked is Asked.SENT else SAVED)


def _standing(token: str) -> Standing:
    found = subscribing.standing(services().engine, token, now())
    if found is None:
        gone()
    return found


def _elsewhere(token: str) -> Response:
    """People with an account set theirs on its page."""
    found = leaving.look(services().engine, token, now())
    if found is None or found.audience is Audience.FIRM:
        gone()
    return redirect(url_for("account.show_news"))


def _request(email: str) -> Request:
    return Request(
        address=NewAddress(
            email=email,
            consent=current_text(Purpose.NEWS),
            language=current_language(),
            network=request.remote_addr or "",
        ),
        mails=mail_key(),
        links=link_key(),
    )


def _letter_to(email: str, wishes: Wishes, needs: tuple[str, ...]) -> subscribing.Compose:
    """The mail that asks to confirm, from the secret of its link."""
    plan = news_plan.plan(wishes, needs)
    return partial(letter_to_confirm, recipient=email, language=current_language(), plan=plan)


def _refused(sent: NewsForm) -> NewsForm:
    return NewsForm(
        email=sent.email,
        rhythm=sent.rhythm,
        weekday=sent.weekday,
        topics=sent.topics,
        reminders=sent.reminders,
        consent=sent.consent,
        errors={
            EMAIL: gettext(
                "Several mails have been asked for within a short time. "
                "Please try again in an hour."
            )
        },
    )


def _ask_page(token: str, found: Standing, sent: NewsForm) -> str:
    return render_template(
        "pages/news/subscribe.html",
        token=token,
        known=found.email,
        can_mail=can_mail(),
        consent=current_text(Purpose.NEWS).words.get(current_language()),
        days=UNCONFIRMED_FOR.days,
        own_topics=news_plan.topics_of(Wishes(), found.needs),
        **_options(sent),
    )


def _settings_page(token: str, found: Standing, sent: NewsForm) -> str:
    return _page(token, found, sent, NewsForm(email="" if found.has_begun else found.email))


def _address_page(token: str, found: Standing, address: NewsForm) -> str:
    assert found.news is not None
    return _page(token, found, form.form_of(found.news.wishes), address)


def _page(token: str, found: Standing, sent: NewsForm, address: NewsForm) -> str:
    assert found.news is not None
    wishes = found.news.wishes
    return render_template(
        "pages/news/settings.html",
        token=token,
        standing=found,
        since=partial_date(day_in_berlin(found.news.since_utc)),
        plan=news_plan.plan(wishes, found.needs),
        next_sentence=news_plan.next_sentence(wishes, now()),
        note=request.args.get("hinweis", ""),
        days=CONFIRM_WITHIN.days,
        address=address,
        can_mail=can_mail(),
        own_topics=news_plan.topics_of(Wishes(), found.needs),
        **_options(sent),
    )


def _options(sent: NewsForm) -> dict[str, object]:
    return {
        "form": sent,
        "rhythms": form.rhythm_options(),
        "weekdays": form.weekday_options(),
        "groups": form.topic_groups(),
    }
