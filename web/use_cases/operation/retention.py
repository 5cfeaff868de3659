"""The end of personal data: what is past its date is deleted, in batches, a transaction each.

A run that is killed leaves whole batches behind and the next one goes on; a run after a long outage
only has more batches. Organisations stay: they are no firm's and nobody's personal data.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Engine, String, cast, delete, exists, func, or_, update
from sqlmodel import Session, SQLModel, col, select

from models.audit import AuditEntry
from models.company import CompanyProfile
from models.contact import CompanyContact, Consent
from models.digest import DigestPart, DigestRun, DigestSubscription, PartState, RunKind
from models.firm_list import FirmList, ListState
from models.mail import MailState, OutboxMail
from models.offer_care import DraftState, OfferDraft
from models.one_time_link import OneTimeLink
from models.report import OfferReport
from models.session import transaction
from models.sign_in import SignInAttempt, SignInSession
from web.author import Author
from web.clock import day_in_berlin
from web.consents import Purpose
from web.use_cases import firm_files, subscriptions
from web.use_cases.catalogue import views
from web.use_cases.digests.reporting import REPORTED_WITHIN
from web.use_cases.firms import contact_rows
from web.use_cases.firms.contacts import UNCONFIRMED_FOR
from web.use_cases.jobs import runs
from web.use_cases.people import closed_accounts
from web.use_cases.signing_in import mail_floods

BATCH = 500
ACCOUNTS = 100
"""At once: all timelines are searched for their names, and a database takes only so many."""
rest = time.sleep
LINKS_KEPT = timedelta(days=30)
"""How long a link that was used or is past stays, so that one can tell what became of it."""
ENDED_NEWS_KEPT = timedelta(days=30)
"""How long a subscription that has ended stays: links in its last mails say so."""
NEWS_REMEMBERED = timedelta(days=400)
"""How long it is known what was told to whom: a deadline of every year comes again by then."""
REMINDERS_REMEMBERED = timedelta(days=100)
"""The same of reminders, which come much more often; none is of a day further ahead than 30."""

PREVIEWS_KEPT, DONE_LISTS_KEPT = timedelta(days=7), timedelta(days=30)
"""How long a list of firms stays that nobody confirmed, and one that was imported."""
REPORTS_REMEMBERED = REPORTED_WITHIN + timedelta(days=1)
"""How long the mail of a report stays at least, its text emptied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Periods:
    """How long things are kept; answers, sessions and entries of the trail hold their own end."""

    reports: timedelta
    idle_sessions: timedelta
    sign_in_log: timedelta
    mails: timedelta
    job_run_days: int
    closed_accounts: timedelta


@dataclass(frozen=True, slots=True)
class Past:
    """Rows of one table whose time is over: `kind` is their name in the log of runs."""

    kind: str
    table: type[SQLModel]
    condition: ColumnElement[bool]


def run(engine: Engine, *, by: Author, periods: Periods) -> Mapping[str, int]:
    """Delete what is past its date; the numbers of rows by kind."""
    counts = {"answers": _in_batches(engine, partial(_drop_answers, by.now))}
    for past in _past(engine, by.now, periods):
        counts[past.kind] = _in_batches(engine, partial(_delete, past))
    counts["views"] = views.delete_past(engine, now=by.now)
    counts["job_runs"] = runs.delete_past(engine, now=by.now, days=periods.job_run_days)
    counts["contacts"] = _in_batches(engine, partial(_drop_unconfirmed, by.now))
    counts["unconfirmed_news"] = _in_batches(engine, partial(_drop_unconfirmed_news, by.now))
    counts["accounts"] = closed_accounts.erase(
        engine, by=by, closed_for=periods.closed_accounts, batch=ACCOUNTS
    )
    return counts


def _past(engine: Engine, now: datetime, periods: Periods) -> Iterable[Past]:
    """What goes by its own date."""
    attempt = col(SignInAttempt.tried_utc)
    is_count = col(SignInAttempt.outcome) == mail_floods.OUTCOME
    return (
        Past("reports", OfferReport, col(OfferReport.created_utc) <= now - periods.reports),
        Past("links", OneTimeLink, _is_old_link(now - LINKS_KEPT)),
        Past(
            "sessions",
            SignInSession,
            or_(
                col(SignInSession.expires_utc) <= now,
                col(SignInSession.seen_utc) <= now - periods.idle_sessions,
            ),
        ),
        Past("sign_ins", SignInAttempt, attempt <= now - periods.sign_in_log),
        Past("mail_counts", SignInAttempt, is_count & (attempt <= now - mail_floods.COUNTED_FOR)),
        Past(
            "mails",
            OutboxMail,
            (col(OutboxMail.state) != MailState.WAITING.value)
            & (col(OutboxMail.settled_utc) <= now - periods.mails)
            & ~_is_needed(now),
        ),
        Past("messages", DigestPart, col(DigestPart.run_id).in_(_old_runs(now))),
        Past("runs_of_news", DigestRun, col(DigestRun.id).in_(_old_runs(now))),
        Past(
            "subscriptions",
            DigestSubscription,
            col(DigestSubscription.ended_utc) <= now - ENDED_NEWS_KEPT,
        ),
        Past("drafts", OfferDraft, _is_closed_draft(now - timedelta(days=periods.job_run_days))),
        Past("firm_lists", FirmList, _is_old_list(now)),
        Past("audit_entries", AuditEntry, _is_old_entry(engine, now)),
    )


def _is_old_link(moment: datetime) -> ColumnElement[bool]:
    return or_(col(OneTimeLink.expires_utc) <= moment, col(OneTimeLink.used_utc) <= moment)


