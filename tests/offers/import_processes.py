"""Imports in processes of their own that can be killed."""

from __future__ import annotations

import logging
import multiprocessing
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Event

from sqlalchemy import Engine

from models.session import make_engine
from offers.intake import order_of
from tests.offers.import_world import source, take

CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload([__name__])


def work(url: str, location: str, begun: Event) -> None:
    """Import the source at `location`, then end."""
    logging.disable()
    engine = make_engine(url)
    begun.set()
    take(engine, order_of(source(location)))
    engine.dispose()


def start(engine: Engine, location: str) -> BaseProcess:
    """A process that has begun to import."""
    url = engine.url.render_as_string(hide_password=False)
    begun = CONTEXT.Event()
    process = CONTEXT.Process(target=work, args=(url, location, begun), daemon=True)
    process.start()
    assert begun.wait(60)
    return process
