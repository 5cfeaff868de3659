"""The blueprint of the open data, and what it holds between requests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from flask import Blueprint, current_app
from flask.blueprints import BlueprintSetupState

from offers.store import Current
from web.access import Access, declare
from web.current import catalogue, services, today
from web.held import Held
from web.use_cases.catalogue import open_data
from web.use_cases.catalogue.open_data import Changed, Figures

blueprint = Blueprint("open_data", __name__)
declare(blueprint, Access.PUBLIC)
_KEY = "open_data"


@dataclass(frozen=True, slots=True)
class _Kept:
    """One value each, by the version of the catalogue that it was made from."""

    changed_at: Held[str, datetime | None] = field(default_factory=Held)
    changes: Held[str, Sequence[Changed]] = field(default_factory=Held)
    versions: Held[str, Mapping[str, Current]] = field(default_factory=Held)
    figures: Held[tuple[str, date], Figures] = field(default_factory=Held)
    workbook: Held[str, bytes] = field(default_factory=Held)


@blueprint.record_once
def _prepare(state: BlueprintSetupState) -> None:
    state.app.extensions[_KEY] = _Kept()


def _kept() -> _Kept:
    kept = current_app.extensions[_KEY]
    assert isinstance(kept, _Kept)
    return kept


def workbooks() -> Held[str, bytes]:
    """Where the workbook of a version is kept."""
    return _kept().workbook


def changed_at() -> datetime | None:
    """When the catalogue of this request was written; None if nobody can tell any more."""
    engine, version = services().engine, catalogue().version
    return _kept().changed_at.of(version, lambda: open_data.changed_at(engine, int(version)))


def recent_changes() -> Sequence[Changed]:
    """Its newest changes."""
    engine = services().engine
    return _kept().changes.of(catalogue().version, lambda: open_data.recent_changes(engine))


def current_versions() -> Mapping[str, Current]:
    """Which version of its offers stands."""
    engine = services().engine
    return _kept().versions.of(catalogue().version, lambda: open_data.current_versions(engine))


def figures() -> Figures:
    """How good it is today."""
    engine, held, day = services().engine, catalogue(), today()
    return _kept().figures.of(
        (held.version, day), lambda: open_data.figures(engine, held.offers, today=day)
    )
