"""The second factor of one's own: set up, removed, its recovery codes made anew."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine
from sqlmodel import Session

from models.person import Person
from models.session import transaction
from web.author import Author
from web.passwords import HASHER, Hasher
from web.second_factor import SecretBox, new_recovery_codes, new_secret, recovery_hash, step_of
from web.use_cases import audit
from web.use_cases.signing_in import sessions
from web.use_cases.signing_in.confirmation import Confirmation, confirm
from web.use_cases.signing_in.sessions import SignedIn
from web.use_cases.signing_in.throttle import Visitor

SETTING_UP_SECONDS = 1800


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeper:
    """What every change needs: who tries from where, the box of secrets, the hasher."""

    visitor: Visitor
    box: SecretBox
    hasher: Hasher = HASHER


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUp:
    """What became of a set-up: recovery codes to show once, or why not."""

    recovery_codes: tuple[str, ...] = ()
    confirmation: Confirmation = Confirmation(is_right=True)
    is_code_wrong: bool = False


def propose(who: SignedIn, *, box: SecretBox, by: Author) -> str:
    """A new secret, closed: the form carries it, and only this session can use it."""
    return box.close(f"{_owner(who)}:{new_secret()}", now=by.now)


def proposed(who: SignedIn, closed: str, *, box: SecretBox, by: Author) -> str | None:
    """The secret of such a form; None if it is half an hour old, forged or of another session."""
    text = box.open_fresh(closed, now=by.now, seconds=SETTING_UP_SECONDS) or ""
    owner, _, secret = text.partition(":")
    return secret if owner == _owner(who) and secret else None


def set_up(
    engine: Engine,
    who: SignedIn,
    secret: str,
    code: str,
    password: str,
    *,
    keeper: Keeper,
    by: Author,
) -> SetUp:
    """Take the secret if the app already makes its codes; other sessions end.

    A second factor that was there is replaced, its recovery codes too.
    """
    step = step_of(secret, code, now=by.now, after=None)
    if step is None:
        return SetUp(is_code_wrong=True)
    confirmation = _confirm(engine, who, password, keeper=keeper, by=by)
    if not confirmation.is_right:
        return SetUp(confirmation=confirmation)
    codes = new_recovery_codes()
    with transaction(engine) as session:
        person = _locked(session, who)
        person.totp_secret = keeper.box.close(secret, now=by.now)
        person.totp_step, person.recovery_codes = step, [recovery_hash(each) for each in codes]
        sessions.end_all(session, who.id, except_id=who.session_id)
        audit.note(session, by, "second_factor_set", by.actor)
    return SetUp(recovery_codes=codes)


def remove(
    engine: Engine, who: SignedIn, password: str, *, keeper: Keeper, by: Author
) -> Confirmation:
    """Sign in with the password alone from now on."""
    confirmation = _confirm(engine, who, password, keeper=keeper, by=by)
    if confirmation.is_right:
        with transaction(engine) as session:
            person = _locked(session, who)
            person.totp_secret, person.totp_step, person.recovery_codes = None, None, []
            audit.note(session, by, "second_factor_removed", by.actor)
    return confirmation


def renew_recovery_codes(
    engine: Engine, who: SignedIn, password: str, *, keeper: Keeper, by: Author
) -> SetUp:
    """New recovery codes in place of the old ones; none where there is no second factor."""
    confirmation = _confirm(engine, who, password, keeper=keeper, by=by)
    if not (confirmation.is_right and who.has_second_factor):
        return SetUp(confirmation=confirmation)
    codes = new_recovery_codes()
    with transaction(engine) as session:
        person = _locked(session, who)
        person.recovery_codes = [recovery_hash(each) for each in codes]
        audit.note(session, by, "recovery_codes_renewed", by.actor)
    return SetUp(recovery_codes=codes)


def _owner(who: SignedIn) -> str:
    """SQLite gives the number of a session that has ended to somebody else."""
    return f"{who.public_id}/{who.session_id}"


def _confirm(
    engine: Engine, who: SignedIn, password: str, *, keeper: Keeper, by: Author
) -> Confirmation:
    return confirm(engine, who, password, visitor=keeper.visitor, hasher=keeper.hasher, by=by)


def _locked(session: Session, who: SignedIn) -> Person:
    person = session.get(Person, who.id, with_for_update={"key_share": True})
    assert person is not None
    return person
