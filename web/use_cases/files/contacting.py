"""How a firm is called and reached, and whether it is asked to have news by e-mail."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from models.company import CompanyProfile
from models.company_file import CompanyFile, EventKind
from models.contact import CompanyContact
from models.digest import DigestSubscription
from models.session import reading
from web.author import Author
from web.use_cases.digests import inviting
from web.use_cases.digests.subscribing import Asked, Compose, Request
from web.use_cases.files import parts, rows
from web.use_cases.files.desk import Desk
from web.use_cases.files.parts import digest_of
from web.use_cases.files.rows import Contact, Edited, Happened

__all__ = [
    "Compose",
    "News",
    "NewsState",
    "change_contact",
    "digest_of",
    "news_of",
    "propose_news",
]


class NewsState(StrEnum):
    """NONE: none, or ended. ASKED: the firm was asked and has not confirmed. COMING: it has."""

    NONE = "none"
    ASKED = "asked"
    COMING = "coming"


@dataclass(frozen=True, slots=True)
class News:
    """How news by e-mail stand; `has_own_address`: the firm confirmed one, and mail goes there.

    That address is the firm's own matter: it is not shown.
    """

    state: NewsState
    has_own_address: bool


def change_contact(
    engine: Engine, desk: Desk, public_id: str, contact: Contact, before: str, *, by: Author
) -> Edited:
    """Store how the firm is reached; CONFLICT if it is not as `before` any more (`digest_of`)."""

    def store(session: Session, file: CompanyFile, company: CompanyProfile) -> Happened | None:
        known = rows.contact_of(file)
        parts.check_seen(known, before)
        was, is_now = asdict(known), asdict(contact)
        changed = [field for field in was if was[field] != is_now[field]]
        if not changed:
            return None
        rows.set_contact(file, contact)
        return Happened(EventKind.CONTACT, changed)

    return parts.edit(engine, desk, public_id, store, by=by)


def propose_news(
    engine: Engine,
    desk: Desk,
    public_id: str,
    request: Request,
    compose: Compose,
    *,
    by: Author,
) -> Asked:
    """Have the mail sent that asks the firm whether it wants news; it gets none before it agrees.

    `compose` gets the secret of the link.
    """
    outcome = Asked.GONE

    def ask(session: Session, file: CompanyFile, company: CompanyProfile) -> Happened | None:
        nonlocal outcome
        outcome = inviting.invite(session, company, request, compose, by=by)
        return Happened(EventKind.NEWS, (outcome.value,)) if outcome is Asked.SENT else None

    edited = rows.edit(engine, desk, public_id, ask, by=by)
    return Asked.GONE if edited is Edited.GONE else outcome


def news_of(engine: Engine, company_id: int) -> News:
    """How the news of a firm stand, in one query."""
    query = (
        select(DigestSubscription, CompanyContact.confirmed_utc)
        .select_from(CompanyProfile)
        .outerjoin(DigestSubscription, col(DigestSubscription.company_id) == col(CompanyProfile.id))
        .outerjoin(CompanyContact, col(CompanyContact.company_id) == col(CompanyProfile.id))
        .where(CompanyProfile.id == company_id)
    )
    with reading(engine) as session:
        found = session.exec(query).one_or_none()
        row, confirmed = found if found is not None else (None, None)
        return News(_state(row), has_own_address=confirmed is not None)


def _state(row: DigestSubscription | None) -> NewsState:
    if row is None or row.ended_utc is not None:
        return NewsState.NONE
    return NewsState.ASKED if row.confirmed_utc is None else NewsState.COMING
