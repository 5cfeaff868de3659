"""The file as it may arrive: other encodings, dirt, cut off, huge, with rows that are none."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from offers.errors import InputErrors
from offers.importers.fdb import import_offers, read_offers, read_row
from offers.importers.fdb.contract import LONGEST_CELL
from offers.jsonlines import BOM
from tests.benchmarks.fdb_rows import row, write
from tests.strategies import json_values


def content(tmp_path: Path, *cells: dict[str, str]) -> bytes:
    """The bytes of a table with these rows."""
    return Path(write(tmp_path / "whole.csv", cells)).read_bytes()


def put(tmp_path: Path, data: bytes) -> str:
    path = tmp_path / "t.csv"
    path.write_bytes(data)
    return str(path)


def codes(path: str) -> list[tuple[str, int | None]]:
    with pytest.raises(InputErrors) as caught:
        read_offers(path)
    return [(error.code, error.line) for error in caught.value.errors]


def outcome(path: str) -> tuple[object, ...]:
    """The offers of a file, or the codes of why there are none."""
    try:
        return read_offers(path).offers
    except InputErrors as errors:
        return tuple(error.code for error in errors.errors)


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("begin", [b"", BOM])
def test_byte_order_marks_and_line_ends_of_windows_change_nothing(
    begin: bytes, line_end: bytes, tmp_path: Path
) -> None:
    plain = content(tmp_path, row(1), row(2, description="Eine\nzweite Zeile"))

    read = read_offers(put(tmp_path, begin + plain.replace(b"\n", line_end)))

    assert [offer.title for offer in read.offers] == ["Probe 1", "Probe 2"]


@pytest.mark.parametrize(
    ("encoding", "code"), [("cp1252", "other_encoding"), ("utf-16", "other_encoding")]
)
def test_another_encoding_is_named_with_the_place(encoding: str, code: str, tmp_path: Path) -> None:
    data = content(tmp_path, row(1), row(2, title="Größe")).decode("utf-8").encode(encoding)
    path = put(tmp_path, data)

    with pytest.raises(InputErrors) as caught:
        read_offers(path)

    (error,) = caught.value.errors
    assert error.code == code
    position = int(str(error.values["position"]))
    assert position == (0 if encoding == "utf-16" else data.index("Größe".encode(encoding)) + 2)


def test_a_broken_letter_is_named_with_line_and_byte(tmp_path: Path) -> None:
    data = content(tmp_path, row(1), row(2, title="Größe\x02")).replace(b"\x02", b"\x81\xff")

    with pytest.raises(InputErrors) as caught:
        read_offers(put(tmp_path, data))

    (error,) = caught.value.errors
    assert (error.code, error.line) == ("not_utf8", 3)
    assert error.values["position"] == data.index(b"\x81")


def test_control_characters_are_taken_out_and_breaks_become_blanks(tmp_path: Path) -> None:
    dirty = row(1, title="Zu\x00schuss\x0bfür\x1f alle\x85\x96Betriebe\x7f", description="a\tb\nc")

    (offer,) = read_offers(write(tmp_path / "t.csv", [dirty])).strict()

    assert offer.title == "Zuschuss für alle Betriebe"
    assert offer.description == "a\tb\nc"


@pytest.mark.parametrize("keep", range(1, 60, 7))
def test_a_download_that_breaks_off_is_refused_wherever_it_does(keep: int, tmp_path: Path) -> None:
    last = row(2, description='Er sagte "Zuschuss",\nund ging.', keywords_extracted='["a", "b"]')
    data = content(tmp_path, row(1), last)
    end = data.index(b"programm-2")

    assert codes(put(tmp_path, data[: end + keep])) == [("truncated", 3)]


def test_every_cut_of_the_last_row_is_refused_or_loses_nothing(tmp_path: Path) -> None:
    last = row(2, description='Er sagte "Zuschuss",\nund ging.', keywords_extracted='["a", "b"]')
    data = content(tmp_path, row(1), last)
    whole = outcome(put(tmp_path, data))
    ends = (data.index(b"programm-2") + 1, len(data))

    lost = {data[end:]: outcome(put(tmp_path, data[:end])) for end in range(*ends, 1)}

    harmless = {rest for rest, found in lost.items() if found == whole}
    assert harmless == {b'"[""a"", ""b""]"\n', b"\n"}
    assert {lost[rest] for rest in lost.keys() - harmless} == {("truncated",)}


def test_a_file_without_a_line_end_after_its_last_row_is_whole(tmp_path: Path) -> None:
    assert len(read_offers(put(tmp_path, content(tmp_path, row(1))[:-1])).strict()) == 1


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", [("empty_file", None)]),
        (b"\n", [("no_table", 1)]),
        (b"<!DOCTYPE html><html>\n<p>503</p>\n", [("no_table", 1)]),
        (b"PK\x03\x04\x00\x81", [("other_encoding", 1)]),
    ],
)
def test_what_is_no_table_is_said_to_be_none(
    data: bytes, expected: list[tuple[str, int | None]], tmp_path: Path
) -> None:
    assert codes(put(tmp_path, data)) == expected


def test_a_table_without_rows_is_empty(tmp_path: Path) -> None:
    assert codes(put(tmp_path, content(tmp_path))) == [("empty_file", None)]


def test_a_file_that_is_not_there_cannot_be_read(tmp_path: Path) -> None:
    assert codes(str(tmp_path / "missing.csv")) == [("unreadable", None)]
    assert codes("\0") == [("unreadable", None)]


def test_quotes_that_are_none_are_bad_csv(tmp_path: Path) -> None:
    data = content(tmp_path, row(1), row(2, title="TITLE")).replace(b"TITLE", b'"A" und B')

    assert codes(put(tmp_path, data)) == [("invalid_csv", 3)]


def test_one_huge_cell_refuses_its_row_and_no_other(tmp_path: Path) -> None:
    huge = row(1, description="x" * (LONGEST_CELL + 1), short_description="y" * LONGEST_CELL)

    read = read_offers(write(tmp_path / "t.csv", [huge, row(2)]))

    assert [offer.title for offer in read.offers] == ["Probe 2"]
    (refused,) = read.refused
    assert [(error.field, error.code) for error in refused.errors] == [("description", "too_long")]
    assert read_row(refused.raw).description == "", "a text is kept whole or not at all"
    assert len(read_row(refused.raw).summary) == LONGEST_CELL


def test_a_line_without_end_is_not_read_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("offers.importers.fdb.table.LONGEST_LINE", 5_000)
    data = content(tmp_path, row(1), row(2, description="x" * 6_000))

    assert codes(put(tmp_path, data)) == [("too_long", 3)]


def test_rows_with_too_few_or_too_many_cells_are_refused_alone(tmp_path: Path) -> None:
    lines = content(tmp_path, row(1), row(2), row(3)).split(b"\n")
    lines[1] = lines[1].rpartition(b",")[0]
    lines[2] = lines[2] + b",more"

    read = read_offers(put(tmp_path, b"\n".join(lines)))

    assert [offer.title for offer in read.offers] == ["Probe 3"]
    assert [(each.line, each.key) for each in read.refused] == [
        (2, row(1)["id_hash"]),
        (3, row(2)["id_hash"]),
    ]
    assert [error.sentence().rpartition(": ")[2] for error in read.errors] == [
        "has 50 cells, but the header has 51",
        "has 52 cells, but the header has 51",
    ]


def test_lines_count_from_where_a_row_begins_and_blank_ones_are_none(tmp_path: Path) -> None:
    data = content(tmp_path, row(1, description="drei\nZeilen\nlang"), row(2, title=""))
    head, _, rest = data.partition(b"\n")

    read = read_offers(put(tmp_path, head + b"\n\n" + rest))

    assert read.refused_lines == (6,)
    assert [(error.line, error.field) for error in read.errors] == [(6, "title")]


SLIPS = {
    "no title": ({"title": ""}, "title", "missing"),
    "a blank title": ({"title": " "}, "title", "missing"),
    "a foreign address": ({"url": "https://example.org/x"}, "url", "wrong_form"),
    "no licence": ({"license_info": ""}, "license_info", "missing"),
    "a bad key": ({"id_hash": "ABC"}, "id_hash", "wrong_form"),
    "a week that is none": ({"last_updated": "2026-W60"}, "last_updated", "wrong_form"),
    "a week after all years": ({"last_updated": "9999-W52"}, "last_updated", "wrong_form"),
    "a list that is none": ({"funding_type": "[zuschuss]"}, "funding_type", "wrong_form"),
    "a list of numbers": ({"contact_ids": "[1]"}, "contact_ids.0", "wrong_type"),
    "an object for a list": ({"funding_area": "{}"}, "funding_area", "wrong_type"),
    "a link without address": ({"further_links": '[{"title": "x"}]'}, "further_links.0.url", ""),
    "a year too early": (
        {"date_of_issue": "1999-01-01T00:00:00+0000"},
        "date_of_issue",
        "out_of_range",
    ),
    "a day without time zone": ({"date_of_issue": "2020-01-01T00:00:00"}, "date_of_issue", ""),
}


@pytest.mark.parametrize("case", SLIPS)
def test_a_bad_row_is_refused_with_field_and_reason_and_the_rest_is_read(
    case: str, tmp_path: Path
) -> None:
    changes, field, code = SLIPS[case]

    read = read_offers(write(tmp_path / "t.csv", [row(1), row(2, **changes), row(3)]))

    assert [offer.title for offer in read.offers] == ["Probe 1", "Probe 3"]
    (error,) = read.errors
    assert (error.line, error.field) == (3, field)
    assert code in (error.code, "")


def test_of_two_rows_with_one_key_the_later_is_refused(tmp_path: Path) -> None:
    read = read_offers(write(tmp_path / "t.csv", [row(1), row(2), row(1, title="Anders")]))

    assert len(read.offers) == 2
    (error,) = read.errors
    assert error.sentence().endswith("stands on line 2 already; every id may occur once")


def test_titles_and_slugs_are_no_keys(tmp_path: Path) -> None:
    twins = [row(1, programme_slug="einer", title="A"), row(2, programme_slug="einer", title="A")]

    assert len(read_offers(write(tmp_path / "t.csv", twins)).strict()) == 2


def test_a_refused_row_can_be_corrected_and_taken(tmp_path: Path) -> None:
    (refused,) = read_offers(write(tmp_path / "t.csv", [row(1, title="")])).refused
    corrected = {**json.loads(refused.raw), "title": "Probe 1"}

    with pytest.raises(InputErrors, match="title"):
        read_row(refused.raw)
    assert (
        read_row(json.dumps(corrected))
        == read_offers(write(tmp_path / "u.csv", [row(1)])).strict()[0]
    )


@pytest.mark.parametrize(
    ("raw", "field", "code"),
    [
        ("", "", "invalid_json"),
        ("[]", "", "not_an_object"),
        ('{"title": 3}', "title", "wrong_type"),
        ('{"titel": "x"}', "titel", "unknown_key"),
        ("{}", "url", "missing"),
    ],
)
def test_what_is_no_row_is_refused_with_the_reason(raw: str, field: str, code: str) -> None:
    with pytest.raises(InputErrors) as caught:
        read_row(raw)

    assert (field, code) in [(error.field, error.code) for error in caught.value.errors]


@given(st.dictionaries(st.sampled_from(list(row())), json_values, max_size=5))
def test_a_corrected_row_is_an_offer_or_a_list_of_errors_whatever_it_holds(
    changes: dict[str, object],
) -> None:
    with suppress(InputErrors):
        assert read_row(json.dumps({**row(1), **changes})).id.startswith("fdb-")


# A writer of Python leaves a carriage return bare, which no reader of CSV may take.
_cells = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\r"), max_size=30)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(_cells, _cells, _cells), min_size=1, max_size=4))
def test_any_texts_are_read_and_reading_again_gives_the_same(
    tmp_path: Path, texts: list[tuple[str, str, str]]
) -> None:
    cells = [
        row(number, short_description=short, description=long, deadlines=until)
        for number, (short, long, until) in enumerate(texts)
    ]
    path = write(tmp_path / "t.csv", cells)

    first = read_offers(path)

    assert len(first.strict()) == len(texts)
    assert read_offers(path) == first
    assert import_offers(path) == import_offers(path)
