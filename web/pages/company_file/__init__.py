"""The file of a firm: who it is, what it needs, which offers fit and why, what is open."""

from web.pages.company_file import routes
from web.pages.company_file.blueprint import blueprint

__all__ = ["blueprint", "routes"]
