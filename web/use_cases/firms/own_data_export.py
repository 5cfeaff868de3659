"""All that is stored about one firm as one JSON document; `web/operation/own-data.md` describes it.

The structure is stable: within a version, entries are only added. A test fails on a column that is
nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Engine
from sqlmodel import SQLModel

from matcher.profile import dump_profile
from models.company_file import FileEvent, FileNote, FileStep
from models.dossier import DossierAudience, DossierIssue, DossierPlan
from models.firm_list import FirmMatch
from models.outcome import AidAward, OfferApplication
from models.session import reading
from web.consents import text_of
from web.use_cases.firms.own_data import Rows, rows_of
from web.use_cases.firms.own_data_columns import EXPORTED
from web.use_cases.firms.own_files import FileRows
from web.use_cases.firms.own_news import NewsRows
from web.use_cases.firms.profiles import PROFILE_ID, stored_profile

FORMAT = "angebotslotse/own-data"
_FIRM = DossierAudience.FIRM.value
VERSION = 1


def document(engine: Engine, token: str, now: datetime) -> dict[str, Any] | None:
    """The document of the firm behind the token; None if its answers are gone."""
    with reading(engine) as session:
        found = rows_of(session, token, now)
        if found is None:
            return None
        return _document(found, session.get(FirmMatch, found.company.id), now)


def _document(found: Rows, match: FirmMatch | None, now: datetime) -> dict[str, Any]:
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
        "requests": _entries(found.advice.requests),
        "files": [_file(each) for each in found.advice.files],
        "lists": _entries(found.advice.listed),
        "match": None if match is None else _entry(match),
    }


def _file(rows: FileRows) -> dict[str, Any]:
    """A file with what belongs to it; what advisors noted for themselves is only counted."""
    return {
        "organisation": rows.organisation or None,
        **_entry(rows.file),
        "timeline": _entries(rows.of(FileEvent)),
        "notes": _entries(rows.of(FileNote)),
        "steps": _entries(rows.of(FileStep)),
        "applications": _entries(rows.of(OfferApplication)),
        "aid": _entries(rows.of(AidAward)),
        "dossier_in_work": _entries(rows.of(DossierPlan)),
        "dossiers": [
            {**_entry(row), "document": row.document if row.audience == _FIRM else None}
            for row in rows.of(DossierIssue)
        ],
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
