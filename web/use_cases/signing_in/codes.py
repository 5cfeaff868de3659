"""Taking a code of the second factor: each counts once."""

from __future__ import annotations

from sqlmodel import Session

from models.person import Person
from web.author import Author
from web.second_factor import SecretBox, recovery_hash, step_of
from web.use_cases import audit


def takes_code(session: Session, person: Person, code: str, *, box: SecretBox, by: Author) -> bool:
    """Whether a code of the app or a recovery code is right; if so it is used up.

    The row of the person is locked by the caller, so that the same code cannot be taken twice at
    the same time.
    """
    return _takes_app_code(person, code, box=box, by=by) or _takes_recovery_code(
        session, person, code, by=by
    )


def _takes_app_code(person: Person, code: str, *, box: SecretBox, by: Author) -> bool:
    secret = box.open(person.totp_secret or "")
    if secret is None:
        return False
    step = step_of(secret, code, now=by.now, after=person.totp_step)
    if step is not None:
        person.totp_step = step
    return step is not None


def _takes_recovery_code(session: Session, person: Person, code: str, *, by: Author) -> bool:
    used = recovery_hash(code)
    if used not in person.recovery_codes:
        return False
    person.recovery_codes = [kept for kept in person.recovery_codes if kept != used]
    left = f"left:{len(person.recovery_codes)}"
    audit.note(session, by, "recovery_code_used", by.actor, details=(left,))
    return True
