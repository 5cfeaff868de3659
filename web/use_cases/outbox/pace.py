"""How fast mail may go: moments handed out to all senders together, and for each domain."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlmodel import Session, col, select

from models.mail import MailPace
from web.use_cases.outbox.rows import insert_missing, upsert

ALL = ""
HORIZON = timedelta(seconds=5)
"Moments are handed out this far ahead; the job comes back before that is over."
FORGOTTEN_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Limits:
    """Mails a second: all together, and to one receiving domain."""

    per_second: float
    per_domain_per_second: float

    def gap(self, domain: str) -> timedelta:
        """The time between two mails."""
        rate = self.per_second if domain == ALL else self.per_domain_per_second
        return timedelta(seconds=1 / rate)

    @property
    def most_ahead(self) -> int:
        """How many mails to one domain can get a moment at once."""
        return int(HORIZON.total_seconds() * self.per_domain_per_second) + 1


@dataclass(slots=True)
class Moments:
    """From when on the next mail may go, by domain; `take` hands a moment out."""

    limits: Limits
    now: datetime
    next_by_domain: dict[str, datetime] = field(default_factory=dict)

    def take(self, domain: str) -> datetime | None:
        """The moment of a mail to this domain; None if it would be too far ahead."""
        moment = max(self._next(ALL), self._next(domain))
        if moment > self.now + HORIZON:
            return None
        # Not from `moment`: a domain that must wait takes no time from the others.
        self.next_by_domain[ALL] = self._next(ALL) + self.limits.gap(ALL)
        self.next_by_domain[domain] = moment + self.limits.gap(domain)
        return moment

    def _next(self, domain: str) -> datetime:
        """The next moment; one further ahead than ever handed out is from a clock gone wrong."""
        kept = self.next_by_domain.get(domain, self.now)
        is_possible = kept <= self.now + HORIZON + self.limits.gap(domain)
        return max(kept, self.now) if is_possible else self.now


def lock(session: Session, *, now: datetime) -> datetime:
    """The next moment for all; until the transaction ends no other sender hands out moments."""
    query = select(MailPace).where(MailPace.domain == ALL).with_for_update()
    row = session.exec(query).one_or_none()
    if row is None:
        insert_missing(session, MailPace, domain=ALL, next_utc=now)
        row = session.exec(query).one()
    return row.next_utc


def moments(session: Session, domains: Iterable[str], limits: Limits, *, now: datetime) -> Moments:
    """The moments of these domains and of all together; `lock` them first."""
    rows = session.exec(select(MailPace).where(col(MailPace.domain).in_([ALL, *domains])))
    return Moments(limits, now, {row.domain: row.next_utc for row in rows})


def keep(session: Session, handed_out: Moments) -> None:
    """Store what was handed out."""
    rows = [{"domain": name, "next_utc": at} for name, at in handed_out.next_by_domain.items()]
    upsert(session, MailPace, "domain", rows)


def forget_idle(session: Session, *, now: datetime) -> None:
    """Delete domains that got no mail for an hour: which ones got any is nobody's business."""
    session.connection().execute(
        delete(MailPace).where(
            col(MailPace.domain) != ALL, col(MailPace.next_utc) < now - FORGOTTEN_AFTER
        )
    )
