"""Codes of an app and recovery codes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from tests.fixtures.apps import NOW
from web.second_factor import (
    SecretBox,
    app_address,
    new_recovery_codes,
    new_secret,
    qr_code,
    recovery_hash,
    step_of,
)

# The secret of RFC 6238, appendix B, in base 32; its codes there have eight digits, ours six.
RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
SERVICE_SECRET = "a secret that only tests use, 42 characters"


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
    ],
)
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    moment = datetime.fromtimestamp(seconds, UTC)

    assert step_of(RFC_SECRET, code, now=moment, after=None) == seconds // 30


@pytest.mark.parametrize(
    ("seconds_off", "is_taken"),
    [(-60, False), (-30, True), (0, True), (30, True), (60, False)],
)
def test_a_clock_may_be_one_step_off(seconds_off: int, is_taken: bool) -> None:
    secret = new_secret()
    code = pyotp.TOTP(secret).at(NOW + timedelta(seconds=seconds_off))

    assert (step_of(secret, code, now=NOW, after=None) is not None) == is_taken


def test_no_code_counts_twice_nor_an_older_one_afterwards() -> None:
    secret = new_secret()
    app = pyotp.TOTP(secret)
    step = step_of(secret, app.at(NOW), now=NOW, after=None)

    assert step_of(secret, app.at(NOW), now=NOW, after=step) is None
    assert step_of(secret, app.at(NOW - timedelta(seconds=30)), now=NOW, after=step) is None
    assert step_of(secret, app.at(NOW + timedelta(seconds=30)), now=NOW, after=step) is not None


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "12345\x00"])
def test_what_is_no_code_is_refused(typed: str) -> None:
    assert step_of(new_secret(), typed, now=NOW, after=None) is None


def test_a_code_may_be_typed_with_a_blank() -> None:
    secret = new_secret()
    code = pyotp.TOTP(secret).at(NOW)

    assert step_of(secret, f" {code[:3]} {code[3:]} ", now=NOW, after=None) is not None


def test_a_secret_at_rest_can_be_read_with_the_key_of_the_service_only() -> None:
    closed = SecretBox(SERVICE_SECRET).close("JBSWY3DP", now=NOW)

    assert "JBSWY3DP" not in closed
    assert SecretBox(SERVICE_SECRET).open(closed) == "JBSWY3DP"
    assert SecretBox("another secret of the service, 42 characters").open(closed) is None
    assert SecretBox(SERVICE_SECRET).open("broken") is None


def test_a_closed_secret_is_fresh_for_a_while() -> None:
    box = SecretBox(SERVICE_SECRET)
    closed = box.close("JBSWY3DP", now=NOW)

    later = NOW + timedelta(seconds=60)
    assert box.open_fresh(closed, now=later, seconds=60) == "JBSWY3DP"
    assert box.open_fresh(closed, now=later + timedelta(seconds=1), seconds=60) is None


def test_the_picture_is_one_that_the_policy_of_the_pages_allows() -> None:
    address = app_address(new_secret(), "ayla.beispiel@example.org")

    assert address.startswith("otpauth://totp/Angebotslotse:ayla.beispiel%40example.org?secret=")
    assert qr_code(address).startswith("data:image/svg+xml")


def test_recovery_codes_are_eight_and_all_different() -> None:
    assert len(set(new_recovery_codes()) | set(new_recovery_codes())) == 16


def test_a_recovery_code_may_be_typed_in_any_case_with_or_without_dashes() -> None:
    assert recovery_hash("abcd efgh jklm npqr") == recovery_hash("ABCD-EFGH-JKLM-NPQR")
    assert recovery_hash("ABCD-EFGH-JKLM-NPQS") != recovery_hash("ABCD-EFGH-JKLM-NPQR")
