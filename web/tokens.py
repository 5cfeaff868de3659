"""Secrets in addresses: 256 bits at random; only their hash is stored."""

from __future__ import annotations

import hashlib
import re
import secrets

_FORM = re.compile(r"[A-Za-z0-9_-]{43}")


def new_token() -> str:
    """43 characters that nobody can guess."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What the database keeps of a token (SHA-256; a random token needs no salt)."""
    return hashlib.sha256(token.encode("utf-8")).hexdigest()


def is_token(text: str) -> bool:
    """Whether the text has the form of a token."""
    return _FORM.fullmatch(text) is not None
