"""`train` as people call it: a model with its card, or the reason why there is none."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from matcher.artefact import dump_artefact, parse_artefact
from matcher.lessons import profile_fingerprint
from tests.matcher.command_line import Capture, write
from tests.matcher.judged_files import JudgedFiles, graded, misjudged, staffed
from tests.matcher.judged_world import asked, grades, profiles
from tests.matcher.measured import fitted

SHAPE = {"need": ((0.0, 1.0), (0.0, 10.0))}
Spoil = Callable[[bytes], bytes]


@pytest.fixture
def world(tmp_path: Path, capsys: Capture) -> JudgedFiles:
    return JudgedFiles(tmp_path, capsys)


def test_a_model_comes_with_its_card_and_pictures(world: JudgedFiles) -> None:
    assert world.train() == (0, "")

    written = world.written()
    pictures = [name for name in written if name.endswith(".svg")]
    assert {"model.json", "README.md"} == written.keys() - set(pictures)
    assert "points-by-feature.svg" in pictures
    for name in pictures:
        assert ElementTree.fromstring(written[name]).tag.endswith("svg")
        assert f"({name})" in written["README.md"].decode()


def test_the_model_says_what_it_learned_from(world: JudgedFiles) -> None:
    world.train("--seed", "7")

    artefact = parse_artefact(world.model.read_bytes())
    assert artefact.made_on.text == "2026-11-22"
    assert artefact.seed == 7
    assert artefact.fitted_on.pairs == len(grades())
    assert set(artefact.fitted_on.profiles) == {profile_fingerprint(one.profile) for one in asked()}
    assert artefact.metrics["ndcg@10"] == pytest.approx(1.0, abs=0.01)
    assert artefact.libraries.keys() == {"numpy", "scipy"}
    assert artefact.fingerprint[:8] in world.written()["README.md"].decode()


def test_the_same_judgements_give_the_same_bytes(world: JudgedFiles) -> None:
    world.train()
    first = world.written()

    world.train()

    assert world.written() == first


def test_the_order_of_the_lines_changes_no_table(world: JudgedFiles) -> None:
    world.train()
    first = parse_artefact(world.model.read_bytes())

    world.train(sets=[world.companies("backwards", profiles()[::-1], grades()[::-1])])

    again = parse_artefact(world.model.read_bytes())
    assert again.fitted_on == first.fitted_on
    for name, table in first.scorer().tables.items():
        assert again.scorer().tables[name].points == pytest.approx(table.points, abs=1e-3)


def test_several_sets_teach_one_model(world: JudgedFiles) -> None:
    more = world.companies("more", staffed(5), graded(5))

    assert world.train(sets=[world.set, more]) == (0, "")

    artefact = parse_artefact(world.model.read_bytes())
    assert artefact.fitted_on.pairs == 2 * len(grades())
    assert len(artefact.fitted_on.profiles) == 2 * len(profiles())


def trained(world: JudgedFiles) -> str:
    """A model of right grades, put aside; nothing else is left of it."""
    assert world.train() == (0, "")
    current = world.folder / "current.json"
    world.model.rename(current)
    for path in world.card.iterdir():
        path.unlink()
    world.card.rmdir()
    return str(current)


def test_a_model_that_serves_a_group_worse_is_refused_and_nothing_is_written(
    world: JudgedFiles,
) -> None:
    """Half of the companies are micro and judged well, the other half large and misjudged."""
    current = trained(world)
    small, large = [*staffed(5), *staffed(6)], [*staffed(300), *staffed(301)]
    judged = [*graded(5), *graded(6), *misjudged([*graded(300), *graded(301)])]
    mixed = world.companies("mixed", [*small, *large], judged)

    code, said = world.train("--model", current, sets=[mixed])

    assert code == 1
    lines = said.splitlines()
    assert any(line.startswith("All firms: nDCG@10 changes by -0.") for line in lines)
    assert any(line.startswith("Size: ") and "(12 firms)" in line for line in lines)
    assert any("against the readable scorer" in line for line in lines)
    assert lines[-1] == "not written: the model is worse than what it would replace"
    assert world.written() == {}
    assert not world.card.exists()


def test_a_refused_model_leaves_the_files_of_the_last_one(world: JudgedFiles) -> None:
    world.train()
    before = world.written()
    judged = [*graded(5), *graded(6), *misjudged([*graded(300), *graded(301)])]
    companies = [*staffed(5), *staffed(6), *staffed(300), *staffed(301)]

    code, _ = world.train(sets=[world.companies("mixed", companies, judged)])

    assert code == 1
    assert world.written() == before


def test_a_model_of_the_same_grades_takes_the_place_of_the_current_one(world: JudgedFiles) -> None:
    assert world.train("--model", trained(world)) == (0, "")

    card = world.written()["README.md"].decode()
    assert "current model (in-sample)" in card


BAD_LINES: tuple[tuple[int, dict[str, Any] | str, str], ...] = (
    (0, {"id": "a", "title": "T"}, "offers.jsonl, line 19, field provider: is missing"),
    (0, "kaputt", "offers.jsonl, line 19: is not valid JSON"),
    (1, {"id": "firm-0"}, "profiles.jsonl, line 7, field id: the id 'firm-0' stands on line 1"),
    (1, {"id": "x", "wz": "Dreher"}, "profiles.jsonl, line 7, field wz: 'Dreher' has the wrong"),
    (2, {**grades()[0], "grade": 4}, "judgments.jsonl, line 109, field grade: 4"),
    (2, {**grades()[0], "offer": "x"}, "judgments.jsonl, line 109, field offer: 'x' is not the id"),
    (2, {**grades()[0], "judged_on": "gestern"}, "judgments.jsonl, line 109, field judged_on"),
    (
        2,
        grades()[0],
        "judgments.jsonl, line 109, field id: the id 'firm-0 / export-0' stands on line 1",
    ),
)


@pytest.mark.parametrize(("place", "line", "message"), BAD_LINES, ids=lambda v: str(v)[:50])
def test_a_bad_line_is_named_and_nothing_is_written(
    world: JudgedFiles, place: int, line: dict[str, Any] | str, message: str
) -> None:
    with open(world.set[place], "a", encoding="utf-8") as stream:
        stream.write((line if isinstance(line, str) else json.dumps(line)) + "\n")

    code, said = world.train()

    assert code == 1
    assert said.startswith(f"{world.folder}/")
    assert message in said
    assert len(said.splitlines()) == 1
    assert world.written() == {}


def test_a_bad_line_of_the_second_set_is_named(world: JudgedFiles) -> None:
    bad = world.companies("more", staffed(5), [*graded(5), {**graded(5)[0], "profile": "firm-0"}])

    code, said = world.train(sets=[world.set, bad])

    assert (code, world.written()) == (1, {})
    assert "more-judgments.jsonl, line 109, field profile: 'firm-0' is not the id" in said


def _outdated(content: bytes) -> bytes:
    return dump_artefact(parse_artefact(content).model_copy(update={"features_version": 1}))


BAD_MODELS: tuple[tuple[Spoil, str], ...] = (
    (lambda content: content[:-20], "is damaged: it does not hold what it held"),
    (
        lambda content: content.replace(b"10.0", b"11.0"),
        "is damaged: it does not hold what it held",
    ),
    (lambda content: b"\x80\x04K\x01.", "is damaged: it does not hold what it held"),
    (lambda content: b"", "is damaged: it does not hold what it held"),
    (lambda content: b'{"format": "other/1"}', "is no ranking model of this service; expected"),
    (_outdated, "was made for features 1, this is version"),
)
BAD_IDS = ["cut off", "changed", "pickled", "empty", "foreign", "outdated"]


@pytest.mark.parametrize(("spoil", "sentence"), BAD_MODELS, ids=BAD_IDS)
def test_an_unusable_model_is_refused_by_every_command(
    world: JudgedFiles, spoil: Spoil, sentence: str
) -> None:
    bad = world.folder / "bad.json"
    bad.write_bytes(spoil(dump_artefact(fitted(SHAPE))))

    code, said = world.train("--model", str(bad))

    assert (code, world.written()) == (1, {})
    assert said.startswith(f"{bad}: {sentence}")
    assert world.refused("rank", "--model", str(bad)) == said
    assert world.refused("evaluate", "--model", str(bad)) == said


def test_a_model_that_does_not_exist_is_a_message(world: JudgedFiles) -> None:
    missing = str(world.folder / "fehlt.json")

    code, said = world.train("--model", missing)

    assert (code, world.written()) == (1, {})
    assert said == f"{missing}: cannot be read: No such file or directory\n"
    assert world.refused("rank", "--model", missing) == said


def test_grades_that_praise_nothing_teach_nothing(world: JudgedFiles) -> None:
    none = world.companies("none", profiles(), [{**grade, "grade": 0} for grade in grades()])

    code, said = world.train(sets=[none])

    assert (code, world.written()) == (1, {})
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize("blocked", ["model", "card"])
def test_where_one_part_cannot_be_written_none_is(world: JudgedFiles, blocked: str) -> None:
    file = write(world.folder, "file", "in the way")
    if blocked == "model":
        world.model = Path(file) / "model.json"
    else:
        world.card = Path(file)

    code, said = world.train()

    assert code == 1
    assert said.startswith(f"{file}")
    assert "cannot be written" in said
    assert world.written() == {}
