"""Who does something, and when: what every writing use case is told, for the audit trail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """`actor` is 'kind:id' ('person:<public_id>', 'firm', 'job:<name>', 'cli'), never a name.

    `now` is the moment of the deed; what is noted about it may be deleted from `kept_until_utc` on.
    """

    actor: str
    now: datetime
    kept_until_utc: datetime
    request_id: str = ""
