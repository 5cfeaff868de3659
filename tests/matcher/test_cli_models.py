"""Which model ranks and measures: that asked for, that of the package, or the readable scorer."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from matcher.artefact import Artefact, dump_artefact, parse_artefact
from matcher.bundled_model import (
    BUNDLED,
    READABLE,
    ChosenModel,
    bundled_bytes,
    bundled_model,
    first_usable,
)
from matcher.lessons import profile_fingerprint
from matcher.profile import parse_profile
from matcher.ranking import match
from matcher.scorers import ReadableScorer
from offers.schema import dump_offer
from tests.matcher.command_line import Capture, run
from tests.matcher.judged_catalogue import FOLDER, asked, bundled
from tests.matcher.judged_files import JudgedFiles, graded, staffed, turned
from tests.matcher.judged_world import TODAY, catalogue, grades, profiles
from tests.matcher.measured import fitted

ROOT = Path(__file__).resolve().parents[2]
BY_PLACE = {"place": ((0.0, 1.0), (0.0, 50.0)), "need": ((0.0, 1.0), (0.0, 0.5))}


@pytest.fixture
def world(tmp_path: Path, capsys: Capture) -> JudgedFiles:
    return JudgedFiles(tmp_path, capsys)


def kept(world: JudgedFiles, artefact: Artefact) -> str:
    """The path of a model that is written down."""
    world.model.write_bytes(dump_artefact(artefact))
    return str(world.model)


def fitted_on(*raw: dict[str, Any]) -> Artefact:
    """A model that learned from these companies."""
    artefact = fitted(BY_PLACE)
    prints = tuple(profile_fingerprint(parse_profile(each)) for each in raw)
    seen = artefact.fitted_on.model_copy(update={"profiles": prints})
    found: Artefact = artefact.model_copy(update={"fitted_on": seen})
    return found


def last_line(text: str) -> str:
    return text.splitlines()[-1]


def test_evaluate_says_which_companies_the_model_was_fitted_on(world: JudgedFiles) -> None:
    model = kept(world, fitted_on(profiles()[1], profiles()[4]))

    said = last_line(world.evaluate("--model", model))
    figures = json.loads(world.evaluate("--model", model, "--format", "json"))

    assert said == ("in-sample: 'this ranking' was fitted on 2 of these 6 profiles: firm-1, firm-4")
    assert figures["in_sample"] == ["firm-1", "firm-4"]


def test_another_name_and_day_hide_no_company_that_was_learned_from(world: JudgedFiles) -> None:
    model = kept(world, fitted_on(*profiles()))
    renamed = [{**one, "id": f"new-{one['id']}", "today": "2026-12-24"} for one in profiles()]
    judged = [{**grade, "profile": f"new-{grade['profile']}"} for grade in grades()]
    files = world.companies("renamed", renamed, judged)

    figures = json.loads(world.evaluate("--model", model, "--format", "json", files=files))

    assert figures["in_sample"] == [one["id"] for one in renamed]


def test_another_answer_makes_another_company(world: JudgedFiles) -> None:
    model = kept(world, fitted_on(*profiles()))
    grown = [{**one, "employees": 7} for one in profiles()]
    files = world.companies("grown", grown, grades())

    text = world.evaluate("--model", model, files=files)

    assert "in-sample" not in text


def test_the_readable_scorer_was_fitted_on_nothing(world: JudgedFiles) -> None:
    figures = json.loads(world.evaluate("--model", "readable", "--format", "json"))

    assert figures["in_sample"] == []
    assert figures["rankers"]["this ranking"] == figures["rankers"]["readable"]
    assert figures["difference"]["readable"]["ndcg@10"] == {"mean": 0.0, "low": 0.0, "high": 0.0}


def test_every_ranker_is_compared_pair_by_pair(world: JudgedFiles) -> None:
    text = world.evaluate("--model", kept(world, fitted(BY_PLACE)))

    lines = [" ".join(line.split()) for line in text.splitlines()]
    assert " ".join(lines[2].split()) == "this ranking readable BM25 BM25 with verdicts"
    for other in ("readable", "BM25", "BM25 with verdicts"):
        for cut in (5, 10):
            head = f"this ranking - {other}, nDCG@{cut} "
            (found,) = [line for line in lines if line.startswith(head)]
            assert found[len(head)] in "+-"


def test_a_worse_model_loses_to_the_readable_scorer(world: JudgedFiles) -> None:
    model = kept(world, fitted(BY_PLACE))

    figures = json.loads(world.evaluate("--model", model, "--format", "json"))

    difference = figures["difference"]["readable"]["ndcg@5"]
    rankers = figures["rankers"]
    means = [rankers[name]["ndcg@5"]["mean"] for name in ("this ranking", "readable")]
    assert difference["high"] < 0
    assert difference["mean"] == pytest.approx(means[0] - means[1], abs=2e-4)


@cache
def _bundled_lines() -> tuple[str, ...]:
    return tuple(json.dumps(dump_offer(offer), ensure_ascii=False) for offer in bundled())


def test_cross_validation_shows_what_a_model_is_worth_for_companies_it_has_not_seen(
    world: JudgedFiles,
) -> None:
    offers = world.folder / "bundled.jsonl"
    offers.write_text("\n".join(_bundled_lines()), encoding="utf-8")
    files = (str(offers), str(FOLDER / "profiles.jsonl"), str(FOLDER / "judgments.jsonl"))

    figures = json.loads(world.evaluate("--cross-validate", "--format", "json", files=files))
    without = json.loads(world.evaluate("--format", "json", files=files))

    assert figures["in_sample"] == [one.profile.id for one in asked()]
    names = ["this ranking", "cross-validated", "readable", "BM25", "BM25 with verdicts"]
    assert list(figures["rankers"]) == names
    ours, unseen = (figures["rankers"][name]["ndcg@10"]["mean"] for name in names[:2])
    assert ours != unseen
    assert figures["difference"]["cross-validated"]["ndcg@10"]["mean"] == pytest.approx(
        ours - unseen, abs=2e-4
    )
    del figures["rankers"]["cross-validated"], figures["difference"]["cross-validated"]
    assert figures == without


def test_other_sets_teach_the_cross_validated_models_only(world: JudgedFiles) -> None:
    """What was judged elsewhere, turned round, spoils what the others of the set teach."""
    sizes = range(1, 40)
    many = [one for size in sizes for one in staffed(size)]
    wrong = turned(grade for size in sizes for grade in graded(size))
    options = ("--model", "readable", "--cross-validate", "--format", "json")
    also = ("--also", *world.companies("also", many, wrong))

    alone = json.loads(world.evaluate(*options))["rankers"]
    taught = json.loads(world.evaluate(*options, *also))["rankers"]

    spoilt = taught.pop("cross-validated")["ndcg@5"]["mean"]
    assert spoilt < alone.pop("cross-validated")["ndcg@5"]["mean"] - 0.1
    assert taught == alone


def test_a_company_of_another_set_never_teaches_the_model_that_ranks_it(
    world: JudgedFiles,
) -> None:
    """Under another name it is the same company; its turned grades would turn its list round."""
    again = [{**one, "id": f"again-{one['id']}"} for one in profiles()]
    wrong = turned({**grade, "profile": f"again-{grade['profile']}"} for grade in grades())
    options = ("--model", "readable", "--cross-validate", "--format", "json")

    for files in (world.companies("again", again, wrong),
                  world.companies("same", profiles(), turned(grades()))):  # fmt: skip
        assert world.evaluate(*options, "--also", *files) == world.evaluate(*options)


def test_both_ids_of_a_company_that_was_learned_from_are_in_sample(world: JudgedFiles) -> None:
    model = kept(world, fitted_on(profiles()[1]))
    again = [{**one, "id": f"again-{one['id']}"} for one in profiles()]
    same = [{**grade, "profile": f"again-{grade['profile']}"} for grade in grades()]
    files = world.companies("twice", [*profiles(), *again], [*grades(), *same])

    said = last_line(world.evaluate("--model", model, files=files))

    assert said.endswith("fitted on 2 of these 12 profiles: again-firm-1, firm-1")


def test_without_a_grade_above_0_there_is_nothing_to_measure_by(world: JudgedFiles) -> None:
    files = world.companies("unloved", profiles(), [{**grade, "grade": 0} for grade in grades()])
    world.offers, world.profiles, world.judgments = files

    said = world.refused("evaluate", "--model", "readable")

    assert said == "the judgments hold no grade above 0: there is nothing to measure by\n"


def test_rank_orders_by_the_model_that_is_named(world: JudgedFiles, capsys: Capture) -> None:
    files = ("--offers", world.offers, "--profiles", world.profiles)

    by_place = run(capsys, "rank", *files, "--model", kept(world, fitted(BY_PLACE)), "--top", "6")
    readable = run(capsys, "rank", *files, "--model", "readable", "--top", "3")

    for row in by_place:
        assert {match["offer"][-2:] for match in row["matches"]} == {"-2"}
    for row, raw in zip(readable, profiles(), strict=True):
        need = raw["needs"][0].replace("_", "-")
        assert [match["offer"] for match in row["matches"][:2]] == [f"{need}-2", f"{need}-1"]


def test_a_score_is_the_sum_of_what_the_features_contribute(
    world: JudgedFiles, capsys: Capture
) -> None:
    path = kept(world, fitted(BY_PLACE))
    files = ("--offers", world.offers, "--profiles", world.profiles)
    scorer = parse_artefact(world.model.read_bytes()).scorer()

    rows = run(capsys, "rank", *files, "--model", path, "--top", "18")

    for raw, row in zip(profiles(), rows, strict=True):
        found = match(parse_profile(raw), catalogue(), scorer, today=TODAY).matches
        points = {e.offer.id: sum(part.points for part in e.contributions) for e in found}
        assert {entry["offer"]: entry["score"] for entry in row["matches"]} == pytest.approx(
            points, abs=1e-5
        )
        assert [entry["offer"] for entry in row["matches"]] == [e.offer.id for e in found]


def test_without_a_name_the_model_of_the_package_ranks(world: JudgedFiles, capsys: Capture) -> None:
    content = bundled_bytes()
    assert content is not None
    world.model.write_bytes(content)
    files = ("--offers", world.offers, "--profiles", world.profiles)

    assert run(capsys, "rank", *files) == run(capsys, "rank", *files, "--model", str(world.model))


def test_the_model_of_the_package_can_be_used() -> None:
    content = bundled_bytes()
    assert content is not None
    artefact = parse_artefact(content)

    assert bundled_model() == ChosenModel(BUNDLED, artefact.scorer(), artefact)


def test_where_there_is_no_model_to_choose_from_the_readable_scorer_serves() -> None:
    assert first_usable([]) == ChosenModel(READABLE, ReadableScorer())


def test_the_first_usable_model_serves_and_those_before_it_are_named() -> None:
    good, better = fitted(BY_PLACE), fitted({"need": ((0.0, 1.0), (0.0, 9.0))})
    candidates = [("a", None), ("b", b""), ("c", dump_artefact(good)), ("d", dump_artefact(better))]

    found = first_usable(candidates)

    assert (found.origin, found.artefact, found.scorer) == ("c", good, good.scorer())
    assert [(refusal.origin, refusal.error.code) for refusal in found.refused] == [
        ("a", "missing"),
        ("b", "artefact_damaged"),
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "artefact_damaged"),
        (dump_artefact(fitted(BY_PLACE))[:-9], "artefact_damaged"),
        (b"{}", "artefact_foreign"),
        (
            dump_artefact(fitted(BY_PLACE).model_copy(update={"features_version": 1})),
            "artefact_outdated",
        ),
    ],
    ids=["empty", "cut off", "foreign", "outdated"],
)
def test_where_a_model_is_unusable_the_readable_scorer_serves(content: bytes, code: str) -> None:
    found = first_usable([(BUNDLED, content)])

    assert (found.origin, found.scorer, found.artefact) == (READABLE, ReadableScorer(), None)
    assert [refusal.error.code for refusal in found.refused] == [code]


Spoil = Callable[[Path], object]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        pytest.param(
            lambda model: model.write_bytes(model.read_bytes()[:-100]),
            "ranking.json: is damaged: it does not hold what it held when it was made; "
            "the readable scorer serves\n",
            id="damaged",
        ),
        pytest.param(lambda model: model.unlink(), "", id="none"),
    ],
)
def test_a_package_whose_model_is_unusable_ranks_by_the_readable_scorer(
    world: JudgedFiles, tmp_path: Path, capsys: Capture, spoil: Spoil, said: str
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(ROOT / "matcher", copy / "matcher", ignore=shutil.ignore_patterns("__py*"))
    spoil(copy / "matcher" / "model" / "ranking.json")
    files = ("--offers", world.offers, "--profiles", world.profiles)

    done = subprocess.run(
        [sys.executable, "-m", "matcher", "rank", *files],
        cwd=copy, env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, check=True, timeout=60,
    )  # fmt: skip

    rows = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert done.stderr.decode() == said
    assert rows == run(capsys, "rank", *files, "--model", "readable")
