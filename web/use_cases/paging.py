"""Long lists, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")
PAGE_SIZE = 25


@dataclass(frozen=True, slots=True)
class Paged(Generic[Item]):
    """One page of a list: pages count from 1, an empty list has one; `total` counts all items."""

    items: tuple[Item, ...]
    total: int
    page: int
    pages: int


def page_within(page: int, total: int) -> tuple[int, int]:
    """The nearest page that exists, and how many there are."""
    pages = max(1, -(-total // PAGE_SIZE))
    return min(max(page, 1), pages), pages


def paged(items: tuple[Item, ...], page: int) -> Paged[Item]:
    """One page of a list that is at hand as a whole."""
    number, pages = page_within(page, len(items))
    start = (number - 1) * PAGE_SIZE
    return Paged(items[start : start + PAGE_SIZE], len(items), number, pages)
