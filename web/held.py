"""A value that is dear to make and good for as long as its key stands."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

KeyT = TypeVar("KeyT", bound=Hashable)
ValueT = TypeVar("ValueT")


class Held(Generic[KeyT, ValueT]):
    """Keeps the value of the key that was asked for last; who asks meanwhile waits for it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last: tuple[KeyT, ValueT] | None = None

    def of(self, key: KeyT, make: Callable[[], ValueT]) -> ValueT:
        """The value of the key; made once, again if another key came between."""
        with self._lock:
            if self._last is None or self._last[0] != key:
                self._last = (key, make())
            return self._last[1]
