"""The audit trail for administrators, at `/verwaltung/protokoll`."""

from web.pages.audit.routes import blueprint

__all__ = ["blueprint"]
