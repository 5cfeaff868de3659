"""Digest mails: who gets them and how often, each run, and what became of it for each subscriber.

A subscription's window is half-open in versions of the catalogue, `told_until` <= version <
`ends_at` of a run, and in days for what a date brings about. Versions grow under a lock, so that no
clock and no late commit can put a change into two windows or into none.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.base import JSON_DOCUMENT, UtcDateTime


class Audience(StrEnum):
    """FIRM: by its answers. ADVISOR: by a territory. OPERATOR: how the runs went."""

    FIRM = "firm"
    ADVISOR = "advisor"
    OPERATOR = "operator"


class Rhythm(StrEnum):
    """MONTHLY is the first such weekday of a month; NEVER: at most reminders."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    NEVER = "never"


class RunKind(StrEnum):
    """FIRST: once after a subscription was confirmed. REMINDERS: deadlines, on working days."""

    FIRST = "first"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    REMINDERS = "reminders"


class PartState(StrEnum):
    """SENT and NOTHING close the window of a part; all others leave it to the next run.

    WAITING: to be computed. QUEUED: its mail waits in the outbox. NOTHING: there was nothing to
    say. UNDELIVERED: the mail was given up. UNREACHABLE: nothing is sent to the address.
    HOLIDAY: no working day there. FAILED: it could not be written, again and again. ENDED: the
    subscription was changed or ended before.
    """

    WAITING = "waiting"
    QUEUED = "queued"
    SENT = "sent"
    NOTHING = "nothing"
    UNDELIVERED = "undelivered"
    UNREACHABLE = "unreachable"
    HOLIDAY = "holiday"
    FAILED = "failed"
    ENDED = "ended"


class ItemKind(StrEnum):
    """What was said of an offer."""

    BEST = "best"
    NEW = "new"
    CHANGED = "changed"
    OVER = "over"
    DEADLINE = "deadline"


class DigestSubscription(SQLModel, table=True):
    """One firm, or one person in one role. Nothing is sent before `confirmed_utc`.

    `nonce` and the service's secret key make the secret of its links, of which only the hash is
    kept. `topics` are need keys (empty: those of the answers). A run counts for it only from
    `scheduled_utc` on: since then rhythm and weekday (0 is Monday) are as they are. `reminded_from`
    is the first day of which no reminders were sent; `mailed_on` the last day of a digest.
    """

    __tablename__ = "digest_subscription"
    __table_args__ = (UniqueConstraint("person_id", "audience"),)

    id: int | None = Field(default=None, primary_key=True)
    audience: str = Field(max_length=20)
    company_id: int | None = Field(
        default=None, foreign_key="company_profile.id", ondelete="CASCADE", unique=True
    )
    person_id: int | None = Field(
        default=None, foreign_key="person.id", ondelete="CASCADE", index=True
    )
    nonce: str = Field(max_length=43)
    link_hash: str = Field(max_length=64, unique=True)
    rhythm: str = Field(max_length=20)
    weekday: int
    topics: list[str] = Field(default_factory=list, sa_column=Column(JSON_DOCUMENT, nullable=False))
    has_reminders: bool = False
    told_until: int = 0
    told_from_day: date
    reminded_from: date
    mailed_on: date
    created_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
    scheduled_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
    confirmed_utc: datetime | None = Field(
        default=None, sa_column=Column(UtcDateTime(), nullable=True)
    )
    ended_utc: datetime | None = Field(
        default=None, sa_column=Column(UtcDateTime(), nullable=True, index=True)
    )


class DigestRun(SQLModel, table=True):
    """One run of a kind for a day: there is never a second one. `ends_at` is the end of its window.

    `finished_utc`: since when none of its parts waits to be computed.
    """

    __tablename__ = "digest_run"
    __table_args__ = (UniqueConstraint("kind", "day"),)

    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(max_length=20)
    day: date = Field(index=True)
    ends_at: int
    opened_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
    finished_utc: datetime | None = Field(
        default=None, sa_column=Column(UtcDateTime(), nullable=True)
    )


class DigestPart(SQLModel, table=True):
    """One subscriber in one run: never twice. What was chosen stands here and in its items.

    `starts_at` and `since_day` begin the window that was computed. `question` is the profile field
    that was asked for; `more` how many items there was no room for; `error` the class of the last
    exception, never its text.
    """

    __tablename__ = "digest_part"
    __table_args__ = (
        UniqueConstraint("run_id", "subscription_id"),
        # With the state: else SQLite takes the index of states, and nearly all parts were sent.
        Index("ix_digest_part_subscription_id_state", "subscription_id", "state"),
    )

    id: int | None = Field(default=None, primary_key=True)
    run_id: int = Field(foreign_key="digest_run.id", ondelete="CASCADE")
    subscription_id: int = Field(foreign_key="digest_subscription.id", ondelete="CASCADE")
    state: str = Field(default=PartState.WAITING.value, max_length=20, index=True)
    starts_at: int | None = None
    since_day: date | None = None
    question: str = Field(default="", max_length=100)
    more: int = 0
    attempts: int = 0
    error: str = Field(default="", max_length=200)
    mail_id: int | None = Field(
        default=None, foreign_key="outbox_mail.id", ondelete="SET NULL", index=True
    )
    computed_utc: datetime | None = Field(
        default=None, sa_column=Column(UtcDateTime(), nullable=True)
    )
    settled_utc: datetime | None = Field(
        default=None, sa_column=Column(UtcDateTime(), nullable=True)
    )


class DigestItem(SQLModel, table=True):
    """One offer in one part; of a deadline also its day and how many days before it was told."""

    __tablename__ = "digest_item"
    __table_args__ = (UniqueConstraint("part_id", "position"),)

    id: int | None = Field(default=None, primary_key=True)
    part_id: int = Field(foreign_key="digest_part.id", ondelete="CASCADE")
    position: int
    offer_id: str = Field(max_length=200)
    kind: str = Field(max_length=20)
    day: date | None = None
    days_before: int | None = None
