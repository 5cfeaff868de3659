"""Slowing down who guesses, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from models.session import transaction
from models.sign_in import SignInAttempt
from tests.fixtures.apps import NOW
from tests.web.sign_in_world import EMAIL, PASSWORD, ayla, by, door, rows
from web.use_cases.signing_in import sign_in, throttle
from web.use_cases.signing_in.sign_in import Entry
from web.use_cases.signing_in.throttle import Outcome, network_of, new_device, wait_after

KEY = b"k" * 32


def guess(
    engine: Engine,
    *,
    network: str = "198.51.100.1",
    device: str = "",
    email: str = EMAIL,
    seconds: float = 0,
    password: str = "wrong",
) -> Entry:
    """One attempt some seconds later."""
    return sign_in.with_password(
        engine,
        email,
        password,
        door=door(network=network, device=device),
        by=by(NOW + timedelta(seconds=seconds)),
    )


def fail(engine: Engine, count: int, *, network: str = "", email: str = EMAIL) -> None:
    """Failed attempts a moment ago; without a network each comes from another one."""
    with transaction(engine) as session:
        for number in range(count):
            visitor = door(network=network or f"203.0.{number // 250}.{number % 250}").visitor
            marks = throttle.marks_of(visitor, email)
            attempt = throttle.begin(session, marks, person_id=None, now=NOW)
            attempt.outcome = Outcome.WRONG_PASSWORD.value


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(0, 0), (4, 0), (5, 5), (6, 10), (7, 20), (10, 160), (12, 640), (13, 900), (1000, 900)],
)
def test_the_wait_doubles_with_each_failure_up_to_a_quarter_of_an_hour(
    failures: int, seconds: int
) -> None:
    assert wait_after(failures, free=5) == seconds


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7/32"),
        ("::ffff:192.0.2.7", "192.0.2.7/32"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("nonsense", ""),
        ("", ""),
    ],
)
def test_one_household_counts_as_one_network(address: str, network: str) -> None:
    assert network_of(address) == network


def test_after_five_failures_the_right_password_has_to_wait_too(engine: Engine) -> None:
    ayla(engine)
    for _ in range(5):
        assert guess(engine).outcome is Outcome.WRONG_PASSWORD

    refused = guess(engine, password=PASSWORD)

    assert (refused.outcome, refused.wait_seconds, refused.token) == (Outcome.BEGUN, 5, "")


def test_sign_in_works_again_after_the_wait(engine: Engine) -> None:
    ayla(engine)
    fail(engine, 5, network="198.51.100.1")

    assert guess(engine, password=PASSWORD, seconds=4).wait_seconds == 1
    assert guess(engine, password=PASSWORD, seconds=5).outcome is Outcome.SIGNED_IN


def test_attempts_while_waiting_are_not_counted_and_prolong_nothing(engine: Engine) -> None:
    ayla(engine)
    fail(engine, 5, network="198.51.100.1")
    for _ in range(3):
        guess(engine, seconds=1)

    assert len(rows(engine, SignInAttempt)) == 5
    assert guess(engine, password=PASSWORD, seconds=5).outcome is Outcome.SIGNED_IN


def test_a_clock_that_went_back_makes_nobody_wait_longer(engine: Engine) -> None:
    ayla(engine)
    fail(engine, 5, network="198.51.100.1")

    assert guess(engine, seconds=-7 * 24 * 3600).wait_seconds == 5


def test_failures_are_forgotten_after_an_hour(engine: Engine) -> None:
    ayla(engine)
    fail(engine, 30)

    assert guess(engine, seconds=0).wait_seconds == 900
    assert guess(engine, password=PASSWORD, seconds=3601).outcome is Outcome.SIGNED_IN


def test_guessing_from_many_networks_slows_new_browsers_down(engine: Engine) -> None:
    ayla(engine)
    fail(engine, 20)

    assert guess(engine, network="192.0.2.200").wait_seconds == 5


def test_guessing_from_many_networks_never_stops_the_owners_own_browser(engine: Engine) -> None:
    ayla(engine)
    fail(engine, 30)
    own = new_device(KEY, EMAIL)

    assert guess(engine, password=PASSWORD).wait_seconds == 900
    assert guess(engine, password=PASSWORD, device=own).outcome is Outcome.SIGNED_IN


def test_a_known_browser_is_slowed_down_by_its_own_failures(engine: Engine) -> None:
    ayla(engine)
    own = new_device(KEY, EMAIL)
    for number in range(5):
        guess(engine, device=own, network=f"198.51.100.{number}")

    assert guess(engine, device=own, network="198.51.100.99").wait_seconds == 5


@pytest.mark.parametrize(
    "device",
    [
        new_device(KEY, "somebody.else@example.org"),
        new_device(b"x" * 32, EMAIL),
        new_device(KEY, EMAIL)[:-1] + "!",
        "." + "0" * 64,
        "ä.ö",
        "",
    ],
    ids=["of another account", "of another key", "changed", "signed with zeros", "odd", "none"],
)
def test_a_forged_or_foreign_mark_makes_no_browser_known(engine: Engine, device: str) -> None:
    ayla(engine)
    fail(engine, 30)

    assert guess(engine, password=PASSWORD, device=device).wait_seconds == 900


def test_a_success_lets_the_household_start_anew(engine: Engine) -> None:
    ayla(engine)
    fail(engine, 4, network="198.51.100.1")
    assert guess(engine, password=PASSWORD).outcome is Outcome.SIGNED_IN
    fail(engine, 4, network="198.51.100.1")

    assert guess(engine).wait_seconds == 0


def test_a_success_does_not_clear_the_way_for_guesses_from_elsewhere(engine: Engine) -> None:
    ayla(engine)
    fail(engine, 19)
    assert guess(engine, password=PASSWORD).outcome is Outcome.SIGNED_IN
    fail(engine, 1)

    assert guess(engine, network="192.0.2.9").wait_seconds == 5


def test_trying_one_password_on_many_accounts_slows_the_network_down(engine: Engine) -> None:
    for number in range(50):
        fail(engine, 1, network="198.51.100.1", email=f"person{number}@example.org")

    assert guess(engine, email="person999@example.org").wait_seconds == 5
    assert guess(engine, network="192.0.2.1", email="person999@example.org").wait_seconds == 0


def test_unknown_addresses_are_slowed_down_like_known_ones(engine: Engine) -> None:
    ayla(engine)
    answers = {
        email: [guess(engine, email=email, network=network).wait_seconds for _ in range(7)]
        for email, network in ((EMAIL, "198.51.100.1"), ("nobody@example.org", "198.51.100.2"))
    }

    assert answers[EMAIL] == answers["nobody@example.org"] == [0, 0, 0, 0, 0, 5, 5]


def test_many_at_the_same_time_count_like_one_by_one(engine: Engine) -> None:
    ayla(engine)
    with ThreadPoolExecutor(max_workers=8) as threads:
        entries = list(threads.map(lambda _: guess(engine), range(16)))

    assert sum(entry.wait_seconds == 0 for entry in entries) == 5


def test_neither_addresses_nor_networks_are_stored_in_the_clear(engine: Engine) -> None:
    ayla(engine)
    guess(engine, email="geheim@example.org", network="198.51.100.77")

    stored = " ".join(str(row) for row in rows(engine, SignInAttempt))
    assert "geheim" not in stored
    assert "198.51.100" not in stored
