"""The registry of features: each with its name, its computation and its words."""

from matcher.features.advice import ADVICE
from matcher.features.audience import AUDIENCE
from matcher.features.caution import DOUBT, ONLY_TO_READ, OPEN_POINTS, STALENESS, TOO_LATE
from matcher.features.columns import OfferColumns, Seeker, columns_of, seeker_of
from matcher.features.feature import Feature
from matcher.features.first_step import FIRST_STEP
from matcher.features.kind import KIND
from matcher.features.money import MONEY
from matcher.features.nature import BROAD, MODULE, RESEARCH, ROUNDS
from matcher.features.need import MAIN_NEED, NEED, NEED_MEANING, NEED_PROSE, NEED_WORDS
from matcher.features.place import PLACE
from matcher.features.sector import SECTOR
from matcher.features.text import MEANING, TEXT

FEATURES: tuple[Feature, ...] = (
    NEED,
    MAIN_NEED,
    NEED_WORDS,
    NEED_PROSE,
    NEED_MEANING,
    TEXT,
    MEANING,
    SECTOR,
    PLACE,
    KIND,
    ADVICE,
    AUDIENCE,
    FIRST_STEP,
    OPEN_POINTS,
    DOUBT,
    STALENESS,
    TOO_LATE,
    ONLY_TO_READ,
    MONEY,
    BROAD,
    MODULE,
    ROUNDS,
    RESEARCH,
)

FEATURES_VERSION = 3
"""Rises whenever a feature computes something else: models fitted before are refused."""

__all__ = [
    "FEATURES",
    "FEATURES_VERSION",
    "Feature",
    "OfferColumns",
    "Seeker",
    "columns_of",
    "seeker_of",
]
