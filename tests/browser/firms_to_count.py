"""Firms in Witten and beside it, enough of them for the figures of the insight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.company_file import FileState
from models.outcome import ApplicationState
from tests.fixtures.people import make_organisation
from tests.web.insight_world import HATTINGEN, add_files, add_firms, add_opinions, day
from web.current import services_of
from web.use_cases.firms.opinions import Opinion

if TYPE_CHECKING:
    from flask import Flask

OFFER = "bafa-eew-transformationsplan"


def settle(app: Flask) -> None:
    """Twelve firms that nothing serves in one topic, and six that were shown what does not suit.

    A city nearby helped thirteen of them.
    """
    engine = services_of(app).engine
    add_firms(engine, 12, needs=["export", "crisis"], unserved=["crisis"], wz="25", employees=5)
    judging = add_firms(engine, 6, postal_code=HATTINGEN, needs=["export"], wz="47", employees=60)
    nearby = add_firms(engine, 7, needs=["succession"], unserved=["succession"], employees=12)
    add_opinions(engine, [*judging, *nearby], OFFER, Opinion.TOO_LATE)
    add_files(
        engine,
        [*judging, *nearby],
        make_organisation(engine, "Stadt Schwelm", territories=("05954028",)),
        state=FileState.HELPED,
        asked=day(10, 5),
        acted=day(10, 9),
        applications={ApplicationState.GRANTED: 5_000},
    )
