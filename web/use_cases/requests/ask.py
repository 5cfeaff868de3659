"""A request on its way: what the firm sends, how it is taken, who gets it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from models.company import CompanyProfile
from web.consents import ConsentText
from web.tokens import new_token
from web.use_cases.files.rows import Contact
from web.use_cases.requests.recipients import Recipients
from web.use_cases.requests.telling import Post

_LONGEST_NAME = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What a firm sends. `seen` is `Recipients.key` of whom the form named.

    Texts are one line each, but for the message; `network` is where the form was sent from.
    """

    contact: Contact
    topics: tuple[str, ...]
    message: str
    consent: ConsentText
    language: str
    seen: str
    network: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How requests are taken: how long files are kept, with which key mails are counted."""

    kept_for: timedelta
    key: bytes
    post: Post


@dataclass(slots=True, kw_only=True)
class Work:
    """What one request is made of on its way."""

    company: CompanyProfile
    ask: Ask
    found: Recipients
    terms: Terms
    now: datetime
    public_id: str = field(default_factory=new_token)

    @property
    def company_id(self) -> int:
        """The row of the firm."""
        assert self.company.id is not None
        return self.company.id

    @property
    def responsible(self) -> str:
        """The name that the firm saw, '' for nobody."""
        return self.found.responsible.name[:_LONGEST_NAME] if self.found.responsible else ""
