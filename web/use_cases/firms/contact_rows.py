"""Address, consents and mail of a firm, each inside the transaction of a use case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType

from sqlalchemy import delete
from sqlmodel import Session, col, select

from models.company import CompanyProfile
from models.contact import CompanyContact, Consent
from models.mail import OutboxMail
from models.one_time_link import LinkPurpose, OneTimeLink
from web.consents import MAILS, OF_ADDRESS, ConsentText, Purpose
from web.letters import Letter
from web.use_cases import firm_files, one_time_links, subscriptions
from web.use_cases.outbox import queueing
from web.use_cases.outbox.settling import can_still_go
from web.use_cases.signing_in import mail_floods

CONFIRMED_BY: Mapping[Purpose, tuple[LinkPurpose, str]] = MappingProxyType(
    {
        Purpose.SIGN_IN_LINK: (LinkPurpose.CONFIRM_ADDRESS, "firm_confirm"),
        Purpose.NEWS: (LinkPurpose.CONFIRM_NEWS, "news_confirm"),
    }
)
"""The link and the mail that ask to confirm an address for a purpose."""
_LINKS: Mapping[Purpose, tuple[LinkPurpose, ...]] = MappingProxyType(
    {
        Purpose.SIGN_IN_LINK: (LinkPurpose.CONFIRM_ADDRESS, LinkPurpose.FIRM_SIGN_IN),
        Purpose.NEWS: (LinkPurpose.CONFIRM_NEWS,),
        Purpose.ADVICE: (),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAddress:
    """An address, normalised and in lower case, and what was agreed to, in which language.

    `network` is where it was typed: mail to strangers is counted there, too.
    """

    email: str
    consent: ConsentText
    language: str
    network: str = ""


def admits(session: Session, new: NewAddress, key: bytes, now: datetime) -> bool:
    """Count one more request for a confirmation; False if address or network had enough.

    All purposes have one count: nobody gets more mail because there is more to confirm.
    """
    return mail_floods.admit(
        session, new.email, "firm_confirm", key=key, now=now, network=new.network
    )


def contact_of(session: Session, company_id: int | None) -> CompanyContact | None:
    """The address of a firm, locked."""
    query = select(CompanyContact).where(CompanyContact.company_id == company_id)
    return session.exec(query.with_for_update()).one_or_none()


def company_behind(
    session: Session, link_token: str, purpose: LinkPurpose, now: datetime
) -> CompanyProfile | None:
    """The answers that a link by mail belongs to, locked; None if it works no more.

    The answers come before the link and the address, as everywhere: who uses a link waits for who
    takes it away, and not both for each other.
    """
    link = one_time_links.look(session, link_token, purpose, now=now)
    if link is None:
        return None
    query = select(CompanyProfile).where(
        CompanyProfile.id == link.company_id, CompanyProfile.expires_utc > now
    )
    return session.exec(query.with_for_update()).one_or_none()


def has_consent(session: Session, company_id: int | None, purpose: Purpose) -> bool:
    """Whether the firm agreed to this and did not take it back."""
    query = select(Consent.id).where(
        Consent.company_id == company_id,
        Consent.purpose == purpose.value,
        col(Consent.withdrawn_utc).is_(None),
    )
    return session.exec(query.limit(1)).first() is not None


def standing(session: Session, company: CompanyProfile) -> list[Consent]:
    """The consents that were not taken back."""
    query = select(Consent).where(
        Consent.company_id == company.id, col(Consent.withdrawn_utc).is_(None)
    )
    return list(session.exec(query))


def place(
    session: Session, company: CompanyProfile, email: str, purpose: Purpose, now: datetime
) -> None:
    """Let the address stand instead of any other; it is to be confirmed for this purpose.

    The same address stays confirmed if it is. An earlier link that confirms this works no more.
    """
    contact = contact_of(session, company.id)
    if contact is None or contact.email != email:
        forget(session, company)
        assert company.id is not None
        session.add(CompanyContact(company_id=company.id, email=email, created_utc=now))
        return
    if contact.confirmed_utc is None:
        contact.created_utc = now
        session.add(contact)
    link, mail = CONFIRMED_BY[purpose]
    _drop_links(session, company, (link,))
    drop_mail(session, company, (mail,))


def ask_to_confirm(
    session: Session,
    company: CompanyProfile,
    email: str,
    purpose: Purpose,
    compose: Callable[[str], Letter],
    *,
    valid_for: timedelta,
    now: datetime,
) -> None:
    """Let the address stand, and write the mail with the link that confirms it for this purpose.

    `compose` gets the secret of the link.
    """
    place(session, company, email, purpose, now)
    kind, _ = CONFIRMED_BY[purpose]
    link = one_time_links.issue(session, kind, now=now, valid_for=valid_for, company_id=company.id)
    queueing.queue(session, replace(compose(link), company_id=company.id), now=now)


def use_link(
    session: Session, link_token: str, purpose: Purpose, now: datetime
) -> tuple[CompanyProfile, CompanyContact] | None:
    """Use the link that confirms an address for this purpose: whose it is, and the address.

    None if it works no more, or the address has gone.
    """
    kind, _ = CONFIRMED_BY[purpose]
    company = company_behind(session, link_token, kind, now)
    link = one_time_links.find(session, link_token, kind, now=now)
    if company is None or link is None:
        return None
    one_time_links.use(session, link, now=now)
    contact = contact_of(session, company.id)
    return None if contact is None else (company, contact)


def agree(session: Session, company: CompanyProfile, new: NewAddress, now: datetime) -> None:
    """Let this consent stand for its purpose instead of an earlier one."""
    for earlier in standing(session, company):
        if earlier.purpose == new.consent.purpose:
            _end(session, earlier, now)
    session.flush()
    assert company.id is not None
    session.exec(
        delete(Consent).where(
            col(Consent.company_id) == company.id,
            col(Consent.purpose) == new.consent.purpose.value,
            col(Consent.given_utc) == now,
        )
    )
    session.add(
        Consent(
            company_id=company.id,
            purpose=new.consent.purpose.value,
            text_version=new.consent.version,
            language=new.language,
            given_utc=now,
        )
    )


def forget(session: Session, company: CompanyProfile) -> None:
    """The address goes, and with it every mail that could still go to it and every link sent there.

    What waiting news would have told the next ones tell, once there is another address.
    """
    session.exec(delete(CompanyContact).where(col(CompanyContact.company_id) == company.id))
    _drop_links(session, company, tuple(link for links in _LINKS.values() for link in links))
    drop_mail(session, company, tuple(name for each in OF_ADDRESS for name in MAILS[each]))


def end_consent(session: Session, company: CompanyProfile, purpose: Purpose, now: datetime) -> None:
    """Nothing is sent for this purpose any more; with the last one of the address that goes.

    Without the consent to advice the requests go, and the files that were made of them.
    """
    for consent in standing(session, company):
        if consent.purpose == purpose:
            _end(session, consent, now)
    session.flush()
    _drop_links(session, company, _LINKS[purpose])
    if purpose is Purpose.ADVICE:
        firm_files.forget_files(session, company, now=now)
    if purpose is Purpose.NEWS:
        news = subscriptions.of_company(session, company.id)
        if news is not None:
            subscriptions.end(session, news, now=now)
    drop_mail(session, company, MAILS[purpose])
    if not any(each.purpose in OF_ADDRESS for each in standing(session, company)):
        forget(session, company)


def drop_mail(session: Session, company: CompanyProfile, purposes: tuple[str, ...]) -> None:
    """Delete the mails of these purposes that wait to be sent or could be sent again."""
    session.exec(
        delete(OutboxMail).where(
            col(OutboxMail.company_id) == company.id,
            col(OutboxMail.purpose).in_(purposes),
            can_still_go(),
        )
    )


def _drop_links(
    session: Session, company: CompanyProfile, purposes: tuple[LinkPurpose, ...]
) -> None:
    session.exec(
        delete(OneTimeLink).where(
            col(OneTimeLink.company_id) == company.id,
            col(OneTimeLink.purpose).in_([purpose.value for purpose in purposes]),
        )
    )


def _end(session: Session, consent: Consent, now: datetime) -> None:
    consent.withdrawn_utc = now
    session.add(consent)
