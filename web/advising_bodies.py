"""An organisation that advises, as pages for firms name it."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext

from offers.organisations import Organisation
from web.cards import Contact
from web.formats import listing
from web.organisation_facts import territory_names, topic_labels


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation: what it is there for, and how to reach it."""

    name: str
    purpose: str
    contact: Contact | None


def body_of(organisation: Organisation) -> Body:
    """An organisation in words."""
    contact = Contact(phone=organisation.phone, email=organisation.email, url=organisation.url)
    return Body(
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
