"""Requests that nobody is responsible for, at `/verwaltung/anfragen`: assigned here."""

from web.pages.unassigned.routes import blueprint

__all__ = ["blueprint"]
