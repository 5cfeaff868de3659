"""The secret of a folder's address: made of its id whenever it is needed, never stored."""

from __future__ import annotations

import base64
import hashlib
import hmac

from web.derived_keys import derived_key


def key_of(secret_key: str) -> bytes:
    """What the secrets are made with, from the service's secret key."""
    return derived_key(secret_key, "folder links")


def secret_of(issue_id: str, *, key: bytes) -> str:
    """43 characters like every token; the same for the same issue and key."""
    digest = hmac.new(key, issue_id.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
