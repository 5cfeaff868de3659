"""Groups of firms: who counts where, and which groups are large enough to tell."""

from __future__ import annotations

import pytest

from matcher.groups import (
    Dimension,
    Group,
    group_results,
    groups_of,
    places_by_group,
)
from matcher.profile import parse_profile
from offers.taxonomy.needs import NEED_KEYS
from tests.matcher.measured import LARGE, MICRO, grouped, measured


def keys(dimension: Dimension, **fields: object) -> list[str]:
    """The keys of the groups of a firm in one dimension."""
    groups = groups_of(parse_profile({"id": "firm", **fields}))
    return [group.key for group in groups if group.dimension is dimension]


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        pytest.param({"municipality": "Bochum"}, ["metropole-ruhr"], id="in the Ruhr"),
        pytest.param({"municipality": "Bielefeld"}, ["rest-of-nrw"], id="elsewhere in NRW"),
        pytest.param({"municipality": "München"}, ["DE2", "other-lands"], id="another Land"),
        pytest.param({"region": "DEA"}, ["unknown"], id="NRW, inside or outside the Ruhr"),
        pytest.param({"region": "DE"}, ["unknown"], id="somewhere in Germany"),
        pytest.param({}, ["unknown"], id="not told"),
    ],
)
def test_the_region_is_the_ruhr_the_rest_of_nrw_or_the_land(
    place: dict[str, object], expected: list[str]
) -> None:
    assert keys(Dimension.REGION, **place) == expected


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        pytest.param({"employees": 4, "turnover_eur": 500_000}, "micro", id="all known"),
        pytest.param({"employees": 12}, "small", id="the smallest that people alone allow"),
        pytest.param({"employees": 300}, "large", id="too many people for anything else"),
        pytest.param({"turnover_eur": 90_000_000}, "unknown", id="turnover alone"),
        pytest.param({"employees": 12, "part_of_group": True}, "unknown", id="part of a group"),
        pytest.param({}, "unknown", id="not told"),
    ],
)
def test_the_size_is_the_smallest_class_left_open(
    figures: dict[str, object], expected: str
) -> None:
    assert keys(Dimension.SIZE, **figures) == [expected]


@pytest.mark.parametrize(
    ("told", "need", "heading", "kind"),
    [
        pytest.param(
            {"needs": ["export", "training"]},
            "export",
            "Markets and suppliers",
            "needs",
            id="the first need that is ticked",
        ),
        pytest.param(
            {"needs": ["training"], "need_text": "Wir suchen Kunden im Ausland"},
            "training",
            "People",
            "needs-and-text",
            id="a ticked need before the text",
        ),
        pytest.param(
            {"need_text": "Wir brauchen eine Firewall gegen Hackerangriffe"},
            "it_security",
            "Technology and new ideas",
            "text",
            id="the need that the text names",
        ),
        pytest.param({}, "unknown", "unknown", "neither", id="nothing told"),
    ],
)
def test_a_firm_counts_for_its_first_need_the_heading_of_it_and_what_it_told(
    told: dict[str, object], need: str, heading: str, kind: str
) -> None:
    assert keys(Dimension.NEED, **told) == [need]
    assert keys(Dimension.NEED_GROUP, **told) == [heading]
    assert keys(Dimension.INPUT, **told) == [kind]


@pytest.mark.parametrize("need", NEED_KEYS)
def test_every_need_has_a_heading(need: str) -> None:
    assert keys(Dimension.NEED_GROUP, needs=[need]) != ["unknown"]


def test_groups_with_fewer_firms_than_the_least_are_left_out() -> None:
    result = measured([0.5] * 10 + [0.9] * 9)

    found = group_results(result, grouped((MICRO, 10), (LARGE, 9)), seed=1)

    assert [(one.group, one.count, one.ndcg[10].value) for one in found] == [(MICRO, 10, 0.5)]


def test_groups_stand_by_dimension_then_the_largest_first_then_by_key() -> None:
    need, bavaria, saxony = (
        Group(Dimension.NEED, "export"),
        Group(Dimension.REGION, "DE2"),
        Group(Dimension.REGION, "DED"),
    )
    groups = grouped((LARGE, 1), (saxony, 1), (bavaria, 1), (need, 1), (MICRO, 2))

    places = places_by_group(measured([0.5] * 6), groups)

    assert list(places.items()) == [
        (need, (3,)), (bavaria, (2,)), (saxony, (1,)), (MICRO, (4, 5)), (LARGE, (0,)),
    ]  # fmt: skip


def test_the_mean_of_a_group_is_that_of_its_own_firms() -> None:
    result = measured([0.2, 0.4, 0.9])

    found = group_results(result, grouped((MICRO, 2), (LARGE, 1)), seed=1, least=1)

    assert [one.ndcg[5].value for one in found] == pytest.approx([0.3, 0.9])
    assert found[0].ndcg[5].low == pytest.approx(0.2)
    assert found[0].ndcg[5].high == pytest.approx(0.4)


def test_a_measured_firm_without_groups_is_an_error() -> None:
    with pytest.raises(KeyError):
        group_results(measured([0.5, 0.5]), grouped((MICRO, 1)), seed=1)
