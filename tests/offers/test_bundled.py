"""The bundled catalogue: YAML with a line for every error, and rules beyond the format."""

from __future__ import annotations

from pathlib import Path

import pytest

from offers.bundled import CATALOGUE, load_bundled, read_files
from offers.errors import InputErrors
from offers.importers.jsonl import read_offers
from offers.schema import dump_offer
from offers.yaml_files import read_records

HEAD = "- id: a\n  title: Beratung\n  provider: Stadt\n"


def write(folder: Path, content: str | bytes, name: str = "a.yaml") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def sentences(*paths: Path) -> list[str]:
    """The errors of files, without their folder."""
    with pytest.raises(InputErrors) as caught:
        read_files(paths)
    return [error.sentence().removeprefix(f"{paths[0].parent}/") for error in caught.value.errors]


def test_a_file_holds_a_list_of_offers_or_one(tmp_path: Path) -> None:
    several = write(tmp_path, HEAD + "- id: b\n  title: Kurs\n  provider: Land\n", "a.yaml")
    single = write(tmp_path, "id: c\ntitle: Kredit\nprovider: Bank\n", "b.yaml")

    assert [offer.id for offer in read_files([several, single])] == ["a", "b", "c"]


def test_a_folder_is_read_by_id_whatever_its_files_are_called(tmp_path: Path) -> None:
    write(tmp_path, HEAD, "z.yaml")
    write(tmp_path, HEAD.replace("id: a", "id: b"), "b.yml")
    write(tmp_path, "no offer", "notes.txt")

    assert [offer.id for offer in load_bundled(tmp_path)] == ["a", "b"]


