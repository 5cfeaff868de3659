"""The model card and its plots: what a reader must find in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree

import pytest

from matcher.evaluation import Result, Share
from matcher.gate import Decision, Finding, decide
from matcher.group_names import group_name
from matcher.groups import Dimension, Group, groups_of
from matcher.model_card import finding_sentence, model_card
from matcher.plots import plots
from matcher.profile import parse_profile
from offers.taxonomy.needs import NEED_KEYS
from tests.matcher.measured import LARGE, MICRO, fitted, grouped, measured

MODEL = fitted({"need": ((0.0, 1.0), (-1.0, 4.0)), "staleness": ((-1.0, 0.0), (-2.0, 0.0))})
NEW = measured([0.4] * 10 + [0.9] * 12, good_refused=Share(1, 50))
CURRENT = measured([0.5] * 22)
RESULTS = {"learned": NEW, "in use": CURRENT, "BM25": measured([0.3] * 22)}
GROUPS = grouped((MICRO, 10), (LARGE, 12))
REFUSED = decide(NEW, CURRENT, CURRENT, GROUPS, seed=1)


def card(
    results: Mapping[str, Result] = RESULTS,
    groups: Mapping[str, tuple[Group, ...]] = GROUPS,
    decision: Decision = REFUSED,
) -> str:
    return model_card(MODEL, results, groups, decision, seed=1, go_back="service go-back")


def test_the_card_has_a_section_for_each_question_of_a_reader() -> None:
    assert re.findall(r"^#+ .*$", card(), re.MULTILINE) == [
        "# Model card of the ranking",
        "## What it is for",
        "## What it was fitted on",
        "## What gives points",
        "## How good it is",
        "## Who is served worse",
        "## Limits",
        "## How to go back",
    ]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("| Made on | 2026-11-22 |", id="the day"),
        pytest.param("| Companies | 2 |", id="how many companies"),
        pytest.param("| Graded pairs | 71 |", id="how many pairs"),
        pytest.param(f"| Fingerprint of the data | `{'c' * 64}` |", id="which data"),
        pytest.param(f"| Fingerprint of the model | `{MODEL.fingerprint}` |", id="which model"),
        pytest.param("| Version of scipy | 1.17.0 |", id="which libraries"),
        pytest.param("| `need` | -1.00 | -1.00 | +4.00 | 5.00 |", id="points of a feature"),
        pytest.param("| `staleness` | -2.00 | +0.00 | +0.00 | 2.00 |", id="points of a caution"),
        pytest.param("| Figure | learned | in use | BM25 |", id="all rankers"),
        pytest.param(
            "| good offers refused | 2.0% (1 of 50) | 0.0% (0 of 100) | 0.0% (0 of 100) |",
            id="a share",
        ),
        pytest.param(
            "| Size: micro enterprises | 10 | 0.400 [0.400, 0.400] | 0.400 [0.400, 0.400] "
            "| **yes** | -0.100 [-0.100, -0.100] |",
            id="a group that is served worse",
        ),
        pytest.param(
            "| Size: large enterprises | 12 | 0.900 [0.900, 0.900] | 0.900 [0.900, 0.900] "
            "| no | +0.400 [+0.400, +0.400] |",
            id="a group that is not",
        ),
        pytest.param(
            "- Size: micro enterprises (10 firms): nDCG@10 changes by -0.100 [-0.100, -0.100] "
            "against the model in use; a loss of 0.02 is allowed.",
            id="why it was refused",
        ),
        pytest.param(
            "Run `service go-back`: the model that served before serves again.", id="back"
        ),
    ],
)
def test_the_card_states(line: str) -> None:
    assert line in card().splitlines()


def test_the_model_is_compared_with_each_other_ranker_firm_by_firm() -> None:
    rows = [line for line in card().splitlines() if line.startswith("| learned minus ")]

    assert [row.split(" | ")[0] for row in rows] == [
        "| learned minus in use",
        "| learned minus BM25",
    ]
    # 10 firms lose 0.1, 12 gain 0.4; 10 gain 0.1, 12 gain 0.6
    assert ["+0.173 [" in rows[0], "+0.373 [" in rows[1]] == [True, True]


def test_a_ranker_that_has_seen_the_firms_is_marked() -> None:
    text = model_card(MODEL, RESULTS, GROUPS, REFUSED, seed=1, go_back="back", in_sample={"in use"})

    assert "| Figure | learned | in use (in-sample) | BM25 |" in text
    assert "| learned minus in use (in-sample) |" in text


def test_an_accepted_model_is_called_accepted() -> None:
    text = card(decision=Decision(()))

    assert "**Accepted:**" in text
    assert "**Refused:**" not in text


def test_a_group_below_the_mean_whose_interval_reaches_it_is_perhaps_served_worse() -> None:
    result = measured([0.2, 0.9] * 5 + [0.6] * 10)

    text = card({"learned": result}, grouped((MICRO, 10), (LARGE, 10)))

    assert re.search(r"^\| Size: micro enterprises \|.*\| perhaps \|$", text, re.MULTILINE)


def test_small_groups_are_only_counted() -> None:
    text = card({"learned": measured([0.5] * 4)}, grouped((MICRO, 1), (LARGE, 3)), Decision(()))

    assert "Too small to tell, with fewer than 10 firms: 2 further groups." in text
    assert "micro enterprises" not in text


def test_a_bar_in_the_name_of_a_ranker_breaks_no_table() -> None:
    text = card({"a|b": NEW})

    assert "| Figure | a\\|b |" in text


@pytest.mark.parametrize(
    "results",
    [
        pytest.param({}, id="no ranker"),
        pytest.param({"learned": measured([])}, id="no firms"),
        pytest.param({"learned": NEW, "in use": measured([0.5])}, id="different firms"),
    ],
)
def test_a_card_without_comparable_figures_is_refused(results: Mapping[str, Result]) -> None:
    with pytest.raises(ValueError, match="profiles"):
        card(results)


LOST = {"difference": -0.01, "low": -0.02, "high": 0.0, "margin": 0.005}
RISEN = {"share": "good_refused", "new": 0.03, "current": 0.01, "margin": 0.005}


@pytest.mark.parametrize(
    ("finding", "start", "end"),
    [
        (
            Finding("worse_overall", LOST),
            "All firms: nDCG@10 changes by -0.010 [-0.020, +0.000] ",
            "against the model in use; a loss of 0.005 is allowed.",
        ),
        (
            Finding("worse_than_readable", LOST),
            "All firms: nDCG@10 changes by -0.010 [-0.020, +0.000] ",
            "against the readable scorer; a loss of 0.005 is allowed.",
        ),
        (
            Finding("share_up", RISEN),
            "good offers refused: 3.0% instead of 1.0%; ",
            "a rise of 0.5% is allowed.",
        ),
    ],
)
def test_every_finding_has_a_sentence(finding: Finding, start: str, end: str) -> None:
    assert finding_sentence(finding) == start + end


@pytest.mark.parametrize(
    ("group", "name"),
    [
        (Group(Dimension.NEED, "export"), "Internationalisation, foreign trade"),
        (Group(Dimension.NEED_GROUP, "Money"), "Money"),
        (Group(Dimension.REGION, "DE2"), "Bayern"),
        (Group(Dimension.REGION, "unknown"), "region unknown"),
        (Group(Dimension.SIZE, "unknown"), "size unknown"),
        (Group(Dimension.INPUT, "text"), "text, no needs ticked"),
    ],
)
def test_groups_have_english_names(group: Group, name: str) -> None:
    assert group_name(group) == name


@pytest.mark.parametrize("need", NEED_KEYS)
def test_no_group_of_a_firm_shows_its_key(need: str) -> None:
    groups = groups_of(parse_profile({"id": "firm", "needs": [need], "municipality": "Jena"}))

    assert [group for group in groups if "_" in group_name(group)] == []


def test_the_card_shows_every_plot_that_is_made_and_no_other() -> None:
    shown = re.findall(r"!\[[^]]+\]\(([^)]+)\)", card())

    assert sorted(shown) == sorted(plots(MODEL, RESULTS, GROUPS, seed=1))


def test_equal_input_gives_equal_plots() -> None:
    assert plots(MODEL, RESULTS, GROUPS, seed=1) == plots(MODEL, RESULTS, GROUPS, seed=1)


def test_plots_hold_their_words_as_text_and_no_date() -> None:
    svg = plots(MODEL, RESULTS, GROUPS, seed=1)["groups-by-size.svg"]
    words = {element.text for element in ElementTree.fromstring(svg).iter() if element.text}

    assert {"micro enterprises (10)", "large enterprises (12)", "learned", "in use"} <= words
    assert "<dc:date>" not in svg


def test_a_dollar_in_a_name_is_a_dollar_in_the_plot() -> None:
    svg = plots(MODEL, {"a $x$ b": NEW}, GROUPS, seed=1)["groups-by-size.svg"]

    assert "a $x$ b" in svg


def test_a_plot_needs_a_group_that_is_large_enough() -> None:
    few = {"learned": measured([0.5] * 3)}

    assert list(plots(MODEL, few, grouped((MICRO, 3)), seed=1)) == ["points-by-feature.svg"]
