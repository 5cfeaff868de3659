"""The service as `make run` starts it: gunicorn, two workers, a database of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.fresh import LONGEST, ROOT
from tests.benchmarks.load import HOST, OK, Request, send

WORKERS = 2
SECRET = "a secret that only benchmarks use, 46 characters"
# One address sends everything here; the limits are counted all the same.
RATE = "1000000 per minute"
HEALTH = Request("/health")
PAUSE = 0.01


@dataclass(frozen=True, slots=True)
class Service:
    """A running service: `ready_seconds` passed from its start to the first 200 of /health."""

    pid: int
    port: int
    ready_seconds: float


def environment(database_url: str, port: int = 0) -> dict[str, str]:
    """The variables of `make run` with another database, whatever the caller has set."""
    kept = {name: value for name, value in os.environ.items() if "ANGEBOTSLOTSE" not in name}
    return kept | {
        "DATABASE_URL": database_url,
        "ANGEBOTSLOTSE_SECRET_KEY": SECRET,
        "ANGEBOTSLOTSE_HTTPS": "false",
        "ANGEBOTSLOTSE_API_RATE": RATE,
        "ANGEBOTSLOTSE_FORM_RATE": RATE,
        "WEB_CONCURRENCY": str(WORKERS),
        "PORT": str(port),
    }


def fill(variables: Mapping[str, str], offers: Path) -> None:
    """Bring the bundled catalogue and a file of offers into the database."""
    database_url = variables["DATABASE_URL"]
    importing = ("offers", "import", "--format", "jsonl", "--database", database_url, str(offers))
    for command in (("flask", "set-up"), importing):
        _run(command, variables)


def _run(command: tuple[str, ...], variables: Mapping[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env=dict(variables),
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command[:2])} failed:\n{done.stderr[-2000:]}")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind((HOST, 0))
        port: int = found.getsockname()[1]
        return port


@contextmanager
def running(database_url: str, log: Path) -> Iterator[Service]:
    """The service, ready; it ends with the block. What it prints goes into `log`."""
    port = free_port()
    command = ("gunicorn", "--config", "python:web.gunicorn_conf", "wsgi:app")
    with log.open("wb") as output:
        began = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=ROOT,
            env=environment(database_url, port),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait(process, port, log)
            yield Service(process.pid, port, time.perf_counter() - began)
        finally:
            _end(process)


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.perf_counter() + LONGEST
    while send(HEALTH, port).status != OK:
        if process.poll() is not None or time.perf_counter() > deadline:
            shown = log.read_text(encoding="utf-8", errors="replace")[-2000:]
            raise RuntimeError(f"the service did not start:\n{shown}")
        time.sleep(PAUSE)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=LONGEST / 2)
    if process.poll() is None:
        process.kill()
        process.wait()
