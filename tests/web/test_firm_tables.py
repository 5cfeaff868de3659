"""Lists of firms as people keep them: what is understood, what is told, what is refused."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from tests.fixtures.apps import NOW
from tests.web.list_world import csv_of, firms, with_part, workbook
from web import firm_tables
from web.firm_tables import FileProblem, RowProblem, UnreadableError, read, workbooks
from web.firm_tables.cells import needs, whole_number
from web.pages.firm_lists.words import file_sentence, row_sentence

ONE = (("Firma", "Ort"), ("Schmiede Ruhr GmbH", "Witten"))


def problem_of(content: bytes) -> FileProblem:
    with pytest.raises(UnreadableError) as caught:
        read(content)
    assert "%(" not in file_sentence(caught.value.problem, caught.value.values)
    return caught.value.problem


def test_a_whole_row_becomes_answers_and_a_contact() -> None:
    head = (
        "Unternehmen;Postleitzahl;Stadt;WZ-Code;Mitarbeiter;Umsatz (TEUR);gegründet am;Rechtsform;"
        "Themen;Geschäftsführer;Mail;Tel.;Kammer;Bemerkung"
    )
    row = (
        "Schmiede Ruhr GmbH;D-58452;Witten;25.62;ca. 38;6.200;01.03.1987;GmbH;"
        "Energieeffizienz, Unternehmensnachfolge;Karla Schmied;Info@Example.COM;02302 12;"
        "IHK Bochum;x"
    )
    table = read(f"{head}\n{row}\n".encode("cp1252"))

    (firm,) = table.rows
    assert (firm.name, firm.contact_name, firm.email, firm.phone) == (
        "Schmiede Ruhr GmbH", "Karla Schmied", "info@example.com", "02302 12",
    )  # fmt: skip
    assert firm.answers == {
        "postal_code": "58452",
        "municipality": "Witten",
        "wz": "25.62",
        "employees": 38,
        "turnover_eur": 6_200_000,
        "founded": 1987,
        "legal_form": "GmbH",
        "chamber": "IHK",
        "needs": ["energy_efficiency", "succession"],
    }
    assert table.problems == ()
    assert table.columns[-1] == ("Bemerkung", "")


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_delimiters_and_letters_of_all_usual_programs_are_read(delimiter: str, codec: str) -> None:
    text = f"Firma{delimiter}Ort\nMüller & Söhne{delimiter}Köln\n"

    (firm,) = read(text.encode(codec)).rows
    assert (firm.name, firm.answers) == ("Müller & Söhne", {"municipality": "Köln"})


def test_a_workbook_is_read_by_its_values_however_it_is_called() -> None:
    rows = (("Firma", "PLZ", "Gründungsjahr", "Umsatz"), ("A", 1067, 1990, 1234567.5))
    formulas = {"A3": ('="B"&"ee"', "Bee"), "B3": ("=[other.xlsx]S!A1", 58452)}
    table = read(workbook(rows, formulas=formulas))

    first, second = table.rows
    assert first.answers == {"postal_code": "01067", "founded": 1990, "turnover_eur": 1234568}
    assert (second.name, second.answers) == ("Bee", {"postal_code": "58452"})


def test_a_title_above_the_headings_and_empty_lines_are_passed_over() -> None:
    table = read(b"Firmen unseres Bezirks\n\nFirma;Ort\n\nA;Witten\n;\n")

    (firm,) = table.rows
    assert (firm.name, firm.line, table.problems) == ("A", 5, ())


def test_a_bare_name_is_the_firm_unless_another_column_is() -> None:
    (alone,) = read(b"Name;Ort\nA;Witten\n").rows
    (beside,) = read(b"Firma;Vorname;Name\nA;Karla;Schmied\n").rows

    assert (alone.name, alone.contact_name) == ("A", "")
    assert (beside.name, beside.contact_name) == ("A", "Karla Schmied")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("38", 38), ("1.200", 1200), ("1.234.567", 1_234_567), ("1,5 Mio. €", 1_500_000),
        ("1,234 Mio", 1_234_000), ("250 TEUR", 250_000), ("1 200", 1200), ("12,5", 13),
        ("ca. 40 Mitarbeiter", 40), ("€ 5.000,00", 5000), ("1'000", 1000), ("1,000,000", 1_000_000),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(text: str, number: int) -> None:
    assert whole_number(text) == number


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Export", {"needs": ["export"]}),
        (
            "Energieeffizienz, Weiterbildung, Qualifizierung",
            {"needs": ["energy_efficiency", "training"]},
        ),
        ("Digitalisierung", {"needs": ["digitalisation"]}),
        ("PV-Anlage", {"needs": ["renewable_energy"], "need_text": "PV-Anlage"}),
        ("energy_efficiency; succession", {"needs": ["energy_efficiency", "succession"]}),
        ("Investition, Wachstum", {"needs": ["growth_investment"]}),
        ("neue Halle, mehr Leute", {"need_text": "neue Halle, mehr Leute"}),
        ("IT-Sicherheit, neue Halle", {"needs": ["it_security"], "need_text": "neue Halle"}),
    ],
)
def test_needs_are_keys_labels_or_the_firms_own_words(text: str, found: dict[str, object]) -> None:
    assert needs(text) == found


@pytest.mark.parametrize(
    ("row", "field", "code"),
    [
        ("A;123;;;;;", "postal_code", RowProblem.POSTAL_CODE),
        ("A;Witten;;;;;", "postal_code", RowProblem.POSTAL_CODE),
        ("A;;;04.1;;;", "wz", RowProblem.SECTOR),
        ("A;;;;10-49;;", "employees", RowProblem.NUMBER),
        ("A;;;;;;nicht@", "email", RowProblem.EMAIL),
        ("A;#BEZUG!;;;;;", "postal_code", RowProblem.FORMULA),
        (f"A;;{'x' * 501};;;;", "municipality", RowProblem.TOO_LONG),
        ("A;;;;9999999999999999999;;", "employees", RowProblem.UNREADABLE),
    ],
)
def test_a_cell_that_cannot_be_read_is_told_and_the_firm_stays(
    row: str, field: str, code: RowProblem
) -> None:
    table = read(csv_of("Z;;;;;;", row))

    assert [(each.line, each.field, each.code) for each in table.problems] == [(3, field, code)]
    assert [firm.name for firm in table.rows] == ["Z", "A"]
    assert (table.rows[1].answers, table.refused) == ({}, 0)


@pytest.mark.parametrize(
    ("code", "town", "problem", "taken"),
    [
        ("58452", "Hamburg", RowProblem.CODE_COUNTS, "Witten"),
        ("10115", "Witten", RowProblem.CODE_COUNTS, "Berlin"),
        ("99999", "Witten", RowProblem.TOWN_COUNTS, "Witten"),
        ("58449", "Hamburg", RowProblem.TOWN_COUNTS, "Hamburg"),
        ("99999", "", RowProblem.PLACE_UNKNOWN, ""),
        ("", "Wien", RowProblem.PLACE_UNKNOWN, ""),
    ],
)
def test_a_place_that_contradicts_itself_or_is_unknown_is_told_with_what_counts(
    code: str, town: str, problem: RowProblem, taken: str
) -> None:
    table = read(csv_of(f"A;{code};{town};;;;"))

    (found,) = table.problems
    assert (found.line, found.field, found.code, found.taken) == (2, "place", problem, taken)
    assert taken in row_sentence(found)
    given = {"postal_code": code, "municipality": town}
    assert table.rows[0].answers == {name: text for name, text in given.items() if text}


@pytest.mark.parametrize(
    ("code", "town"),
    [
        ("58452", "Witten"),
        ("58456", "Witten-Herbede"),
        ("58456", "Herbede"),
        ("58452", "Stockum"),
        ("58452", "Wittn"),
        ("44137", "Dortmund Mitte"),
        ("60311", "Frankfurt a.M."),
        ("48143", "Münster/Westf."),
        ("20095", "HH"),
        ("58300", "Wetter (Ruhr)"),
        ("", "NRW"),
        ("", "Neustadt"),
        ("58452", ""),
    ],
)
def test_districts_slips_and_usual_spellings_of_a_place_are_no_problem(
    code: str, town: str
) -> None:
    assert read(csv_of(f"A;{code};{town};;;;")).problems == ()


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (";58452;;;;;", RowProblem.NO_NAME),
        ("keine Angabe;58452;;;;;", RowProblem.NO_NAME),
        (f"{'x' * 201};;;;;;", RowProblem.LONG_NAME),
        ("A;58452;;;;;;mehr", RowProblem.MORE_CELLS),
        ('"A"B;58452;;;;;', RowProblem.BROKEN_ROW),
    ],
)
def test_a_row_that_is_no_firm_is_left_out_with_its_line(row: str, code: RowProblem) -> None:
    table = read(csv_of(row, "Z;;;;;;"))

    assert [(each.line, each.code) for each in table.problems] == [(2, code)]
    assert [firm.name for firm in table.rows] == ["Z"]
    assert table.refused == 1


def _zip(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), body)
    return stream.getvalue()


def _encrypted(content: bytes) -> bytes:
    """The same with the sign that says that parts are encrypted."""
    return content.replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01")


_NAMESPACE = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_FAR_ROW = b'<sheetData><row r="9999999999"><c r="A9999999999"/></row></sheetData>'
FAR = b'<worksheet xmlns="%b">%b</worksheet>' % (_NAMESPACE, _FAR_ROW)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
BOMB = with_part(workbook(ONE), "xl/worksheets/sheet1.xml", b" " * 60_000_000)
TINY_CELLS = with_part(
    workbook(ONE), "xl/worksheets/sheet1.xml", b"<sheetData>" + b"<c/>" * 1_200_001
)
_FORMAT = b'<numFmts><numFmt numFmtId="164" formatCode="%b"/></numFmts>'
BRACKETS = with_part(workbook(ONE), "xl/styles.xml", _FORMAT % (b"[" * 500_000))
STYLES = with_part(workbook(ONE), "xl/styles.xml", b"<cellXfs>" + b"<xf/>" * 40_000)
_LONG = b'<sst xmlns="%b"><si><t>Firma</t></si><si><t>%b</t></si></sst>'
SHARED = with_part(
    workbook((("Firma",), *(("A",) for _ in range(50)))),
    "xl/sharedStrings.xml",
    _LONG % (_NAMESPACE, b"a" * 500_000),
)
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaa">]><worksheet>&a;</worksheet>'


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        pytest.param(b"", FileProblem.EMPTY, id="empty"),
        pytest.param(b" \r\n\n", FileProblem.EMPTY, id="blank"),
        pytest.param(b"Firma;Ort\n", FileProblem.NO_ROWS, id="headings"),
        pytest.param(workbook(ONE[:1]), FileProblem.NO_ROWS, id="headings of a workbook"),
        pytest.param(workbook(()), FileProblem.EMPTY, id="empty workbook"),
        pytest.param(b"a;b\n1;2\n", FileProblem.NO_NAME_COLUMN, id="no name"),
        pytest.param(b"Firma;Ort;Ort\nA;B;C\n", FileProblem.SAME_HEADING_TWICE, id="twice"),
        pytest.param(b'Firma;Ort\n"A;B\nC;D\n', FileProblem.OPEN_QUOTE, id="quote"),
        pytest.param(firms(5_001), FileProblem.TOO_MANY_ROWS, id="rows"),
        pytest.param(b";" * 200 + b"\nA", FileProblem.NO_NAME_COLUMN, id="separators"),
        pytest.param(b"Firma" + b";x" * 200, FileProblem.TOO_MANY_COLUMNS, id="columns"),
        pytest.param(b"x" * 5_000_001, FileProblem.TOO_LARGE, id="size"),
        pytest.param(b"<!DOCTYPE html><table>", FileProblem.WEB_PAGE, id="html"),
        pytest.param(
            b'\xef\xbb\xbf<?xml version="1.0"?><Workbook>', FileProblem.WEB_PAGE, id="xml"
        ),
        pytest.param(b"%PDF-1.7 ...", FileProblem.PDF, id="pdf"),
        pytest.param(OLE, FileProblem.OLD_EXCEL, id="xls"),
        pytest.param(
            OLE + "EncryptedPackage".encode("utf-16-le"), FileProblem.ENCRYPTED, id="password"
        ),
        pytest.param(_encrypted(_zip(a_xml=b"x")), FileProblem.ENCRYPTED, id="encrypted zip"),
        pytest.param(_zip(word__document_xml=b"x"), FileProblem.ZIP, id="docx"),
        pytest.param(
            _zip(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
            FileProblem.OPEN_DOCUMENT,
            id="ods",
        ),
        pytest.param(_zip(xl__workbook_bin=b"x"), FileProblem.BINARY_EXCEL, id="xlsb"),
        pytest.param(
            with_part(workbook(ONE), "xl/vbaProject.bin", b"x"), FileProblem.MACROS, id="xlsm"
        ),
        pytest.param(BOMB, FileProblem.UNPACKS_TOO_LARGE, id="bomb"),
        pytest.param(TINY_CELLS, FileProblem.UNPACKS_TOO_LARGE, id="cells without end"),
        pytest.param(BRACKETS, FileProblem.UNPACKS_TOO_LARGE, id="a format of brackets"),
        pytest.param(SHARED, FileProblem.UNPACKS_TOO_LARGE, id="one text in many cells"),
        pytest.param(STYLES, FileProblem.UNPACKS_TOO_LARGE, id="styles without end"),
        pytest.param(b"\n" * 20_001 + b"Firma\nA", FileProblem.TOO_MANY_LINES, id="blank lines"),
        pytest.param(
            with_part(workbook(ONE), "xl/worksheets/sheet1.xml", LAUGHS),
            FileProblem.BROKEN_WORKBOOK,
            id="entities",
        ),
        pytest.param(
            with_part(workbook(ONE), "xl/worksheets/sheet1.xml", b"<worksheet><"),
            FileProblem.BROKEN_WORKBOOK,
            id="damaged sheet",
        ),
        pytest.param(workbook(ONE)[:-200], FileProblem.BROKEN_WORKBOOK, id="cut off"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0\0", FileProblem.NO_TABLE, id="picture"),
        pytest.param(b"\xff\xfeF", FileProblem.UNKNOWN_LETTERS, id="half a letter"),
    ],
)
def test_a_file_that_is_no_list_is_refused_for_what_it_is(
    content: bytes, problem: FileProblem
) -> None:
    assert problem_of(content) is problem


def test_a_workbook_that_claims_rows_without_end_is_not_walked_to_its_end() -> None:
    content = with_part(workbook(ONE), "xl/worksheets/sheet1.xml", FAR)
    assert problem_of(content) is FileProblem.TOO_MANY_LINES


def test_sheets_behind_the_list_are_not_read() -> None:
    stream = io.BytesIO()
    with Workbook(stream, {"in_memory": True}) as book:
        book.add_worksheet().write_row(0, 0, ("Hinweise",))
        sheet = book.add_worksheet()
        for number, row in enumerate(ONE):
            sheet.write_row(number, 0, row)
        book.add_worksheet()
    content = with_part(stream.getvalue(), "xl/worksheets/sheet3.xml", FAR)

    assert [firm.name for firm in read(content).rows] == ["Schmiede Ruhr GmbH"]


def _with_book(change: Callable[[bytes], bytes]) -> bytes:
    """A list whose workbook says something else."""
    content = workbook(ONE)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        book: bytes = archive.read("xl/workbook.xml")
    return with_part(content, "xl/workbook.xml", change(book))


def test_what_is_to_be_printed_of_a_workbook_is_not_looked_at() -> None:
    # Quotes that never end keep the library busy for minutes.
    area = b'<definedName name="_xlnm.Print_Area" localSheetId="0">%b</definedName>' % (
        b"'" * 90_000
    )
    content = _with_book(
        lambda book: book.replace(b"</sheets>", b"</sheets><definedNames>%b</definedNames>" % area)
    )

    assert [firm.name for firm in read(content).rows] == ["Schmiede Ruhr GmbH"]


def test_a_part_that_many_sheets_are_made_of_is_read_once() -> None:
    sheet = b'<sheet name="%b" sheetId="%d" r:id="rId1"/>'
    many = b"".join(sheet % (b"S%d" % number, number) for number in range(1, 50))
    content = _with_book(
        lambda book: re.sub(rb"<sheets>.*</sheets>", b"<sheets>%b</sheets>" % many, book)
    )

    assert len(list(workbooks.sheets_of(content))) == 1


def test_a_part_that_defines_entities_is_refused_whatever_it_is_called() -> None:
    content = with_part(workbook(ONE), "xl/worksheets/sheet9.bin", LAUGHS)

    assert problem_of(content) is FileProblem.BROKEN_WORKBOOK


def test_a_text_of_thousands_of_commas_is_no_list_of_topics() -> None:
    text = "Export, " + "a, " * 1_000

    assert needs(text) == {"need_text": text.strip()}


def test_the_templates_are_understood_whole() -> None:
    for language in ("de", "en"):
        filled = firm_tables.as_csv(language) + b"A\r\n"
        assert all(field for _, field in read(filled).columns)
        assert problem_of(firm_tables.as_workbook(language, made=NOW)) is FileProblem.NO_ROWS


def test_dates_of_a_workbook_are_years() -> None:
    stream = io.BytesIO()
    with Workbook(stream, {"default_date_format": "dd.mm.yyyy"}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("Firma", "Gründung"))
        sheet.write_string(1, 0, "A")
        sheet.write_datetime(1, 1, datetime.combine(date(1987, 3, 1), datetime.min.time()))
    (firm,) = read(stream.getvalue()).rows
    assert firm.answers == {"founded": 1987}


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=400)
    | st.text(max_size=300).map(
        lambda text: f"Firma;PLZ;WZ;Umsatz;Bedarf\n{text}".encode("utf-8", "ignore")
    )
)
def test_nothing_that_is_sent_breaks_the_reader(content: bytes) -> None:
    try:
        table = read(content)
    except UnreadableError:
        return
    assert all(firm.name for firm in table.rows)
