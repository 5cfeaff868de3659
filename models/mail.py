"""Mail that waits, was sent or will never be; whom nothing is sent to; how fast it may go."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column, Index, Text, text
from sqlmodel import Field, SQLModel

from models.base import UtcDateTime


class MailState(StrEnum):
    """WAITING is the only state that is sent from.

    SENT: a server took it; a later report that it came back makes it REFUSED. REFUSED: for good, by
    a server. SUPPRESSED: the address takes no mail. EXPIRED: too late to be of use.
    """

    WAITING = "waiting"
    SENT = "sent"
    REFUSED = "refused"
    SUPPRESSED = "suppressed"
    EXPIRED = "expired"


_EMPTY = text("''")
IS_REPEAT = text("handovers > 1")
"""There is an index of these few; SQLite takes it for this very text, not with a parameter."""


class OutboxMail(SQLModel, table=True):
    """One mail to one address, written in the transaction that causes it.

    `cause` is unique: the same cause writes no second mail. `message_id` follows from it: what the
    Message-ID begins with. `attempts` counts tries that failed for a reason of this mail.
    `handovers` is counted before a server is given the text: more than one may be a repeat.
    A sender holds the row until `held_until_utc`. Text and address go with the person or company;
    once a mail is sent or too late its text is emptied, for it may hold links that still work.
    `list_name` is the list that it goes to subscribers of ('': none), `unsubscribe` the address
    that ends this subscription by one POST (RFC 8058).
    `reply` is the code that a server gave, never its words: they quote addresses.
    """

    __tablename__ = "outbox_mail"
    __table_args__ = (
        Index("ix_outbox_mail_state_next_try_utc", "state", "next_try_utc"),
        Index(
            "ix_outbox_mail_repeats",
            "handovers",
            sqlite_where=IS_REPEAT,
            postgresql_where=IS_REPEAT,
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    cause: str = Field(max_length=200, unique=True)
    message_id: str = Field(max_length=300, unique=True)
    purpose: str = Field(max_length=50)
    recipient: str = Field(max_length=320)
    domain: str = Field(max_length=255)
    language: str = Field(max_length=5)
    subject: str = Field(max_length=500)
    text: str = Field(sa_column=Column(Text(), nullable=False))
    html: str = Field(default="", sa_column=Column(Text(), nullable=False))
    list_name: str = Field(default="", max_length=60, sa_column_kwargs={"server_default": _EMPTY})
    unsubscribe: str = Field(
        default="", max_length=500, sa_column_kwargs={"server_default": _EMPTY}
    )
    person_id: int | None = Field(
        default=None, foreign_key="person.id", ondelete="CASCADE", index=True
    )
    company_id: int | None = Field(
        default=None, foreign_key="company_profile.id", ondelete="CASCADE", index=True
    )
    state: str = Field(default=MailState.WAITING.value, max_length=20)
    attempts: int = 0
    handovers: int = 0
    reply: str = Field(default="", max_length=200)
    holder: str = Field(default="", max_length=100)
    held_until_utc: datetime | None = Field(
        default=None, sa_column=Column(UtcDateTime(), nullable=True)
    )
    created_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
    next_try_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
    expires_utc: datetime | None = Field(
        default=None, sa_column=Column(UtcDateTime(), nullable=True)
    )
    settled_utc: datetime | None = Field(
        default=None, sa_column=Column(UtcDateTime(), nullable=True, index=True)
    )


class SuppressedAddress(SQLModel, table=True):
    """An address that nothing is sent to, as a keyed hash (HMAC)."""

    __tablename__ = "suppressed_address"

    address_hash: str = Field(primary_key=True, max_length=64)
    reason: str = Field(max_length=30)
    since_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))


class MailPace(SQLModel, table=True):
    """From when on the next mail may go: one row a receiving domain, and '' for all together."""

    __tablename__ = "mail_pace"

    domain: str = Field(primary_key=True, max_length=255)
    next_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))


class MailSwitch(SQLModel, table=True):
    """The one row that stops all mail: by hand, or for a while because the server is down.

    `failures` counts how often in a row the server failed; `failure` is what the last one was.
    """

    __tablename__ = "mail_switch"

    id: int = Field(default=1, primary_key=True)
    is_paused: bool = False
    failures: int = 0
    failure: str = Field(default="", max_length=200)
    closed_until_utc: datetime | None = Field(
        default=None, sa_column=Column(UtcDateTime(), nullable=True)
    )
