"""Partners as the pages show them."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for

from web.account_labels import role_labels
from web.cards import Contact
from web.formats import listing
from web.organisation_facts import kind_label, territory_names, topic_labels
from web.use_cases.people.network import Partner


@dataclass(frozen=True)
class PartnerCard:
    """One organisation; `people` are name, address and roles of people there, of `total`."""

    id: str
    href: str
    name: str
    kind: str
    places: tuple[str, ...]
    topics: tuple[str, ...]
    contact: Contact
    people: tuple[tuple[str, str, str], ...]
    total: int

    @property
    def has_contact(self) -> bool:
        """Whether anything is known of how to reach it."""
        return self.contact != Contact()


def card_of(partner: Partner) -> PartnerCard:
    """The card of an organisation."""
    entry = partner.organisation
    return PartnerCard(
        id=entry.id,
        href=url_for("network.show_organisation", organisation_id=entry.id),
        name=entry.name,
        kind=kind_label(entry.kind),
        places=territory_names(entry.territories),
        topics=topic_labels(entry.topics),
        contact=Contact(phone=entry.phone, email=entry.email, url=entry.url),
        people=tuple(
            (each.name, each.email, listing(role_labels(each.roles))) for each in partner.people
        ),
        total=partner.total,
    )
