"""Economic sectors by WZ 2008: codes, the prefix rule, nearness and free text.

WZ 2008 is the German version of NACE Rev. 2 (Regulation (EC) No 1893/2006) with a fifth digit;
the first four digits are the same in both.
"""

from offers.taxonomy.sectors.codes import closeness, is_within, label, parse_wz
from offers.taxonomy.sectors.free_text import SectorHit, find_sectors
from offers.taxonomy.sectors.table import DIVISIONS, SECTIONS, Sector

__all__ = [
    "DIVISIONS",
    "SECTIONS",
    "Sector",
    "SectorHit",
    "closeness",
    "find_sectors",
    "is_within",
    "label",
    "parse_wz",
]