def test_a_folder_without_files_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputErrors, match="holds no file"):
        load_bundled(tmp_path)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-11-21", "2026-11-21"),
        ("2026-11-21 10:00:00", "2026-11-21 10:00:00"),
        ("12:30", "12:30"),
        ("05911", "05911"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("yes", "yes"),
        ("NO", "NO"),
        ("off", "off"),
        (".inf", ".inf"),
        ("=", "="),
        ("'5'", "5"),
        ('"true"', "true"),
        ("5", 5),
        ("-5", -5),
        ("0.5", 0.5),
        ("true", True),
        ("false", False),
        ("null", None),
        ("", None),
    ],
)
def test_plain_words_are_what_json_knows_and_else_text(
    tmp_path: Path, value: str, expected: object
) -> None:
    (record,) = read_records(str(write(tmp_path, f"a: {value}\n")))

    assert record.fields == {"a": expected}
    assert type(record.fields["a"]) is type(expected)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (HEAD + "  kinds: [grant, x]\n", "line 4, field kinds.1: 'x' is not one of"),
        (HEAD + "  kinds:\n    - grant\n    - x\n", "line 6, field kinds.1: 'x' is not one of"),
        (HEAD + "  colour: red\n", "line 4, field colour: is not a field of this format"),
        ("\n\n- id: a\n  title: T\n", "line 3, field provider: is missing"),
        (HEAD + "  as_of: 2026-13\n", "line 4, field as_of: '2026-13' is no date"),
        (HEAD + "  as_of: 2026\n", "line 4, field as_of: must be text, but is a whole number"),
        (
            HEAD + "  deadlines:\n    - label: x\n    - date: 2026-11-21\n",
            "line 5, field deadlines.0.date: is missing",
        ),
        (
            HEAD + "  conditions:\n    all:\n      - size: [kmu]\n",
            "line 6, field conditions.all.0.size.0: 'kmu' is not one of",
        ),
        (HEAD + "  title: Noch einer\n", "line 4, field title: the key 'title' occurs twice"),
        (HEAD + "  amount: {max_eur: 1, max_eur: 2}\n", "line 4, field amount.max_eur: the key"),
        (HEAD + "  summary: a: b\n", "line 4: is not valid YAML: mapping values are not allowed"),
        (HEAD + "\tb: c\n", "line 4: is not valid YAML"),
        (HEAD + "  summary: a\x01b\n", "line 4: is not valid YAML: control characters"),
        (HEAD + "  summary: *x\n", "line 4, field summary: is not valid YAML: anchors"),
        (HEAD + "  summary: &x y\n", "line 4, field summary: is not valid YAML: anchors"),
        (HEAD + "  summary: !!python/name:os.system\n", "is not valid YAML: tags are not allowed"),
        (HEAD + "  summary: !!str 5\n", "line 4, field summary: is not valid YAML: tags"),
        (HEAD + "  ? [a]\n  : b\n", "line 4: is not valid YAML: a key must be a word"),
        (HEAD + "  <<: {a: b}\n", "line 4: is not valid YAML: a key must be a word"),
        (HEAD + "---\n" + HEAD, "line 4: is not valid YAML: a second document begins here"),
        ("- nur Text\n", "line 1: must be an object with named fields"),
        ("nur Text\n", "line 1: must be an object with named fields"),
        ("[]\n", "holds no record"),
        ("", "holds no record"),
        ("# nur ein Kommentar\n", "holds no record"),
        (b"- id: a\n  title: M\xfcller\n", "line 2: is not UTF-8 text (byte 18)"),
        ("a: " + "[" * 5000 + "]" * 5000, "is nested more than 250 levels deep"),
        ("- " * 100_000 + "x", "is nested more than 250 levels deep"),
        ("[" * 5000, "line 1"),
    ],
)  # fmt: skip
def test_every_error_names_file_and_line(
    tmp_path: Path, content: str | bytes, sentence: str
) -> None:
    (found,) = sentences(write(tmp_path, content))

    assert found.startswith("a.yaml")
    assert sentence in found


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (
            "  territory: [Bochum, Deutschland (Revierregionen)]\n",
            "line 4, field territory.1: the territory 'Deutschland (Revierregionen)' cannot be",
        ),
        (
            "  conditions:\n    not:\n      any:\n        - territory: [Atlantis]\n",
            "line 7, field conditions.not.any.0.territory.0: the territory 'Atlantis'",
        ),
        ("  sectors: [C, '04.1']\n", "line 4, field sectors.1: the division of '04.1' does not"),
        (
            "  conditions:\n    sector: ['25', '34']\n",
            "line 5, field conditions.sector.1: the division of '34' does not exist",
        ),
        (
            "  conditions:\n    fact: {name: lieblingsfarbe, equals: true}\n",
            "line 5, field conditions.fact.name: the fact 'lieblingsfarbe' is not registered",
        ),
        (
            "  conditions:\n    fact:\n      name: project_started\n      equals: 1\n",
            "line 5, field conditions.fact: must be an answer of type 'boolean', but is '1'",
        ),
        (
            "  conditions:\n    fact: {name: project_started, min: 1}\n",
            "must be an answer of type 'boolean', but is a range",
        ),
    ],
)
def test_the_bundle_is_held_to_more_than_the_format(
    tmp_path: Path, lines: str, sentence: str
) -> None:
    (found,) = sentences(write(tmp_path, HEAD + lines))

    assert sentence in found


def test_an_id_occurs_once_in_all_files(tmp_path: Path) -> None:
    first, second = write(tmp_path, HEAD), write(tmp_path, "\n" + HEAD, "b.yaml")

    (found,) = sentences(first, second)

    assert found.startswith("b.yaml, line 2, field id: the id 'a' stands on line 1 of a.yaml")


def test_one_bad_file_and_nothing_is_loaded_but_all_errors_are_told(tmp_path: Path) -> None:
    good = write(tmp_path, HEAD)
    bad = write(tmp_path, "- id: B\n  title: ''\n  provider: P\n", "b.yaml")
    broken = write(tmp_path, "- id: [\n", "c.yaml")

    found = sentences(good, bad, broken)

    assert [text.partition(":")[0] for text in found] == [
        "b.yaml, line 1, field id", "b.yaml, line 2, field title", "c.yaml, line 2",
    ]  # fmt: skip


def test_the_bundled_catalogue_is_valid_and_can_be_written() -> None:
    offers = load_bundled(CATALOGUE)

    assert len(offers) >= 95
    assert len({offer.id for offer in offers}) == len(offers)
    assert all(dump_offer(offer)["id"] == offer.id for offer in offers)


def test_all_seed_offers_are_in_the_catalogue(shared_dir: Path) -> None:
    seeds = read_offers(str(shared_dir / "facts/seed-offers.jsonl")).strict()

    assert {offer.id for offer in seeds} <= {offer.id for offer in load_bundled(CATALOGUE)}
    assert len(seeds) == 35
