"""Leaving, at `/neuigkeiten/<token>/abmelden`: by one button, or by one click in a mail program.

Programs send `List-Unsubscribe=One-Click` without cookies (RFC 8058): the secret in the address is
proof enough, for a person as for a program.
"""

from __future__ import annotations

from flask import render_template, request
from werkzeug.wrappers import Response

from web.current import now, services
from web.pages.news.blueprint import blueprint, firm, see
from web.rates import limiter
from web.use_cases.digests import leaving
from web.use_cases.digests.kinds import Audience

_PATH = "/<string:token>/abmelden"
ONE_CLICK = ("List-Unsubscribe", "One-Click")


@blueprint.get(_PATH)
def ask_to_end(token: str) -> str | tuple[str, int]:
    """What ends, and the button; once it has ended, what that means."""
    return _page(token)


@blueprint.post(_PATH)
@limiter.exempt
def end(token: str) -> Response | str | tuple[str, int]:
    """End it at once; twice is once. Programs get no redirect, they would not follow it."""
    engine = services().engine
    if leaving.look(engine, token, now()) is not None:
        leaving.end(engine, token, by=firm())
    name, value = ONE_CLICK
    if request.form.get(name) == value:
        return _page(token)
    return see("news.ask_to_end", token=token)


def _page(token: str) -> str | tuple[str, int]:
    found = leaving.look(services().engine, token, now())
    if found is None:
        return render_template("pages/news/unknown.html"), 404
    return render_template(
        "pages/news/leave.html",
        token=token,
        is_ended=found.is_ended,
        has_answers=found.has_answers,
        is_firm=found.audience is Audience.FIRM,
    )
