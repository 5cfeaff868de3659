"""Names of files that are given out: letters, digits and hyphens, whatever a firm is called."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 40
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_OTHER = re.compile(r"[^a-z0-9]+")


def file_name(*words: str, extension: str) -> str:
    """'termin-schmiede-ruhr-gmbh.ics' of ('Termin', 'Schmiede Ruhr GmbH'); safe in a header."""
    parts = (_plain(word) for word in words)
    return f"{'-'.join(part for part in parts if part) or 'datei'}.{extension}"


def _plain(word: str) -> str:
    german = unicodedata.normalize("NFC", word).lower().translate(_GERMAN)
    letters = unicodedata.normalize("NFKD", german).encode("ascii", "ignore").decode()
    return _OTHER.sub("-", letters).strip("-")[:LONGEST].strip("-")
