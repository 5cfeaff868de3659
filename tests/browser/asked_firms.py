"""Firms that asked for advice: one whose town has advisors, one that nobody is responsible for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from tests.fixtures.apps import NOW
from tests.web.requests_world import files, firm, send
from web.current import services_of

if TYPE_CHECKING:
    from flask import Flask


def settle(app: Flask) -> Mapping[str, str]:
    """Secrets of answers and the id of a file: `asked` did so twice, `unassigned` is a file."""
    engine = services_of(app).engine
    asked, nowhere = firm(engine), firm(engine, postal_code="10115")
    send(engine, asked, NOW - timedelta(days=2), message="Wir möchten über den Ofen sprechen.")
    send(engine, asked)
    send(engine, nowhere)
    return {
        "asked": asked,
        "asked_nowhere": nowhere,
        "unassigned": files(engine)[-1].public_id,
    }
