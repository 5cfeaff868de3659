"""Keys: what a feature reads of a seeker; features with one key are worked out together."""

from __future__ import annotations

from collections.abc import Hashable

from matcher.features.columns import Seeker


def day(seeker: Seeker) -> Hashable:
    """The day of the match: the same for nearly all companies."""
    return seeker.judged.subject.today


def needs(seeker: Seeker) -> Hashable:
    """How much each need matters."""
    return seeker.needs.tobytes()


def labels(seeker: Seeker) -> Hashable:
    """The labels of the strongest needs."""
    return seeker.labels


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


def foundation(seeker: Seeker) -> Hashable:
    """How far the company is from its foundation."""
    return seeker.judged.subject.foundation


def has_started(seeker: Seeker) -> Hashable:
    """Whether the project has started."""
    return seeker.profile.facts.get("project_started") is True


def seeks_nothing(seeker: Seeker) -> Hashable:
    """Whether the company names neither a need nor words."""
    return not (seeker.words or seeker.needs.any())
