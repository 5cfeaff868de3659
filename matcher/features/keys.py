"""Keys: what a feature reads of a seeker; features with one key are worked out together."""

from __future__ import annotations

import math
from collections.abc import Hashable

from matcher.features.columns import Seeker

LEAST_TURNOVER = 100_000


def circumstances(seeker: Seeker) -> Hashable:
    """The day, how far the company and its project are, whether it asks for a person or a need.

    Together they take few values, so that all features that read some of them share one key.
    """
    return (
        seeker.judged.subject.today,
        seeker.judged.subject.foundation,
        seeker.profile.facts.get("project_started") is True,
        seeker.asks_somebody,
        bool(seeker.labels),
    )


def needs(seeker: Seeker) -> Hashable:
    """How much each need matters."""
    return seeker.needs.tobytes()


def labels(seeker: Seeker) -> Hashable:
    """The labels of the strongest needs."""
    return seeker.labels


def need_text(seeker: Seeker) -> Hashable:
    """What the company says that it needs."""
    return seeker.profile.need_text


def words(seeker: Seeker) -> Hashable:
    """What the company says in its own words."""
    return seeker.words


def sector(seeker: Seeker) -> Hashable:
    """The WZ 2008 code."""
    return seeker.profile.wz


def places(seeker: Seeker) -> Hashable:
    """The places where the company may be."""
    return seeker.judged.subject.site.places


def preferred_kinds(seeker: Seeker) -> Hashable:
    """The kinds of offers looked for, in any order."""
    return frozenset(seeker.profile.preferred_kinds)


def turnover(seeker: Seeker) -> float | None:
    """The turnover as a power of ten in steps of a quarter; None if it is unknown.

    Below 100,000 euros it says nothing more: who begins has none yet.
    """
    stated = seeker.profile.turnover_eur
    return None if stated is None else round(math.log10(max(stated, LEAST_TURNOVER)) * 4) / 4
