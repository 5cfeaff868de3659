"""The password once more, before somebody who is signed in changes what protects the account."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine

from models.person import Person
from models.session import transaction
from web.author import Author
from web.passwords import Hasher
from web.use_cases.signing_in import throttle
from web.use_cases.signing_in.sessions import SignedIn
from web.use_cases.signing_in.throttle import Outcome, Visitor


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """Whether the password was right; with `wait_seconds` above 0 it was not looked at."""

    is_right: bool = False
    wait_seconds: int = 0


def confirm(
    engine: Engine, who: SignedIn, password: str, *, visitor: Visitor, hasher: Hasher, by: Author
) -> Confirmation:
    """Check the password and count the attempt like one to sign in."""
    marks = throttle.marks_of(visitor, who.email)
    with transaction(engine) as session:
        person = session.get(Person, who.id, with_for_update={"key_share": True})
        wait = throttle.waiting_seconds(session, marks, now=by.now)
        if wait or person is None:
            return Confirmation(wait_seconds=wait)
        attempt = throttle.begin(session, marks, person_id=who.id, now=by.now)
    is_right = hasher.is_right(password, person.password_hash)
    with transaction(engine) as session:
        outcome = Outcome.CONFIRMED if is_right else Outcome.WRONG_PASSWORD
        throttle.finish(session, attempt.id, outcome)
    return Confirmation(is_right=is_right)
