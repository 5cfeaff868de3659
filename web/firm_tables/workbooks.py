"""Workbooks of Excel: values as they stand, never formulas, links or macros."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import partial
from typing import TypeVar
from zipfile import BadZipFile, ZipFile

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet

from web.firm_tables.lines import ENOUGH, MOST_COLUMNS, MOST_LINES, MOST_ROWS, Line
from web.firm_tables.problems import FileProblem, UnreadableError

Found = TypeVar("Found")
MOST_UNPACKED = 12_000_000
"""Bytes; 5,000 firms in 30 columns take 8,000,000."""
_MOST_TAGS = 1_200_000
"""The library takes microseconds for each; the same list has 1,000,000."""
_MOST_STYLES, _LONGEST_FORMAT = 30_000, 400
"""Tags, and bytes of how a cell shows its number, which spreadsheet programs take 255 letters for:
the library looks through the format of each style, and through brackets without end ever again.
"""
_MOST_SHEETS, _MOST_LETTERS = 50, 20_000_000
"""Sheets among which the list is, and letters of one: many cells can show one long text."""
_STYLES, _FORMAT = "xl/styles.xml", "formatCode"
_MOST_PARTS = 1_000
_WORKBOOK = "xl/workbook.xml"
_TELLING = (
    ("xl/vbaProject.bin", FileProblem.MACROS),
    (_WORKBOOK, None),
    ("xl/workbook.bin", FileProblem.BINARY_EXCEL),
)
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
_IS_ENCRYPTED = 0x1
_DOCUMENT_TYPE = "<!DOCTYPE"
"""No part of a workbook has one; it could hold entities that grow without end."""
_CODECS = ("utf-8", "utf-16-le", "utf-16-be")


def sheets_of(content: bytes) -> Iterator[Sequence[Line]]:
    """The sheets of a workbook as they are asked for, each with its first lines not blank."""
    _check(content)
    for sheet in _understood(partial(_worksheets, content)):
        yield _understood(partial(_lines, sheet))


def _understood(read: Callable[[], Found]) -> Found:
    """What the library makes of a workbook."""
    try:
        with warnings.catch_warnings():
            # What it cannot show, such as colours by rules, is of no concern here.
            warnings.simplefilter("ignore")
            return read()
    except UnreadableError:
        raise
    except Exception as error:  # A file made by hand can make the library raise anything.
        raise UnreadableError(FileProblem.BROKEN_WORKBOOK) from error


def _worksheets(content: bytes) -> Sequence[object]:
    """What a list is made of: names, properties and what is printed can keep the library busy."""
    reader = ExcelReader(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_strings()
    reader.read_workbook()
    apply_stylesheet(reader.archive, reader.wb)
    # A part that many sheets are made of is read for each of them.
    by_part = {part.target: sheet for sheet, part in reader.parser.find_sheets()}
    reader.parser.sheets = list(by_part.values())
    reader.read_worksheets()
    return tuple(reader.wb.worksheets[:_MOST_SHEETS])


def _check(content: bytes) -> None:
    """Nothing where the archive is a workbook of a size that memory holds."""
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            _check_parts(archive)
    except (BadZipFile, NotImplementedError, OSError, ValueError, EOFError) as error:
        raise UnreadableError(FileProblem.BROKEN_WORKBOOK) from error


def _check_parts(archive: ZipFile) -> None:
    parts = archive.infolist()
    # No part gives more than it says here: reading ends there, and its checksum is wrong.
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise UnreadableError(FileProblem.UNPACKS_TOO_LARGE, {"limit": MOST_ROWS})
    if any(part.flag_bits & _IS_ENCRYPTED for part in parts):
        raise UnreadableError(FileProblem.ENCRYPTED)
    refused = _what_else(archive)
    if refused is not None:
        raise UnreadableError(refused)
    # All of them: what a part is called does not say how it is read.
    tags = sum(_tags(archive.read(part)) for part in parts)
    if tags > _MOST_TAGS or _has_endless_styles(archive):
        raise UnreadableError(FileProblem.UNPACKS_TOO_LARGE, {"limit": MOST_ROWS})


def _what_else(archive: ZipFile) -> FileProblem | None:
    names = frozenset(archive.namelist())
    for name, problem in _TELLING:
        if name in names:
            return problem
    is_open_document = "mimetype" in names and archive.read("mimetype").startswith(_OPEN_DOCUMENT)
    return FileProblem.OPEN_DOCUMENT if is_open_document else FileProblem.ZIP


def _tags(content: bytes) -> int:
    """How many tags a part of a workbook has; none may say what type of document it is."""
    if any(_DOCUMENT_TYPE.encode(codec) in content for codec in _CODECS):
        raise UnreadableError(FileProblem.BROKEN_WORKBOOK)
    return content.count(b"<")


def _has_endless_styles(archive: ZipFile) -> bool:
    if _STYLES not in archive.namelist():
        return False
    content = archive.read(_STYLES)
    formats = [
        each.partition(b"<")[0]
        for codec in _CODECS
        for each in content.split(_FORMAT.encode(codec))[1:]
    ]
    return content.count(b"<") > _MOST_STYLES or max(map(len, formats), default=0) > _LONGEST_FORMAT


def _lines(sheet: object) -> Sequence[Line]:
    # What a sheet says of its own size need not be true.
    sheet.reset_dimensions()  # type: ignore[attr-defined]
    rows: Iterator[Sequence[object]] = sheet.iter_rows(  # type: ignore[attr-defined]
        max_col=MOST_COLUMNS + 1, values_only=True
    )
    found, letters = list[Line](), 0
    for number, row in enumerate(rows, start=1):
        if number > MOST_LINES:
            raise UnreadableError(FileProblem.TOO_MANY_LINES, {"limit": MOST_LINES})
        texts = tuple(map(_text, row))
        letters += sum(map(len, texts))
        if letters > _MOST_LETTERS:
            raise UnreadableError(FileProblem.UNPACKS_TOO_LARGE, {"limit": MOST_ROWS})
        cells = _without_end(texts)
        if len(cells) > MOST_COLUMNS:
            raise UnreadableError(FileProblem.TOO_MANY_COLUMNS, {"limit": MOST_COLUMNS})
        line = Line(number, cells)
        if not line.is_blank:
            found.append(line)
        if len(found) == ENOUGH:
            break
    return found


def _without_end(cells: Iterable[str]) -> tuple[str, ...]:
    row = list(cells)
    while row and not row[-1].strip():
        row.pop()
    return tuple(row)


def _text(value: object) -> str:
    """A value as one would type it into a German table."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value).replace(".", ",")
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return str(value)
