"""Documents that are printed or read on a page: values, and their typesetting as PDF."""

from web.documents.rendering import render, unprintable

__all__ = ["render", "unprintable"]
