"""The bundled sources, and what an operator's own file makes of them."""

from __future__ import annotations

import re
from datetime import time
from pathlib import Path

import pytest

from offers.errors import InputErrors
from offers.importers.fdb import read_offers
from offers.importers.formats import FORMATS, reader_of
from offers.sources import by_name, load_sources

OWN = """
- name: verband
  title: Verband
  format: csv
  url: https://verband.example/angebote.csv
  mapping: verband.yaml
  days: [tuesday, friday]
  time: "06:30"
"""


def write(folder: Path, content: str) -> str:
    path = folder / "sources.yaml"
    path.write_text(content, encoding="utf-8")
    return str(path)


def test_the_federal_database_is_fetched_every_monday() -> None:
    (fdb,) = load_sources()

    assert (fdb.name, fdb.format, fdb.weekdays, fdb.time) == ("fdb", "fdb", (0,), time(5))
    assert fdb.rules.hosts == {"fdb.cdl.correlaid.org"}
    assert not fdb.rules.is_private
    assert fdb.complete
    assert "CC BY-ND 4.0" in fdb.licence


def test_an_operator_adds_a_source(tmp_path: Path) -> None:
    found = load_sources(write(tmp_path, OWN))

    assert [source.name for source in found] == ["fdb", "verband"]
    own = by_name(found, "verband")
    assert own.weekdays == (1, 4)
    assert own.rules.hosts == {"verband.example"}, "without a list, the host of the address"
    assert own.mapping == str(tmp_path / "verband.yaml"), "beside the file that names it"


def test_an_operator_changes_a_bundled_source_and_keeps_the_rest(tmp_path: Path) -> None:
    (fdb,) = load_sources(write(tmp_path, 'name: fdb\ntime: "23:15"\ndays: []\n'))
    assert (fdb.time, fdb.weekdays, fdb.title) == (time(23, 15), (), "Förderdatenbank des Bundes")


def test_an_operator_switches_a_source_off(tmp_path: Path) -> None:
    assert load_sources(write(tmp_path, "name: fdb\noff: true\n")) == ()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (OWN.replace("csv\n", "xml\n", 1), "line 4, field format: 'xml' is not one of"),
        (OWN.replace("https://", "ftp://"), "line 5, field url: "),
        (OWN.replace('"06:30"', "6"), "line 8, field time: "),
        (OWN.replace('"06:30"', '"06:30:11"'), "line 8, field time: '06:30:11' has the wrong form"),
        (OWN.replace("friday", "freitag"), "line 7, field days.1: 'freitag' is not one of"),
        (OWN.replace("title", "titel"), "line 3, field titel: is not a field"),
        (OWN + OWN, "line 10, field name: the key 'verband' occurs twice"),
        ("- fdb\n", "line 1: must be an object"),
        ("", "holds no record"),
    ],
)
def test_an_error_names_its_place(tmp_path: Path, content: str, words: str) -> None:
    with pytest.raises(InputErrors, match=re.escape(words)):
        load_sources(write(tmp_path, content))


def test_an_unknown_source_is_an_error_that_names_the_known() -> None:
    with pytest.raises(InputErrors, match="'fdp' is no source; there are: fdb"):
        by_name(load_sources(), "fdp")


def test_the_key_of_a_row_leads_to_its_offer_in_every_format(shared_dir: Path) -> None:
    programmes = read_offers(str(shared_dir / "fdb/sample_published.csv")).strict()
    for offer in programmes:
        assert FORMATS["fdb"].id_of(offer.id.removeprefix("fdb-")) == offer.id
    assert (FORMATS["jsonl"].id_of("a"), FORMATS["csv"].id_of("a")) == ("a", "a")


@pytest.mark.parametrize(
    ("format", "mapping", "code"),
    [("csv", None, "no_mapping"), ("jsonl", "x.yaml", "needless_mapping"),
     ("csv", "fehlt.yaml", "unreadable")],
)  # fmt: skip
def test_a_table_needs_a_mapping_and_nothing_else_takes_one(
    format: str, mapping: str | None, code: str
) -> None:
    with pytest.raises(InputErrors) as caught:
        reader_of(format, mapping=mapping)
    assert caught.value.errors[0].code == code
