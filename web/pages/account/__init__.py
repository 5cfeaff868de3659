"""One's own account: name, language, news, password, second factor, sessions, log of sign-ins."""

from web.pages.account import news, password, routes, second_factor
from web.pages.account.blueprint import blueprint

__all__ = ["blueprint", "news", "password", "routes", "second_factor"]
