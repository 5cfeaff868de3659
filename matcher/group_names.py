"""English names of groups of firms, for the model card and its plots."""

from __future__ import annotations

from collections.abc import Mapping

from matcher.groups import (
    NEEDS_AND_TEXT,
    NEEDS_ONLY,
    NEITHER,
    OTHER_LANDS,
    REST_OF_NRW,
    RUHR,
    TEXT_ONLY,
    UNKNOWN,
    Dimension,
    Group,
)
from offers.schema import SizeClass
from offers.taxonomy.needs import NEED_KEYS, need
from offers.taxonomy.regions import region

DIMENSION_NAMES: Mapping[Dimension, str] = {
    Dimension.NEED: "First need",
    Dimension.NEED_GROUP: "Needs under one heading",
    Dimension.REGION: "Region",
    Dimension.SIZE: "Size",
    Dimension.INPUT: "What the firm told",
}
_UNKNOWN: Mapping[Dimension, str] = {
    Dimension.NEED: "no need known",
    Dimension.NEED_GROUP: "no need known",
    Dimension.REGION: "region unknown",
    Dimension.SIZE: "size unknown",
    Dimension.INPUT: "unknown",
}
_NAMES: Mapping[Dimension, Mapping[str, str]] = {
    Dimension.NEED: {key: need(key).label_en for key in NEED_KEYS},
    Dimension.NEED_GROUP: {},
    Dimension.REGION: {
        RUHR: "Metropole Ruhr",
        REST_OF_NRW: "rest of NRW",
        OTHER_LANDS: "all other Länder",
    },
    Dimension.SIZE: {size.value: f"{size.value} enterprises" for size in SizeClass},
    Dimension.INPUT: {
        NEEDS_ONLY: "needs ticked, no text",
        TEXT_ONLY: "text, no needs ticked",
        NEEDS_AND_TEXT: "needs ticked and text",
        NEITHER: "neither needs nor text",
    },
}


def group_name(group: Group) -> str:
    """What the group is called, without its dimension: 'rest of NRW'."""
    if group.key == UNKNOWN:
        return _UNKNOWN[group.dimension]
    name = _NAMES[group.dimension].get(group.key)
    if name is None and group.dimension is Dimension.REGION:
        return region(group.key).name
    return name or group.key
