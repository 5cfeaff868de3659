"""A mail before it is stored: what is said to whom, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One mail to one address. The same `cause` is written once, however often it is queued.

    From `expires_utc` on it would be of no use and is not sent any more. It goes with the person or
    the company that it is for. `list_name` is the list that it goes to subscribers of ('': none),
    `unsubscribe` the address that ends this subscription by one POST (RFC 8058).
    """

    cause: str
    purpose: str
    recipient: str
    language: str
    subject: str
    text: str
    html: str = ""
    list_name: str = ""
    unsubscribe: str = ""
    person_id: int | None = None
    company_id: int | None = None
    expires_utc: datetime | None = None
