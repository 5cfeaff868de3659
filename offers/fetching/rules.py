"""What a download may do: hosts, times, sizes, attempts."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

_MEGA = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Limits of a download; times in seconds, sizes in bytes.

    `hosts` are the only names that are asked, redirects included. `is_private` allows addresses of
    one's own network, else nothing but public ones is connected to. `total_seconds` holds for
    everything together: attempts, the pauses between them, redirects. `most_unpacked` counts what
    is written, `most_bytes` what comes over the wire.
    """

    hosts: frozenset[str]
    is_private: bool = False
    connect_seconds: float = 10.0
    read_seconds: float = 30.0
    total_seconds: float = 600.0
    most_bytes: int = 200 * _MEGA
    most_unpacked: int = 400 * _MEGA
    attempts: int = 4
    first_pause: float = 1.0
    longest_pause: float = 60.0
    redirects: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the server said of the file that one has: it need not send that again."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """How time passes: a watch in seconds, and how to wait so many."""

    watch: Callable[[], float] = time.monotonic
    pause: Callable[[float], None] = time.sleep


@dataclass(frozen=True, slots=True)
class Deadline:
    """The end of a download."""

    ends: float
    watch: Callable[[], float]

    def left(self) -> float:
        """Seconds that are left; 0 or less once it is over."""
        return self.ends - self.watch()
