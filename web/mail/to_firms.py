"""Mail to firms: whether it can be sent, to which addresses, how it is counted."""

from __future__ import annotations

from web.current import services
from web.derived_keys import derived_key
from web.email_addresses import normalised_address
from web.use_cases.outbox.queueing import UnfitLetterError, mailbox_of


def can_mail() -> bool:
    """Whether the operator set an address of the service and one that mail comes from."""
    settings = services().settings
    return settings.public_url is not None and settings.mail_from is not None


def mail_key() -> bytes:
    """The key that mails to one address are counted with."""
    return derived_key(services().settings.secret_key.get_secret_value(), "firm mail")


def address_of(text: str) -> str | None:
    """The address as it is stored; None for one that no mail can go to."""
    address = normalised_address(text)
    if address is None:
        return None
    try:
        mailbox_of(address)
    except UnfitLetterError:
        return None
    return address
