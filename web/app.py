"""The app: settings in, a service out."""

from __future__ import annotations

import logging

from apiflask import APIFlask
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from models.session import make_engine
from web import (
    access,
    assets,
    cli,
    current,
    errors,
    formats,
    language,
    logs,
    metrics,
    rates,
    security,
    signed_in,
    site,
)
from web.access import Access
from web.api import BLUEPRINTS as API_BLUEPRINTS
from web.catalogue_snapshot import CatalogueSnapshot
from web.clock import Clock, SystemClock
from web.config import Settings
from web.health import blueprint as health_blueprint
from web.pages import BLUEPRINTS as PAGE_BLUEPRINTS
from web.ranking_snapshot import RankingSnapshot
from web.services import Services
from web.use_cases.catalogue.views import ViewCounter

logger = logging.getLogger("angebotslotse")
SPEC_PATH = "/api/v1/openapi.json"


def create_app(settings: Settings, *, clock: Clock | None = None) -> Flask:
    """The service with these settings; it touches no database before the first request."""
    app = APIFlask(
        __name__,
        title="Angebotslotse",
        version="1",
        json_errors=False,
        docs_path=None,
        spec_path=SPEC_PATH,
        static_folder="static",
        static_url_path="/static",
    )
    _configure_api(app)
    current.keep(app.extensions, _services(app, settings, clock or SystemClock()))
    logs.init_app(app, trust_header=settings.trusted_proxies > 0)
    access.init_app(app, check_person=signed_in.check)
    rates.init_app(app, settings)  # Before the form tokens: refused forms count as well.
    security.init_app(app, settings)
    language.init_app(app)
    formats.init_app(app)
    site.init_app(app, settings)
    errors.init_app(app)
    # Not `error_processor`: it would take over all other errors as well.
    app.error_callback = errors.answer_validation
    assets.init_app(app)
    cli.init_app(app)
    metrics.init_app(app)
    for blueprint in (health_blueprint, metrics.blueprint, *PAGE_BLUEPRINTS, *API_BLUEPRINTS):
        app.register_blueprint(blueprint)
    return app


def prepare(app: Flask) -> None:
    """What is done once before the first request: catalogue and model are loaded.

    A database that cannot be used yet is no reason not to start: `/health` says what is missing.
    """
    with app.app_context():
        held = current.services()
        try:
            held.snapshot.current()
            held.ranking.current()
        except SQLAlchemyError:
            logger.exception("database not ready")


def _services(app: Flask, settings: Settings, clock: Clock) -> Services:
    engine = make_engine(settings.database_url)
    seconds = settings.catalogue_check_seconds
    return Services(
        settings=settings,
        engine=engine,
        clock=clock,
        snapshot=CatalogueSnapshot(engine, check_seconds=seconds),
        ranking=RankingSnapshot(engine, check_seconds=seconds),
        views=ViewCounter(engine),
        context=app.test_request_context,
    )


def _configure_api(app: APIFlask) -> None:
    """OpenAPI 3.1; the page that shows it is our own, the built-in one loads foreign scripts."""
    app.config.update(
        OPENAPI_VERSION="3.1.0",
        JSON_SORT_KEYS=False,
        VALIDATION_ERROR_STATUS_CODE=422,
        AUTO_404_RESPONSE=False,
    )
    app.json.ensure_ascii = False
    access.declare_endpoint(app, "openapi.spec", Access.API)
