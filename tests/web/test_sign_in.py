"""The two steps of signing in, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine

from models.audit import AuditEntry
from models.sign_in import SignInAttempt, SignInSession
from tests.fixtures.apps import NOW
from tests.web.sign_in_world import (
    BOX,
    EMAIL,
    LIFETIME,
    PASSWORD,
    RECOVERY_CODE,
    ayla,
    by,
    change_person,
    code_at,
    door,
    person_of,
    rows,
    with_second_factor,
)
from web.passwords import HASHER, Hasher
from web.use_cases.signing_in import sessions, sign_in
from web.use_cases.signing_in.sign_in import Entry
from web.use_cases.signing_in.throttle import Outcome


class CountingArgon(PasswordHasher):
    """Really hashes, and counts how often it compares."""

    def __init__(self) -> None:
        super().__init__(time_cost=2, memory_cost=19_456, parallelism=1)
        self.comparisons = 0

    def verify(self, hash: str | bytes, password: str | bytes) -> bool:
        """As ever."""
        self.comparisons += 1
        return super().verify(hash, password)


def first_step(engine: Engine, password: str = PASSWORD, *, old_token: str = "") -> Entry:
    """The password."""
    return sign_in.with_password(engine, EMAIL, password, door=door(old_token=old_token), by=by())


def second_step(engine: Engine, token: str, code: str, *, seconds: float = 0) -> Entry | None:
    """The code, some seconds later."""
    later = NOW + timedelta(seconds=seconds)
    return sign_in.with_code(engine, token, code, door=door(), box=BOX, by=by(later))


def is_signed_in(engine: Engine, token: str, *, after: timedelta = timedelta()) -> bool:
    """Whether the secret opens pages then."""
    return sessions.behind(engine, token, now=NOW + after, lifetime=LIFETIME) is not None


def test_the_right_password_signs_in_and_the_trail_says_who(engine: Engine) -> None:
    person = ayla(engine)

    entry = first_step(engine)

    assert entry.outcome is Outcome.SIGNED_IN
    assert is_signed_in(engine, entry.token)
    (noted,) = rows(engine, AuditEntry)
    assert (noted.action, noted.actor) == ("signed_in", f"person:{person.public_id}")


@pytest.mark.parametrize(
    ("password", "changes"),
    [
        ("wrong", {}),
        (PASSWORD, {"state": "closed"}),
        (PASSWORD, {"state": "invited"}),
        (PASSWORD, {"password_hash": None}),
        (PASSWORD, {"email": "another.address@example.org"}),
    ],
)
def test_every_refusal_looks_the_same_and_costs_the_same_work(
    engine: Engine, password: str, changes: dict[str, object]
) -> None:
    ayla(engine)
    change_person(engine, **changes)
    argon = CountingArgon()

    entry = sign_in.with_password(
        engine, EMAIL, password, door=door(), by=by(), hasher=Hasher(argon)
    )

    assert entry == Entry(outcome=Outcome.WRONG_PASSWORD)
    assert argon.comparisons == 1
    assert rows(engine, SignInSession) == []


def test_the_right_password_is_compared_once_too(engine: Engine) -> None:
    ayla(engine)
    argon = CountingArgon()

    sign_in.with_password(engine, EMAIL, PASSWORD, door=door(), by=by(), hasher=Hasher(argon))

    assert argon.comparisons == 1


def test_a_hash_with_old_parameters_is_renewed(engine: Engine) -> None:
    weak = Hasher(PasswordHasher(time_cost=1, memory_cost=8_192, parallelism=1))
    ayla(engine, password_hash=weak.hash(PASSWORD))

    assert first_step(engine).outcome is Outcome.SIGNED_IN

    renewed = person_of(engine).password_hash
    assert renewed is not None
    assert not HASHER.is_outdated(renewed)
    assert first_step(engine).outcome is Outcome.SIGNED_IN


def test_signing_in_ends_the_session_that_the_browser_had(engine: Engine) -> None:
    ayla(engine)
    planted = first_step(engine).token

    entry = first_step(engine, old_token=planted)

    assert entry.token != planted
    assert not is_signed_in(engine, planted)
    assert is_signed_in(engine, entry.token)


def test_with_a_second_factor_the_password_alone_opens_nothing(engine: Engine) -> None:
    with_second_factor(engine)

    entry = first_step(engine)

    assert entry.outcome is Outcome.SECOND_FACTOR_DUE
    assert entry.device == ""
    assert not is_signed_in(engine, entry.token)
    assert [row.action for row in rows(engine, AuditEntry)] == []


def test_the_code_completes_with_another_secret(engine: Engine) -> None:
    with_second_factor(engine)
    half = first_step(engine).token

    entry = sign_in.with_code(
        engine, half, code_at(NOW), door=door(old_token=half), box=BOX, by=by()
    )

    assert entry is not None
    assert entry.outcome is Outcome.SIGNED_IN
    assert entry.token != half
    assert not is_signed_in(engine, half)
    assert is_signed_in(engine, entry.token)


def test_a_code_works_once(engine: Engine) -> None:
    with_second_factor(engine)
    code = code_at(NOW)
    assert second_step(engine, first_step(engine).token, code).outcome is Outcome.SIGNED_IN

    again = second_step(engine, first_step(engine).token, code)

    assert again.outcome is Outcome.WRONG_CODE


def test_a_recovery_code_works_once_and_is_noted(engine: Engine) -> None:
    with_second_factor(engine)
    token = first_step(engine).token
    assert second_step(engine, token, RECOVERY_CODE.lower()).outcome is Outcome.SIGNED_IN

    again = second_step(engine, first_step(engine).token, RECOVERY_CODE)

    assert again.outcome is Outcome.WRONG_CODE
    assert "recovery_code_used" in [row.action for row in rows(engine, AuditEntry)]


def test_codes_cannot_be_guessed_one_after_the_other(engine: Engine) -> None:
    with_second_factor(engine)
    token = first_step(engine).token
    for number in range(5):
        assert second_step(engine, token, f"00000{number}").outcome is Outcome.WRONG_CODE

    assert second_step(engine, token, code_at(NOW)).wait_seconds == 5


def test_the_right_password_between_wrong_codes_does_not_clear_the_count(engine: Engine) -> None:
    with_second_factor(engine)
    for number in range(5):
        token = first_step(engine).token
        second_step(engine, token, f"00000{number}")

    assert first_step(engine).wait_seconds == 5


def test_the_second_step_has_ten_minutes(engine: Engine) -> None:
    with_second_factor(engine)
    token = first_step(engine).token
    later = NOW + timedelta(seconds=600)

    assert sign_in.waits_for_code(engine, token, now=NOW)
    assert not sign_in.waits_for_code(engine, token, now=later)
    assert second_step(engine, token, code_at(later), seconds=600) is None


@pytest.mark.parametrize("token", ["", "x" * 43])
def test_there_is_no_second_step_without_the_first(engine: Engine, token: str) -> None:
    with_second_factor(engine)

    assert second_step(engine, token, code_at(NOW)) is None


def test_a_whole_session_is_no_first_step(engine: Engine) -> None:
    ayla(engine)
    token = first_step(engine).token
    change_person(engine, totp_secret="any")

    assert second_step(engine, token, code_at(NOW)) is None


def test_a_session_ends_after_too_long_without_a_request(engine: Engine) -> None:
    ayla(engine)
    token = first_step(engine).token

    assert is_signed_in(engine, token, after=timedelta(minutes=119))
    assert not is_signed_in(engine, token, after=timedelta(minutes=119 + 121))


def test_a_busy_session_ends_after_its_whole_time(engine: Engine) -> None:
    ayla(engine)
    token = first_step(engine).token
    for hours in range(1, 12):
        assert is_signed_in(engine, token, after=timedelta(hours=hours))

    assert not is_signed_in(engine, token, after=timedelta(hours=12))


def test_a_session_of_a_closed_account_opens_nothing(engine: Engine) -> None:
    ayla(engine)
    token = first_step(engine).token
    change_person(engine, state="closed")

    assert not is_signed_in(engine, token)


def test_a_half_begun_session_of_a_closed_account_goes_no_further(engine: Engine) -> None:
    with_second_factor(engine)
    token = first_step(engine).token
    change_person(engine, state="closed")

    assert second_step(engine, token, code_at(NOW)) is None


def test_signing_out_ends_the_session_and_is_noted(engine: Engine) -> None:
    ayla(engine)
    token = first_step(engine).token

    sign_in.sign_out(engine, token, by=by())
    sign_in.sign_out(engine, token, by=by())

    assert not is_signed_in(engine, token)
    assert [row.action for row in rows(engine, AuditEntry)] == ["signed_in", "signed_out"]


def test_the_log_says_what_came_of_each_attempt(engine: Engine) -> None:
    with_second_factor(engine)
    first_step(engine, "wrong")
    token = first_step(engine).token
    second_step(engine, token, "000000")
    second_step(engine, token, code_at(NOW))

    assert [row.outcome for row in rows(engine, SignInAttempt)] == [
        "wrong_password",
        "second_factor_due",
        "wrong_code",
        "signed_in",
    ]
