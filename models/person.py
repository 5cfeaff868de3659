"""People with an account: who they are, what they may do, how they sign in."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column, Index, event
from sqlmodel import Field, SQLModel

from models.base import JSON_DOCUMENT, UtcDateTime

LONGEST_NAME = 200


class Role(StrEnum):
    """What a person may do, within the territory of the organisation.

    LEAD: an advisor who also distributes the work of the others and is told what nobody does.
    """

    ADVISOR = "advisor"
    LEAD = "lead"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"


class PersonState(StrEnum):
    """INVITED: has no password yet. CLOSED: may not sign in any more, kept for the audit trail."""

    INVITED = "invited"
    ACTIVE = "active"
    CLOSED = "closed"


class Person(SQLModel, table=True):
    """One person of one organisation; `public_id` is unguessable and stands in addresses.

    `email` is normalised and in lower case. `totp_secret` is encrypted with a key that follows from
    the service's secret key; `totp_step` is the last time step a code was taken of, so that none
    counts twice; `recovery_codes` are SHA-256 hashes, each removed when used. `sort_name`
    follows from the name whenever a row is stored.
    """

    __tablename__ = "person"
    __table_args__ = (Index("ix_person_sort_name_id", "sort_name", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = Field(max_length=43, unique=True)
    organisation_id: str = Field(foreign_key="organisation.id", index=True, max_length=200)
    email: str = Field(max_length=320, unique=True)
    name: str = Field(max_length=LONGEST_NAME)
    sort_name: str = Field(default="", max_length=LONGEST_NAME)
    roles: list[str] = Field(sa_column=Column(JSON_DOCUMENT, nullable=False))
    state: str = Field(default=PersonState.INVITED.value, max_length=20)
    language: str = Field(default="de", max_length=5)
    password_hash: str | None = Field(default=None, max_length=200)
    totp_secret: str | None = Field(default=None, max_length=300)
    totp_step: int | None = None
    recovery_codes: list[str] = Field(
        default_factory=list, sa_column=Column(JSON_DOCUMENT, nullable=False)
    )
    created_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
    updated_utc: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))


def sort_name_of(name: str) -> str:
    """A name as directories sort it: small letters, without their marks, 'ß' as 'ss'.

    Databases sort letters beyond ASCII behind all others, or as their locale has it.
    """
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(each for each in letters if not unicodedata.combining(each))[:LONGEST_NAME]


@event.listens_for(Person, "before_insert")
@event.listens_for(Person, "before_update")
def _keep_sorted(_mapper: object, _connection: object, person: Person) -> None:
    person.sort_name = sort_name_of(person.name)
