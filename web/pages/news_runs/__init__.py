"""News by e-mail for administrators: how the runs went, and what a subscriber would get next."""

from web.pages.news_runs import previewing, routes
from web.pages.news_runs.blueprint import blueprint

__all__ = ["blueprint", "previewing", "routes"]
