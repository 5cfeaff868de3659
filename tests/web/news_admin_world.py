"""Firms with news by e-mail, runs with parts, and how often the database is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from secrets import token_urlsafe
from typing import Any

from sqlalchemy import Engine, event

from models.company import AnswerState, CompanyProfile
from models.contact import CompanyContact
from models.digest import Audience, DigestPart, DigestRun, DigestSubscription, PartState, RunKind
from models.session import transaction
from offers import store
from tests.fixtures.apps import NOW
from web.clock import day_in_berlin
from web.tokens import new_token, token_hash
from web.use_cases.digests.links import key_of, secret_of

KEY = key_of("a secret that only tests use, 42 characters")
"""That of the settings of tests."""
TODAY = day_in_berlin(NOW)
METAL_WORKS = {
    "postal_code": "58452",
    "municipality": "Witten",
    "wz": "25.62",
    "employees": 38,
    "needs": ["energy_efficiency"],
}


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """The queries of the block."""
    asked: list[str] = []

    def note(*given: object) -> None:
        if str(given[2]).startswith("SELECT"):
            asked.append(str(given[2]))

    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


def make_firm(
    engine: Engine,
    *,
    answers: Mapping[str, object] | None = None,
    email: str = "geheim@example.org",
    **fields: Any,
) -> tuple[int, str, str]:
    """A firm with news: the number of its subscription, a link of its answers, one of its mails.

    Weekly on Mondays with reminders, from now on, unless `fields` say something else.
    """
    token, nonce = new_token(), token_urlsafe(32)
    with transaction(engine) as session:
        company = CompanyProfile(
            token_hash=token_hash(token),
            answers=dict(METAL_WORKS if answers is None else answers),
            state=AnswerState.FINISHED.value,
            created_utc=NOW,
            updated_utc=NOW,
            expires_utc=NOW + timedelta(days=180),
        )
        session.add(company)
        session.flush()
        assert company.id is not None
        session.add(
            CompanyContact(company_id=company.id, email=email, created_utc=NOW, confirmed_utc=NOW)
        )
        values: dict[str, Any] = {
            "audience": Audience.FIRM.value,
            "company_id": company.id,
            "nonce": nonce,
            "link_hash": token_hash(secret_of(nonce, key=KEY)),
            "rhythm": "weekly",
            "weekday": 0,
            "has_reminders": True,
            "told_until": store.catalogue_version(session) + 1,
            "told_from_day": TODAY,
            "reminded_from": TODAY,
            "mailed_on": TODAY,
            "created_utc": NOW,
            "scheduled_utc": NOW,
            "confirmed_utc": NOW,
        }
        row = DigestSubscription(**{**values, **fields})
        session.add(row)
        session.flush()
        assert row.id is not None
        return row.id, token, secret_of(nonce, key=KEY)


def make_run(
    engine: Engine,
    *parts: tuple[int, PartState],
    kind: RunKind = RunKind.WEEKLY,
    day: date = TODAY,
    error: str = "",
    **fields: Any,
) -> None:
    """A run with a part for each subscription named; `error` is that of parts that failed."""
    with transaction(engine) as session:
        values: dict[str, Any] = {"ends_at": 1, "opened_utc": NOW, **fields}
        run = DigestRun(kind=kind.value, day=day, **values)
        session.add(run)
        session.flush()
        for subscription_id, state in parts:
            session.add(
                DigestPart(
                    run_id=run.id or 0,
                    subscription_id=subscription_id,
                    state=state.value,
                    error=error if state is PartState.FAILED else "",
                )
            )
