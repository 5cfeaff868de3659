"""The start page of administrators."""

from web.pages.administration.routes import blueprint

__all__ = ["blueprint"]
