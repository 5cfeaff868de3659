"""The review queue for editors: what needs a look first, and the decisions about it."""

from web.pages.review.routes import blueprint

__all__ = ["blueprint"]
