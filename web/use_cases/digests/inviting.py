"""News that somebody proposes to a firm: a mail asks it, and nothing stands before it agreed."""

from __future__ import annotations

from dataclasses import replace

from sqlmodel import Session

from models.company import CompanyProfile
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
    one that the advisor knows: the mail goes there.
    """
    row = subscriptions.of_company(session, company.id)
    if row is not None and row.ended_utc is None and row.confirmed_utc is not None:
        return Asked.STANDING
    email = _own_address(session, company) or request.address.email
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
