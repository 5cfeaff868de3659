"""What is noted, agreed, asked and done about a firm: notes, steps, requests, timeline."""

from web.pages.file_log import calendars, notes, routes, steps
from web.pages.file_log.blueprint import blueprint

__all__ = ["blueprint", "calendars", "notes", "routes", "steps"]
