"""Whom to ask: the responsible organisations as lines of the page."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext

from matcher.routing import Responsible
from offers.organisations import Organisation
from web.cards import Contact
from web.formats import listing
from web.organisation_facts import territory_names, topic_labels
from web.pages.result.addresses import topic_href


@dataclass(frozen=True)
class Adviser:
    """One organisation: what it is there for, and how to reach it."""

    name: str
    purpose: str
    contact: Contact | None


@dataclass(frozen=True)
class Advice:
    """Organisations, best first; `otherwise` is a sentence on whom to ask besides them.

    `place_href` leads to the question for the place where that is what is missing.
    """

    advisers: tuple[Adviser, ...]
    otherwise: str
    place_href: str


def advice_of(found: Responsible, token: str) -> Advice:
    """Whom the company can ask; the Kreis by name where no organisation takes all topics."""
    known = (*filter(None, (found.organisation,)), *found.others)
    is_placed = bool(known or found.town or found.district)
    return Advice(
        advisers=tuple(_adviser(each) for each in known),
        otherwise="" if found.has_generalist else _otherwise(found),
        place_href="" if is_placed else topic_href(token, "ort"),
    )


def _adviser(organisation: Organisation) -> Adviser:
    contact = Contact(phone=organisation.phone, email=organisation.email, url=organisation.url)
    return Adviser(
        name=organisation.name,
        purpose=_purpose(organisation),
        contact=contact if contact != Contact() else None,
    )


def _purpose(organisation: Organisation) -> str:
    places = listing(territory_names(organisation.territories))
    if not organisation.topics:
        return gettext("All topics of companies in: %(places)s.", places=places)
    topics = "; ".join(topic_labels(organisation.topics))
    return gettext("For: %(topics)s. Responsible for: %(places)s.", topics=topics, places=places)


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
