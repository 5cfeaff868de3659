"""The list of offers: cards, filters with counts, what is set, and help where nothing fits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from flask import url_for
from flask_babel import gettext

from matcher.wording import kind_label
from offers.schema import Kind, Offer
from offers.taxonomy.needs import NEEDS, need
from offers.text import normalise
from web.cards import OfferCard
from web.language import current_language
from web.offer_facts import amount_text, deadline_text, said
from web.pages.offers import addresses
from web.pages.offers.labels import BADGES, audience_note, availability_label
from web.use_cases.catalogue.searching import Availability, Found, Search, Sort, cautions, standing
from web.use_cases.places import PlaceRead

NOT_CHECKED = "warning.not_verified"
Option = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Filters:
    """The choices of the form, as pairs of value and label with its count."""

    needs: tuple[Option, ...]
    kinds: tuple[Option, ...]
    providers: tuple[Option, ...]
    states: tuple[Option, ...]
    sorts: tuple[Option, ...]


@dataclass(frozen=True, kw_only=True)
class PlaceNote:
    """What is said of the place: an error at the field, or how it was read."""

    error: str
    notes: tuple[str, ...]
    suggestions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """Everything that the page shows."""

    search: Search
    cards: tuple[OfferCard, ...]
    total: int
    page: int
    pages: int
    page_base: str
    filters: Filters
    chips: tuple[tuple[str, str], ...]
    place: PlaceNote


def list_page(search: Search, found: Found, *, today: date) -> ListPage:
    """The page of this answer."""
    return ListPage(
        search=search,
        cards=tuple(card_of(offer, today) for offer in found.offers),
        total=found.total,
        page=found.page,
        pages=found.pages,
        page_base=addresses.address_up_to_page(search),
        filters=_filters(search, found),
        chips=_chips(search, found.place),
        place=_place_note(search, found.place),
    )


def card_of(offer: Offer, today: date) -> OfferCard:
    """The card of an offer for readers of whom nothing is known."""
    language, now = current_language(), standing(offer, today)
    known = cautions(offer, today)
    notes = [audience_note(offer), *said((now.reason,) if now.reason else ())]
    notes += said(each for each in known if each.code != NOT_CHECKED)
    return OfferCard(
        id=f"angebot-{offer.id}",
        href=url_for("offers.show", offer_id=offer.id),
        title=offer.title,
        provider=offer.provider,
        language=offer.language,
        kinds=tuple(kind_label(kind, language) for kind in offer.kinds),
        verdict_label=availability_label(now.availability),
        verdict_kind=BADGES[now.availability],
        summary=offer.summary,
        amount=amount_text(offer),
        deadline=deadline_text(offer, today) if now.availability is Availability.OPEN else "",
        before_start=bool(offer.before_start) and now.availability is not Availability.ENDED,
        warnings=tuple(filter(None, notes)),
        checked_note=" ".join(said(each for each in known if each.code == NOT_CHECKED)),
    )


def _filters(search: Search, found: Found) -> Filters:
    language, counts = current_language(), found.counts
    return Filters(
        needs=_counted(((n.key, n.label.get(language)) for n in NEEDS), counts.needs),
        kinds=_counted(((str(k), kind_label(k, language)) for k in Kind), counts.kinds),
        providers=_providers(search, counts.providers),
        states=_counted(((str(a), availability_label(a)) for a in Availability), counts.states),
        sorts=(
            (str(Sort.RELEVANCE), gettext("Best match first")),
            (str(Sort.TITLE), gettext("By title, A to Z")),
        ),
    )


def _counted(options: Iterable[Option], counts: Mapping[str, int]) -> tuple[Option, ...]:
    return tuple((value, f"{label} ({counts.get(value, 0)})") for value, label in options)


def _providers(search: Search, counts: Mapping[str, int]) -> tuple[Option, ...]:
    """Providers that would show something, and the chosen one, by name."""
    names = {*counts, *filter(None, (search.provider,))}
    return _counted(((name, name) for name in sorted(names, key=normalise)), counts)


def _chips(search: Search, place: PlaceRead) -> tuple[tuple[str, str], ...]:
    """The filters in force with the address without each; an unknown place is none."""
    language = current_language()
    shown = [(addresses.WORDS, search.words, f"„{search.words}“")] if search.words else []
    shown += [(addresses.NEED, key, need(key).label.get(language)) for key in search.needs]
    shown += [(addresses.KIND, str(kind), kind_label(kind, language)) for kind in search.kinds]
    if place.site is not None:
        shown.append((addresses.PLACE, search.place, place.name))
    if search.provider:
        shown.append((addresses.PROVIDER, search.provider, search.provider))
    shown += [(addresses.STATE, str(a), availability_label(a)) for a in search.states]
    return tuple(
        (label, addresses.address_without(search, name, value)) for name, value, label in shown
    )


def _place_note(search: Search, place: PlaceRead) -> PlaceNote:
    notes = said(place.notes)
    if not place.is_unknown:
        return PlaceNote(error="", notes=notes, suggestions=())
    return PlaceNote(
        error=" ".join(notes) or gettext("We do not know this place."),
        notes=(),
        suggestions=tuple(
            (region.name, addresses.address(addresses.pairs_of(replace(search, place=region.name))))
            for region in place.suggestions
        ),
    )
