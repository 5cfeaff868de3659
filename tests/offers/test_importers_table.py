"""Tables by a mapping file: what they give, what is refused, and what is wrong with a mapping."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from offers.errors import InputErrors
from offers.importers import csv_limit
from offers.importers.reading import Reading
from offers.importers.table import import_offers, load_mapping, read_offers, read_row
from offers.importers.table.days import is_pattern, iso_date
from offers.schema import Kind, dump_offer

ROOT = Path(__file__).resolve().parents[2]
TABLES = Path(__file__).parent / "tables"
SHORT = """id: {columns: [Nr]}
constants: {provider: Stadt}
fields:
  title: Titel
"""


@pytest.fixture(scope="module")
def sample() -> Reading:
    mapping = load_mapping(str(TABLES / "angebote.yaml"))
    return read_offers(str(TABLES / "angebote.csv"), mapping)


def read(folder: Path, content: str | bytes, mapping: str = SHORT) -> Reading:
    (folder / "map.yaml").write_text(mapping, encoding="utf-8")
    raw = content.encode() if isinstance(content, str) else content
    (folder / "table.csv").write_bytes(raw)
    return read_offers(str(folder / "table.csv"), load_mapping(str(folder / "map.yaml")))


def refused(folder: Path, content: str | bytes, mapping: str = SHORT) -> list[tuple[str, int]]:
    with pytest.raises(InputErrors) as caught:
        read(folder, content, mapping)
    assert all(error.sentence() for error in caught.value.errors)
    return [(error.code, error.line or 0) for error in caught.value.errors]


def test_a_row_becomes_an_offer_with_what_its_columns_say(sample: Reading) -> None:
    assert dump_offer(sample.offers[0]) == {
        "id": "kammer-1",
        "title": "Energie-Check 1",
        "provider": "Kammer Musterhausen",
        "territory": ["DEA51"],
        "license_info": "Kammer Musterhausen, CC BY 4.0",
        "description": ('Kurz gesagt: Angebot 1.\n\nAusführlich, mit "Zitat" und\nzweiter Zeile.'),
        "kinds": ["advice", "grant"],
        "kind_text": "Beratung, Zuschuss",
        "needs": ["energy_efficiency"],
        "valid_until": "2026-12",
        "deadlines": [{"date": "2027-03-31"}],
        "amount": {"max_eur": 2500, "rate_percent": 33.5, "free_of_charge": False},
        "url": "https://kammer.example/angebot/1",
        "contact": {"email": "info@kammer.example"},
    }


def test_good_rows_are_read_and_bad_ones_refused_with_line_and_field(sample: Reading) -> None:
    assert [offer.id for offer in sample.offers] == [
        *(f"kammer-{number}" for number in range(1, 26)), "kammer-26",
    ]  # fmt: skip
    assert [(error.line, error.field, error.code) for error in sample.errors] == [
        (52, "valid_until", "not_a_date"),
        (53, "needs", "unknown_word"),
        (53, "amount.max_eur", "not_a_number"),
        (53, "amount.free_of_charge", "unknown_word"),
        (53, "url", "wrong_form"),
        (54, "", "row_length"),
        (55, "id", "duplicate_id"),
    ]
    assert [row.key for row in sample.refused] == [
        "kammer-27",
        "kammer-28",
        "kammer-29",
        "kammer-1",
    ]


def test_formulas_are_text_and_markup_is_not(sample: Reading) -> None:
    formula, markup = sample.offers[24:]

    assert (formula.title, formula.description) == ("=1+1", '=HYPERLINK("http://x")')
    assert (markup.title, markup.description) == ("Messe & Markt", "Text")
    assert markup.kinds == (Kind.OTHER,)


def test_a_word_that_a_value_table_maps_to_nothing_is_left_out(sample: Reading) -> None:
    kurs = next(offer for offer in sample.offers if offer.id == "kammer-3")
    assert (kurs.kind_text, kurs.needs) == ("Kurs", ())


def test_a_refused_row_can_be_corrected_in_the_interchange_format(sample: Reading) -> None:
    row = sample.refused[0]
    with pytest.raises(InputErrors, match="31.02.2027"):
        read_row(row.raw)

    corrected = {**json.loads(row.raw), "valid_until": "2027-02-28"}
    offer = read_row(json.dumps(corrected))

    assert (offer.id, offer.license_info) == ("kammer-27", "Kammer Musterhausen, CC BY 4.0")


def test_an_import_reads_the_prose_as_well(tmp_path: Path) -> None:
    mapping = SHORT + "  audience_text: Für wen\n"
    content = "Nr,Titel,Für wen\n1,Kredit,KMU in Hessen\n"
    plain = read(tmp_path, content, mapping)
    path, map_path = str(tmp_path / "table.csv"), str(tmp_path / "map.yaml")

    assert plain.offers[0].conditions is None
    assert import_offers(path, load_mapping(map_path)).offers[0].conditions is not None


@pytest.mark.parametrize(
    ("delimiter", "sign"), [("','", ","), ("';'", ";"), ("tab", "\t")], ids=["comma", "semi", "tab"]
)
def test_delimiters(tmp_path: Path, delimiter: str, sign: str) -> None:
    mapping = f"delimiter: {delimiter}\n{SHORT}"
    found = read(tmp_path, f'Nr{sign}Titel\n1{sign}"A{sign}B"\n', mapping)
    assert [offer.title for offer in found.offers] == [f"A{sign}B"]


def test_a_table_in_windows_1252_is_read_if_the_mapping_says_so(tmp_path: Path) -> None:
    mapping = f"encoding: cp1252\n{SHORT}"
    found = read(tmp_path, "Nr,Titel\n1,Gründung – jetzt €\n".encode("cp1252"), mapping)
    assert found.offers[0].title == "Gründung – jetzt €"


TABLE = "Nr,Titel\n1,Gründung\n"


@pytest.mark.parametrize(
    ("content", "encoding", "code", "words"),
    [
        (TABLE.encode("cp1252"), "utf-8", "other_encoding", "Windows-1252"),
        (TABLE.encode("utf-16"), "utf-8", "other_encoding", "UTF-16"),
        (TABLE.encode("utf-16-le"), "utf-8", "other_encoding", "UTF-16"),
        (b"PK\x03\x04\xff\xfe and so on", "utf-8", "other_encoding", "a ZIP or Excel file"),
        (TABLE.encode(), "cp1252", "wrong_form", "UTF-8"),
        ("\ufeff".encode() + TABLE.encode(), "cp1252", "wrong_form", "UTF-8"),
        (b"Nr,Titel\n1,\x81\n", "cp1252", "wrong_form", "Windows-1252"),
        (b"", "utf-8", "empty_file", "no record"),
    ],
)
def test_another_encoding_is_named(
    tmp_path: Path, content: bytes, encoding: str, code: str, words: str
) -> None:
    with pytest.raises(InputErrors, match=words) as caught:
        read(tmp_path, content, f"encoding: {encoding}\n{SHORT}")
    assert caught.value.errors[0].code == code


@pytest.mark.parametrize(
    ("content", "errors"),
    [
        ("Nr,Name\n1,A\n", [("missing_column", 1)]),
        ("Nr;Titel\n1;A\n", [("missing_column", 1), ("missing_column", 1)]),
        ("Nr,Titel,Titel\n1,A,B\n", [("duplicate_column", 1)]),
        ('Nr,Titel\n1,A\n2,"B\n3,C\n', [("open_quote", 3)]),
        ('Nr,Titel\n1,"' + "x" * 300_000 + '"\n', [("open_quote", 2)]),
        ('"Nr,Titel\n', [("open_quote", 1)]),
        ("Nr,Titel\n1,A" + "," * 5_000_000 + "\n", [("too_long", 2)]),
    ],
)
def test_a_table_that_cannot_be_taken_as_a_whole_is_an_error(
    tmp_path: Path, content: str, errors: list[tuple[str, int]]
) -> None:
    assert refused(tmp_path, content) == errors


def test_a_table_leaves_the_cells_of_other_readers_as_wide_as_they_were(tmp_path: Path) -> None:
    wide = csv.reader(["a,b", "x" * 1_000_000])
    csv_limit.lift()
    next(wide)
    read(tmp_path, "Nr,Titel\n1,A\n")

    assert len(next(wide)[0]) == 1_000_000


@pytest.mark.parametrize(
    "cell", ["1E5000", "1E99999999", "1.000E99999999", "9" * 5_000, "-1E-99999999", "sNaN"]
)
@pytest.mark.parametrize("field", ["amount.max_eur", "amount.rate_percent"])
def test_a_number_that_no_memory_holds_refuses_its_row_at_once(
    tmp_path: Path, field: str, cell: str
) -> None:
    found = read(tmp_path, f"Nr,Titel,Wert\n1,A,{cell}\n2,B,2\n", f"{SHORT}  {field}: Wert\n")

    assert [offer.id for offer in found.offers] == ["2"]
    assert [(error.field, error.code) for error in found.errors] == [(field, "not_a_number")]
    assert cell in found.refused[0].raw


def test_rows_of_another_length_are_refused_and_padding_is_not(tmp_path: Path) -> None:
    content = 'Nr,Titel,\n1,A,\n2,B\n3,C,,,\n4,D,,x\n\n,,\n"5"x,E,\n6,F,\n'

    found = read(tmp_path, content)

    assert [offer.id for offer in found.offers] == ["1", "3", "6"]
    assert [(row.line, row.errors[0].code) for row in found.refused] == [
        (3, "row_length"), (5, "row_length"), (8, "wrong_form"),
    ]  # fmt: skip


def test_nul_and_other_control_characters_refuse_a_row(tmp_path: Path) -> None:
    found = read(tmp_path, "Nr,Titel\n1,A\0B\n2,A\x0bB\n3,C\n")
    assert [offer.id for offer in found.offers] == ["3"]
    assert {error.code for error in found.errors} == {"control_characters"}


@pytest.mark.parametrize(
    ("mapping", "place"),
    [
        ("fields: {title: T}", "line 1, field id: is missing"),
        ("id: {columns: []}\nfields: {title: T, provider: P}", "line 1, field id.columns"),
        ("id: {columns: [N]}\nfields: {title: T}", "line 2, field fields.provider: is missing"),
        (SHORT + "  art: Art\n", "line 5, field fields.art: 'art' is not one of"),
        (SHORT + "  kinds: {column: Art}\n", "line 5, field fields.kinds"),
        (SHORT + "  summary: {columns: [X], separator: ','}\n", "line 5, field fields.summary."),
        (SHORT + "  kinds: {columns: [X], values: y}\n", "line 5, field fields.kinds.values"),
        (SHORT + "  kinds: {columns: [X], otherwise: y}\n", "line 5, field fields.kinds.otherw"),
        (SHORT + "dates: [DD.MM]\n", "line 5, field dates.0"),
        (SHORT + "delimiter: '|'\n", "line 5, field delimiter"),
        (SHORT.replace("Stadt", "Stadt, kinds: [x]"), "line 2, field constants.kinds.0"),
        (SHORT.replace("provider", "title"), "line 2, field constants.title"),
        (
            SHORT + "  kinds: {columns: [X], values: y}\nvalues: {y: {Kurs: course}}\n",
            "line 6, field values.y.Kurs: 'course' is not one of",
        ),
        (SHORT + "id: {columns: [N]}\n", "line 5, field id: the key 'id' occurs twice"),
        ("- 1\n- 2\n", "line 2: holds more than 1 entries"),
    ],
)
def test_an_error_of_a_mapping_names_its_place(tmp_path: Path, mapping: str, place: str) -> None:
    path = tmp_path / "map.yaml"
    path.write_text(mapping, encoding="utf-8")

    with pytest.raises(InputErrors) as caught:
        load_mapping(str(path))
    told = "\n".join(error.sentence() for error in caught.value.errors)
    assert f"map.yaml, {place}" in told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("31.12.2026", "2026-12-31"), ("1.2.2026", "2026-02-01"), ("12/2026", "2026-12"),
        ("2026", "2026"), ("2026-12-31", "2026-12-31"), ("29.02.2027", None), ("31.12.26", None),
        ("12-31-2026", None), ("31.12.1899", None), ("", None),
    ],
)  # fmt: skip
def test_dates_by_patterns(text: str, expected: str | None) -> None:
    assert iso_date(text, ("DD.MM.YYYY", "MM/YYYY")) == expected


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [("DD.MM.YYYY", True), ("YYYY/MM", True), ("YYYY", True), ("DD.MM.YY", False),
     ("DD.YYYY", False), ("MM.MM.YYYY", False), ("den DD.MM.YYYY", False), ("", False)],
)  # fmt: skip
def test_patterns_of_dates(pattern: str, expected: bool) -> None:
    assert is_pattern(pattern) is expected


def test_the_example_of_the_documentation_is_a_mapping(tmp_path: Path) -> None:
    text = (ROOT / "offers/importers/README.md").read_text(encoding="utf-8")
    (tmp_path / "map.yaml").write_text(text.split("```yaml\n")[1].split("```")[0], encoding="utf-8")

    mapping = load_mapping(str(tmp_path / "map.yaml"))

    assert mapping.columns[:4] == ("Nr.", "Titel", "Kurztext", "Langtext")
