"""News by e-mail for this person: of the territory, and how the runs went."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.access import signed_in
from web.current import author, now, services
from web.news_words import timing_in_words
from web.organisation_facts import territory_names
from web.pages.account.blueprint import Answer, audiences, blueprint, who
from web.pages.account.news_form import (
    Chosen,
    chosen_of,
    read_chosen,
    rhythm_options,
    weekday_options,
)
from web.use_cases.digests import people_subscribing
from web.use_cases.digests.calendar import next_day
from web.use_cases.digests.kinds import Audience
from web.use_cases.digests.links import key_of
from web.use_cases.digests.people_subscribing import ROLES, PersonNews, Timing

SWITCH, ON = "bericht", "ein"


@blueprint.get("/konto/nachrichten")
@signed_in(*ROLES[Audience.ADVISOR], *ROLES[Audience.OPERATOR])
def show_news() -> Answer:
    """What this person may get by mail, and how it is set."""
    return _page(None)


@blueprint.post("/konto/nachrichten")
@signed_in(*ROLES[Audience.ADVISOR])
def set_news() -> Answer:
    """News of the territory: how often and when, or none."""
    chosen = read_chosen(request.form)
    if chosen.errors:
        return _page(chosen), 422
    timing = chosen.timing
    if timing is None:
        return _off(Audience.ADVISOR)
    return _on(Audience.ADVISOR, timing)


@blueprint.post("/konto/nachrichten/bericht")
@signed_in(*ROLES[Audience.OPERATOR])
def set_report() -> Answer:
    """The report on the runs, for who looks after the whole service."""
    if Audience.OPERATOR not in audiences():
        abort(404)
    if request.form.get(SWITCH) == ON:
        return _on(Audience.OPERATOR, Timing())
    return _off(Audience.OPERATOR)


def _on(audience: Audience, timing: Timing) -> Response:
    held = services()
    key = key_of(held.settings.secret_key.get_secret_value())
    if not people_subscribing.switch_on(held.engine, who(), audience, timing, key=key, by=author()):
        abort(403)
    return _back("gespeichert")


def _off(audience: Audience) -> Response:
    people_subscribing.switch_off(services().engine, who(), audience, by=author())
    return _back("aus")


def _back(note: str) -> Response:
    return redirect(url_for("account.show_news", hinweis=note), code=303)


def _page(chosen: Chosen | None) -> str:
    person, possible = who(), audiences()
    if not possible:
        abort(404)
    standing = people_subscribing.standing(services().engine, person.id)
    own = standing.get(Audience.ADVISOR)
    return render_template(
        "pages/account/news.html",
        person=person,
        is_advisor=Audience.ADVISOR in possible,
        has_report=Audience.OPERATOR in possible,
        places=territory_names(person.territories),
        chosen=chosen or chosen_of(own.timing if own else None),
        rhythms=rhythm_options(),
        weekdays=weekday_options(),
        timing=_words(Audience.ADVISOR, own),
        next_day=_next_day(own),
        report=_words(Audience.OPERATOR, standing.get(Audience.OPERATOR)),
        note=_notes().get(request.args.get("hinweis", ""), ""),
    )


def _words(audience: Audience, news: PersonNews | None) -> str:
    """When it comes; '' for what is switched off."""
    return timing_in_words(audience, news.timing.rhythm, news.timing.weekday) if news else ""


def _next_day(news: PersonNews | None) -> date | None:
    return next_day(news.timing.rhythm, news.timing.weekday, now()) if news else None


def _notes() -> Mapping[str, str]:
    return {
        "gespeichert": gettext("Saved: mails will come as it says below."),
        "aus": gettext("Switched off: no more of these mails will come."),
    }
