"""What comes into the catalogue and waits for a person: proposals, pairs, refused rows."""

from web.pages.intake import pairs, proposals, rows, sources
from web.pages.intake.blueprint import blueprint

__all__ = ["blueprint", "pairs", "proposals", "rows", "sources"]
