"""A firm asks for advice, at `/anfrage/<token>`, and sees who has its request."""

from web.pages.advice_request import routes
from web.pages.advice_request.blueprint import blueprint

__all__ = ["blueprint", "routes"]
