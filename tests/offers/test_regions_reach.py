"""Whether a territory lies wholly within another, and whether two have a part in common."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.taxonomy.regions import Territory, lies_within, overlaps, resolve_territory

NAMES = (
    "EU",
    "DE",
    "FR",
    "DEA",
    "DE2",
    "Arnsberg",
    "Regierungsbezirk Arnsberg",
    "Ennepe-Ruhr-Kreis",
    "Kreis Unna",
    "metropole-ruhr",
    "region-westfalen",
    "westfalen-lippe",
    "Witten",
    "Hattingen",
    "Dortmund",
    "DEA52",
    "Köln",
    "München",
    "FRK2",
)


def named(*names: str) -> Territory:
    """The territory of these names."""
    return resolve_territory(names)


@pytest.mark.parametrize(
    ("inner", "outer", "expected"),
    [
        (["Witten"], ["Witten"], True),
        (["Witten"], ["Ennepe-Ruhr-Kreis"], True),
        (["Ennepe-Ruhr-Kreis"], ["Metropole Ruhr"], True),
        (["Metropole Ruhr"], ["DEA"], True),
        (["DEA"], ["DE"], True),
        (["Witten"], ["DE"], True),
        (["Witten", "Dortmund"], ["Metropole Ruhr"], True),
        (["In|Die RegionWestfalen"], ["Metropole Ruhr"], True),
        (["DEA52"], ["05913000"], True),
        (["05913000"], ["DEA52"], True),
        (["FRK2"], ["FR"], True),
        (["München"], ["Bayern"], True),
        (["Ennepe-Ruhr-Kreis"], ["Witten"], False),
        (["Dortmund"], ["Witten"], False),
        (["Witten", "Köln"], ["Metropole Ruhr"], False),
        (["DEA"], ["Metropole Ruhr"], False),
        (["Metropole Ruhr"], ["Regierungsbezirk Arnsberg"], False),
        (["DE"], ["DEA"], False),
        (["Bayern"], ["DEA"], False),
        (["Nirgendwo"], ["DE"], False),
        (["Witten", "Nirgendwo"], ["DE"], False),
        ([], ["DE"], False),
        (["Witten"], [], False),
    ],
)
def test_a_territory_lies_within_what_holds_all_of_it(
    inner: list[str], outer: list[str], expected: bool
) -> None:
    assert lies_within(named(*inner), named(*outer)) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (["Witten"], ["Ennepe-Ruhr-Kreis"], True),
        (["DE"], ["Witten"], True),
        (["Metropole Ruhr"], ["Regierungsbezirk Arnsberg"], True),
        (["Metropole Ruhr"], ["Westfalen-Lippe"], True),
        (["Witten", "Köln"], ["Regierungsbezirk Köln"], True),
        (["Bayern"], ["München"], True),
        (["Witten"], ["Dortmund"], False),
        (["Ennepe-Ruhr-Kreis"], ["Region Westfalen"], False),
        (["Münsterland"], ["Regierungsbezirk Köln"], False),
        (["FR"], ["DE"], False),
        (["FRK2"], ["EU"], True),
        (["Nirgendwo"], ["DE"], False),
        ([], ["DE"], False),
    ],
)
def test_territories_overlap_where_they_have_a_part_in_common(
    one: list[str], other: list[str], expected: bool
) -> None:
    assert overlaps(named(*one), named(*other)) is expected
    assert overlaps(named(*other), named(*one)) is expected


def test_all_municipalities_of_a_district_are_the_district() -> None:
    towns = ("Breckerfeld", "Ennepetal", "Gevelsberg", "Hattingen", "Herdecke", "Schwelm")
    others = ("Sprockhövel", "Wetter (Ruhr)", "Witten")
    district = named("Ennepe-Ruhr-Kreis")

    assert lies_within(district, named(*towns, *others))
    assert not lies_within(district, named(*towns))


territories = st.lists(st.sampled_from(NAMES), min_size=1, max_size=4).map(lambda x: named(*x))


@given(one=territories, other=territories)
def test_what_lies_within_overlaps(one: Territory, other: Territory) -> None:
    assert not lies_within(one, other) or overlaps(one, other)


@given(one=territories, two=territories, three=territories)
def test_within_hands_on(one: Territory, two: Territory, three: Territory) -> None:
    if lies_within(one, two) and lies_within(two, three):
        assert lies_within(one, three)
