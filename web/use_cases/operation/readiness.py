"""Whether the service can serve: database, migrations, catalogue."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from models.migration import is_at_head
from models.session import reading
from offers import store


@dataclass(frozen=True, slots=True)
class Readiness:
    """What was found; each step is only true if the one before it is."""

    database: bool
    migrations: bool
    offers: int

    @property
    def is_ready(self) -> bool:
        """Whether requests can be answered."""
        return self.database and self.migrations and self.offers > 0


def look(engine: Engine) -> Readiness:
    """The state of the database now; never raises because of it."""
    try:
        with reading(engine) as session:
            if not is_at_head(session.connection()):
                return Readiness(database=True, migrations=False, offers=0)
            return Readiness(database=True, migrations=True, offers=store.count_offers(session))
    except (SQLAlchemyError, OSError):
        return Readiness(database=False, migrations=False, offers=0)
