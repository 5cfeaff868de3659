"""The catalogue as open data: files, feeds, how good it is, what happened to an offer."""

from web.pages.open_data import feeds, files, history, overview, quality
from web.pages.open_data.blueprint import blueprint

__all__ = ["blueprint", "feeds", "files", "history", "overview", "quality"]
