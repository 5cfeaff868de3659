"""The advisors' inbox: requests and firms, who looks after them, who is away."""

from web.pages.inbox import absence_routes, file_routes, handover_routes, routes
from web.pages.inbox.blueprint import blueprint

__all__ = ["absence_routes", "blueprint", "file_routes", "handover_routes", "routes"]
