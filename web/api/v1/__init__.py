"""Version 1 of the JSON API: stateless, without cookies, open to every origin."""

from web.api.v1 import matches, offers, taxonomy
from web.api.v1.blueprint import blueprint

__all__ = ["blueprint", "matches", "offers", "taxonomy"]
