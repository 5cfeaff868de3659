"""The link of the mail that confirms: looking changes nothing, a button confirms."""

from __future__ import annotations

from flask import render_template
from werkzeug.wrappers import Response

from web.consents import Purpose, current_text
from web.current import now, retention, services
from web.language import current_language
from web.mail import news_plan
from web.pages.news.blueprint import blueprint, firm, link_key, see
from web.pages.news.settings import CONFIRMED, MOVED
from web.use_cases.digests import confirming
from web.use_cases.digests.subscribing import CONFIRM_WITHIN

_PATH = "/bestaetigen/<string:token>"


@blueprint.get(_PATH)
def ask_to_confirm(token: str) -> str | tuple[str, int]:
    """What will come, and the button; of a link that was used, that all is done."""
    return _page(token)


@blueprint.post(_PATH)
def confirm(token: str) -> Response | str | tuple[str, int]:
    """News come from now on, or go on at another address."""
    found = confirming.look(services().engine, token, now())
    secret = confirming.confirm(
        services().engine,
        token,
        consent=current_text(Purpose.NEWS),
        language=current_language(),
        key=link_key(),
        retention=retention(),
        by=firm(),
    )
    if found is None or secret is None:
        return _page(token)
    is_first = found.news.confirmed_utc is None
    return see("news.show", token=secret, hinweis=CONFIRMED if is_first else MOVED)


def _page(token: str) -> str | tuple[str, int]:
    found = confirming.look(services().engine, token, now())
    if found is None:
        return render_template("pages/news/link_gone.html", days=CONFIRM_WITHIN.days), 404
    wishes, consent = found.news.wishes, current_text(Purpose.NEWS)
    return render_template(
        "pages/news/confirm.html",
        is_done=found.is_done,
        is_first=found.news.confirmed_utc is None,
        plan=news_plan.plan(wishes, ()),
        consent="" if found.has_agreed else consent.words.get(current_language()),
        next_sentence=news_plan.next_sentence(wishes, now()),
    )
