"""A match as plain texts: its card, its conditions, its points, what stands against it."""

from web.match_page.links import MatchLinks
from web.match_page.page import MatchPage, match_page

__all__ = ["MatchLinks", "MatchPage", "match_page"]
