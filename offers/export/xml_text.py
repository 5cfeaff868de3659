"""Texts that XML can hold."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def is_xml_text(text: str) -> bool:
    """Whether XML 1.0 can hold the text as it is."""
    return _FORBIDDEN.search(text) is None


def xml_text(text: str) -> str:
    """The text with a replacement sign for what XML 1.0 cannot hold."""
    return _FORBIDDEN.sub("\ufffd", text)
