"""Bundled organisations in the database, beside those of the operator."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from models.session import transaction
from offers.errors import InputErrors
from offers.organisations import load_bundled_organisations
from web.organisation_table import read_rows
from web.use_cases.organisations import bundled
from web.use_cases.organisations.whom_to_ask import all_organisations, import_file

CSV = (
    "id,name,kind,territories,phone\nnrw-bank,Unsere Bank,bank,Bochum,0234 1\nown,Eigene,x,Herne,\n"
)


def test_bundled_organisations_come_once_and_go_with_their_version(engine: Engine) -> None:
    ours = load_bundled_organisations()
    for wanted in (ours, ours, ours[1:]):
        with transaction(engine) as session:
            bundled.store(session, wanted)

        assert [row.id for row in all_organisations(engine)] == [each.id for each in wanted]


def test_what_an_operator_imported_stays(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(CSV, "utf-8")
    ours = load_bundled_organisations()
    with transaction(engine) as session:
        bundled.store(session, ours)
    import_file(engine, path)

    with transaction(engine) as session:
        bundled.store(session, ours)

    rows = {row.id: row for row in all_organisations(engine)}
    assert rows["nrw-bank"].name == "Unsere Bank"
    assert rows["own"].territories == ("Herne",)
    assert len(rows) == len(ours) + 1


def test_what_goes_into_the_table_comes_out_of_it(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(CSV, "utf-8")

    import_file(engine, path)

    assert all_organisations(engine) == read_rows(path)


def test_a_row_at_its_longest_is_listed_and_one_beyond_is_refused(
    engine: Engine, tmp_path: Path
) -> None:
    path = tmp_path / "own.csv"
    path.write_text(f"id,name,kind,territories\na,A,{'k' * 50},Herne\n", "utf-8")
    import_file(engine, path)

    path.write_text(f"id,name,kind,territories\na,A,{'k' * 51},Herne\n", "utf-8")
    with pytest.raises(InputErrors, match="own.csv, line 2, field kind: is longer than 50"):
        import_file(engine, path)

    assert [len(each.kind) for each in all_organisations(engine)] == [50]


def test_everything_that_is_wrong_with_a_file_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(
        f"id,name,kind,territories,topics\n"
        f"a,A,{'k' * 51},Herne|Atlantis,founding|money\nb,,x,Herne,\n",
        "utf-8",
    )

    with pytest.raises(InputErrors) as caught:
        read_rows(path)

    assert [(error.line, error.field, error.code) for error in caught.value.errors] == [
        (2, "kind", "too_long"),
        (2, "territories", "unknown_territory"),
        (2, "topics", "unknown_word"),
        (3, "name", "missing"),
    ]
