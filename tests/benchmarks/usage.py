"""What processes use, as Linux counts it: memory and processor time."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

KIB = 1024
MEGA = 1_000_000
TICKS = os.sysconf("SC_CLK_TCK")
USER, SYSTEM = 11, 12
"Positions in /proc/PID/stat, counted behind the name."


@dataclass(frozen=True, slots=True)
class Memory:
    """Megabytes: `rss` all that is resident, `pss` shared pages by share, `uss` its own alone."""

    rss: float
    pss: float
    uss: float


def memory_of(pid: int) -> Memory:
    """What a process holds, from its smaps_rollup."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]
    kib = {name: int(rest.split()[0]) for name, _, rest in (line.partition(":") for line in lines)}
    own = kib["Private_Clean"] + kib["Private_Dirty"]
    return Memory(*(amount * KIB / MEGA for amount in (kib["Rss"], kib["Pss"], own)))


def children_of(pid: int) -> tuple[int, ...]:
    """The processes that a process has started."""
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return tuple(int(child) for child in text.split())


def processor_seconds(pids: Iterable[int]) -> float:
    """The processor time that processes have used so far, in steps of a hundredth."""
    return sum(_ticks(pid) for pid in pids) / TICKS


def _ticks(pid: int) -> int:
    after_name = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2]
    fields = after_name.split()
    return int(fields[USER]) + int(fields[SYSTEM])
