"""An import that is killed at any point: the catalogue is as before, or complete."""

from __future__ import annotations

import random
import time

import pytest
from sqlalchemy import Engine

from tests.fixtures.http import answer, site
from tests.forms import KILLS
from tests.offers.import_processes import start
from tests.offers.import_world import row, state, titles, waiting

pytestmark = pytest.mark.long

DEATHS = KILLS // 2
"""Half of them on each of the two databases."""
OFFERS = 150
BAD = row("bad", "")


def body(step: int) -> bytes:
    """All offers as they are in this generation, and a row that is none."""
    good = (row(f"o{number}", f"Stand {step}") for number in range(OFFERS))
    return "\n".join([*good, BAD.replace("bad", f"bad{step}")]).encode()


def generation(engine: Engine) -> int:
    """The generation that stands; fails where it is none as a whole."""
    found = titles(engine)
    if not found:
        assert state(engine) == (0, 0, 0, 0, 0, 0)
        return 0
    assert len(found) == OFFERS
    (title,) = set(found.values())
    step = int(title.split()[1])
    offers, versions, runs, rows, fetched, version = state(engine)
    assert (offers, versions, fetched) == (OFFERS, version * OFFERS, 1)
    assert (runs, rows) == (version, version)
    assert [key for _, key, _ in waiting(engine)] == [f"bad{step}"]
    return step


def test_killed_at_any_point_an_import_leaves_nothing_half(engine: Engine) -> None:
    outcomes = {False: 0, True: 0}
    with site(answer(body(1))) as held:
        began = time.monotonic()
        start(engine, held.url()).join()
        longest = time.monotonic() - began
        for kill in range(DEATHS):
            before = generation(engine)
            held.answers[:] = [answer(body(before + 1))]
            process = start(engine, held.url())
            process.join(random.uniform(0, 1.2 * longest * (kill + 1) / DEATHS))
            process.kill()
            process.join()
            after = generation(engine)
            assert after in {before, before + 1}
            outcomes[after > before] += 1
        held.answers[:] = [answer(body(generation(engine) + 1))]
        last = start(engine, held.url())
        last.join()
        assert last.exitcode == 0
        assert generation(engine) > 1
    assert outcomes[False], "no kill came in time"
