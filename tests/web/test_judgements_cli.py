"""Judgements in and out as an operator types it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from matcher.batch_io import read_judgments, read_profiles
from tests.fixtures.apps import NOW
from tests.web.result_world import CARE_SERVICE, RETENTION, stored
from web.current import services_of
from web.use_cases.firms import judgements
from web.use_cases.firms.opinions import Opinion

BAKERY = {"id": "bakery", "postal_code": "58452", "wz": "10.71", "employees": 12}
LINE: Mapping[str, Any] = {"profile": BAKERY, "offer": "bafa-eew", "grade": 2}


def run(app: Flask, *arguments: str) -> Result:
    """What `flask judgements ARGUMENTS` does."""
    return app.test_cli_runner().invoke(args=["judgements", *arguments])


def taken(app: Flask, folder: Path, *lines: Mapping[str, Any] | str) -> Result:
    """What importing these lines does."""
    path = folder / "list.jsonl"
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return run(app, "import", str(path))


def exported(app: Flask, folder: Path) -> tuple[Result, Path, Path]:
    """The result of an export and its files."""
    profiles, judgments = folder / "profiles.jsonl", folder / "judgments.jsonl"
    result = run(app, "export", "--profiles", str(profiles), "--judgments", str(judgments))
    return result, profiles, judgments


def test_a_list_is_taken_and_the_same_again_changes_nothing(app: Flask, tmp_path: Path) -> None:
    first = taken(app, tmp_path, LINE)
    again = taken(app, tmp_path, LINE)
    changed = taken(app, tmp_path, {**LINE, "grade": 2.5})

    assert first.output == "Judgements: 1 new, 0 changed, 0 unchanged.\n"
    assert again.output == "Judgements: 0 new, 0 changed, 1 unchanged.\n"
    assert changed.output == "Judgements: 0 new, 1 changed, 0 unchanged.\n"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ({**LINE, "offer": "nobody"}, "field offer: 'nobody' is not the id of any record in the"),
        ({**LINE, "grade": 4}, "field grade: 4"),
        ({**LINE, "judge": "Erika Muster"}, "field judge: 'Erika Muster' has the wrong form"),
        ({**LINE, "colour": "red"}, "field colour: is not a field of this format"),
        ({**LINE, "profile": {**BAKERY, "wz": "bread"}}, "field profile.wz: 'bread' has the wrong"),
        ({**LINE, "profile": "bakery"}, "field profile: must be an object"),
        ({"offer": "bafa-eew", "grade": 2}, "field profile.id: is missing"),
        ({"profile": BAKERY, "offer": "bafa-eew"}, "field grade: is missing"),
        ('{"profile": {"id": "x"}, "offer": "bafa-eew", "grade": NaN}', "is not valid JSON"),
        (LINE, "stands on line 1 already"),
        ("[]", "must be an object"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_stored(
    app: Flask, tmp_path: Path, line: Mapping[str, Any] | str, words: str
) -> None:
    result = taken(app, tmp_path, LINE, line)

    assert result.exit_code == 1
    assert "list.jsonl, line 2" in result.output
    assert words in result.output
    assert judgements.all_judged(services_of(app).engine) == ()


def test_all_that_is_wrong_with_a_line_is_named(app: Flask, tmp_path: Path) -> None:
    result = taken(app, tmp_path, {"profile": {"id": "x", "wz": "?"}, "offer": "", "grade": -1})

    for field in ("profile.wz", "offer", "grade"):
        assert f"field {field}: " in result.output


def test_what_is_exported_is_what_training_reads(app: Flask, tmp_path: Path) -> None:
    token = stored(app, CARE_SERVICE)
    engine = services_of(app).engine
    for offer, opinion in (("fai-nrw", Opinion.FITS), ("bafa-eew", Opinion.NOT_RELEVANT)):
        judgements.record(engine, token, offer, opinion, now=NOW, retention=RETENTION)
    taken(app, tmp_path, {**LINE, "judge": "advisor-1", "judged_on": "2026-10", "verified": True})

    result, profiles, judgments = exported(app, tmp_path)

    offers = services_of(app).snapshot.current().offers
    asked = read_profiles(str(profiles), today=None)
    found = read_judgments(str(judgments), offers=offers, asked=asked)
    assert result.output == "Written: 3 judgements of 2 companies.\n"
    assert [(one.profile.postal_code, one.today.isoformat()) for one in asked] == [
        ("44623", "2026-11-22"),
        ("58452", "2026-10-01"),
    ]
    assert [(one.offer, one.grade, one.judge, one.verified) for one in found] == [
        ("fai-nrw", 2.5, "firm", False),
        ("bafa-eew", 0.0, "firm", False),
        ("bafa-eew", 2.0, "advisor-1", True),
    ]
    assert "bakery" not in profiles.read_text("utf-8")


def test_judgements_on_offers_that_are_gone_are_left_out(app: Flask, tmp_path: Path) -> None:
    token, engine = stored(app, CARE_SERVICE), services_of(app).engine
    for offer in ("bafa-eew", "was-there-once"):
        judgements.record(engine, token, offer, Opinion.FITS, now=NOW, retention=RETENTION)

    result, _, judgments = exported(app, tmp_path)

    assert result.output.endswith("Left out: 1 on offers that are gone.\n")
    assert "was-there-once" not in judgments.read_text("utf-8")


def test_where_one_file_cannot_be_written_there_is_none(app: Flask, tmp_path: Path) -> None:
    good, bad = tmp_path / "x.jsonl", tmp_path / "nowhere" / "y.jsonl"

    result = run(app, "export", "--profiles", str(good), "--judgments", str(bad))

    assert result.exit_code == 1
    assert "cannot be written" in result.output
    assert not good.exists()


def test_both_parts_in_one_file_is_wrong_usage(app: Flask, tmp_path: Path) -> None:
    same = str(tmp_path / "x.jsonl")

    assert run(app, "export", "--profiles", same, "--judgments", same).exit_code == 2


def test_the_grades_of_one_judge_can_be_deleted(app: Flask, tmp_path: Path) -> None:
    taken(app, tmp_path, {**LINE, "judge": "advisor-1"}, {**LINE, "judge": "advisor-2"})

    assert run(app, "forget", "advisor-1").output == "Deleted: 1 judgements.\n"
    [left] = judgements.all_judged(services_of(app).engine)
    assert left.judgment.judge == "advisor-2"
