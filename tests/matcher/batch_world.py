"""Files and commands for the tests of `python -m matcher batch`."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from matcher.__main__ import main
from tests.benchmarks.companies import companies, write_companies
from tests.matcher.command_line import OFFERS, write

ROOT = Path(__file__).resolve().parents[2]
TODAY = "2026-11-21"
LONGEST = 120.0
PAUSE = 0.002


class BatchWorld:
    """A folder with offers and companies, and the command over them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.offers = write(folder, "offers.jsonl", *OFFERS)
        self.companies = str(folder / "companies.jsonl")
        self.output = folder / "out.jsonl"
        self.parts = folder / ".out.jsonl.parts"

    def generate(self, count: int) -> None:
        """So many companies of the benchmark's generator."""
        write_companies(Path(self.companies), count)

    def write_companies(self, *rows: object) -> None:
        """These companies or lines."""
        write(self.folder, "companies.jsonl", *rows)

    def arguments(self, *options: str, output: Path | None = None) -> list[str]:
        """The command with its files; further options override."""
        files = ("--offers", self.offers, "--companies", self.companies)
        to = ("--output", str(output or self.output))
        return ["batch", *files, *to, "--today", TODAY, "--model", "readable", *options]

    def run(self, *options: str, output: Path | None = None) -> bytes:
        """What the command writes, in this process unless the options say otherwise."""
        written = output or self.output
        assert main(self.arguments("--processes", "1", *options, output=written)) == 0
        return written.read_bytes()

    def start(self, *options: str) -> subprocess.Popen[bytes]:
        """The command in a process of its own."""
        command = [sys.executable, "-m", "matcher", *self.arguments(*options)]
        return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def wait_for_a_part(self, process: subprocess.Popen[bytes]) -> Path:
        """The first part that a running command finishes."""
        wait_until(lambda: any(self.parts.glob("*.part")) or process.poll() is not None)
        return next(self.parts.glob("*.part"))


def wait_until(is_so: Callable[[], bool]) -> None:
    """Poll until it is so; an AssertionError after two minutes."""
    deadline = time.monotonic() + LONGEST
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(PAUSE)


def lines(content: bytes) -> list[dict[str, Any]]:
    """The objects of JSON Lines."""
    return [json.loads(line) for line in content.decode().splitlines()]


def generated_ids(count: int) -> list[str]:
    """The ids of so many generated companies, in order."""
    return [str(record["id"]) for record in companies(count)]
