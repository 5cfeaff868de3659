"""The routes for people: list, one person, invitations, and what can be done to an account."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, abort, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from web.access import Access, declare
from web.account_labels import STATE_BADGES, role_labels, role_options, state_label
from web.current import author, person, reach, services
from web.formats import listing
from web.language import LANGUAGES
from web.mail.invitation import sending
from web.pages.people.invite_form import InviteInput, read_invitation, read_roles
from web.pages.people.notices import code_of, notice_of
from web.typed_texts import one_line
from web.use_cases import audit
from web.use_cases.organisations import directory
from web.use_cases.people import accounts, invitations, register
from web.use_cases.people.accounts import AccountOutcome
from web.use_cases.people.invitations import InvitationOutcome, Invited
from web.use_cases.people.register import PersonEntry
from web.use_cases.roles import Role

WORDS, PAGE, NOTICE = "q", "seite", "hinweis"
LONGEST_WORDS = 100
blueprint = Blueprint("people", __name__)
declare(blueprint, Access.SIGNED_IN, Role.ADMINISTRATOR)
Answer = str | Response | tuple[str, int]
Outcome = AccountOutcome | InvitationOutcome | Invited | None


@blueprint.get("/verwaltung/personen")
def show_list() -> Answer:
    """The people within sight."""
    words = one_line(request.args.get(WORDS, ""))[:LONGEST_WORDS]
    found = register.search(
        services().engine, reach(), words, request.args.get(PAGE, default=1, type=int)
    )
    return render_template(
        "pages/people/list.html",
        words=words,
        found=found,
        rows=tuple(map(_row, found.items)),
        page_base=f"{url_for('.show_list')}?{urlencode({WORDS: words})}&{PAGE}=",
        notice=notice_of(request.args.get(NOTICE, "")),
    )


@blueprint.get("/verwaltung/personen/einladen")
def ask_invitation() -> Answer:
    """The form."""
    return _form(InviteInput())


@blueprint.post("/verwaltung/personen/einladen")
def invite() -> Answer:
    """Invite somebody."""
    known, sent = person(), read_invitation(request.form)
    assert known is not None
    if sent.new is None or not _can_send():
        return _form(sent), 422
    done = invitations.invite(
        services().engine,
        sent.new,
        giver=known.roles,
        by=author(),
        reach=reach(),
        sending=sending(),
    )
    if done is None:
        abort(404)
    if not isinstance(done, Invited):
        return _form(sent.refused(done)), 422
    return _to_person(done.public_id, "eingeladen")


@blueprint.get("/verwaltung/personen/<string:public_id>")
def show(public_id: str) -> Answer:
    """One person; the trail notes who looked."""
    found = register.find(services().engine, reach(), public_id)
    if found is None:
        abort(404)
    audit.note_reading(services().engine, author(), "person.read", f"person:{public_id}")
    return render_template(
        "pages/people/show.html",
        entry=found,
        roles=role_labels(found.roles),
        role_options=role_options(),
        ticked=[role.value for role in found.roles],
        state=state_label(found.state),
        badge_kind=STATE_BADGES[found.state],
        language=LANGUAGES.get(found.language, found.language),
        notice=notice_of(request.args.get(NOTICE, "")),
    )


@blueprint.post("/verwaltung/personen/<string:public_id>/rollen")
def change_roles(public_id: str) -> Answer:
    """Give other roles."""
    roles = read_roles(request.form)
    if roles is None:
        if register.find(services().engine, reach(), public_id) is None:
            abort(404)
        return _to_person(public_id, "keine-rolle")
    done = accounts.change_roles(services().engine, public_id, roles, by=author(), reach=reach())
    return _answer(public_id, done, "rollen")


@blueprint.post("/verwaltung/personen/<string:public_id>/schliessen")
def close(public_id: str) -> Answer:
    """Close the account."""
    done = accounts.close(services().engine, public_id, by=author(), reach=reach())
    return _answer(public_id, done, "geschlossen")


@blueprint.post("/verwaltung/personen/<string:public_id>/zweiter-faktor")
def reset_second_factor(public_id: str) -> Answer:
    """Forget the second factor."""
    done = accounts.reset_second_factor(services().engine, public_id, by=author(), reach=reach())
    return _answer(public_id, done, "zweiter-faktor")


@blueprint.post("/verwaltung/personen/<string:public_id>/einladung")
def repeat_invitation(public_id: str) -> Answer:
    """Invite once more: somebody who has not accepted, or whose account is closed."""
    if not _can_send():
        return _to_person(public_id, "keine-post")
    done = invitations.repeat(
        services().engine, public_id, by=author(), reach=reach(), sending=sending()
    )
    return _answer(public_id, done, "eingeladen")


@blueprint.post("/verwaltung/personen/<string:public_id>/einladung-zurueckziehen")
def withdraw_invitation(public_id: str) -> Answer:
    """Take the invitation back."""
    done = invitations.withdraw(services().engine, public_id, by=author(), reach=reach())
    if done is InvitationOutcome.DONE:
        return redirect(url_for(".show_list", hinweis="zurueckgezogen"), code=303)
    return _answer(public_id, done, "")


def _form(sent: InviteInput) -> str:
    choices = directory.changeable(services().engine, reach())
    return render_template(
        "pages/people/invite.html",
        sent=sent,
        organisations=[(each.id, each.name) for each in choices],
        role_options=role_options(),
        language_options=tuple(LANGUAGES.items()),
        days=services().settings.invitation_days,
        can_send=_can_send(),
    )


def _can_send() -> bool:
    """Whether mail can hold links."""
    return services().settings.public_url is not None


def _answer(public_id: str, outcome: Outcome, done: str) -> Response:
    """Back to the person, with what became of the wish; 404 where nobody is within reach."""
    if outcome is None:
        abort(404)
    return _to_person(public_id, code_of(outcome, done))


def _to_person(public_id: str, code: str) -> Response:
    return redirect(url_for(".show", public_id=public_id, hinweis=code), code=303)


def _row(entry: PersonEntry) -> tuple[Markup, tuple[str, ...]]:
    """A person of the list: the link, and the lines beside it."""
    href = url_for(".show", public_id=entry.public_id)
    name = Markup('<a href="{}">{}</a>').format(href, entry.name)
    standing = f"{listing(role_labels(entry.roles))} · {state_label(entry.state)}"
    return name, (entry.email, entry.organisation_name, standing)
