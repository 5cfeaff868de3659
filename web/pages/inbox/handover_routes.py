"""All files of somebody go to a colleague."""

from __future__ import annotations

from collections.abc import Mapping

from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from web.current import author, services, today
from web.desk import desk
from web.pages.inbox.blueprint import blueprint
from web.pages.inbox.deeds import as_choice
from web.typed_texts import one_line
from web.use_cases.files import handover
from web.use_cases.files.colleagues import colleagues
from web.use_cases.files.handover import HandoverProblem, Holder, Which

GIVER, TAKER, WHICH, COUNT = "von", "an", "welche", "anzahl"
_LONGEST = 43


@blueprint.get("/uebergabe")
def show_handover() -> str:
    """The form."""
    return _page({}, {})


@blueprint.post("/uebergabe")
def hand_over_all() -> Response | tuple[str, int]:
    """Hand the files over."""
    giver, taker = (one_line(request.form.get(name, ""))[:_LONGEST] for name in (GIVER, TAKER))
    which = request.form.get(WHICH, "")
    if which not in set(Which):
        return _page(request.form, {WHICH: gettext("Please choose which files.")}), 422
    done = handover.hand_over_all(
        services().engine, desk(), giver or desk().public_id, taker, Which(which), by=author()
    )
    if done is HandoverProblem.FORBIDDEN:
        abort(404)
    if isinstance(done, HandoverProblem):
        return _page(request.form, _errors(done, taker)), 422
    return redirect(url_for(".show_handover", anzahl=done), code=303)


def _errors(problem: HandoverProblem, taker: str) -> Mapping[str, str]:
    if problem is HandoverProblem.SAME_PERSON:
        return {TAKER: gettext("Please choose two different people.")}
    name = TAKER if not _is_colleague(taker) else GIVER
    return {name: gettext("Please choose somebody from your organisation.")}


def _is_colleague(public_id: str) -> bool:
    known = colleagues(services().engine, desk(), today())
    return any(each.public_id == public_id for each in known)


def _page(sent: Mapping[str, str], errors: Mapping[str, str]) -> str:
    own = desk().public_id
    known = colleagues(services().engine, desk(), today())
    return render_template(
        "pages/inbox/handover.html",
        sent=sent,
        errors=errors,
        holders=tuple(map(_option, handover.holders(services().engine, desk()))),
        takers=[as_choice(each) for each in known if desk().is_lead or each.public_id != own],
        is_lead=desk().is_lead,
        notice=_notice(request.args.get(COUNT, "")),
    )


def _option(holder: Holder) -> tuple[str, str]:
    """Whose files, and how many there are."""
    files = ngettext("one file", "%(num)s files", holder.total)
    words = gettext("%(files)s, %(open)s of them open", files=files, open=holder.open)
    return holder.public_id, f"{holder.name} ({words})"


def _notice(count: str) -> tuple[str, str] | None:
    """What was done, and the kind of the notice."""
    if not (count.isascii() and count.isdigit() and len(count) < 10):
        return None
    if int(count) == 0:
        return gettext("There was no file to hand over."), "info"
    words = ngettext("One file was handed over.", "%(num)s files were handed over.", int(count))
    return words, "success"
