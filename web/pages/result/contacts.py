"""Whom to ask: the responsible organisations as lines of the page."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext

from matcher.routing import Responsible
from web.advising_bodies import Body, body_of
from web.clock import day_in_berlin
from web.formats import partial_date
from web.pages.result.addresses import topic_href
from web.use_cases.requests.looking import OpenRequest


@dataclass(frozen=True)
class Advice:
    """Organisations, best first; `otherwise` is a sentence on whom to ask besides them.

    `place_href` leads to the question for the place where that is what is missing.
    """

    advisers: tuple[Body, ...]
    otherwise: str
    place_href: str


@dataclass(frozen=True)
class Asked:
    """A request for advice that is open: its day, and who has it, '' while nobody does."""

    day: str
    now_at: str


def asked_of(found: OpenRequest | None) -> Asked | None:
    """The open request in words."""
    if found is None:
        return None
    return Asked(partial_date(day_in_berlin(found.asked_utc)), found.now_at)


def advice_of(found: Responsible, token: str) -> Advice:
    """Whom the company can ask; the Kreis by name where no organisation takes all topics."""
    known = (*filter(None, (found.organisation,)), *found.others)
    is_placed = bool(known or found.town or found.district)
    return Advice(
        advisers=tuple(map(body_of, known)),
        otherwise="" if found.has_generalist else _otherwise(found),
        place_href="" if is_placed else topic_href(token, "ort"),
    )


def _otherwise(found: Responsible) -> str:
    """Whom to ask by name of town and Kreis."""
    town, district = found.town, found.district
    if town and (not district or town == district):
        return gettext(
            "Economic development near you: ask the city of %(town)s.",
            town=town,
        )
    if town:
        return gettext(
            "Economic development near you: ask your town (%(town)s) or your district "
            "(%(district)s).",
            town=town,
            district=district,
        )
    if district:
        return gettext(
            "Economic development near you: ask your district (%(district)s).",
            district=district,
        )
    return ""
