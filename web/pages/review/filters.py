"""What the address of the queue asks for, and the choices of its form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import url_for
from flask_babel import gettext

from matcher.wording import kind_label
from offers.schema import Kind
from offers.taxonomy.needs import NEED_KEYS, NEEDS, need
from web.language import current_language
from web.source_names import source_name
from web.typed_texts import one_line
from web.use_cases.catalogue.review_queue import Wanted
from web.use_cases.places import read_place

OFFER, SOURCE, KIND, NEED, PLACE = "angebot", "quelle", "art", "bedarf", "ort"
REPORTED, PAGE, NOTICE = "mit-hinweis", "seite", "stand"
YES = "ja"
LONGEST = 200
Option = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Choices:
    """The options of the form, and the filters in force with the address without each."""

    sources: tuple[Option, ...]
    kinds: tuple[Option, ...]
    needs: tuple[Option, ...]
    chips: tuple[Option, ...]


def read_filters(arguments: Mapping[str, str]) -> Wanted:
    """The filters of an address; what means nothing is left out."""
    kind, key, page = (arguments.get(name, "") for name in (KIND, NEED, PAGE))
    return Wanted(
        offer_id=_text(arguments, OFFER),
        source_id=_text(arguments, SOURCE),
        kind=Kind(kind) if kind in set(Kind) else None,
        need=key if key in NEED_KEYS else "",
        place=_text(arguments, PLACE),
        only_reported=arguments.get(REPORTED) == YES,
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
    )


def pairs_of(wanted: Wanted) -> dict[str, str]:
    """What stands in the address of these filters, the page left out."""
    pairs = {
        OFFER: wanted.offer_id,
        SOURCE: wanted.source_id,
        KIND: str(wanted.kind or ""),
        NEED: wanted.need,
        PLACE: wanted.place,
        REPORTED: YES if wanted.only_reported else "",
    }
    return {name: value for name, value in pairs.items() if value}


def address(pairs: Mapping[str, str]) -> str:
    """The address of the queue with these parameters."""
    base = url_for("review.show")
    return f"{base}?{urlencode(pairs)}" if pairs else base


def page_base(wanted: Wanted) -> str:
    """The address that becomes that of a page when its number is written behind it."""
    return address({**pairs_of(wanted), PAGE: ""})


def choices(wanted: Wanted, sources: Iterable[str]) -> Choices:
    """The options of the form in the page's language."""
    language = current_language()
    options = (
        tuple((each, source_name(each)) for each in sources),
        tuple((str(kind), kind_label(kind, language)) for kind in Kind),
        tuple((each.key, each.label.get(language)) for each in NEEDS),
    )
    return Choices(*options, chips=_chips(wanted))


def place_error(wanted: Wanted) -> str:
    """What is said where nobody knows the place; '' where it is known or none is asked for."""
    return gettext("We do not know this place.") if read_place(wanted.place).is_unknown else ""


def _chips(wanted: Wanted) -> tuple[Option, ...]:
    language, pairs = current_language(), pairs_of(wanted)
    labels = {
        OFFER: wanted.offer_id,
        SOURCE: source_name(wanted.source_id),
        KIND: kind_label(wanted.kind, language) if wanted.kind else "",
        NEED: need(wanted.need).label.get(language) if wanted.need else "",
        PLACE: wanted.place,
        REPORTED: gettext("with reports"),
    }
    return tuple(
        (labels[name], address({other: v for other, v in pairs.items() if other != name}))
        for name in pairs
    )


def _text(arguments: Mapping[str, str], name: str) -> str:
    return one_line(arguments.get(name, ""))[:LONGEST]
