"""The form, what becomes of it, and the page that says who has the request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flask import redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.consents import Purpose, current_text
from web.current import author, now, services
from web.language import current_language
from web.mail import advice
from web.pages.advice_request import form, views
from web.pages.advice_request.blueprint import blueprint, gone
from web.pages.advice_request.form import RequestForm
from web.use_cases.requests import looking, sending
from web.use_cases.requests.looking import Asking
from web.use_cases.requests.sending import Ask, Outcome, Sending

Answer = str | Response | tuple[str, int]
RECEIPT = "beleg"


@blueprint.get("/<string:token>")
def show(token: str) -> Answer:
    """The form, and who would get it."""
    asking = _asking(token, None)
    return _page(token, asking, form.empty_form(asking))


@blueprint.post("/<string:token>")
def send(token: str) -> Answer:
    """Send the request, unless something is missing or others would get it than was shown."""
    sent = form.read(request.form)
    asking = _asking(token, sent.topics)
    if sent.errors:
        return _page(token, asking, sent), 422
    done = sending.send(services().engine, token, _ask(sent), advice.terms(), by=author("firm"))
    return _after(token, sent, done)


@blueprint.get("/<string:token>/gesendet")
def sent(token: str) -> Answer:
    """Who has the request, and what happens next."""
    asking = _asking(token, None)
    if not asking.before:
        return redirect(url_for("advice_request.show", token=token), code=303)
    last, *others = map(views.earlier, asking.before)
    return render_template(
        "pages/advice_request/sent.html",
        token=token,
        last=last,
        others=others,
        email=asking.known.email if request.args.get(RECEIPT) else "",
    )


def _after(token: str, sent: RequestForm, done: Sending) -> Answer:
    if done.outcome is Outcome.GONE:
        gone()
    if done.outcome in (Outcome.SENT, Outcome.REPEATED):
        receipt = "1" if done.has_receipt else None
        target = url_for("advice_request.sent", token=token, beleg=receipt)
        return redirect(target, code=303)
    asking = _asking(token, sent.topics)
    if done.outcome is Outcome.TOO_MANY:
        return _page(token, asking, sent, problem=_too_many()), 422
    # What was ticked spoke of others: it is ticked again for those who stand there now.
    return _page(token, asking, replace(sent, consent=()), problem=_changed()), 422


def _ask(sent: RequestForm) -> Ask:
    return Ask(
        contact=sent.contact,
        topics=sent.topics,
        message=sent.message,
        consent=current_text(Purpose.ADVICE),
        language=current_language(),
        seen=sent.seen,
        network=request.remote_addr or "",
    )


def _asking(token: str, topics: Sequence[str] | None) -> Asking:
    found = looking.look(services().engine, token, topics, now())
    if found is None:
        gone()
    return found


def _page(token: str, asking: Asking, shown: RequestForm, *, problem: str = "") -> str:
    return render_template(
        "pages/advice_request/form.html",
        token=token,
        form=shown,
        problem=problem,
        who=views.who(asking),
        before=[views.earlier(each) for each in asking.before],
        ways=views.way_options(),
        own_topics=views.own_topics(asking.needs),
        other_topics=views.other_topics(asking.needs),
        shows_others=bool(set(shown.topics) - set(asking.needs)) or not asking.needs,
        consent=current_text(Purpose.ADVICE).words.get(current_language()),
        days=services().settings.file_days,
        longest=form.LONGEST_MESSAGE,
    )


def _too_many() -> str:
    return gettext(
        "Several requests have been sent within a short time. Please try again in an hour, or call "
        "the body that is named below."
    )


def _changed() -> str:
    return gettext(
        "With these topics your request goes to other bodies than before. Please look below who "
        "gets it, agree to that, and send it."
    )
