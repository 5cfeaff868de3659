"""All that is stored about one firm as one JSON document; `web/operation/own-data.md` describes it.

The structure is stable: within a version, entries are only added. Each table says which of its
columns stand under which name; a test fails on a column that is nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import Engine
from sqlmodel import SQLModel

from matcher.profile import dump_profile
from models.session import reading
from web.consents import text_of
from web.use_cases.firms.own_data import Rows, rows_of
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
            "state": "state",
            "attempts": "attempts",
            "handovers": "handovers",
            "reply": "reply_of_the_server",
            "created_utc": "written",
            "next_try_utc": "next_try",
            "expires_utc": "of_use_until",
            "settled_utc": "settled",
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
    }


def _words(purpose: str, version: str, language: str) -> str | None:
    found = text_of(purpose, version)
    return None if found is None else found.words.get(language)


def _entries(rows: Iterable[SQLModel]) -> list[dict[str, Any]]:
    return [_entry(row) for row in rows]


def _entry(row: SQLModel) -> dict[str, Any]:
    names = EXPORTED[str(row.__tablename__)]
    return {name: _plain(getattr(row, column)) for column, name in names.items()}


def _plain(value: object) -> object:
    """What JSON knows; moments in UTC, as ISO 8601."""
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value
