"""What is odd about a profile itself: places that contradict each other, sizes that cannot be."""

from __future__ import annotations

from matcher.eligibility import Subject
from matcher.reason import Reason

LEAST_TURNOVER_PER_HEAD = 1_000
PEOPLE_TO_BE_SURE = 10


def profile_warnings(subject: Subject) -> tuple[Reason, ...]:
    """Warnings on the place as given, then on figures that contradict each other."""
    site = tuple(Reason(warning.code, warning.values) for warning in subject.site.warnings)
    return (*site, *_size_warnings(subject))


def _size_warnings(subject: Subject) -> tuple[Reason, ...]:
    profile = subject.profile
    people, turnover = profile.employees, profile.turnover_eur
    if people is None or turnover is None or people < PEOPLE_TO_BE_SURE:
        return ()
    if turnover >= people * LEAST_TURNOVER_PER_HEAD:
        return ()
    return (Reason("size_contradiction", {"employees": people, "turnover_eur": turnover}),)
