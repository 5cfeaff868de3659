"""Days: which offers open or close by the date alone, and how an offer stands on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np

from matcher.digest.values import Window
from matcher.eligibility import CompiledConditions, status_on
from matcher.reason import Reason
from offers.schema import Offer

_CLOSED, _NOT_OPEN_YET, _OPEN = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Turned:
    """Ids of the offers that open, and of those that close, on the days of a window."""

    opened: frozenset[str]
    closed: frozenset[str]


def turned(conditions: CompiledConditions, window: Window) -> Turned:
    """What the days of the window bring about for the offers of a catalogue as they stand."""
    return _turned(conditions, window.eve, window.last_day)


def is_open(offer: Offer | None, day: date) -> bool:
    """Whether somebody can apply on this day; nobody can for an offer that is not there."""
    return offer is not None and status_on(offer, day) is None


def closing(offer: Offer, day: date) -> Reason | None:
    """Why the offer is over on this day; None if it is not, be it open or not open yet."""
    status = status_on(offer, day)
    return status if status is not None and status.code.startswith("closed") else None


@lru_cache(maxsize=16)  # Most subscribers have the window of the week before.
def _turned(conditions: CompiledConditions, eve: date, last_day: date) -> Turned:
    before, after = _statuses(conditions, eve), _statuses(conditions, last_day)
    return Turned(
        opened=_ids(conditions, (before == _NOT_OPEN_YET) & (after == _OPEN)),
        closed=_ids(conditions, (before != _CLOSED) & (after == _CLOSED)),
    )


def _statuses(conditions: CompiledConditions, day: date) -> np.ndarray:
    return conditions.with_status(np.zeros(len(conditions.offers), dtype=np.int8), day)


def _ids(conditions: CompiledConditions, chosen: np.ndarray) -> frozenset[str]:
    return frozenset(conditions.offers[row].id for row in np.flatnonzero(chosen).tolist())
