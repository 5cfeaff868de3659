"""The registry of features: each with its name, its computation and its words."""

from matcher.features.audience import AUDIENCE
from matcher.features.caution import ONLY_TO_READ, OPEN_POINTS, STALENESS, TOO_LATE
from matcher.features.columns import OfferColumns, Seeker, columns_of, seeker_of
from matcher.features.feature import Feature
from matcher.features.first_step import FIRST_STEP
from matcher.features.kind import KIND
from matcher.features.need import NEED
from matcher.features.place import PLACE
from matcher.features.sector import SECTOR
from matcher.features.text import TEXT

FEATURES: tuple[Feature, ...] = (
    NEED,
    TEXT,
    SECTOR,
    PLACE,
    KIND,
    AUDIENCE,
    FIRST_STEP,
    OPEN_POINTS,
    STALENESS,
    TOO_LATE,
    ONLY_TO_READ,
)

__all__ = ["FEATURES", "Feature", "OfferColumns", "Seeker", "columns_of", "seeker_of"]
