"""Companies whose questionnaire is filled in, stored as the pages store them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import Engine

from models.session import make_engine
from web.use_cases.firms import profiles
from web.use_cases.firms.profiles import FACT, Change
from web.use_cases.firms.stored_answers import Retention

RETENTION = Retention(unfinished_days=30, finished_days=180)
NOT_ASKED = {"id", "today"}


def store_answers(database_url: str, records: Sequence[Mapping[str, object]]) -> tuple[str, ...]:
    """The tokens of finished answers, one a profile."""
    engine = make_engine(database_url)
    try:
        return tuple(_store(engine, record) for record in records)
    finally:
        engine.dispose()


def _store(engine: Engine, record: Mapping[str, object]) -> str:
    now = datetime.now(UTC)
    token = profiles.start(engine, "de", now, retention=RETENTION)
    profiles.answer(engine, token, Change(_values(record)), now, retention=RETENTION)
    profiles.finish(engine, token, now, retention=RETENTION)
    return token


def _values(record: Mapping[str, object]) -> dict[str, object]:
    values = {key: value for key, value in record.items() if key not in {*NOT_ASKED, "facts"}}
    facts = record.get("facts")
    known = facts if isinstance(facts, Mapping) else {}
    return values | {f"{FACT}{name}": value for name, value in known.items()}