def _is_needed(now: datetime) -> ColumnElement[bool]:
    """Whether a message waits to learn what became of its mail, or a report would be written again.

    That a report was written is known by its mail alone.
    """
    is_awaited = exists().where(
        col(DigestPart.mail_id) == col(OutboxMail.id),
        col(DigestPart.state) == PartState.QUEUED.value,
    )
    is_report = col(OutboxMail.purpose) == subscriptions.REPORT
    return or_(is_awaited, is_report & (col(OutboxMail.created_utc) > now - REPORTS_REMEMBERED))


def _old_runs(now: datetime) -> Any:
    today, day = day_in_berlin(now), col(DigestRun.day)
    is_reminders = col(DigestRun.kind) == RunKind.REMINDERS.value
    return select(DigestRun.id).where(
        or_(day < today - NEWS_REMEMBERED, is_reminders & (day < today - REMINDERS_REMEMBERED))
    )


def _is_closed_draft(moment: datetime) -> ColumnElement[bool]:
    closed = (DraftState.PUBLISHED.value, DraftState.DISCARDED.value)
    return col(OfferDraft.state).in_(closed) & (col(OfferDraft.updated_utc) <= moment)


def _is_old_list(now: datetime) -> ColumnElement[bool]:
    """Never confirmed, or done for so long that its firms are looked up among the files."""
    is_preview = col(FirmList.state) == ListState.PREVIEW.value
    return or_(
        is_preview & (col(FirmList.created_utc) <= now - PREVIEWS_KEPT),
        col(FirmList.finished_utc) <= now - DONE_LISTS_KEPT,
    )


def _is_old_entry(engine: Engine, now: datetime) -> ColumnElement[bool]:
    """Past by our clock and by that of the database, whose trigger refuses any other."""
    ends = col(AuditEntry.ends_utc)
    if engine.dialect.name == "sqlite":
        theirs: ColumnElement[bool] = cast(ends, String) <= func.strftime(
            "%Y-%m-%d %H:%M:%f", "now"
        )
    else:
        theirs = ends <= func.now()
    return (ends <= now) & theirs


def _in_batches(engine: Engine, work: Callable[[Session], int]) -> int:
    """Batch after batch, until one is not full.

    SQLite has one writer at a time and no queue: who waits asks again now and then. So nobody
    writes for as long as the last batch took.
    """
    total, count = 0, BATCH
    while count == BATCH:
        began = time.monotonic()
        with transaction(engine) as session:
            count = work(session)
        total += count
        if count == BATCH and engine.dialect.name == "sqlite":
            rest(time.monotonic() - began)
    return total


def _delete(past: Past, session: Session) -> int:
    """A batch, in no order: one of its own could lead past the index of the condition."""
    key: Any = col(past.table.id)  # type: ignore[attr-defined]
    some = select(key).where(past.condition).limit(BATCH)
    return session.exec(delete(past.table).where(key.in_(some))).rowcount


def _drop_answers(now: datetime, session: Session) -> int:
    """Answers whose time is over, with all that refers to them; found in no order, as above."""
    is_past = col(CompanyProfile.expires_utc) <= now
    some = session.exec(select(CompanyProfile.id).where(is_past).limit(BATCH)).all()
    # Taken in theirs, as everywhere; whoever kept them longer meanwhile has them kept.
    query = select(CompanyProfile.id).where(col(CompanyProfile.id).in_(some), is_past)
    held = session.exec(query.order_by(col(CompanyProfile.id)).with_for_update()).all()
    firm_files.forget_answers(session, [each for each in held if each is not None], now=now)
    return len(some)


def _drop_unconfirmed(now: datetime, session: Session) -> int:
    """Addresses that nobody confirmed, with the consents and the news that were to go there."""
    is_past = (
        col(CompanyContact.confirmed_utc).is_(None),
        CompanyContact.created_utc <= now - UNCONFIRMED_FOR,
    )
    found = select(CompanyContact.company_id).where(*is_past).order_by(col(CompanyContact.id))
    looked_at = session.exec(found.limit(BATCH)).all()
    # The answers first, as everywhere: whoever changes what belongs to them waits, and is seen.
    answers = select(CompanyProfile.id).where(col(CompanyProfile.id).in_(looked_at))
    session.exec(answers.order_by(col(CompanyProfile.id)).with_for_update())
    still = select(CompanyContact.company_id).where(*is_past)
    companies = session.exec(still.where(col(CompanyContact.company_id).in_(looked_at))).all()
    session.exec(
        delete(Consent).where(
            col(Consent.company_id).in_(companies), col(Consent.withdrawn_utc).is_(None)
        )
    )
    session.exec(
        update(DigestSubscription)
        .where(
            col(DigestSubscription.company_id).in_(companies),
            col(DigestSubscription.ended_utc).is_(None),
        )
        .values(ended_utc=now)
    )
    session.exec(delete(CompanyContact).where(col(CompanyContact.company_id).in_(companies)))
    return len(looked_at)


def _drop_unconfirmed_news(now: datetime, session: Session) -> int:
    """News that nobody confirmed, with the consent; the address too, if it is for nothing else."""
    query = (
        select(CompanyProfile)
        .join(DigestSubscription, col(DigestSubscription.company_id) == col(CompanyProfile.id))
        .where(
            col(DigestSubscription.confirmed_utc).is_(None),
            DigestSubscription.created_utc <= now - UNCONFIRMED_FOR,
        )
        .order_by(col(CompanyProfile.id))
        .limit(BATCH)
    )
    companies = session.exec(query.with_for_update(of=CompanyProfile)).all()
    for company in companies:
        news = subscriptions.of_company(session, company.id)
        if news is not None and news.confirmed_utc is None:
            contact_rows.end_consent(session, company, Purpose.NEWS, now)
            session.delete(news)
    return len(companies)
