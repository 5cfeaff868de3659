"""Who is away when, and who stands in."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from web.current import author, services, today
from web.desk import desk
from web.pages.inbox.absence_form import AbsenceInput, read_absence
from web.pages.inbox.blueprint import blueprint
from web.use_cases.files import absences
from web.use_cases.files.absences import AbsenceOutcome
from web.use_cases.files.colleagues import colleagues

NOTICE = "hinweis"
_NOTICES = {
    "eingetragen": lazy_gettext("The absence is entered."),
    "geloescht": lazy_gettext("The absence is deleted."),
}


@blueprint.get("/abwesenheit")
def show_absences() -> str:
    """The absences that are not over, and the form for another one."""
    return _page(AbsenceInput(person=desk().public_id))


@blueprint.post("/abwesenheit")
def enter_absence() -> Response | tuple[str, int]:
    """Enter one."""
    sent = read_absence(request.form, desk().public_id)
    if sent.new is None:
        return _page(sent), 422
    outcome = absences.enter(services().engine, desk(), sent.new, by=author(), today=today())
    if outcome is AbsenceOutcome.FORBIDDEN:
        abort(404)
    if outcome is not AbsenceOutcome.DONE:
        return _page(sent.refused(outcome)), 422
    return redirect(url_for(".show_absences", hinweis="eingetragen"), code=303)


@blueprint.post("/abwesenheit/<int(max=2147483647):absence_id>/loeschen")
def delete_absence(absence_id: int) -> Response:
    """Delete one."""
    if not absences.delete(services().engine, desk(), absence_id, by=author()):
        abort(404)
    return redirect(url_for(".show_absences", hinweis="geloescht"), code=303)


def _page(sent: AbsenceInput) -> str:
    known = [(each.public_id, each.name) for each in colleagues(services().engine, desk(), today())]
    notice = _NOTICES.get(request.args.get(NOTICE, ""), "")
    return render_template(
        "pages/inbox/absences.html",
        sent=sent,
        listed=absences.listed(services().engine, desk(), today()),
        today=today(),
        people=known if desk().is_lead else (),
        deputies=known if desk().is_lead else [o for o in known if o[0] != desk().public_id],
        notice=str(notice),
    )
