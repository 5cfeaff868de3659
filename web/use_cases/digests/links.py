"""The secret in the links of a subscription's mails: made anew for each mail, never stored."""

from __future__ import annotations

import base64
import hashlib
import hmac

from web.derived_keys import derived_key


def key_of(secret_key: str) -> bytes:
    """What the secrets of links are made with, from the service's secret key."""
    return derived_key(secret_key, "digest links")


def secret_of(nonce: str, *, key: bytes) -> str:
    """43 characters like every token; the same for the same nonce and key."""
    digest = hmac.new(key, f"digest:{nonce}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
