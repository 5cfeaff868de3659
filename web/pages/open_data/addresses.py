"""Addresses with filters, whole ones for programs, and the name under which ids are given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from flask import request, url_for

from web.current import services

Parameters = Mapping[str, str | Sequence[str]]
ID_YEAR = 2026
"""Part of every tag URI: from then on the names are given."""


def local(endpoint: str, values: Parameters) -> str:
    """The address on this site."""
    return url_for(endpoint, **values)  # type: ignore[arg-type]


def whole(endpoint: str, values: Parameters) -> str:
    """The address as people outside type it: the operator's, else that of this request."""
    return _base().rstrip("/") + local(endpoint, values)


def tag(path: str) -> str:
    """An id that no other feed gives and that stays when addresses change (RFC 4151)."""
    return f"tag:{urlsplit(_base()).hostname},{ID_YEAR}:{path}"


def _base() -> str:
    return services().settings.public_url or request.url_root
