"""The advisors' inbox: requests and firms, who looks after them, who is away."""

from web.pages.inbox import routes
from web.pages.inbox.blueprint import blueprint

__all__ = ["blueprint", "routes"]
