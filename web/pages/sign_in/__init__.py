"""Signing in and out, and a new password for who cannot."""

from web.pages.sign_in import new_password, routes
from web.pages.sign_in.blueprint import blueprint

__all__ = ["blueprint", "new_password", "routes"]
