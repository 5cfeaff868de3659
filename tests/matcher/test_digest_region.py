"""What an advisor hears of a territory: new, over, and needs that nothing serves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

import pytest

from matcher.digest.history import prepare
from matcher.digest.region import region_news, unserved_needs
from matcher.digest.values import Gap, OpenNeeds, RegionNews
from offers.differences import Development
from offers.schema import Offer
from offers.taxonomy.regions import resolve_site
from tests.matcher.digest_world import (
    LARGE,
    SCORER,
    TODAY,
    WEEK,
    came,
    catalogue,
    left,
    offer,
    profile,
    turned,
    window,
)

DAY = timedelta(days=1)
RUHR = ("Bochum", "Ennepe-Ruhr-Kreis")


def news(
    developments: Sequence[Development] = (),
    *,
    standing: Iterable[Offer] = (),
    territories: Sequence[str] = RUHR,
    gaps: Sequence[OpenNeeds] = (),
) -> RegionNews:
    shown = {each.id: each for each in standing}
    shown |= {each.offer_id: each.after for each in developments if each.after is not None}
    history = prepare(developments)
    return region_news(
        territories, window(), history, gaps, catalogue(*shown.values()), today=TODAY
    )


def new(found: RegionNews) -> list[str]:
    return [each.id for each in found.new]


def ended(found: RegionNews) -> list[tuple[str, str]]:
    return [(each.offer.id, each.over.code) for each in found.ended]


@pytest.mark.parametrize(
    ("territory", "is_here"),
    [
        (["Bochum"], True),
        (["Witten"], True),
        (["Metropole Ruhr"], True),
        (["DEA"], True),
        (["DE"], True),
        (["EU"], True),
        ([], True),
        (["Dortmund"], False),
        (["Dortmund", "Witten"], True),
        (["DEB"], False),
        (["FRK"], False),
        (["Nirgendwo"], False),
    ],
)
def test_what_reaches_the_territory_counts(territory: list[str], is_here: bool) -> None:
    one = offer("a", territory=territory)
    assert new(news([came(one)])) == ["a"] * is_here
    assert ended(news([left(one)])) == [("a", "over.left_catalogue")] * is_here
    assert news([came(one)]).is_empty is not is_here


def test_an_advisor_without_a_territory_hears_of_all() -> None:
    assert new(news([came(offer("a", territory=["DEB"]))], territories=())) == ["a"]
    assert new(news([came(offer("a"))], territories=("Nirgendwo",))) == ["a"]


def test_the_most_local_comes_first_and_the_country_last() -> None:
    reach = {"e": ["Witten"], "d": ["Metropole Ruhr"], "c": ["DEA"], "b": ["DE"], "a": []}
    found = news([came(offer(key, territory=names)) for key, names in reach.items()])
    assert new(found) == ["e", "d", "c", "b", "a"]
    mixed = {"a": ["Witten", "DEA"], "b": ["Ennepe-Ruhr-Kreis"]}
    found = news([came(offer(key, territory=names)) for key, names in mixed.items()])
    assert new(found) == ["b", "a"]


@pytest.mark.parametrize(
    ("developments", "standing", "expected"),
    [
        ([came(offer("a", state="paused"))], [], ([], [])),
        ([came(offer("a", state="ended"))], [], ([], [])),
        ([turned("a", {"state": "paused"}, {})], [], (["a"], [])),
        ([turned("a", {}, {"state": "ended"})], [], ([], [("a", "closed.ended")])),
        ([turned("a", {}, {"summary": "Mehr"})], [], ([], [])),
        ([turned("a", {}, {"state": "paused"})], [], ([], [])),
        ([left(offer("a"), "b")], [offer("b")], ([], [])),
        ([left(offer("a", state="ended"))], [], ([], [])),
        ([], [offer("a", valid_from=str(TODAY - DAY))], (["a"], [])),
        ([], [offer("a", valid_from=str(TODAY))], ([], [])),
        (
            [],
            [offer("a", valid_until=str(TODAY - 2 * DAY))],
            ([], [("a", "closed.valid_until")]),
        ),
        ([], [offer("a", valid_until=str(TODAY - WEEK - 2 * DAY))], ([], [])),
        ([], [offer("a")], ([], [])),
    ],
)
def test_new_is_what_opened_and_ended_what_is_over_for_everybody(
    developments: list[Development],
    standing: list[Offer],
    expected: tuple[list[str], list[tuple[str, str]]],
) -> None:
    found = news(developments, standing=standing)
    assert (new(found), ended(found)) == expected


def test_at_most_twelve_of_each_are_named_and_the_others_counted() -> None:
    found = news(
        [
            *(came(offer(f"n{number:02}")) for number in range(14)),
            *(left(offer(f"o{number:02}")) for number in range(13)),
        ]
    )
    assert (len(found.new), found.more_new) == (12, 2)
    assert (len(found.ended), found.more_ended) == (12, 1)


def gap(postal_code: str | None, *needs: str) -> OpenNeeds:
    return OpenNeeds(site=resolve_site(postal_code, None, None), needs=needs)


def test_a_gap_is_told_from_five_companies_of_the_territory_on() -> None:
    gaps = [
        *[gap("44787", "export", "mobility")] * 4,
        gap("58452", "export", "export"),
        *[gap("44787", "training")] * 6,
        *[gap("01067", "mobility")] * 9,
        *[gap(None, "mobility")] * 9,
    ]
    found = news(gaps=gaps)
    assert found.gaps == (Gap(need="training", companies=6), Gap(need="export", companies=5))
    assert found.is_empty
    everywhere = news(gaps=gaps, territories=()).gaps
    assert everywhere[0] == Gap(need="mobility", companies=22)


@pytest.mark.parametrize(
    ("offers", "expected"),
    [
        ([], ("export", "mobility")),
        ([{"needs": ["mobility"]}], ("export",)),
        ([{"needs": ["training", "export"]}, {"needs": ["mobility"]}], ()),
        ([{"needs": ["mobility"], "conditions": LARGE}], ("export", "mobility")),
        ([{"needs": ["mobility"], "state": "ended"}], ("export", "mobility")),
        ([{"needs": ["mobility"], "conditions": {"age_years": {"max": 5}}}], ("export",)),
    ],
)
def test_a_need_is_unserved_if_no_usable_offer_names_it(
    offers: list[dict[str, Any]], expected: tuple[str, ...]
) -> None:
    shown = catalogue(*(offer(f"o{at}", **fields) for at, fields in enumerate(offers)))
    firm = profile(needs=["export", "mobility"])
    assert unserved_needs(firm, shown, SCORER, today=TODAY) == expected
    assert unserved_needs(profile(needs=[]), shown, SCORER, today=TODAY) == ()
