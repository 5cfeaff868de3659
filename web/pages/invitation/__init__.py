"""The page behind the link of an invitation."""

from web.pages.invitation.routes import blueprint

__all__ = ["blueprint"]
