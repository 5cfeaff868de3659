"""Addresses to come back to that a request names: only paths of this site."""

from __future__ import annotations

from urllib.parse import urlsplit


def own_path(target: str) -> str:
    """The same path and query; '' for anything that could lead to another site.

    Refused: schemes and hosts, '//host', backslashes (browsers read them as slashes), white space
    and control characters (browsers drop them), and whatever does not parse.
    """
    is_path = target.startswith("/") and not target.startswith("//") and "\\" not in target
    if not is_path or any(ord(character) < 33 or ord(character) == 127 for character in target):
        return ""
    try:
        parts = urlsplit(target)
    except ValueError:
        return ""
    return "" if parts.scheme or parts.netloc else target
