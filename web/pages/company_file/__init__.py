"""The file of a firm: who it is, what it needs, which offers fit and why, what is open."""

from web.pages.company_file import answers, contact, deleting, entering, routes
from web.pages.company_file.blueprint import blueprint

__all__ = ["answers", "blueprint", "contact", "deleting", "entering", "routes"]
