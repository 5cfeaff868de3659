"""Dossiers and folders given out: their PDF, the address of a folder, its mail, its end."""

from __future__ import annotations

from typing import NoReturn

from flask import Response, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from web.current import author, now, services
from web.desk import desk
from web.documents import render, unprintable
from web.documents.document import fingerprint
from web.errors import Problem
from web.file_frame import file_frame, no_such_file
from web.file_names import file_name
from web.letters import Letter
from web.links import NoPublicAddressError, absolute
from web.mail import write
from web.mail.to_firms import can_mail
from web.pages.dossier.blueprint import blueprint
from web.pages.dossier.composing import dossier_draft
from web.pages.dossier.matter import matter_of
from web.pages.dossier.words import NOTICE, OUTDATED, notice_of
from web.use_cases.dossiers import issues, issuing, links, mailing
from web.use_cases.dossiers.issues import DossierAudience, Issue, Issued
from web.use_cases.dossiers.issuing import Draft
from web.use_cases.files.rows import Edited

PDF = "application/pdf"
MAIL = "folder_ready"
SEEN = "stand"


@blueprint.post("/ausgeben")
def give_out(public_id: str) -> BaseResponse:
    """Freeze the dossier as it stands now."""
    draft = dossier_draft(matter_of(public_id))
    again = url_for(".show", public_id=public_id, hinweis=OUTDATED)
    return given_out(public_id, draft, "ausgegeben", again=again)


def given_out(public_id: str, draft: Draft, notice: str, *, again: str) -> BaseResponse:
    """Give a draft out and show what became of it.

    To the page `again` if people saw something else: nothing is given out that nobody read.
    """
    if request.form.get(SEEN) != fingerprint(draft.document):
        return redirect(again, code=303)
    issue_id = issuing.issue(
        services().engine, desk(), public_id, draft, link_key=link_key(), by=author()
    )
    if issue_id is None:
        no_such_file()
    return _to_issue(public_id, issue_id, notice)


@blueprint.get("/ausgabe/<string:issue_id>")
def show_issue(public_id: str, issue_id: str) -> str:
    """One issue: its PDF, and for a folder its address and who can read it."""
    frame, found = file_frame(public_id), _issued(public_id, issue_id)
    return render_template(
        "pages/dossier/issue.html",
        frame=frame,
        issue=found.issue,
        document=found.document,
        address=folder_address(found.issue) if _is_folder(found.issue) else "",
        can_mail=can_mail(),
        unprintable=unprintable(found.document),
        notice=notice_of(request.args.get(NOTICE, "")),
    )


@blueprint.get("/ausgabe/<string:issue_id>/pdf")
def download(public_id: str, issue_id: str) -> Response:
    """The PDF of an issue: the same bytes whenever it is fetched."""
    found = _issued(public_id, issue_id)
    kind = "Mappe" if _is_folder(found.issue) else "Dossier"
    name = file_frame(public_id).contact.name
    filename = file_name(kind, name, found.day.isoformat(), extension="pdf")
    answer = Response(render(found.document), mimetype=PDF)
    answer.headers.set("Content-Disposition", "attachment", filename=filename)
    return answer


@blueprint.post("/ausgabe/<string:issue_id>/senden")
def mail_folder(public_id: str, issue_id: str) -> BaseResponse:
    """Mail the address of a folder to the firm."""
    if not can_mail():
        raise Problem(404, detail=gettext("This service cannot send mail."))
    outcome = mailing.mail_folder(
        services().engine, desk(), public_id, issue_id, _letter, by=author()
    )
    return _to_issue(public_id, issue_id, outcome.value)


@blueprint.post("/ausgabe/<string:issue_id>/zuruecknehmen")
def withdraw(public_id: str, issue_id: str) -> BaseResponse:
    """Let the address of a folder lead nowhere from now on."""
    outcome = issuing.withdraw(services().engine, desk(), public_id, issue_id, by=author())
    if outcome is Edited.GONE:
        no_such_issue()
    return _to_issue(public_id, issue_id, "zurueckgenommen")


def folder_address(issue: Issue) -> str:
    """The secret address, beginning as the operator set it, else as this page was reached."""
    token = links.secret_of(issue.public_id, key=link_key())
    try:
        return absolute("folder.show", token=token, lang=issue.language)
    except NoPublicAddressError:
        return url_for("folder.show", token=token, lang=issue.language, _external=True)


def link_key() -> bytes:
    """What the secrets of folders are made with."""
    return links.key_of(services().settings.secret_key.get_secret_value())


def _letter(recipient: str, company_id: int, issue: Issue) -> Letter:
    return write(
        MAIL,
        cause=f"{MAIL}:{issue.public_id}:{now():%Y-%m-%d}",
        recipient=recipient,
        language=issue.language,
        company_id=company_id,
        expires_utc=issue.expires_utc,
        organisation=desk().organisation_name,
        href=folder_address(issue),
        expires=issue.expires_utc,
    )


def _issued(public_id: str, issue_id: str) -> Issued:
    found = issues.find(services().engine, desk(), public_id, issue_id, now())
    if found is None:
        no_such_issue()
    return found


def _is_folder(issue: Issue) -> bool:
    return issue.audience is DossierAudience.FIRM


def _to_issue(public_id: str, issue_id: str, notice: str) -> BaseResponse:
    target = url_for(".show_issue", public_id=public_id, issue_id=issue_id, hinweis=notice)
    return redirect(target, code=303)


def no_such_issue() -> NoReturn:
    """Nobody learns whether there is such an issue elsewhere."""
    raise Problem(404, detail=gettext("There is no such dossier at your organisation."))
