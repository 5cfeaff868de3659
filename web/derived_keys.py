"""Keys for single purposes that all follow from the one secret of the settings."""

from __future__ import annotations

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def derived_key(secret: str, purpose: str) -> bytes:
    """32 bytes for one purpose (HKDF, RFC 5869): none of them tells anything of another."""
    hkdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"angebotslotse {purpose}".encode())
    return hkdf.derive(secret.encode())
