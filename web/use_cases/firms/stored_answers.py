"""The row of a company's answers: found by a token, changed under a lock, kept for its time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, or_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.company import AnswerState, CompanyProfile
from models.contact import CompanyKey
from models.digest import DigestSubscription
from models.session import transaction
from web.tokens import token_hash
from web.use_cases import file_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """After how many days without a change answers are deleted."""

    unfinished_days: int
    finished_days: int

    def end(self, state: str, now: datetime) -> datetime:
        """When answers in this state that change now expire."""
        is_finished = state == AnswerState.FINISHED
        return now + timedelta(days=self.finished_days if is_finished else self.unfinished_days)


def alive(token: str, now: datetime) -> SelectOfScalar[CompanyProfile]:
    """The query for the row behind a token, in its time.

    Tokens are the first one, those of further keys, and that of the links in its news, also after
    these have ended: whoever gets no more mail still finds the list in an earlier one.
    """
    hashed = token_hash(token)
    by_key = select(CompanyKey.company_id).where(col(CompanyKey.token_hash) == hashed)
    by_news = select(DigestSubscription.company_id).where(
        col(DigestSubscription.link_hash) == hashed
    )
    return select(CompanyProfile).where(
        or_(
            col(CompanyProfile.token_hash) == hashed,
            col(CompanyProfile.id) == by_key.scalar_subquery(),
            col(CompanyProfile.id) == by_news.scalar_subquery(),
        ),
        col(CompanyProfile.expires_utc) > now,
    )


def locked(session: Session, token: str, now: datetime) -> CompanyProfile | None:
    """The row, kept from other writers until the transaction ends."""
    return session.exec(alive(token, now).with_for_update()).one_or_none()


def edit(
    engine: Engine,
    token: str,
    change: Callable[[CompanyProfile], None],
    *,
    now: datetime,
    retention: Retention,
) -> bool:
    """Change the row and keep it longer, in one transaction; False if the answers are gone.

    The files that advisors have of the firm follow. Whatever `change` raises leaves all as it was.
    """
    with transaction(engine) as session:
        row = locked(session, token, now)
        if row is None:
            return False
        before = row.answers
        change(row)
        if row.answers != before:
            file_words.describe_all(session, row)
        keep_longer(row, now=now, retention=retention)
        session.add(row)
        return True


def keep_longer(row: CompanyProfile, *, now: datetime, retention: Retention) -> None:
    """Note a change made now, which lets the time of the answers begin anew.

    Answers that a file is made of keep the longer time of the file.
    """
    row.updated_utc = now
    row.expires_utc = max(row.expires_utc, retention.end(row.state, now))


def keep_for_news(row: CompanyProfile, *, now: datetime, retention: Retention) -> None:
    """Let answers that news are sent for last at least as finished ones that change now.

    When the firm changed them stays as it is.
    """
    row.expires_utc = max(row.expires_utc, retention.end(AnswerState.FINISHED, now))
