"""The promised table: our contract is the published one, and what departs from it stops all."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from offers.errors import InputErrors
from offers.importers.fdb import read_offers
from offers.importers.fdb.contract import column_names, contract
from offers.importers.fdb.mapping import tables
from offers.schema import AudienceWord, Kind, SizeClass
from offers.schema.grammar import SECTOR_FORM
from offers.taxonomy.needs import NEED_KEYS
from offers.taxonomy.regions import region
from tests.benchmarks.fdb_rows import row, rows, write

Rows = list[dict[str, str]]


def test_the_contract_is_that_of_the_published_table(shared_dir: Path) -> None:
    published = json.loads((shared_dir / "fdb/table-schema.json").read_text("utf-8"))
    columns = published["tableSchema"]["columns"]

    assert column_names() == tuple(column["name"] for column in columns)
    for ours, theirs in zip(contract().columns, columns, strict=True):
        datatype = theirs["datatype"]
        facets = datatype if isinstance(datatype, dict) else {"base": datatype}
        base = {"truth": "boolean", "moment": "dateTime"}.get(ours.form, "string")
        assert (base, ours.required) == (facets["base"], theirs["required"]), ours.name
        assert ours.pattern == facets.get("format"), ours.name
        assert (ours.min, ours.max) == (facets.get("minimum", ""), facets.get("maximum", ""))
        assert ("JSON-encoded" in theirs.get("dc:description", "")) == (
            ours.form in ("codes", "pairs", "texts", "links")
        ), ours.name


def test_the_vocabularies_are_the_published_ones(shared_dir: Path) -> None:
    published = json.loads((shared_dir / "fdb/vocab.json").read_text("utf-8"))

    assert contract().vocabularies == published


def test_there_are_as_many_codes_as_the_columns_promise() -> None:
    counts = {column.name: len(contract().codes(column)) for column in contract().columns}

    assert {name: count for name, count in counts.items() if count} == {
        "funding_type": 6,
        "eligible_applicants": 9,
        "funding_area": 23,
        "funding_body": 3,
        "funding_location": 18,
        "grw": 2,
        "unternehmensgroesse": 4,
        "funding_subarea": 124,
        "applicant_sector": 16,
    }


CLOSED = [column for column in contract().columns if column.vocabulary]


@pytest.mark.parametrize("column", CLOSED, ids=lambda column: column.name)
def test_every_code_has_its_line_in_the_editors_table(column: object) -> None:
    codes = set(contract().codes(column))
    if column.name == "applicant_sector":
        codes = {code.partition(".")[2] for code in codes}

    assert set(tables()[column.name]) == codes


WORDS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("funding_type", lambda word: word in tuple(Kind)),
    ("eligible_applicants", lambda word: word in tuple(AudienceWord)),
    ("funding_location", lambda word: bool(region(word).name)),
    ("unternehmensgroesse", lambda word: word in tuple(SizeClass)),
    ("applicant_sector", lambda word: SECTOR_FORM.fullmatch(word) is not None),
)


@pytest.mark.parametrize(("table", "is_ours"), WORDS)
def test_every_word_on_the_right_is_one_of_ours(table: str, is_ours: Callable[[str], bool]) -> None:
    words = [word for found in tables()[table].values() for word in found]

    assert words
    assert [word for word in words if not is_ours(word)] == []


@pytest.mark.parametrize("table", ["funding_area", "funding_subarea"])
def test_areas_lead_to_needs_and_kinds_that_there_are(table: str) -> None:
    for topic in tables()[table].values():
        assert set(topic) <= {"needs", "kinds", "instead"}
        assert set(topic.get("needs", ())) <= set(NEED_KEYS)
        assert {*topic.get("kinds", ()), *topic.get("instead", ())} <= set(Kind)


def test_every_need_of_a_company_that_the_source_knows_is_reached() -> None:
    topics = [*tables()["funding_area"].values(), *tables()["funding_subarea"].values()]
    reached = {need for topic in topics for need in topic.get("needs", ())}

    assert set(NEED_KEYS) - reached == {
        "foreign_skilled_workers",
        "guarantees_equity",
        "it_security",
        "site_land",
    }


def stopped(path: str) -> list[str]:
    """The sentences with which the table is refused as a whole, without the file's name."""
    with pytest.raises(InputErrors) as caught:
        read_offers(path)
    return [str(error.sentence()).removeprefix(f"{path}, ") for error in caught.value.errors]


