"""The bundled organisations: a file that is right as a whole or names what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from offers.errors import InputErrors
from offers.organisations import load_bundled_organisations


def test_every_bundled_organisation_names_its_source() -> None:
    organisations = load_bundled_organisations()

    assert len(organisations) >= 10
    assert [each.id for each in organisations if not each.source or each.as_of is None] == []


@pytest.mark.parametrize(
    ("record", "place"),
    [
        (
            "- {id: a, name: A, kind: b, territories: [Atlantis]}",
            ("territories.0", "unknown_territory"),
        ),
        ("- {id: a, name: A, kind: b, territories: []}", ("territories", "empty")),
        ("- {id: a, name: A, kind: b}", ("territories", "missing")),
        ("- {id: A B, name: A, kind: b, territories: [Bochum]}", ("id", "wrong_form")),
        (
            "- {id: a, name: A, kind: b, territories: [Bochum], topics: [money]}",
            ("topics.0", "unknown_word"),
        ),
        ("- {id: a, name: A, kind: b, territories: [Bochum], fax: 1}", ("fax", "unknown_key")),
    ],
)
def test_a_bad_record_names_line_and_field(
    record: str, place: tuple[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "organisations.yaml"
    path.write_text(f"- {{id: ok, name: Ok, kind: b, territories: [Bochum]}}\n{record}\n", "utf-8")

    with pytest.raises(InputErrors) as caught:
        load_bundled_organisations(path)

    (error,) = caught.value.errors
    assert (error.field, error.code, error.line) == (*place, 2)


def test_an_id_may_occur_once(tmp_path: Path) -> None:
    record = "- {id: a, name: A, kind: b, territories: [Bochum]}\n"
    path = tmp_path / "organisations.yaml"
    path.write_text(record * 2, "utf-8")

    with pytest.raises(InputErrors, match="stands on line 1 already"):
        load_bundled_organisations(path)
