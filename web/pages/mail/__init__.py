"""Mail for administrators: what waits, what went wrong, and the switch."""

from web.pages.mail.routes import blueprint

__all__ = ["blueprint"]
