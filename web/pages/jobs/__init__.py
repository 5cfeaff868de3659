"""Jobs for administrators: what runs when, what it did, and the wish that it runs now."""

from web.pages.jobs.routes import blueprint

__all__ = ["blueprint"]
