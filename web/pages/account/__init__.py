"""One's own account: name, language, password, second factor, sessions, log of sign-ins."""

from web.pages.account import password, routes, second_factor
from web.pages.account.blueprint import blueprint

__all__ = ["blueprint", "password", "routes", "second_factor"]
