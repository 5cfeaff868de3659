"""What a view asks for: the services, the moment, the catalogue and the scorer of this request.

All are fixed once per request, so that a page never mixes two of any.
"""

from __future__ import annotations

from datetime import date, datetime

from flask import Flask, current_app, g

from matcher.catalogue import Catalogue
from matcher.scorers import Scorer
from web.clock import day_in_berlin
from web.services import Services
from web.use_cases.stored_answers import Retention

_KEY = "services"


def keep(app_extensions: dict[str, object], held: Services) -> None:
    """Store the services with the app."""
    app_extensions[_KEY] = held


def services_of(app: Flask) -> Services:
    """Settings, engine, clock and snapshot of an app."""
    held = app.extensions[_KEY]
    assert isinstance(held, Services)
    return held


def services() -> Services:
    """The same of the running app."""
    return services_of(current_app)


def retention() -> Retention:
    """How long answers are kept, by the settings."""
    settings = services().settings
    return Retention(unfinished_days=settings.unfinished_days, finished_days=settings.finished_days)


def now() -> datetime:
    """The moment of this request, aware, in UTC."""
    if "now" not in g:
        g.now = services().clock.now()
    return g.now


def today() -> date:
    """The day of this request in Europe/Berlin."""
    return day_in_berlin(now())


def catalogue() -> Catalogue:
    """The catalogue of this request: the same object until the request ends."""
    return _ranking_parts()[0]


def scorer() -> Scorer:
    """The scorer of this request, taken together with its catalogue."""
    return _ranking_parts()[1]


def _ranking_parts() -> tuple[Catalogue, Scorer]:
    if "ranking_parts" not in g:
        held = services()
        g.ranking_parts = (held.snapshot.current(), held.ranking.current().scorer)
    return g.ranking_parts
