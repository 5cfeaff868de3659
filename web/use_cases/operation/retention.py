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

from sqlalchemy import ColumnElement, Engine, String, cast, delete, func, or_
from sqlmodel import Session, SQLModel, col, select

from models.audit import AuditEntry
from models.company import CompanyProfile
from models.contact import CompanyContact, Consent
from models.mail import MailState, OutboxMail
from models.offer_care import DraftState, OfferDraft
from models.one_time_link import OneTimeLink
from models.report import OfferReport
from models.session import transaction
from models.sign_in import SignInAttempt, SignInSession
from web.author import Author
from web.use_cases.catalogue import views
from web.use_cases.firms.contacts import UNCONFIRMED_FOR
from web.use_cases.jobs import runs
from web.use_cases.people import closed_accounts
from web.use_cases.signing_in import mail_floods

BATCH = 500
rest = time.sleep
LINKS_KEPT = timedelta(days=30)
"""How long a link that was used or is past stays, so that one can tell what became of it."""


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
    counts = {
        past.kind: _in_batches(engine, partial(_delete, past))
        for past in _past(engine, by.now, periods)
    }
    counts["views"] = views.delete_past(engine, now=by.now)
    counts["job_runs"] = runs.delete_past(engine, now=by.now, days=periods.job_run_days)
    counts["contacts"] = _in_batches(engine, partial(_drop_unconfirmed, by.now))
    counts["accounts"] = closed_accounts.erase(
        engine, by=by, closed_for=periods.closed_accounts, batch=BATCH
    )
    return counts


def _past(engine: Engine, now: datetime, periods: Periods) -> Iterable[Past]:
    """What goes by its own date. Answers take with them whatever refers to them."""
    attempt = col(SignInAttempt.tried_utc)
    is_count = col(SignInAttempt.outcome) == mail_floods.OUTCOME
    return (
        Past("answers", CompanyProfile, col(CompanyProfile.expires_utc) <= now),
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
            & (col(OutboxMail.settled_utc) <= now - periods.mails),
        ),
        Past("drafts", OfferDraft, _is_closed_draft(now - timedelta(days=periods.job_run_days))),
        Past("audit_entries", AuditEntry, _is_old_entry(engine, now)),
    )


def _is_old_link(moment: datetime) -> ColumnElement[bool]:
    return or_(col(OneTimeLink.expires_utc) <= moment, col(OneTimeLink.used_utc) <= moment)


def _is_closed_draft(moment: datetime) -> ColumnElement[bool]:
    closed = (DraftState.PUBLISHED.value, DraftState.DISCARDED.value)
    return col(OfferDraft.state).in_(closed) & (col(OfferDraft.updated_utc) <= moment)


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


def _drop_unconfirmed(now: datetime, session: Session) -> int:
    """Addresses that nobody confirmed, and the consents that were given with them."""
    query = (
        select(CompanyContact)
        .where(
            col(CompanyContact.confirmed_utc).is_(None),
            CompanyContact.created_utc <= now - UNCONFIRMED_FOR,
        )
        .order_by(col(CompanyContact.id))
        .limit(BATCH)
    )
    rows = session.exec(query.with_for_update()).all()
    companies = [row.company_id for row in rows]
    session.exec(
        delete(Consent).where(
            col(Consent.company_id).in_(companies), col(Consent.withdrawn_utc).is_(None)
        )
    )
    session.exec(delete(CompanyContact).where(col(CompanyContact.company_id).in_(companies)))
    return len(rows)
