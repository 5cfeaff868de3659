"""Insight: what firms need, what nothing serves, what is judged unfit, how advice went."""

from web.pages.insight import download, routes
from web.pages.insight.blueprint import blueprint

__all__ = ["blueprint", "download", "routes"]
