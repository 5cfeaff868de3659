"""Addresses for mails: they begin with what the operator set, never with what a request says."""

from __future__ import annotations

from flask import url_for

from web.current import services


class NoPublicAddressError(Exception):
    """The service does not know its own address: ANGEBOTSLOTSE_PUBLIC_URL is not set."""


def absolute(endpoint: str, **values: str) -> str:
    """The whole address of a page; NoPublicAddressError if the operator set none."""
    base = services().settings.public_url
    if base is None:
        raise NoPublicAddressError
    return base.rstrip("/") + url_for(endpoint, _external=False, **values)
