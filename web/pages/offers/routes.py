"""The routes of the catalogue: list, offer, report."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from offers.schema import Offer
from web import visits
from web.access import Access, declare
from web.current import catalogue, now, services, shelf, today
from web.link_notes import for_editors
from web.offer_page import offer_page
from web.pages.offers import addresses
from web.pages.offers.listing import list_page
from web.pages.offers.report_form import ReportInput, field_options, read_report
from web.pages.offers.structured_data import structured_data
from web.use_cases.catalogue import editing, reports
from web.use_cases.catalogue.searching import search

blueprint = Blueprint("offers", __name__)
declare(blueprint, Access.PUBLIC)
Answer = str | BaseResponse | tuple[str, int]


@blueprint.get("/angebote")
def show_list() -> Answer:
    """The offers that fit the address; a form's empty fields are taken out of it first."""
    wanted = addresses.read_search(request.args)
    if addresses.has_clutter(request.args):
        return redirect(addresses.address(addresses.pairs_of(wanted)))
    found = search(shelf(), wanted, today=today())
    shown = list_page(wanted, found, today=today())
    return render_template("pages/offers/list.html", shown=shown, names=addresses)


@blueprint.get("/angebote/<string:offer_id>")
def show(offer_id: str) -> Answer:
    """Everything about one offer."""
    offer = catalogue().offer(offer_id)
    if offer is None:
        return _former(offer_id)
    visits.count(offer.id)
    url = url_for("offers.show", offer_id=offer.id, _external=True)
    return render_template(
        "pages/offers/show.html",
        offer=offer_page(offer, today=today()),
        canonical=url,
        links=for_editors(offer),
        data=structured_data(offer, url=url),
    )


@blueprint.get("/angebote/<string:offer_id>/angabe-falsch")
def ask_what_is_wrong(offer_id: str) -> Answer:
    """The form for a report."""
    offer = catalogue().offer(offer_id)
    return _unknown() if offer is None else _form(offer, ReportInput())


@blueprint.post("/angebote/<string:offer_id>/angabe-falsch")
def take_report(offer_id: str) -> Answer:
    """Keep the report; what a program filled in is thanked for and dropped."""
    offer = catalogue().offer(offer_id)
    if offer is None:
        return _unknown()
    sent = read_report(request.form)
    if sent.errors and not sent.is_trapped:
        return _form(offer, sent), 422
    if not sent.is_trapped:
        reports.report(
            services().engine,
            offer.id,
            field=sent.about,
            message=sent.message,
            contact=sent.email or None,
            now=now(),
        )
    return redirect(url_for("offers.thank", offer_id=offer.id), code=303)


@blueprint.get("/angebote/<string:offer_id>/angabe-falsch/danke")
def thank(offer_id: str) -> Answer:
    """The confirmation."""
    offer = catalogue().offer(offer_id)
    if offer is None:
        return _unknown()
    return render_template("pages/offers/thanks.html", offer=offer)


def _form(offer: Offer, sent: ReportInput) -> str:
    return render_template(
        "pages/offers/report.html",
        offer=offer,
        sent=sent,
        options=field_options(),
        days=services().settings.finished_days,
    )


def _former(offer_id: str) -> Answer:
    """What became of an offer that is out of the catalogue: another one, or nothing."""
    found = editing.former(services().engine, offer_id)
    if found is None:
        return _unknown()
    if found.replaced_by:
        return redirect(url_for("offers.show", offer_id=found.replaced_by), code=301)
    return render_template("pages/offers/gone.html", title=found.title), 410


def _unknown() -> tuple[str, int]:
    return render_template("pages/offers/unknown.html"), 404
