"""A mail to a subscriber before it has words: who gets it, and what it says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from matcher.digest.values import Digest, RegionNews, Reminder
from models.digest import Audience, Rhythm
from web.letters import Letter
from web.use_cases.waiting_requests import Waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Whom a mail goes to. `token` is the secret of the links in it; `name` is '' for a firm."""

    subscription_id: int
    audience: Audience
    email: str
    language: str
    token: str
    rhythm: Rhythm
    weekday: int
    has_reminders: bool
    name: str = ""
    company_id: int | None = None
    person_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstList:
    """The list as it is today, right after a subscription was confirmed."""

    digest: Digest
    next_day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmNews:
    """What is new for a firm since `since`."""

    digest: Digest
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietNews:
    """Nothing new since `since`, a quarter or more ago; what the mails are set to be about."""

    since: date
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DueReminders:
    """Deadlines that come close, the earliest first."""

    reminders: tuple[Reminder, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TerritoryNews:
    """What is new in the territory of an advisor; `territories` are codes or names.

    `waiting`: the requests for advice that wait at the organisation today.
    """

    news: RegionNews
    territories: tuple[str, ...]
    since: date
    waiting: Waiting = Waiting()


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFigures:
    """How one run went: parts by state, and classes of errors with how often they occurred."""

    kind: str
    day: date
    opened_utc: datetime
    finished_utc: datetime | None
    parts: dict[str, int]
    errors: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """How the runs of a day went."""

    day: date
    runs: tuple[RunFigures, ...]


Content = FirstList | FirmNews | QuietNews | DueReminders | TerritoryNews | RunReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """One mail: `cause` is what the outbox knows it by, `today` the day that it is written on."""

    recipient: Recipient
    content: Content
    cause: str
    today: date


Compose = Callable[[Prepared], Letter]
