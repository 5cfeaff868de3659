"""All that is stored about one firm: shown to who holds its link, moved to a new link, deleted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Engine, delete
from sqlmodel import Session, SQLModel, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from models.company import CompanyProfile
from models.contact import CompanyContact, CompanyKey, Consent
from models.digest import DigestSubscription
from models.judgement import Judgement
from models.mail import OutboxMail
from models.one_time_link import OneTimeLink
from models.session import reading, transaction
from web.author import Author
from web.tokens import new_token, token_hash
from web.use_cases import audit, firm_files, subscriptions
from web.use_cases.firms import own_files, own_news, stored_answers
from web.use_cases.firms.contacts import subject_of
from web.use_cases.firms.judgements import FIRM
from web.use_cases.firms.opinions import Opinion
from web.use_cases.firms.own_files import AdviceRows, GivenAdvice
from web.use_cases.firms.own_news import GivenNews, NewsRows
from web.use_cases.firms.profiles import StoredProfile, stored_profile

Row = TypeVar("Row", bound=SQLModel)


@dataclass(frozen=True, slots=True)
class GivenOpinion:
    """What the firm, or an advisor for it, said of an offer."""

    offer_id: str
    opinion: Opinion
    judged_utc: datetime


@dataclass(frozen=True, slots=True)
class Address:
    """The e-mail address of the firm; nothing is sent to it before it is confirmed."""

    email: str
    entered_utc: datetime
    confirmed_utc: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenConsent:
    """What the firm agreed to, in which version and language, and when it took that back."""

    id: int
    purpose: str
    text_version: str
    language: str
    given_utc: datetime
    withdrawn_utc: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenMail:
    """A mail to the firm, in which state it is, and since when it is settled."""

    purpose: str
    recipient: str
    subject: str
    state: str
    written_utc: datetime
    settled_utc: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnData:
    """Everything about one firm, newest first; `keys` are when further links were made.

    `opinions` are its own, `advised` what advisors said of offers for it.
    """

    answers: StoredProfile
    begun_utc: datetime
    changed_utc: datetime
    opinions: tuple[GivenOpinion, ...]
    advised: tuple[GivenOpinion, ...]
    address: Address | None
    consents: tuple[GivenConsent, ...]
    mails: tuple[WrittenMail, ...]
    news: GivenNews | None
    advice: GivenAdvice
    keys: tuple[datetime, ...]
    open_links: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The rows of one company in all tables."""

    company: CompanyProfile
    judgements: Sequence[Judgement]
    contact: CompanyContact | None
    consents: Sequence[Consent]
    keys: Sequence[CompanyKey]
    links: Sequence[OneTimeLink]
    mails: Sequence[OutboxMail]
    news: NewsRows | None
    advice: AdviceRows


@dataclass(frozen=True, slots=True, kw_only=True)
class Deleted:
    """What went with the answers, as numbers of entries."""

    marks: int
    opinions: int
    addresses: int
    consents: int
    mails: int
    links: int
    news: int = 0
    files: int = 0


def show(engine: Engine, token: str, now: datetime) -> OwnData | None:
    """Everything about the firm behind the token; None if its answers are gone."""
    with reading(engine) as session:
        found = rows_of(session, token, now)
        return None if found is None else _as_shown(found, now)


def rows_of(session: Session, token: str, now: datetime) -> Rows | None:
    """The rows of the company behind the token; None if its answers are gone.

    The number of queries does not grow with what is stored.
    """
    company = session.exec(stored_answers.alive(token, now)).one_or_none()
    if company is None:
        return None
    contacts = _rows(session, CompanyContact, company)
    return Rows(
        company=company,
        judgements=_rows(session, Judgement, company),
        contact=contacts[0] if contacts else None,
        consents=_rows(session, Consent, company),
        keys=_rows(session, CompanyKey, company),
        links=_rows(session, OneTimeLink, company),
        mails=session.exec(_mails(company)).all(),
        news=own_news.rows_of(session, company.id),
        advice=own_files.rows_of(session, company.id),
    )


