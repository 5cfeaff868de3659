"""What advisors say of offers for a firm, what came of them, and what the catalogue lacks."""

from web.pages.outcomes import routes
from web.pages.outcomes.blueprint import blueprint

__all__ = ["blueprint", "routes"]
