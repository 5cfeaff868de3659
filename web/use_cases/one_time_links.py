"""Links that work once: issued, looked at, used; each inside the transaction of a use case."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select, update
from sqlmodel.sql.expression import SelectOfScalar

from models.one_time_link import LinkPurpose, OneTimeLink
from web.tokens import new_token, token_hash

__all__ = ["LinkPurpose", "find", "issue", "live", "look", "use", "withdraw_all"]


def issue(
    session: Session,
    purpose: LinkPurpose,
    *,
    now: datetime,
    valid_for: timedelta,
    person_id: int | None = None,
    company_id: int | None = None,
) -> str:
    """The secret of a new link; only its hash is stored."""
    token = new_token()
    session.add(
        OneTimeLink(
            token_hash=token_hash(token),
            purpose=purpose.value,
            person_id=person_id,
            company_id=company_id,
            created_utc=now,
            expires_utc=now + valid_for,
        )
    )
    return token


def find(
    session: Session, token: str, purpose: LinkPurpose, *, now: datetime
) -> OneTimeLink | None:
    """The link, locked until the transaction ends; None if unknown, used, past or for another."""
    return session.exec(_usable(token, purpose, now).with_for_update()).one_or_none()


def look(
    session: Session, token: str, purpose: LinkPurpose, *, now: datetime
) -> OneTimeLink | None:
    """The same without a lock: for pages that only show what the link would do."""
    return session.exec(_usable(token, purpose, now)).one_or_none()


def live(session: Session, person_id: int, purpose: LinkPurpose, *, now: datetime) -> int:
    """How many links of a person for this could be used now."""
    query = select(func.count()).where(
        OneTimeLink.person_id == person_id,
        OneTimeLink.purpose == purpose.value,
        col(OneTimeLink.used_utc).is_(None),
        OneTimeLink.expires_utc > now,
    )
    return session.exec(query).one()


def use(session: Session, link: OneTimeLink, *, now: datetime) -> None:
    """Mark the link: nobody finds it any more."""
    link.used_utc = now
    session.add(link)


def withdraw_all(session: Session, person_id: int, *, now: datetime) -> None:
    """Mark every link of a person: none that was sent before works any more."""
    theirs = update(OneTimeLink).where(
        col(OneTimeLink.person_id) == person_id, col(OneTimeLink.used_utc).is_(None)
    )
    session.exec(theirs.values(used_utc=now))


def _usable(token: str, purpose: LinkPurpose, now: datetime) -> SelectOfScalar[OneTimeLink]:
    return select(OneTimeLink).where(
        OneTimeLink.token_hash == token_hash(token),
        OneTimeLink.purpose == purpose.value,
        col(OneTimeLink.used_utc).is_(None),
        OneTimeLink.expires_utc > now,
    )