def move(engine: Engine, token: str, *, by: Author) -> str | None:
    """The secret of a new address; no other link leads to the answers any more.

    Neither the one in use nor any key, nor a link in a mail that was not used yet. None if the
    answers are gone.
    """
    with transaction(engine) as session:
        company = stored_answers.locked(session, token, by.now)
        if company is None:
            return None
        new = new_token()
        company.token_hash = token_hash(new)
        session.add(company)
        session.exec(delete(CompanyKey).where(col(CompanyKey.company_id) == company.id))
        session.exec(delete(OneTimeLink).where(col(OneTimeLink.company_id) == company.id))
        _renew_links_of_news(session, company)
        audit.note(session, by, "company.move", subject_of(company))
        return new


def remove(engine: Engine, token: str, *, by: Author) -> Deleted | None:
    """Delete all for good, mail that waits as well; None if it is gone already.

    The database deletes what refers to the answers, whoever deletes them.
    """
    with transaction(engine) as session:
        company = stored_answers.locked(session, token, by.now)
        if company is None:
            return None
        gone = Deleted(
            marks=len(company.remembered) + len(company.dismissed),
            opinions=_count(session, Judgement, company),
            addresses=_count(session, CompanyContact, company),
            consents=_count(session, Consent, company),
            mails=len(session.exec(_mails(company)).all()),
            links=1 + _count(session, CompanyKey, company),
            news=_count(session, DigestSubscription, company),
            files=firm_files.forget_files(session, company, now=by.now),
        )
        session.delete(company)
        audit.note(session, by, "company.delete", subject_of(company))
        return gone


def _renew_links_of_news(session: Session, company: CompanyProfile) -> None:
    """No link of earlier news works; the next news store the hash of the new ones they hold."""
    news = subscriptions.of_company(session, company.id)
    if news is not None:
        news.nonce, news.link_hash = new_token(), token_hash(new_token())
        subscriptions.drop_mail(session, news)
        session.add(news)


def _of(table: type[Row], company: CompanyProfile) -> Any:
    return col(table.company_id) == company.id  # type: ignore[attr-defined]


def _rows(session: Session, table: type[Row], company: CompanyProfile) -> Sequence[Row]:
    newest_first = col(table.id).desc()  # type: ignore[attr-defined]
    return session.exec(select(table).where(_of(table, company)).order_by(newest_first)).all()


def _mails(company: CompanyProfile) -> SelectOfScalar[OutboxMail]:
    """Mails to the firm, newest first; those about it, to people with an account, go with it."""
    query = select(OutboxMail).where(_of(OutboxMail, company), col(OutboxMail.person_id).is_(None))
    return query.order_by(col(OutboxMail.id).desc())


def _count(session: Session, table: type[Row], company: CompanyProfile) -> int:
    wanted = select(func.count()).select_from(table).where(_of(table, company))
    return session.exec(wanted).one()


def _as_shown(found: Rows, now: datetime) -> OwnData:
    company = found.company
    return OwnData(
        answers=stored_profile(company),
        begun_utc=company.created_utc,
        changed_utc=company.updated_utc,
        opinions=tuple(_opinion(row) for row in found.judgements if row.judge == FIRM),
        advised=tuple(_opinion(row) for row in found.judgements if row.judge != FIRM),
        address=_address(found.contact),
        consents=tuple(_consent(row) for row in found.consents),
        mails=tuple(_mail(row) for row in found.mails),
        news=own_news.given(found.news) if found.news else None,
        advice=own_files.given(found.advice),
        keys=tuple(row.created_utc for row in found.keys),
        open_links=sum(row.used_utc is None and row.expires_utc > now for row in found.links),
    )


def _opinion(row: Judgement) -> GivenOpinion:
    return GivenOpinion(row.offer_id, Opinion(row.opinion), row.judged_utc)


def _address(row: CompanyContact | None) -> Address | None:
    return None if row is None else Address(row.email, row.created_utc, row.confirmed_utc)


def _consent(row: Consent) -> GivenConsent:
    assert row.id is not None
    return GivenConsent(
        id=row.id,
        purpose=row.purpose,
        text_version=row.text_version,
        language=row.language,
        given_utc=row.given_utc,
        withdrawn_utc=row.withdrawn_utc,
    )


def _mail(row: OutboxMail) -> WrittenMail:
    return WrittenMail(
        purpose=row.purpose,
        recipient=row.recipient,
        subject=row.subject,
        state=row.state,
        written_utc=row.created_utc,
        settled_utc=row.settled_utc,
    )
