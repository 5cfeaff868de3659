"""What the service holds while it runs: settings, database, clock, catalogue, model."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from sqlalchemy import Engine

from web.catalogue_snapshot import CatalogueSnapshot
from web.clock import Clock
from web.config import Settings
from web.ranking_snapshot import RankingSnapshot
from web.use_cases.catalogue.views import ViewCounter


@dataclass(frozen=True, slots=True)
class Services:
    """One of these lives as long as the app."""

    settings: Settings
    engine: Engine
    clock: Clock
    snapshot: CatalogueSnapshot
    ranking: RankingSnapshot
    views: ViewCounter
    context: Callable[[], AbstractContextManager[object]] = nullcontext
    """What a job writes mails in: languages and addresses of pages belong to the app."""
