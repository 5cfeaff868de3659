"""What a file is if it is not the text that it should be, as people call it."""

from __future__ import annotations

from collections.abc import Mapping

_BEGINNINGS: Mapping[bytes, str] = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
    b"PK\x03\x04": "a ZIP or Excel file",
    b"\xd0\xcf\x11\xe0": "an old Excel file",
    b"\x1f\x8b": "a gzip file",
    b"%PDF": "a PDF file",
}
_LOOKED_AT = 4096
_NULS_OF_UTF16 = 4
"""One byte in so many is zero at least where two bytes stand for each letter."""


def what_else(content: bytes) -> str:
    """'UTF-16', 'a ZIP or Excel file', 'Windows-1252', ...; '' where nothing speaks for one."""
    for beginning, name in _BEGINNINGS.items():
        if content.startswith(beginning):
            return name
    start = content[:_LOOKED_AT]
    if start.count(0) * _NULS_OF_UTF16 > len(start):
        return "UTF-16"
    return "Windows-1252" if _is_windows(content) else ""


def _is_windows(content: bytes) -> bool:
    """Whether every byte is a sign of Windows-1252."""
    try:
        content.decode("cp1252")
    except UnicodeDecodeError:
        return False
    return 0 not in content
