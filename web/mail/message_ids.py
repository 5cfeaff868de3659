"""Message-IDs: the same for every attempt, recognised when they come back, not to be guessed."""

from __future__ import annotations

import hashlib
import hmac
import re

_OURS = re.compile(r"<?([0-9a-f]{40})\.([0-9a-f]{20})@[^@>\s]+>?")


def message_id_header(message_id: str, *, key: bytes, domain: str) -> str:
    """The Message-ID of a stored mail; what it begins with is stored, the rest proves it is ours.

    What is stored follows from the cause, which others may guess; a report about a mail that we
    never sent would otherwise shut out an address.
    """
    return f"<{message_id}.{_proof(message_id, key)}@{domain}>"


def known_message_id(header: str, *, key: bytes) -> str | None:
    """What is stored of a Message-ID that we wrote; None for all others."""
    found = _OURS.fullmatch(header.strip())
    if found is None or not hmac.compare_digest(found[2], _proof(found[1], key)):
        return None
    return found[1]


def _proof(message_id: str, key: bytes) -> str:
    return hmac.new(key, message_id.encode(), hashlib.sha256).hexdigest()[:20]
