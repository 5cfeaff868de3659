"""The catalogue for readers: search, one offer, and the way to say that something is wrong."""

from web.pages.offers.routes import blueprint

__all__ = ["blueprint"]
