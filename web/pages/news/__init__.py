"""News by e-mail for firms, at `/neuigkeiten/<token>`: subscribed, confirmed, changed, ended."""

from web.pages.news import confirming, dismissing, leaving, preview, settings
from web.pages.news.blueprint import blueprint

__all__ = ["blueprint", "confirming", "dismissing", "leaving", "preview", "settings"]
