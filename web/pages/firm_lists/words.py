"""Words for fields, and for what is wrong with a list and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext

from web.firm_tables import FileProblem, Problem, RowProblem
from web.formats import whole_number

FIELDS: Mapping[str, object] = {
    "name": lazy_gettext("Company"),
    "postal_code": lazy_gettext("Postal code"),
    "municipality": lazy_gettext("Town"),
    "place": lazy_gettext("Postal code and town"),
    "wz": lazy_gettext("Sector (WZ code)"),
    "sector_text": lazy_gettext("Sector"),
    "employees": lazy_gettext("Employees"),
    "turnover_eur": lazy_gettext("Turnover in euros"),
    "founded": lazy_gettext("Year of foundation"),
    "legal_form": lazy_gettext("Legal form"),
    "chamber": lazy_gettext("Chamber"),
    "needs": lazy_gettext("Needs"),
    "need_text": lazy_gettext("Needs in own words"),
    "contact_name": lazy_gettext("Contact person"),
    "first_name": lazy_gettext("First name of the contact person"),
    "email": lazy_gettext("E-mail address"),
    "phone": lazy_gettext("Phone number"),
}
_FILE: Mapping[FileProblem, object] = {
    FileProblem.EMPTY: lazy_gettext("The file is empty. Please choose the file with your list."),
    FileProblem.TOO_LARGE: lazy_gettext(
        "The file is larger than %(limit)s MB. Please split it, or leave columns out that are not"
        " needed."
    ),
    FileProblem.TOO_MANY_ROWS: lazy_gettext(
        "The list has more than %(limit)s firms. Please split it into several files."
    ),
    FileProblem.TOO_MANY_COLUMNS: lazy_gettext(
        "The table has more than %(limit)s columns. Please leave out those that are not needed."
    ),
    FileProblem.UNPACKS_TOO_LARGE: lazy_gettext(
        "This file is far larger than a list of %(limit)s firms, which is the most that can be"
        " taken at once. Please split the list, or save only its sheet as a new file, without the"
        " columns that are not needed."
    ),
    FileProblem.TOO_MANY_LINES: lazy_gettext(
        "The table goes on for more than %(limit)s lines, though most of them are empty. Please"
        " copy the lines with firms into a new file."
    ),
    FileProblem.NO_ROWS: lazy_gettext(
        "The file has headings, but no firm below them. Please fill it in first."
    ),
    FileProblem.NO_NAME_COLUMN: lazy_gettext(
        "No column is called “Company”. The first line holds: %(given)s. Please give the column"
        " with the names of the firms the heading “Company”, or use our template."
    ),
    FileProblem.SAME_HEADING_TWICE: lazy_gettext(
        "Two columns have the heading “%(heading)s”. Please rename one of them, so that we know"
        " which one counts."
    ),
    FileProblem.OPEN_QUOTE: lazy_gettext(
        "In line %(line)s a quotation mark opens that never closes. Please remove it, or save the"
        " list as an Excel file (.xlsx)."
    ),
    FileProblem.UNKNOWN_LETTERS: lazy_gettext(
        "The letters of this file cannot be read. Please save it as “CSV UTF-8” or as an Excel"
        " file (.xlsx)."
    ),
    FileProblem.BROKEN_WORKBOOK: lazy_gettext(
        "This Excel file is damaged. Please open it in your program, save it again and try once"
        " more."
    ),
    FileProblem.ENCRYPTED: lazy_gettext(
        "This file is protected by a password. Please save it without one."
    ),
    FileProblem.MACROS: lazy_gettext(
        "This Excel file holds macros. Please save it as an Excel file without macros (.xlsx)."
    ),
    FileProblem.OLD_EXCEL: lazy_gettext(
        "This is a file of an old Excel (.xls) or of another Office program. Please save it as an"
        " Excel file (.xlsx) or as CSV."
    ),
    FileProblem.BINARY_EXCEL: lazy_gettext(
        "This is a binary Excel file (.xlsb). Please save it as an Excel file (.xlsx) or as CSV."
    ),
    FileProblem.OPEN_DOCUMENT: lazy_gettext(
        "This is an OpenDocument table (.ods). Please save it as an Excel file (.xlsx) or as CSV."
    ),
    FileProblem.WEB_PAGE: lazy_gettext(
        "This is a web page or an XML file, whatever it is called. Please open it in your"
        " spreadsheet program and save it as an Excel file (.xlsx) or as CSV."
    ),
    FileProblem.PDF: lazy_gettext(
        "This is a PDF file. Please use the table that it was made of, as an Excel file (.xlsx) or"
        " as CSV."
    ),
    FileProblem.ZIP: lazy_gettext(
        "This is an archive or a text document, not a table. Please choose the Excel file (.xlsx)"
        " or the CSV file itself."
    ),
    FileProblem.NO_TABLE: lazy_gettext(
        "This file is no table. Please choose an Excel file (.xlsx) or a CSV file."
    ),
}
_ROW: Mapping[RowProblem, object] = {
    RowProblem.NO_NAME: lazy_gettext(
        "The name of the firm is missing. The row is left out; please add the name."
    ),
    RowProblem.LONG_NAME: lazy_gettext(
        "The name has more than 200 characters. The row is left out; please shorten it."
    ),
    RowProblem.BROKEN_ROW: lazy_gettext(
        "The quotation marks of this row do not match. The row is left out; please correct them."
    ),
    RowProblem.MORE_CELLS: lazy_gettext(
        "The row has more cells than there are headings. The row is left out; please look for a"
        " separator within a text."
    ),
    RowProblem.TOO_LONG: lazy_gettext("The text is too long and is left out; please shorten it."),
    RowProblem.POSTAL_CODE: lazy_gettext(
        "This is no German postal code and is left out; please write five digits."
    ),
    RowProblem.NUMBER: lazy_gettext(
        "This is no single number and is left out; please write one, such as 38 or 1.200.000."
    ),
    RowProblem.YEAR: lazy_gettext(
        "No year can be read and it is left out; please write four digits, such as 1987."
    ),
    RowProblem.SECTOR: lazy_gettext(
        "This code is not in WZ 2008 and is left out; please check it, or describe the sector in"
        " words."
    ),
    RowProblem.EMAIL: lazy_gettext("This is no e-mail address and is left out; please correct it."),
    RowProblem.FORMULA: lazy_gettext(
        "The formula in this cell gives an error, and the cell is left out; please write the value."
    ),
    RowProblem.CODE_COUNTS: lazy_gettext(
        "Postal code and town do not match. The postal code counts: %(taken)s. If the town is only"
        " a district of it, nothing is to be done; else please correct what is wrong."
    ),
    RowProblem.TOWN_COUNTS: lazy_gettext(
        "We do not know this postal code, or it lies elsewhere. The town counts: %(taken)s. If the"
        " code is that of a post box, nothing is to be done; else please correct it."
    ),
    RowProblem.PLACE_UNKNOWN: lazy_gettext(
        "We do not know this place. It is imported as it stands, but which regional offers fit"
        " stays open; please check the postal code and the spelling of the town."
    ),
    RowProblem.UNREADABLE: lazy_gettext(
        "This cannot be taken over as it stands and is left out; please check it."
    ),
}


def field_label(field: str) -> str:
    """What a field is called; '' for a whole row."""
    return str(FIELDS.get(field, field))


def file_sentence(problem: FileProblem, values: Mapping[str, object]) -> str:
    """Why a file cannot be taken, and what to do."""
    shown = {
        key: whole_number(each) if isinstance(each, int) else each for key, each in values.items()
    }
    return str(_FILE[problem]) % shown


def row_sentence(problem: Problem) -> str:
    """What is wrong with a row, and what to do."""
    return str(_ROW[problem.code]) % {"taken": problem.taken}
