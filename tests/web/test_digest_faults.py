"""Schedulers and senders that are killed at random, on SQLite."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from tests.web.digest_faults import KILLS, MANY, kill_everybody

pytestmark = pytest.mark.long


def test_whoever_is_killed_nobody_is_left_out_and_nobody_is_told_twice(
    sqlite_engine: Engine,
) -> None:
    kill_everybody(sqlite_engine, kills=KILLS, subscribers=MANY)
