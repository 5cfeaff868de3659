"""Bundled organisations in the database, beside those of the operator."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine

from models.session import transaction
from offers.organisations import load_bundled_organisations
from web.use_cases import bundled_organisations
from web.use_cases.organisations import all_organisations, import_file

CSV = (
    "id,name,kind,territories,phone\nnrw-bank,Unsere Bank,bank,Bochum,0234 1\nown,Eigene,x,Herne,\n"
)


def test_bundled_organisations_come_once_and_go_with_their_version(engine: Engine) -> None:
    bundled = load_bundled_organisations()
    for wanted in (bundled, bundled, bundled[1:]):
        with transaction(engine) as session:
            bundled_organisations.store(session, wanted)

        assert [row.id for row in all_organisations(engine)] == [each.id for each in wanted]


def test_what_an_operator_imported_stays(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(CSV, "utf-8")
    bundled = load_bundled_organisations()
    with transaction(engine) as session:
        bundled_organisations.store(session, bundled)
    import_file(engine, path)

    with transaction(engine) as session:
        bundled_organisations.store(session, bundled)

    rows = {row.id: row for row in all_organisations(engine)}
    assert rows["nrw-bank"].name == "Unsere Bank"
    assert rows["own"].territories == ("Herne",)
    assert len(rows) == len(bundled) + 1
