"""Odd and bad input on the command line: ranked where possible, else a message and no trace."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from matcher.__main__ import main
from tests.matcher.command_line import OFFERS, PROFILES, Capture, run, write


@pytest.fixture
def offers(tmp_path: Path) -> str:
    return write(tmp_path, "offers.jsonl", *OFFERS)


@pytest.fixture
def profiles(tmp_path: Path) -> str:
    return write(tmp_path, "profiles.jsonl", *PROFILES)


def deep(levels: int) -> str:
    """An offer with a condition nested that deep, as text: json cannot write 5,000 levels."""
    head = '{"id": "a", "title": "T", "provider": "P", "conditions": '
    return head + '{"not": ' * levels + '{"size": ["micro"]}' + "}" * levels + "}"


ODD_PROFILES: tuple[dict[str, Any], ...] = (
    {"id": "unknown-postal-code", "postal_code": "00000"},
    {"id": "places", "postal_code": "44787", "municipality": "München", "region": "DEB"},
    {"id": "sizes", "employees": 10**13, "turnover_eur": 0, "balance_sheet_eur": 10**13},
    {"id": "long", "need_text": "Förderung " * 1000, "sector_text": "ü" * 10_000},
    {"id": "😀", "need_text": "😀👩‍🔧 \u202e\u200b", "municipality": "😀"},
    {"id": "<script>alert(1)</script>", "need_text": "<b>Hallo</b> & <!--", "legal_form": "<i>"},
    {"id": "'; DROP TABLE offer; --", "need_text": "' OR 1=1 --", "municipality": "Wit'ten"},
    {"id": "controls", "need_text": "a\x00b\x1b[2J\x7f", "municipality": "Wit\x00ten"},
    {"id": "founded-long-ago", "founded": 1000},
    {"id": "future", "founded": 2200, "employees": 0},
    {"id": "facts", "facts": {"project_started": "vielleicht", "unbekannt": -1.5, "\x00": "\x00"}},
)


@pytest.mark.parametrize("row", ODD_PROFILES, ids=lambda row: row["id"])
def test_odd_but_possible_profiles_are_ranked(
    tmp_path: Path, offers: str, capsys: Capture, row: dict[str, Any]
) -> None:
    profiles = write(tmp_path, "odd.jsonl", row)

    (found,) = run(
        capsys, "rank", "--offers", offers, "--profiles", profiles, "--today", "2026-11-21", "--all"
    )

    assert found["profile"] == row["id"]
    assert len(found["matches"]) == len(OFFERS)


@pytest.mark.parametrize(
    "row",
    [
        deep(50),
        deep(99),
        {**OFFERS[0], "title": "😀 <b>'; DROP TABLE</b>", "description": "ü" * 10_000},
        {**OFFERS[0], "territory": ["Deutschland (Revierregionen)", "<b>", "XX99"]},
        {**OFFERS[0], "conditions": {"fact": {"name": "nie registriert", "equals": True}}},
        {**OFFERS[0], "min_employees": 9, "max_employees": 3},
    ],
    ids=["50 deep", "99 deep", "markup", "territory", "fact", "empty limits"],
)
def test_odd_but_possible_offers_are_ranked(
    tmp_path: Path, profiles: str, capsys: Capture, row: object
) -> None:
    offers = write(tmp_path, "odd.jsonl", row)

    for language in ("de", "en"):
        rows = run(
            capsys, "rank", "--offers", offers, "--profiles", profiles, "--all", "--lang", language
        )
        assert [len(found["matches"]) for found in rows] == [1, 1]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("kaputt", "line 3: is not valid JSON"),
        ("[]", "line 3: must be an object"),
        ({"id": "p1", "today": "2026-11-21"}, "line 3, field id: the id 'p1' stands on line 2"),
        ({"id": "p3"}, "line 3, field today: is missing; write the day or give --today"),
        ({"id": "p3", "today": "1899-12-31"}, "line 3, field today: '1899-12-31' is no day"),
        ({"id": "p3", "employees": "5"}, "line 3, field employees: must be a whole number"),
        ({"id": "p3", "need_text": "x" * 10_001}, "line 3, field need_text: is longer than 10000"),
        ({"id": "p3", "postal_code": "4478"}, "line 3, field postal_code: '4478' has the wrong"),
        ({"id": "p3", "wz": "Dreherei"}, "line 3, field wz: 'Dreherei' has the wrong form"),
        ('{"id": "p3", "id": "p4"}', "line 3: the key 'id' occurs twice"),
        ('{"id": "p3", "employees": NaN}', "line 3: is not valid JSON: NaN"),
        ('{"id": "p3", "need_text": "\\ud800"}', "half of a surrogate pair"),
        ('{"id": "p3", "facts": ' + "[" * 5000 + "]" * 5000 + "}", "nested more than 400 levels"),
    ],
    ids=lambda value: str(value)[:40],
)
@pytest.mark.parametrize("command", ["rank", "verdicts"])
def test_a_bad_profile_is_named_and_nothing_is_written(
    tmp_path: Path, offers: str, capsys: Capture, command: str, row: object, message: str
) -> None:
    profiles = write(tmp_path, "bad.jsonl", *PROFILES, row)
    out = tmp_path / "out.jsonl"

    assert main([command, "--offers", offers, "--profiles", profiles, "--output", str(out)]) == 1

    captured = capsys.readouterr()
    assert captured.err.startswith(f"{profiles}, line")
    assert message in captured.err
    assert len(captured.err.splitlines()) == 1
    assert captured.out == ""
    assert sorted(os.listdir(tmp_path)) == ["bad.jsonl", "offers.jsonl"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "holds no record"),
        (b" \n\n", "holds no record"),
        ('{"id": "für", "title": "x"}'.encode("latin-1"), "is not UTF-8 text (byte 9)"),
        (deep(100).encode(), "conditions.not"),
        (deep(5000).encode(), "nested more than 400 levels deep"),
        (b'{"id": "a", "title": "T"}', "field provider: is missing"),
        (b'{"id": "a", "title": "T", "provider": "P", "valid_from": "1899"}', "no date"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_bad_file_of_offers_is_a_message(
    tmp_path: Path, profiles: str, capsys: Capture, content: bytes, message: str
) -> None:
    (tmp_path / "bad.jsonl").write_bytes(content)

    code = main(["rank", "--offers", str(tmp_path / "bad.jsonl"), "--profiles", profiles])

    captured = capsys.readouterr()
    assert (code, captured.out) == (1, "")
    assert message in captured.err
    assert len(captured.err) < 500


def test_a_missing_file_is_a_message(profiles: str, capsys: Capture) -> None:
    assert main(["rank", "--offers", "fehlt.jsonl", "--profiles", profiles]) == 1
    assert capsys.readouterr().err == ("fehlt.jsonl: cannot be read: No such file or directory\n")
