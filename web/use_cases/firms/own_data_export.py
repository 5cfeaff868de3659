"""All that is stored about one firm as one JSON document; `web/operation/own-data.md` describes it.

The structure is stable: within a version, entries are only added. Each table says which of its
columns stand under which name; a test fails on a column that is nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import Engine
from sqlmodel import SQLModel

from matcher.profile import dump_profile
from models.session import reading
from web.consents import text_of
from web.use_cases.firms.own_data import Rows, rows_of
from web.use_cases.firms.own_news import NewsRows
from web.use_cases.firms.profiles import PROFILE_ID, stored_profile

FORMAT = "angebotslotse/own-data"
VERSION = 1

EXPORTED: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "company_profile": {
            "id": "number",
            "token_hash": "link_fingerprint",
            "state": "state",
            "language": "language",
            "skipped": "not_to_be_asked_again",
            "remembered": "remembered_offers",
            "dismissed": "hidden_offers",
            "created_utc": "begun",
            "updated_utc": "changed",
            "expires_utc": "kept_until",
        },
        "judgement": {
            "subject": "subject",
            "offer_id": "offer",
            "opinion": "opinion",
            "grade": "grade",
            "excluded": "excluded",
            "judge": "judge",
            "verified": "verified",
            "judged_utc": "judged",
            "profile": "profile_then",
        },
        "company_contact": {
            "email": "email",
            "created_utc": "entered",
            "confirmed_utc": "confirmed",
        },
        "consent": {
            "purpose": "purpose",
            "text_version": "text_version",
            "language": "language",
            "given_utc": "given",
            "withdrawn_utc": "withdrawn",
        },
        "company_key": {"token_hash": "link_fingerprint", "created_utc": "made"},
        "one_time_link": {
            "token_hash": "link_fingerprint",
            "purpose": "purpose",
            "created_utc": "made",
            "expires_utc": "works_until",
            "used_utc": "used",
        },
        "outbox_mail": {
            "purpose": "purpose",
            "cause": "cause",
            "message_id": "message_id",
            "recipient": "recipient",
            "domain": "receiving_domain",
            "language": "language",
            "subject": "subject",
            "text": "text",
            "html": "html",
            "list_name": "list",
            "unsubscribe": "unsubscribe",
            "state": "state",
            "attempts": "attempts",
            "handovers": "handovers",
            "reply": "reply_of_the_server",
            "created_utc": "written",
            "next_try_utc": "next_try",
            "expires_utc": "of_use_until",
            "settled_utc": "settled",
        },
        "digest_subscription": {
            "audience": "audience",
            "link_hash": "link_fingerprint",
            "rhythm": "rhythm",
            "weekday": "weekday",
            "topics": "topics",
            "has_reminders": "deadline_reminders",
            "told_until": "told_until_version",
            "told_from_day": "told_until_day",
            "reminded_from": "reminded_until_day",
            "mailed_on": "last_message",
            "created_utc": "asked_for",
            "scheduled_utc": "set_this_way",
            "confirmed_utc": "confirmed",
            "ended_utc": "ended",
        },
        "digest_part": {
            "state": "state",
            "starts_at": "since_version",
            "since_day": "since_day",
            "question": "question",
            "more": "further_offers",
            "attempts": "attempts",
            "error": "error",
            "computed_utc": "written",
            "settled_utc": "settled",
        },
        "digest_item": {
            "position": "position",
            "offer_id": "offer",
            "kind": "said",
            "day": "deadline",
            "days_before": "days_before",
        },
    }
)
"""Column to name in the document, by table. `answers` stands apart, as the interchange profile."""


def document(engine: Engine, token: str, now: datetime) -> dict[str, Any] | None:
    """The document of the firm behind the token; None if its answers are gone."""
    with reading(engine) as session:
        found = rows_of(session, token, now)
        return None if found is None else _document(found, now)


def _document(found: Rows, now: datetime) -> dict[str, Any]:
    profile = dump_profile(stored_profile(found.company).profile)
    return {
        "format": FORMAT,
        "version": VERSION,
        "exported": _plain(now),
        "profile": {**profile, "id": PROFILE_ID},
        "answers": _entry(found.company),
        "opinions": _entries(found.judgements),
        "address": None if found.contact is None else _entry(found.contact),
        "consents": [
            {**_entry(row), "text": _words(row.purpose, row.text_version, row.language)}
            for row in found.consents
        ],
        "further_links": _entries(found.keys),
        "links_by_mail": _entries(found.links),
        "mails": _entries(found.mails),
        "news": None if found.news is None else _news(found.news),
    }


def _news(found: NewsRows) -> dict[str, Any]:
    messages = [
        {
            "kind": told.run.kind,
            "day": _plain(told.run.day),
            **_entry(told.part),
            "offers": _entries(told.items),
        }
        for told in found.told
    ]
    return {**_entry(found.subscription), "messages": messages}


def _words(purpose: str, version: str, language: str) -> str | None:
    found = text_of(purpose, version)
    return None if found is None else found.words.get(language)


def _entries(rows: Iterable[SQLModel]) -> list[dict[str, Any]]:
    return [_entry(row) for row in rows]


def _entry(row: SQLModel) -> dict[str, Any]:
    names = EXPORTED[str(row.__tablename__)]
    return {name: _plain(getattr(row, column)) for column, name in names.items()}


def _plain(value: object) -> object:
    """What JSON knows; days and moments, these in UTC, as ISO 8601."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value
