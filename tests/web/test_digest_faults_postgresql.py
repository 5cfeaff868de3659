"""Schedulers and senders that are killed at random, on PostgreSQL."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from tests.web.digest_faults import FEW, KILLS, kill_everybody

pytestmark = [pytest.mark.long, pytest.mark.postgresql]


def test_whoever_is_killed_nobody_is_left_out_and_nobody_is_told_twice(
    postgresql_engine: Engine,
) -> None:
    kill_everybody(postgresql_engine, kills=min(KILLS, 40), subscribers=FEW)
