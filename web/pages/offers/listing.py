"""The list of offers: cards, filters with counts, what is set, and help where nothing fits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from flask import url_for
from flask_babel import gettext

from matcher.wording import audience_label, kind_label
from offers.schema import AudienceWord, Kind, Offer
from offers.taxonomy.needs import NEEDS, need
from offers.taxonomy.regions import region
from offers.text import normalise
from web.cards import OfferCard
from web.formats import whole_number
from web.language import current_language
from web.offer_facts import amount_text, deadline_text, said, whole_on_card
from web.offer_page.labels import BADGES, audience_note, availability_label
from web.pages.offers import addresses
from web.use_cases.catalogue.searching import Found, Search, Sort
from web.use_cases.catalogue.standing import Availability, cautions, standing
from web.use_cases.places import PlaceRead

NOT_CHECKED = "warning.not_verified"
MOST_PROVIDERS = 50
"""So many names are suggested; one can type all others."""
Option = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Filters:
    """The choices of the form, as pairs of value and label with its count."""

    needs: tuple[Option, ...]
    kinds: tuple[Option, ...]
    audiences: tuple[Option, ...]
    states: tuple[Option, ...]
    sorts: tuple[Option, ...]
    providers: tuple[str, ...]
    """Names that the field for the provider suggests."""
    lands: tuple[Option, ...]
    """Addresses that set the place to a Land, with its name and count."""


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
        summary=whole_on_card(offer, offer.summary),
        amount=amount_text(offer),
        deadline=deadline_text(offer, today) if now.availability is Availability.OPEN else "",
        before_start=bool(offer.before_start) and now.availability is not Availability.ENDED,
        warnings=tuple(filter(None, notes)),
        checked_note=" ".join(said(each for each in known if each.code == NOT_CHECKED)),
        license_info=offer.license_info,
    )


def _filters(search: Search, found: Found) -> Filters:
    language, counts = current_language(), found.counts
    return Filters(
        needs=_counted(((n.key, n.label.get(language)) for n in NEEDS), counts.needs),
        kinds=_counted(((str(k), kind_label(k, language)) for k in Kind), counts.kinds),
        audiences=_counted(
            ((str(w), audience_label(w, language)) for w in AudienceWord), counts.audiences
        ),
        states=_counted(((str(a), availability_label(a)) for a in Availability), counts.states),
        sorts=(
            (str(Sort.RELEVANCE), gettext("Best match first")),
            (str(Sort.TITLE), gettext("By title, A to Z")),
        ),
        providers=_most_frequent(counts.providers),
        lands=_lands(search, counts.lands),
    )


def _counted(options: Iterable[Option], counts: Mapping[str, int]) -> tuple[Option, ...]:
    return tuple(
        (value, f"{label} ({whole_number(counts.get(value, 0))})") for value, label in options
    )


def _most_frequent(providers: Mapping[str, int]) -> tuple[str, ...]:
    """The providers with the most offers of these, by name."""
    most = sorted(providers, key=lambda name: (-providers[name], name))[:MOST_PROVIDERS]
    return tuple(sorted(most, key=normalise))


def _lands(search: Search, counts: Mapping[str, int]) -> tuple[Option, ...]:
    """The Länder where something is found, by name."""
    names = {region(code).name: number for code, number in counts.items()}
    return tuple(
        (
            addresses.address(addresses.pairs_of(replace(search, place=name))),
            f"{name} ({whole_number(names[name])})",
        )
        for name in sorted(names, key=normalise)
    )


def _chips(search: Search, place: PlaceRead) -> tuple[tuple[str, str], ...]:
    """The filters in force with the address without each; an unknown place is none."""
    language = current_language()
    shown = [(addresses.WORDS, search.words, f"„{search.words}“")] if search.words else []
    shown += [(addresses.NEED, key, need(key).label.get(language)) for key in search.needs]
    shown += [(addresses.KIND, str(kind), kind_label(kind, language)) for kind in search.kinds]
    shown += [(addresses.AUDIENCE, str(w), audience_label(w, language)) for w in search.audiences]
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
