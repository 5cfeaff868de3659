"""Write the messages that are due: runs are opened, parts computed, windows closed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from web.author import Author
from web.mail.digests import write
from web.mail.outgoing import suppression_key
from web.services import Services
from web.use_cases.digests import closing, computing, opening, reporting, waiting
from web.use_cases.digests.computing import Tools
from web.use_cases.digests.links import key_of
from web.use_cases.digests.loading import Loading
from web.use_cases.digests.prepared import Compose
from web.use_cases.firms.stored_answers import Retention


def run(held: Services, author: Author) -> Mapping[str, int]:
    """How many runs were opened, and how many parts came into each state.

    Nothing happens before the service has an address of its own that links could begin with.
    """
    return {} if held.settings.public_url is None else deliver(held, write, now=author.now)


def deliver(
    held: Services, compose: Compose, *, now: datetime, batch: int = computing.BATCH
) -> Mapping[str, int]:
    """One turn: all that is due by now, each step in transactions of its own.

    What was sent is settled first: who waits for that is computed in the same turn.
    """
    settings, engine = held.settings, held.engine
    retention = Retention(
        unfinished_days=settings.unfinished_days, finished_days=settings.finished_days
    )
    links = key_of(settings.secret_key.get_secret_value())
    closed = closing.close_settled(engine, now=now, retention=retention)
    opened = opening.open_due(engine, now=now)
    parts = waiting.waiting(engine)
    computed: Mapping[str, int] = {}
    if parts:
        held.snapshot.renew()
        tools = Tools(
            catalogue=held.snapshot.current(),
            scorer=held.ranking.current().scorer,
            compose=compose,
            links=links,
            addresses=suppression_key(settings),
            home=settings.home_territory,
            retention=retention,
            batch=batch,
        )
        with held.context():
            computed = computing.compute_waiting(engine, parts, tools, now=now)
    reporting.finish_runs(engine, now=now)
    with held.context():
        how = Loading(key=links, home=settings.home_territory, now=now)
        reports = reporting.write_reports(engine, compose, how, now=now)
    return _counts(opened, reports, Counter(closed) + Counter(computed))


def _counts(
    opened: Mapping[str, int], reports: Mapping[str, int], parts: Mapping[str, int]
) -> Mapping[str, int]:
    return {**opened, **{f"digest_{state}": count for state, count in parts.items()}, **reports}
