"""Groups of firms, so that a ranking can be measured for each: who is served worse?

A firm stands in one group a dimension; in dimensions whose groups are rarely large it stands in
two, its own and the wider one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from matcher.eligibility.size import EVERY_SIZE, possible_sizes
from matcher.evaluation import CUTS, Mean, Result, mean_with_interval
from matcher.profile import Profile
from offers.schema import SizeClass
from offers.taxonomy.needs import GROUPS, find_needs
from offers.taxonomy.regions import land_of, lies_in, resolve_site, resolve_territory

LEAST = 10
"""Of fewer firms a mean says more about the firms than about the ranking."""
UNKNOWN = "unknown"
RUHR = "metropole-ruhr"
REST_OF_NRW = "rest-of-nrw"
OTHER_LANDS = "other-lands"
NEEDS_ONLY, TEXT_ONLY, NEEDS_AND_TEXT, NEITHER = "needs", "text", "needs-and-text", "neither"
_NRW = "DEA"
_SIZES = tuple(SizeClass)


class Dimension(StrEnum):
    """What firms are told apart by; `need_group` are the headings of the questionnaire."""

    NEED = "need"
    NEED_GROUP = "need_group"
    REGION = "region"
    SIZE = "size"
    INPUT = "input"


@dataclass(frozen=True, slots=True)
class Group:
    """Firms that have one thing in common; `key` is `unknown` where nothing tells."""

    dimension: Dimension
    key: str


@dataclass(frozen=True, slots=True)
class GroupResult:
    """How well the firms of one group are served: mean nDCG by cut, with its interval."""

    group: Group
    count: int
    ndcg: Mapping[int, Mean]


def groups_of(profile: Profile) -> tuple[Group, ...]:
    """The groups of one firm, in the order of the dimensions.

    Need: the first that is stated, else the likeliest that the text names. Size: the smallest class
    that the figures leave open, unknown where they leave every class open.
    """
    need = _need(profile)
    return (
        Group(Dimension.NEED, need),
        Group(Dimension.NEED_GROUP, _need_group(need)),
        *(Group(Dimension.REGION, key) for key in _regions(profile)),
        Group(Dimension.SIZE, _size(profile)),
        Group(Dimension.INPUT, _input(profile)),
    )


def group_results(
    result: Result, groups: Mapping[str, tuple[Group, ...]], *, seed: int, least: int = LEAST
) -> tuple[GroupResult, ...]:
    """The figures of every group with at least `least` of the measured firms.

    By dimension, within one the largest first, ties by key. `groups` are those of each profile by
    its id; KeyError where a measured one has none.
    """
    places = places_by_group(result, groups)
    return tuple(
        GroupResult(group, len(at), _means(result, at, seed))
        for group, at in places.items()
        if len(at) >= least
    )


def places_by_group(
    result: Result, groups: Mapping[str, tuple[Group, ...]]
) -> dict[Group, tuple[int, ...]]:
    """Where the firms of each group stand in `result.profiles`, in the order of `group_results`."""
    places: dict[Group, list[int]] = {}
    for place, profile in enumerate(result.profiles):
        for group in groups[profile]:
            places.setdefault(group, []).append(place)
    dimensions = list(Dimension)
    ordered = sorted(
        places.items(),
        key=lambda item: (dimensions.index(item[0].dimension), -len(item[1]), item[0].key),
    )
    return {group: tuple(at) for group, at in ordered}


def part_of(result: Result, places: tuple[int, ...], cut: int) -> tuple[float, ...]:
    """The nDCG of the firms that stand at these places."""
    return tuple(result.ndcg[cut][place] for place in places)


def _means(result: Result, places: tuple[int, ...], seed: int) -> dict[int, Mean]:
    return {cut: mean_with_interval(part_of(result, places, cut), seed=seed) for cut in CUTS}


def _need(profile: Profile) -> str:
    if profile.needs:
        return profile.needs[0]
    read = find_needs(profile.need_text or "")
    return read[0].key if read else UNKNOWN


def _need_group(need: str) -> str:
    """The English heading under which the questionnaire asks for the need."""
    headings = (g.label.en for g in GROUPS if any(each.key == need for each in g.needs))
    return next(headings, UNKNOWN)


def _regions(profile: Profile) -> tuple[str, ...]:
    """In NRW inside or outside the Ruhr, unknown where neither is sure; elsewhere the Land."""
    site = resolve_site(profile.postal_code, profile.municipality, profile.region)
    land = land_of(site)
    if land is None:
        return (UNKNOWN,)
    if land.code != _NRW:
        return (land.code, OTHER_LANDS)
    in_ruhr = lies_in(site, resolve_territory((RUHR,)))
    return ({True: RUHR, False: REST_OF_NRW, None: UNKNOWN}[in_ruhr],)


def _size(profile: Profile) -> str:
    open_classes = possible_sizes(profile)
    return UNKNOWN if open_classes == EVERY_SIZE else min(open_classes, key=_SIZES.index)


def _input(profile: Profile) -> str:
    if profile.needs:
        return NEEDS_AND_TEXT if profile.need_text else NEEDS_ONLY
    return TEXT_ONLY if profile.need_text else NEITHER
