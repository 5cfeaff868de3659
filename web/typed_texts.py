"""What people type: names, numbers and addresses in one line, messages and notes in many.

Both leave out what could not be seen and would do harm: signs that end a line, and those that turn
the direction of all that follows. Where nothing is left to be seen there is no text.
"""

from __future__ import annotations

import unicodedata

# Control, surrogate, line and paragraph separator: what could end a line somewhere.
_NOT_WITHIN_A_LINE = frozenset({"Cc", "Cs", "Zl", "Zp"})
_NEVER = frozenset({"Cc", "Cs"})
_TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_SEEN = frozenset("LMNPS")
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and a symbol without any ink."""


def one_line(text: str) -> str:
    """The text in one line: composed letters (NFC), single blanks, nothing that ends a line."""
    composed = unicodedata.normalize("NFC", text).translate(_TURNING)
    kept = (" " if unicodedata.category(c) in _NOT_WITHIN_A_LINE else c for c in composed)
    return _if_seen(" ".join("".join(kept).split()))


def many_lines(text: str) -> str:
    """The text with its line ends and tabs: composed letters (NFC), no other control characters."""
    composed = unicodedata.normalize("NFC", text).translate(_TURNING)
    lines = composed.replace("\r\n", "\n").replace("\r", "\n")
    kept = (c for c in lines if c in "\n\t" or unicodedata.category(c) not in _NEVER)
    return _if_seen("".join(kept).strip())


def _if_seen(text: str) -> str:
    is_seen = any(unicodedata.category(c)[0] in _SEEN and c not in _BLANK for c in text)
    return text if is_seen else ""
