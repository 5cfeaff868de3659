"""The feeds: deadlines for calendars, changes for feed readers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from urllib.parse import urlencode

from flask import Response, request
from flask_babel import force_locale, gettext

from matcher.wording import change_sentence, kind_label
from offers.export import atom_feed, calendar_feed
from offers.export.calendar_feed import Due
from offers.schema import Offer
from offers.store import Current
from web.current import catalogue, services, today
from web.errors import Problem
from web.formats import listing, partial_date
from web.language import asked_language
from web.offer_facts import said
from web.pages.open_data.addresses import tag, whole
from web.pages.open_data.blueprint import blueprint, changed_at, current_versions, recent_changes
from web.pages.open_data.caching import cacheable
from web.pages.open_data.filters import Filters, names_of, read_filters
from web.rates import downloads
from web.use_cases.catalogue import open_data
from web.use_cases.catalogue.open_data import Changed

MOST_ENTRIES = 100
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)


@blueprint.get("/offene-daten/fristen.ics")
@downloads
def fetch_deadlines() -> Response:
    """The deadlines of offers that one can apply for, to subscribe to in a calendar."""
    language = asked_language()
    with force_locale(language):
        filters = _filters()
        return cacheable(
            lambda: _deadlines(filters, language), of_day=str(today()), language=language
        )


@blueprint.get("/offene-daten/aenderungen.atom")
@downloads
def fetch_changes() -> Response:
    """The newest changes, in words."""
    language = asked_language()
    with force_locale(language):
        filters = _filters()
        return cacheable(lambda: _changes(filters, language), language=language)


def _filters() -> Filters:
    """The filters of the address; a place that nobody knows is an error, not 'everywhere'."""
    filters = read_filters(request.args)
    if filters.place.is_unknown:
        sentences = " ".join(said(filters.place.notes))
        raise Problem(422, detail=sentences or gettext("We do not know this place."))
    return filters


def _about(title: str, filters: Filters) -> str:
    """The title with what it is narrowed to: 'Fristen: Export, Witten'."""
    narrowed = names_of(filters, asked_language())
    return f"{title}: {listing(narrowed)}" if narrowed else title


def _deadlines(filters: Filters, language: str) -> Response:
    found = open_data.due(catalogue().offers, filters.wanted, today=today())
    versions = current_versions()
    never = Current(1, changed_at() or _NEVER)
    feed = calendar_feed.Feed(
        name=_about(gettext("Application deadlines"), filters),
        text=gettext("Deadlines of public support offers. Check with the provider."),
        language=language,
        url=whole("open_data.show", {}),
    )
    entries = (
        _due_entry(offer, due, versions.get(offer.id, never), language) for offer, due in found
    )
    body = calendar_feed.calendar_bytes(feed, entries)
    response = Response(body, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="fristen.ics"'
    return response


def _due_entry(offer: Offer, due: Due, current: Current, language: str) -> calendar_feed.Entry:
    is_end = due.key == "end"
    what = gettext("Ends") if is_end else gettext("Deadline")
    return calendar_feed.Entry(
        due=due,
        offer_id=offer.id,
        title=f"{what}: {offer.title}",
        text="\n".join(_due_lines(offer, due)),
        url=whole("offers.show", {"offer_id": offer.id}),
        categories=tuple(kind_label(kind, language) for kind in offer.kinds),
        version=current.number,
        stamp=current.created_utc,
    )


def _due_lines(offer: Offer, due: Due) -> Iterator[str]:
    yield gettext("Provider: %(name)s", name=offer.provider)
    if due.label:
        yield due.label
    if not due.exact:
        yield gettext("The source names no exact day; this is the last one that can be meant.")
    if offer.before_start:
        yield gettext("Apply before you start: what has begun already is usually not funded.")
    if offer.as_of is not None:
        yield gettext("As of: %(date)s", date=partial_date(offer.as_of))
    yield whole("offers.show", {"offer_id": offer.id})
    if offer.license_info:
        yield offer.license_info


def _changes(filters: Filters, language: str) -> Response:
    concerned = open_data.concerning(recent_changes(), filters.wanted)
    found = tuple(islice(concerned, MOST_ENTRIES))
    parameters = filters.parameters
    feed = atom_feed.Feed(
        id=tag(f"changes?{urlencode(parameters, doseq=True)}".rstrip("?")),
        title=_about(gettext("Changes of support offers"), filters),
        subtitle=gettext("What is new, changed or over. Check with the provider."),
        author=str(services().settings.operator_name or "Angebotslotse"),
        language=language,
        url=whole("open_data.fetch_changes", {**parameters, "lang": language}),
        page=whole("open_data.show", parameters),
        updated=found[0].created_utc if found else changed_at() or _NEVER,
    )
    body = atom_feed.atom_bytes(feed, (_change_entry(each, language) for each in found))
    return Response(body, content_type="application/atom+xml; charset=utf-8")


def _change_entry(each: Changed, language: str) -> atom_feed.Entry:
    offer = each.after
    return atom_feed.Entry(
        id=tag(f"offer/{each.offer_id}/{each.number}"),
        title=f"{offer.title} ({offer.provider})",
        text="\n".join(change_sentence(change, language) for change in each.changes),
        url=whole("open_data.show_history", {"offer_id": each.offer_id}),
        language=offer.language,
        codes=tuple(dict.fromkeys(change.code for change in each.changes)),
        rights=offer.license_info,
        updated=each.created_utc,
    )
