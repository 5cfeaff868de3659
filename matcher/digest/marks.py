"""Marks: which offers a subscriber remembered, dismissed, or was told of, followed over merges."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from matcher.catalogue import Catalogue
from matcher.digest.history import History
from matcher.digest.values import Subscriber


def following(subscriber: Subscriber, history: History, catalogue: Catalogue) -> Subscriber:
    """The subscriber with the marks of offers that merged in a window on their successors."""
    return moved(subscriber, lambda offer_id: history.heir(offer_id, catalogue))


def moved(subscriber: Subscriber, heir: Callable[[str], str]) -> Subscriber:
    """The subscriber with its marks where `heir` puts them: on the offer itself or its successor.

    What is dismissed is not remembered; but if a dismissed offer merges into a remembered one, the
    successor stays remembered. A successor is told to be over only if nothing else was said of it
    or of another that merged into it. Ids that nobody knows stay and do no harm.
    """

    def heirs(offer_ids: Iterable[str]) -> dict[str, None]:
        return dict.fromkeys(map(heir, offer_ids))

    own = heirs(each for each in subscriber.remembered if each not in subscriber.dismissed)
    alive = heirs(subscriber.told - subscriber.told_over)
    dismissed = (heirs(subscriber.dismissed).keys() - own.keys()) | subscriber.dismissed
    return replace(
        subscriber,
        remembered=tuple(each for each in own if each not in dismissed),
        dismissed=frozenset(dismissed),
        told=frozenset(heirs(subscriber.told)),
        told_over=frozenset(heirs(subscriber.told_over).keys() - alive.keys()),
    )
