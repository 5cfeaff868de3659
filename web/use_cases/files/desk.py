"""Whose desk it is: files belong to an organisation, and only its advisors see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One advisor at work, who judges offers under the pseudonym `judge`.

    `kept_for`: how long a file and its answers stay after the last deed.
    """

    person_id: int
    public_id: str
    judge: str
    name: str
    organisation_id: str
    organisation_name: str
    is_lead: bool
    kept_for: timedelta
