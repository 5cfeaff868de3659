"""The catalogue in the database: look at it, load it, fill it from the bundled files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import Engine

from models.session import reading, transaction
from offers import store
from offers.bundled import load_bundled
from offers.organisations import load_bundled_organisations
from offers.store import ImportReport, Loaded, Numbered, Version
from web.use_cases.organisations import bundled


def version(engine: Engine) -> int:
    """The number of the catalogue's last change; 0 while nothing was ever loaded."""
    with reading(engine) as session:
        return store.catalogue_version(session)


def load(engine: Engine, known: Mapping[str, Numbered] = MappingProxyType({})) -> Loaded:
    """Version and offers of one moment; what `known` holds of them is not read again."""
    with reading(engine) as session:
        return store.load_anew(session, known)


def history(engine: Engine, offer_id: str) -> tuple[Version, ...]:
    """All versions of an offer, newest first; empty for an unknown id."""
    with reading(engine) as session:
        return store.history(session, offer_id)


def load_bundled_catalogue(engine: Engine, *, now: datetime) -> ImportReport:
    """Bring the bundled files into the database; an invalid file raises and changes nothing."""
    offers, organisations = load_bundled(), load_bundled_organisations()
    with transaction(engine) as session:
        bundled.store(session, organisations)
        return store.fill_or_propose(session, offers, now=now)
