"""News that somebody proposes to a firm: a mail asks it, and nothing stands before it agreed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, func, or_
from sqlmodel import Session, select

from models.company import CompanyProfile
from models.organisation import Organisation
from models.person import Person
from web.author import Author
from web.use_cases import subscriptions
from web.use_cases.digests.subscribing import (
    Asked,
    Compose,
    Request,
    Wishes,
    ask_to_confirm,
    begin_for_firm,
)
from web.use_cases.firms import contact_rows


def invite(
    session: Session, company: CompanyProfile, request: Request, compose: Compose, *, by: Author
) -> Asked:
    """Write the mail that asks whether news may come, within the transaction of an advisor.

    The firm agrees when it confirms. An address that the firm gave itself is not replaced by the
    one that the advisor knows: the mail goes there. Its link opens the answers and everything about
    them, so it goes to nobody who advises: they would agree in the firm's name.
    """
    row = subscriptions.of_company(session, company.id)
    if row is not None and row.ended_utc is None and row.confirmed_utc is not None:
        return Asked.STANDING
    own = _own_address(session, company)
    email = own or request.address.email
    if not own and _is_of_staff(session, email):
        return Asked.STAFF
    address = replace(request.address, email=email)
    if not contact_rows.admits(session, address, request.mails, by.now):
        return Asked.TOO_MANY
    if row is None or row.ended_utc is not None:
        begin_for_firm(session, row, company, Wishes(), key=request.links, now=by.now)
    else:
        row.created_utc = by.now
        session.add(row)
    ask_to_confirm(
        session, company, address, lambda link: replace(compose(link), recipient=email), by
    )
    return Asked.SENT


def _own_address(session: Session, company: CompanyProfile) -> str:
    """The address that the firm gave itself; '' without one."""
    contact = contact_rows.contact_of(session, company.id)
    if contact is None:
        return ""
    is_own = contact.confirmed_utc is not None or contact_rows.standing(session, company)
    return contact.email if is_own else ""


def _is_of_staff(session: Session, email: str) -> bool:
    """Whether mail to this address reaches somebody with an account, or an organisation.

    What stands behind a plus before the @ only tells mails of one mailbox apart.
    """
    of_people = select(Person.id).where(_same_mailbox(Person.email, email))
    of_bodies = select(Organisation.id).where(_same_mailbox(Organisation.email, email))
    return any(session.exec(query.limit(1)).first() for query in (of_people, of_bodies))


def _same_mailbox(column: Any, email: str) -> ColumnElement[bool]:
    known, (local, _, domain) = func.lower(column), email.lower().rpartition("@")
    own, place = local.partition("+")[0], f"@{domain}"
    return or_(
        known == f"{own}{place}",
        known.startswith(f"{own}+", autoescape=True) & known.endswith(place, autoescape=True),
    )
