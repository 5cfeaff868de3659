"""What a file really is, whatever it is called, and its rows as texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from web.firm_tables import delimited, workbooks
from web.firm_tables.lines import Line
from web.firm_tables.problems import FileProblem, UnreadableError

MOST_BYTES = 5_000_000
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_PDF = b"%PDF"
_MARKUP: tuple[bytes, ...] = (b"<!doctype", b"<html", b"<head", b"<table", b"<?xml", b"<!--")
_LOOKED_AT = 1024
_CODECS: Mapping[bytes, str] = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}


def sheets_of(content: bytes) -> Iterable[Sequence[Line]]:
    """The sheets of a workbook, or the one of a text; UnreadableError for anything else.

    No more than the first lines that are not blank: a list with more is refused.
    """
    if len(content) > MOST_BYTES:
        raise UnreadableError(FileProblem.TOO_LARGE, {"limit": MOST_BYTES // 1_000_000})
    if not content.strip():
        raise UnreadableError(FileProblem.EMPTY)
    if content.startswith(_ZIP):
        return workbooks.sheets_of(content)
    refused = _what_else(content)
    if refused is not None:
        raise UnreadableError(refused)
    return (delimited.lines_of(_text(content)),)


def _what_else(content: bytes) -> FileProblem | None:
    """What the file is if it is no table in text."""
    if content.startswith(_OLE):
        is_encrypted = _ENCRYPTED_STREAM in content
        return FileProblem.ENCRYPTED if is_encrypted else FileProblem.OLD_EXCEL
    if content.startswith(_PDF):
        return FileProblem.PDF
    start = content[:_LOOKED_AT].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return FileProblem.WEB_PAGE if start.startswith(_MARKUP) else None


def _text(content: bytes) -> str:
    """UTF-8 and UTF-16 with a mark, UTF-8 without one, else what Windows programs write."""
    marked = next((name for mark, name in _CODECS.items() if content.startswith(mark)), None)
    for codec in (marked,) if marked else ("utf-8", "cp1252"):
        try:
            text = content.decode(codec)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            raise UnreadableError(FileProblem.NO_TABLE)
        return text
    raise UnreadableError(FileProblem.UNKNOWN_LETTERS if marked else FileProblem.NO_TABLE)
