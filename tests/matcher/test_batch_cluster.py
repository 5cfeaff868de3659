"""`python -m matcher batch --scheduler`: the same bytes from a Dask cluster, also if one dies."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.matcher.batch_world import LONGEST, BatchWorld

distributed = pytest.importorskip("distributed", reason="the extra 'batch' is not installed")


@pytest.fixture
def cluster() -> Iterator[object]:
    """Two workers with a process each."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=True
    ) as running:
        yield running


def test_a_worker_that_is_killed_midway_costs_nothing(cluster: object, tmp_path: Path) -> None:
    world = BatchWorld(tmp_path)
    world.generate(2_000)
    expected = world.run(output=tmp_path / "plain.jsonl")
    address = cluster.scheduler_address  # type: ignore[attr-defined]
    process = world.start("--scheduler", address, "--chunk", "10")
    world.wait_for_a_part(process)
    victim = next(iter(cluster.workers.values())).pid  # type: ignore[attr-defined]
    assert process.poll() is None
    os.kill(victim, signal.SIGKILL)
    _, said = process.communicate(timeout=LONGEST)
    assert process.returncode == 0, said.decode()
    assert world.output.read_bytes() == expected
