"""Marks English texts of the OpenAPI document that the page about the API translates."""

from __future__ import annotations


def N_(text: str) -> str:
    """The text itself: the document is English, the page asks gettext for it when it is shown."""
    return text
