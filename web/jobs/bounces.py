"""Read the mailbox that undeliverable mail comes back to."""

from __future__ import annotations

from collections.abc import Mapping

from web.author import Author
from web.mail.bounces import access_of, read_bounces
from web.services import Services


def run(held: Services, author: Author) -> Mapping[str, int]:
    """How many messages there were by kind; nothing where the settings name no mailbox."""
    access = access_of(held.settings)
    if access is None:
        return {}
    return read_bounces(held.settings, access, held.engine, held.clock)
