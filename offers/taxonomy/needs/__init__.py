"""The needs of the interchange format: labels, groups for the questionnaire, free text."""

from offers.taxonomy.needs.free_text import NeedHit, find_needs
from offers.taxonomy.needs.table import GROUPS, NEED_KEYS, NEEDS, Need, NeedGroup, need

__all__ = [
    "GROUPS",
    "NEED_KEYS",
    "NEEDS",
    "Need",
    "NeedGroup",
    "NeedHit",
    "find_needs",
    "need",
]
