"""The Digitale Mappe as the firm reads it, at an address that only it knows."""

from web.pages.folder.routes import blueprint

__all__ = ["blueprint"]
