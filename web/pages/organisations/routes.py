"""The routes for organisations: list, a new one, one to read or change, closed and open again."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext, lazy_gettext
from markupsafe import Markup
from werkzeug.wrappers import Response

from web.access import Access, declare
from web.current import author, reach, services
from web.formats import listing
from web.organisation_facts import (
    kind_label,
    kind_options,
    territory_names,
    topic_labels,
    topic_options,
)
from web.pages.organisations.form import OrganisationInput, input_of, read_organisation
from web.typed_texts import one_line
from web.use_cases.organisations import care, directory
from web.use_cases.organisations.care import CareOutcome
from web.use_cases.organisations.directory import OrganisationEntry
from web.use_cases.organisations.of_operator import id_from
from web.use_cases.roles import Role

WORDS, PAGE, NOTICE = "q", "seite", "hinweis"
LONGEST_WORDS, PLACES_SHOWN = 100, 3
_NOTICES: Mapping[str, tuple[object, str]] = {
    "gespeichert": (lazy_gettext("The organisation is saved."), "success"),
    "geschlossen": (
        lazy_gettext("The organisation is closed. It is named to companies no more."),
        "success",
    ),
    "geoeffnet": (lazy_gettext("The organisation is open again."), "success"),
    "hat-personen": (
        lazy_gettext("Nothing was changed: people still belong to it. Close their accounts first."),
        "danger",
    ),
}
blueprint = Blueprint("organisations", __name__)
declare(blueprint, Access.SIGNED_IN, Role.ADMINISTRATOR)
Answer = str | Response | tuple[str, int]


@blueprint.get("/verwaltung/organisationen")
def show_list() -> Answer:
    """The organisations within sight."""
    words = one_line(request.args.get(WORDS, ""))[:LONGEST_WORDS]
    page = request.args.get(PAGE, default=1, type=int)
    found = directory.search(services().engine, reach(), words, page)
    return render_template(
        "pages/organisations/list.html",
        words=words,
        found=found,
        rows=tuple(map(_row, found.items)),
        page_base=f"{url_for('.show_list')}?{urlencode({WORDS: words})}&{PAGE}=",
    )


@blueprint.get("/verwaltung/organisationen/neu")
def ask_new() -> Answer:
    """An empty form."""
    return _form(OrganisationInput())


@blueprint.post("/verwaltung/organisationen/neu")
def create() -> Answer:
    """Found an organisation."""
    sent = read_organisation(request.form, id_from(request.form.get("name", "")), reach())
    if sent.organisation is None:
        return _again(sent)
    made = care.create(services().engine, sent.organisation, by=author(), reach=reach())
    return _again(sent.out_of_reach()) if made is None else _to(made, "gespeichert")


@blueprint.get("/verwaltung/organisationen/<string:organisation_id>")
def show(organisation_id: str) -> Answer:
    """One organisation: its form, or only what it says where it cannot be changed."""
    found = _found(organisation_id)
    if found.may_change:
        return _form(input_of(found), found)
    return render_template(
        "pages/organisations/read.html",
        entry=found,
        kind=kind_label(found.kind),
        places=territory_names(found.territories),
        topics=topic_labels(found.topics),
    )


@blueprint.post("/verwaltung/organisationen/<string:organisation_id>")
def save(organisation_id: str) -> Answer:
    """Store what the form says."""
    found = _found(organisation_id)
    if not found.may_change:
        abort(404)
    sent = read_organisation(request.form, organisation_id, reach())
    if sent.organisation is None:
        return _again(sent, found)
    done = care.edit(services().engine, sent.organisation, by=author(), reach=reach())
    if done is CareOutcome.OUT_OF_REACH:
        return _again(sent.out_of_reach(), found)
    return _answer(organisation_id, done, "gespeichert")


@blueprint.post("/verwaltung/organisationen/<string:organisation_id>/schliessen")
def close(organisation_id: str) -> Answer:
    """Name it to nobody any more."""
    done = care.close(services().engine, organisation_id, by=author(), reach=reach())
    return _answer(organisation_id, done, "geschlossen")


@blueprint.post("/verwaltung/organisationen/<string:organisation_id>/oeffnen")
def reopen(organisation_id: str) -> Answer:
    """Name it again."""
    done = care.reopen(services().engine, organisation_id, by=author(), reach=reach())
    return _answer(organisation_id, done, "geoeffnet")


@blueprint.post("/verwaltung/organisationen/<string:organisation_id>/zweiter-faktor")
def demand_second_factor(organisation_id: str) -> Answer:
    """Let its people work only with a second factor."""
    done = care.demand_second_factor(services().engine, organisation_id, by=author(), reach=reach())
    return _answer(organisation_id, done, "gespeichert")


@blueprint.post("/verwaltung/organisationen/<string:organisation_id>/ohne-zweiten-faktor")
def waive_second_factor(organisation_id: str) -> Answer:
    """Leave the second factor to its people."""
    done = care.waive_second_factor(services().engine, organisation_id, by=author(), reach=reach())
    return _answer(organisation_id, done, "gespeichert")


def _found(organisation_id: str) -> OrganisationEntry:
    found = directory.find(services().engine, reach(), organisation_id)
    return found if found is not None else abort(404)


def _form(sent: OrganisationInput, entry: OrganisationEntry | None = None) -> str:
    return render_template(
        "pages/organisations/form.html",
        sent=sent,
        entry=entry,
        kinds=kind_options(sent.kind),
        topics=topic_options(),
        notice=_NOTICES.get(request.args.get(NOTICE, "")),
    )


def _again(sent: OrganisationInput, entry: OrganisationEntry | None = None) -> tuple[str, int]:
    """The form as it was sent, with what is wrong or what was suggested."""
    return _form(sent, entry), 422 if sent.errors else 200


def _answer(organisation_id: str, outcome: CareOutcome | None, done: str) -> Response:
    if outcome is None:
        abort(404)
    return _to(organisation_id, done if outcome is CareOutcome.DONE else "hat-personen")


def _to(organisation_id: str, notice: str) -> Response:
    href = url_for(".show", organisation_id=organisation_id, hinweis=notice)
    return redirect(href, code=303)


def _row(entry: OrganisationEntry) -> tuple[Markup, tuple[str, ...]]:
    """An organisation of the list: the link, and the lines beside it; the first places by name."""
    href = url_for(".show", organisation_id=entry.id)
    places = list(territory_names(entry.territories[:PLACES_SHOWN]))
    more = len(entry.territories) - PLACES_SHOWN
    if more > 0:
        places.append(gettext("%(num)s more", num=more))
    state = (gettext("Closed"),) if entry.is_closed else ()
    name = Markup('<a href="{}">{}</a>').format(href, entry.name)
    return name, (kind_label(entry.kind), listing(places), *state)
