"""Day and time of an appointment, as they are typed."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from flask import Flask

from web.pages.inbox.appointment_form import read_appointment

TODAY = date(2026, 10, 1)


@pytest.fixture(scope="module")
def pages() -> Flask:
    """An app that knows the languages; nothing is stored."""
    from tests.fixtures.apps import make_settings
    from web.app import create_app

    return create_app(make_settings("sqlite://"))


@pytest.mark.parametrize(
    ("day", "clock", "moment", "wrong"),
    [
        ("24.11.2026", "10:30", datetime(2026, 11, 24, 9, 30, tzinfo=UTC), []),
        ("2026-11-24", "9 Uhr", datetime(2026, 11, 24, 8, 0, tzinfo=UTC), []),
        ("24.11.2026", "0:00", datetime(2026, 11, 23, 23, 0, tzinfo=UTC), []),
        # The hour that comes twice is the first one, still in summer time.
        ("25.10.2026", "2:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC), []),
        # The hour that does not come.
        ("28.03.2027", "2:30", None, ["uhrzeit"]),
        ("28.03.2027", "1:59", datetime(2027, 3, 28, 0, 59, tzinfo=UTC), []),
        ("28.03.2027", "3:00", datetime(2027, 3, 28, 1, 0, tzinfo=UTC), []),
        ("30.09.2026", "10:30", None, ["tag"]),
        ("24.11.2062", "10:30", None, ["tag"]),
        ("9999-12-31", "23:59", None, ["tag"]),
        ("24.11.2026", "24:00", None, ["uhrzeit"]),
        ("", "", None, ["tag", "uhrzeit"]),
    ],
)
def test_a_moment_is_one_that_clocks_in_germany_show(
    pages: Flask, day: str, clock: str, moment: datetime | None, wrong: list[str]
) -> None:
    with pages.test_request_context():
        sent = read_appointment({"tag": day, "uhrzeit": clock}, TODAY)
    assert (sent.moment, sorted(sent.errors)) == (moment, wrong)
