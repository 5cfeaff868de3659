"""What people type into fields of one line: names, numbers, addresses."""

from __future__ import annotations

import unicodedata

# Control, surrogate, line and paragraph separator: what could end a line somewhere.
_NOT_WITHIN_A_LINE = frozenset({"Cc", "Cs", "Zl", "Zp"})


def one_line(text: str) -> str:
    """The text in one line: composed letters (NFC), single blanks, nothing that ends a line."""
    composed = unicodedata.normalize("NFC", text)
    kept = (" " if unicodedata.category(c) in _NOT_WITHIN_A_LINE else c for c in composed)
    return " ".join("".join(kept).split())
