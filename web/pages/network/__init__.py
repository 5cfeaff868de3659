"""The network: whom to call in, by place and topic."""

from web.pages.network.routes import blueprint

__all__ = ["blueprint"]
