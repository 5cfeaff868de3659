"""The result: a company's list, one offer of it, the comparison of what it remembered."""

from web.pages.result.routes import blueprint

__all__ = ["blueprint"]
