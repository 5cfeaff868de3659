"""Outbox: mails that wait, sent over real SMTP to a server beside, by a process of its own."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from models.migration import upgrade
from models.session import make_engine
from tests.benchmarks.figures import FULL, Effort, Figure, WrongResultError
from tests.benchmarks.fresh import ROOT
from tests.benchmarks.usage import KIB, MEGA
from tests.fixtures.outbox import letter, make_sender, queue
from tests.fixtures.smtp import running_sink
from web.clock import SystemClock

MAILS = 10_000
FEW = 300
LONGEST = 600.0
DOMAINS = 500


def measure(shared: Path, effort: Effort) -> list[Figure]:
    """The time of all mails without limits of pace on SQLite, and what the sender uses."""
    number = MAILS if effort == FULL else FEW
    with TemporaryDirectory() as folder, running_sink() as sink:
        database_url = f"sqlite:///{folder}/outbox.sqlite3"
        _queue(database_url, number)
        used = _send(database_url, sink.port)
        wrong = number - len(set(sink.message_ids)) + len(sink.received) - number
    if wrong:
        raise WrongResultError(f"{wrong} of {number} mails did not arrive exactly once")
    return [
        Figure(f"Outbox: {number} mails to a local server", used["seconds"], "s", 120.0),
        Figure("Outbox: processor time of the sender", used["processor"], "s"),
        Figure("Outbox: most memory of the sender", used["megabytes"], "MB", 300.0),
    ]


def _queue(database_url: str, number: int) -> None:
    engine = make_engine(database_url)
    upgrade(engine)
    now = datetime.now(UTC)
    letters = (letter(each, recipient=f"a{each}@d{each % DOMAINS}.test") for each in range(number))
    queue(engine, *letters, now=now)
    engine.dispose()


def _send(database_url: str, port: int) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.outbox", database_url, str(port)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"the sender failed:\n{done.stderr[-2000:]}")
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main(database_url: str, port: int) -> None:
    """Send all that waits, and say how long it took and how much memory at most."""
    engine = make_engine(database_url)
    began = time.perf_counter()
    make_sender(engine, port, SystemClock()).run()
    seconds = time.perf_counter() - began
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KIB / MEGA
    used = {"seconds": seconds, "processor": time.process_time(), "megabytes": most}
    sys.stdout.write(json.dumps(used) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
