"""What is worth keeping in memory, and what of it stays when there is too much."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

ValueT = TypeVar("ValueT")


MOST_STRANGERS = 200_000


class Recent(Generic[ValueT]):
    """A memo bounded by what its values weigh: those not used for longest leave first.

    One value is kept however heavy it is.
    """

    def __init__(self, most: int, weigh: Callable[[ValueT], int]) -> None:
        self._most = most
        self._weigh = weigh
        self._values: OrderedDict[Hashable, ValueT] = OrderedDict()
        self._weight = 0

    def get(self, key: Hashable) -> ValueT | None:
        """The value of the key, None where it is not kept."""
        found = self._values.get(key)
        if found is not None:
            self._values.move_to_end(key)
        return found

    def keep(self, key: Hashable, value: ValueT) -> None:
        """Keep the value of a key that is not kept."""
        self._values[key] = value
        self._weight += self._weigh(value)
        while self._weight > self._most and len(self._values) > 1:
            _, dropped = self._values.popitem(last=False)
            self._weight -= self._weigh(dropped)


class Doorkeeper:
    """Knows who comes again: most texts come once and would push out what comes again.

    The idea: Einziger, Friedman and Manes, TinyLFU (2017).
    """

    def __init__(self) -> None:
        self._strangers = set[Hashable]()

    def has_seen(self, key: Hashable) -> bool:
        """Whether the key has come before; then it is a stranger again, as it is kept elsewhere."""
        if key in self._strangers:
            self._strangers.remove(key)
            return True
        if len(self._strangers) >= MOST_STRANGERS:
            self._strangers.clear()
        self._strangers.add(key)
        return False
