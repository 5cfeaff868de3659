"""Organisations: the list, one of them to read or to change, a new one."""

from web.pages.organisations.routes import blueprint

__all__ = ["blueprint"]
