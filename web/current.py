"""What a view asks for: the services, the moment, the catalogue and the scorer of this request.

All are fixed once per request, so that a page never mixes two of any.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from flask import Flask, current_app, g, request

from matcher.catalogue import Catalogue
from matcher.scorers import Scorer
from web.author import Author
from web.clock import day_in_berlin
from web.logs import request_id
from web.services import Services
from web.use_cases.catalogue.shelf import Shelf
from web.use_cases.firms.stored_answers import Retention
from web.use_cases.reach import Reach, reach_of
from web.use_cases.signing_in import sessions
from web.use_cases.signing_in.sessions import Lifetime, SignedIn

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


def shelf() -> Shelf:
    """The catalogue of this request laid out for readers: the same until the request ends."""
    return _ranking_parts()[0]


def catalogue() -> Catalogue:
    """The same as the matcher takes it."""
    return shelf().catalogue


def scorer() -> Scorer:
    """The scorer of this request, taken together with its catalogue."""
    return _ranking_parts()[1]


def _ranking_parts() -> tuple[Shelf, Scorer]:
    if "ranking_parts" not in g:
        held = services()
        g.ranking_parts = (held.snapshot.shelf(), held.ranking.current().scorer)
    return g.ranking_parts


def session_cookie() -> str:
    """The name of the cookie that holds the secret of a session."""
    return "__Host-anmeldung" if services().settings.https else "anmeldung"


def lifetime() -> Lifetime:
    """How long sessions last, by the settings."""
    settings = services().settings
    return Lifetime(
        whole=timedelta(hours=settings.session_hours),
        idle=timedelta(minutes=settings.session_idle_minutes),
    )


def person() -> SignedIn | None:
    """Who is signed in, looked up once per request; None for everybody else."""
    if "person" not in g:
        g.person = None  # A database that fails is not asked again by the page that says so.
        token = request.cookies.get(session_cookie(), "")
        engine = services().engine
        g.person = token and sessions.behind(engine, token, now=now(), lifetime=lifetime())
    return g.person or None


def reach() -> Reach:
    """What the person who is signed in may see and change; for pages that nobody else opens."""
    known = person()
    assert known is not None
    return reach_of(known.territories)


def looks_after_service() -> bool:
    """Whether that is the whole service: its jobs and its mail are nobody's alone."""
    return reach().holds_service(services().settings.home_territory)


def author(actor: str = "") -> Author:
    """Who acts in this request: the person who is signed in, or else `actor`."""
    known = person() if not actor else None
    moment = now()
    return Author(
        actor=known.actor if known else actor or "visitor",
        now=moment,
        kept_until_utc=moment + timedelta(days=services().settings.audit_days),
        request_id=request_id(),
    )