def with_columns(path: Path, names: Iterable[str], cells: Rows) -> str:
    """A table with these columns; what a row says of others is left out."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, tuple(names), restval="", extrasaction="ignore")
        table.writeheader()
        table.writerows(cells)
    return str(path)


def renamed(old: str, new: str) -> tuple[str, ...]:
    return tuple(new if name == old else name for name in column_names())


IS_NEW = "is new: perhaps renamed"
HEADERS = {
    "missing": (
        [name for name in column_names() if name != "grw"],
        ["line 1: the column 'grw' is missing"],
    ),
    "new": ([*column_names(), "budget"], ["line 1: the column 'budget' is new"]),
    "renamed in its place": (
        renamed("unternehmensgroesse", "company_size"),
        [f"line 1: the column 'unternehmensgroesse' is missing, 'company_size' {IS_NEW}"],
    ),
    "renamed and moved": (
        ["short_descriptions", *(name for name in column_names() if name != "short_description")],
        [f"line 1: the column 'short_description' is missing, 'short_descriptions' {IS_NEW}"],
    ),
    "two at once": (
        [*(name for name in column_names() if name not in ("grw", "url")), "budget"],
        [
            "line 1: the column 'url' is missing",
            "line 1: the column 'grw' is missing",
            "line 1: the column 'budget' is new",
        ],
    ),
    "twice": (
        [*column_names(), "title"],
        ["line 1: has two columns called 'title'; every name may occur once"],
    ),
    "another table": (
        ["id", "name"],
        ["line 1: is not the table of the Förderdatenbank: none of its columns is there"],
    ),
}


@pytest.mark.parametrize("case", HEADERS)
def test_other_columns_stop_the_import_and_are_named(case: str, tmp_path: Path) -> None:
    names, sentences = HEADERS[case]

    assert stopped(with_columns(tmp_path / "t.csv", names, [row()])) == sentences


def test_the_order_of_the_columns_does_not_matter(tmp_path: Path) -> None:
    turned = with_columns(tmp_path / "t.csv", reversed(column_names()), [row()])

    assert read_offers(turned) == read_offers(write(tmp_path / "u.csv", [row()]))


def test_new_codes_stop_the_import_with_how_often_they_occur(tmp_path: Path) -> None:
    cells = [
        row(1, funding_type='["zuschuss", "bonus"]'),
        row(2),
        row(3, funding_type='["bonus", "bonus"]'),
        row(4, funding_location='["nrw"]', grw='["anderes"]'),
    ]

    assert stopped(write(tmp_path / "t.csv", cells)) == [
        "line 2, field funding_type: the code 'bonus' is new (rows with it: 2, first in line 2)",
        "line 5, field funding_location: the code 'nrw' is new (rows with it: 1, first in line 5)",
        "line 5, field grw: the code 'anderes' is new (rows with it: 1, first in line 5)",
    ]


@pytest.mark.parametrize(
    ("column", "cell", "problem"),
    [
        ("funding_type", "zuschuss", "Invalid JSON"),
        ("absent", "no", "'no' is not one of: true, false"),
        ("date_of_issue", "15.01.2020", "'15.01.2020' has the wrong form"),
        ("on_website_from", "August", "'August' has the wrong form"),
        ("title", "", "is missing"),
    ],
)
def test_a_datatype_that_many_rows_break_stops_the_import(
    column: str, cell: str, problem: str, tmp_path: Path
) -> None:
    bad = [row(number, **{column: cell}) for number in range(12)]
    good = [row(number) for number in range(12, 200)]

    (sentence,) = stopped(write(tmp_path / "t.csv", [*good, *bad]))

    start = f"line 190, field {column}: is broken in 12 of 200 rows, first in line 190: "
    assert sentence.startswith(start)
    assert problem in sentence


def test_the_same_slip_in_a_few_rows_refuses_these_rows_only(tmp_path: Path) -> None:
    bad = [row(number, absent="no") for number in range(9)]

    read = read_offers(write(tmp_path / "t.csv", [*bad, row(9)]))

    assert [offer.title for offer in read.offers] == ["Probe 9"]
    assert len(read.refused) == 9


def test_the_synthetic_table_keeps_the_contract(tmp_path: Path) -> None:
    read = read_offers(write(tmp_path / "t.csv", rows(3000)))

    assert {error.sentence().rpartition(": ")[2] for error in read.errors} == {"is missing"}
    assert len(read.offers) + len(read.refused) == 3000
    assert {str(case.code) for case in read.cases} >= {"fdb_kind", "fdb_assisted_area"}
