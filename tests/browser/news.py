"""Somebody with news by e-mail of each kind, and runs that went well and not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from models.digest import PartState, RunKind
from models.session import transaction
from tests.fixtures.apps import NOW
from tests.web.news_admin_world import TODAY, make_firm, make_run
from tests.web.result_world import RETENTION
from web.current import services_of
from web.use_cases import one_time_links
from web.use_cases.firms import marks, stored_answers
from web.use_cases.one_time_links import LinkPurpose

if TYPE_CHECKING:
    from flask import Flask

HIDDEN = "start4chem-labs"


def settle(app: Flask) -> Mapping[str, str]:
    """Links of the answers of a firm that gets news, and of one that has not confirmed them."""
    engine = services_of(app).engine
    firm, reader, _ = make_firm(engine)
    others = [make_firm(engine, rhythm=rhythm)[0] for rhythm in ("monthly", "never")]
    _, waiting, _ = make_firm(engine, confirmed_utc=None)
    parts = zip((firm, *others), (PartState.SENT, PartState.NOTHING, PartState.FAILED), strict=True)
    make_run(engine, *parts, error="UndefinedError", finished_utc=NOW)
    yesterday = TODAY - timedelta(days=1)
    make_run(engine, (firm, PartState.WAITING), kind=RunKind.REMINDERS, day=yesterday)
    return {
        "reader_of_news": reader,
        "waits_for_news": waiting,
        "no_reminders": make_firm(engine, has_reminders=False)[1],
        "confirms_news": _link_of(engine, waiting, NOW + timedelta(days=1)),
        "confirmed_news": _used_link_of(engine, reader),
        **_left(engine),
    }


def _link_of(engine: Engine, token: str, ends: datetime) -> str:
    """The secret of a link that confirms the news of a firm."""
    with transaction(engine) as session:
        company = session.exec(stored_answers.alive(token, NOW)).one()
        return one_time_links.issue(
            session,
            LinkPurpose.CONFIRM_NEWS,
            now=NOW,
            valid_for=ends - NOW,
            company_id=company.id,
        )


def _used_link_of(engine: Engine, token: str) -> str:
    """The same, used."""
    secret = _link_of(engine, token, NOW + timedelta(days=1))
    with transaction(engine) as session:
        link = one_time_links.find(session, secret, LinkPurpose.CONFIRM_NEWS, now=NOW)
        assert link is not None
        one_time_links.use(session, link, now=NOW)
    return secret


def _left(engine: Engine) -> Mapping[str, str]:
    """The link of a firm that has ended its news, and hides an offer."""
    _, token, _ = make_firm(engine, ended_utc=NOW)
    marks.dismiss(engine, token, HIDDEN, now=NOW, retention=RETENTION)
    return {"left_news": token}
