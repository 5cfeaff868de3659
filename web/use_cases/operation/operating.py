"""What an operator watches: mail that waits, news, attempts to sign in, the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, func
from sqlmodel import Session, col, select

from models.mail import MailState, MailSwitch, OutboxMail
from models.session import reading
from models.sign_in import SignInAttempt
from offers import store
from web.use_cases.digests.overview import NewsState, news_state

SIGN_IN_WINDOW = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatingState:
    """One moment. `oldest_mail_utc` is None where no mail waits.

    `sign_ins` counts the attempts of the last quarter of an hour by outcome.
    """

    mails: Mapping[str, int]
    oldest_mail_utc: datetime | None
    is_mail_paused: bool
    is_breaker_open: bool
    sign_ins: Mapping[str, int]
    catalogue_version: int
    offers: int
    news: NewsState


def look(engine: Engine, *, now: datetime) -> OperatingState:
    """The state now, by a number of queries that does not depend on the rows."""
    with reading(engine) as session:
        switch = session.get(MailSwitch, 1)
        until = switch.closed_until_utc if switch else None
        return OperatingState(
            mails=_mails(session),
            oldest_mail_utc=_oldest_mail(session),
            is_mail_paused=bool(switch and switch.is_paused),
            is_breaker_open=until is not None and until > now,
            sign_ins=_sign_ins(session, now - SIGN_IN_WINDOW),
            catalogue_version=store.catalogue_version(session),
            offers=store.count_offers(session),
            news=news_state(session),
        )


def _mails(session: Session) -> dict[str, int]:
    """How many mails are in each state, with 0 for a state that no mail is in."""
    counted = select(OutboxMail.state, func.count()).group_by(col(OutboxMail.state))
    return {state.value: 0 for state in MailState} | dict(session.exec(counted).all())


def _oldest_mail(session: Session) -> datetime | None:
    waiting = select(func.min(OutboxMail.created_utc)).where(
        OutboxMail.state == MailState.WAITING.value
    )
    return session.exec(waiting).one()


def _sign_ins(session: Session, since: datetime) -> dict[str, int]:
    counted = (
        select(SignInAttempt.outcome, func.count())
        .where(SignInAttempt.tried_utc > since)
        .group_by(col(SignInAttempt.outcome))
    )
    return dict(session.exec(counted).all())
