"""What changed between two versions of an offer, as codes and values; words come later."""

from offers.differences.change import CODES, Change, Significance
from offers.differences.comparing import differences
from offers.differences.development import Development

__all__ = ["CODES", "Change", "Development", "Significance", "differences"]
