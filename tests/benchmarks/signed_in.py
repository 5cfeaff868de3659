"""People who are signed in, without the form: a session is stored and its cookie given."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Engine

from models.person import Person
from models.session import transaction
from web.use_cases.signing_in import sessions
from web.use_cases.signing_in.sessions import Lifetime

LIFETIME = Lifetime(whole=timedelta(hours=12), idle=timedelta(hours=2))
NAME = "anmeldung"


def cookie_of(engine: Engine, person: Person, *, now: datetime) -> str:
    """The cookie of a new session of this person, as a browser sends it."""
    assert person.id is not None
    with transaction(engine) as session:
        token = sessions.begin(session, person.id, now=now, lifetime=LIFETIME, is_complete=True)
    return f"{NAME}={token}"
