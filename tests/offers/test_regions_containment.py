"""Whether a site lies in a territory: true, false, or honestly unknown."""

import json
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from offers.taxonomy.regions import (
    Site,
    lies_in,
    region,
    resolve_site,
    resolve_territory,
    specificity,
)
from offers.taxonomy.regions.table import table

Answers = tuple[str | None, str | None, str | None]

PLACES = st.sampled_from([*table().regions, "FR", "FRK", "FRK2", "PF", "09162", "DE2:muenchen"])
TERRITORIES = st.lists(
    st.sampled_from([*table().regions, "FRK", "DEB1", "09162", "DE2:muenchen", "niemandsland"]),
    max_size=6,
)


@pytest.mark.parametrize(
    ("answers", "territory", "expected"),
    [
        (("58452", None, None), ["Metropole Ruhr"], True),
        (("58452", None, None), ["Bochum"], False),
        ((None, "Witten", None), ["Mittleres Ruhrgebiet"], True),
        (("58300", "Wetter", None), ["Mittleres Ruhrgebiet"], False),
        (("45525", None, None), ["DEA56"], True),
        (("45525", None, None), ["05954"], True),
        (("80331", None, None), ["Nordrhein-Westfalen"], False),
        (("80331", None, None), ["München"], True),
        ((None, "München", None), ["München"], True),
        (("80331", None, None), ["09162"], None),
        (("80331", None, None), ["DE212"], None),
        (("80331", None, None), ["DE6"], False),
        ((None, None, "09162"), ["DE212"], None),
        ((None, None, "09162000"), ["09162"], True),
        ((None, None, "09162"), ["09163"], False),
        ((None, "Unna", None), ["Kreis Unna"], True),
        ((None, "Holzwickede", None), ["Unna"], False),
        ((None, None, None), ["Nordrhein-Westfalen"], None),
        ((None, None, "DEA"), ["DEA51"], None),
        ((None, None, "DEA"), ["Metropole Ruhr"], None),
        ((None, None, "DEA"), ["Westfalen-Lippe", "DEA1", "DEA2"], True),
        ((None, None, "DEB"), ["DEA51"], False),
        ((None, None, "DEA51"), ["Bochum"], True),
        ((None, None, "DEA51"), ["Mittleres Ruhrgebiet"], True),
        ((None, None, "DEA56"), ["Mittleres Ruhrgebiet"], None),
        ((None, None, "DEA56"), ["Metropole Ruhr"], True),
        ((None, None, "DE6"), ["Deutschland"], True),
        ((None, None, "FRK2"), ["FRK"], True),
        ((None, None, "FRK"), ["FRK2"], None),
        ((None, None, "FRK2"), ["EU"], True),
        ((None, None, "PF"), ["EU"], False),
        ((None, None, "EU"), ["DE"], None),
        ((None, None, "metropole-ruhr"), ["Metropole Ruhr"], True),
        ((None, None, "metropole-ruhr"), ["Bochum"], None),
        (("44623", None, None), ["Bochum", "Herne"], True),
        (("44623", None, None), ["Deutschland (Revierregionen)"], None),
        (("44623", None, None), ["Herne", "Deutschland (Revierregionen)"], True),
        (("20095", "Hamburg", None), ["Hamm"], False),
        (("33154", None, None), ["Salzkotten"], None),
        (("33154", None, None), ["Kreis Paderborn"], True),
        (("33154", None, None), ["Salzkotten", "Paderborn"], True),
        ((None, "Halle", None), ["Nordrhein-Westfalen"], None),
        (("44787", None, None), [], False),
    ],
)
def test_a_site_lies_in_a_territory_or_not_or_it_is_unknown(
    answers: Answers, territory: list[str], expected: bool | None
) -> None:
    assert lies_in(resolve_site(*answers), resolve_territory(territory)) is expected


@pytest.mark.parametrize(
    ("territory", "level"),
    [
        (["EU"], 0),
        (["EU", "Deutschland"], 1),
        (["Deutschland", "NRW"], 2),
        (["Metropole Ruhr", "NRW"], 3),
        (["Ennepe-Ruhr-Kreis"], 3),
        (["Witten", "EU"], 4),
        (["Bochum"], 0),
        ([], 0),
    ],
)
def test_closeness_is_the_narrowest_level_that_holds_the_site(
    territory: list[str], level: int
) -> None:
    witten = resolve_site("58452", None, None)
    assert specificity(resolve_territory(territory), witten) == level


def test_a_kreisfreie_stadt_is_as_close_by_any_of_its_codes() -> None:
    bochum = resolve_site("44787", None, None)
    for name in ("Bochum", "DEA51", "05911", "05911000"):
        assert specificity(resolve_territory([name]), bochum) == 4


def test_the_single_cases_of_the_conformance_set_come_out(shared_dir: Path) -> None:
    lines = (shared_dir / "conformance" / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    cases = [case for case in map(json.loads, lines) if case["name"].startswith("place: ")]
    words = {True: "eligible", False: "not_eligible", None: "unclear"}
    found = {case["name"]: words[_verdict(case)] for case in cases}
    assert len(cases) == 23
    assert found == {case["name"]: case["verdict"] for case in cases}


@given(PLACES, TERRITORIES, TERRITORIES)
def test_a_wider_territory_never_loses_a_site(place: str, some: list[str], more: list[str]) -> None:
    site = Site(places=frozenset({place}), warnings=())
    if lies_in(site, resolve_territory(some)) is True:
        assert lies_in(site, resolve_territory(some + more)) is True
    if lies_in(site, resolve_territory(some + more)) is False:
        assert lies_in(site, resolve_territory(some)) is False


@given(st.lists(PLACES, min_size=1, max_size=4), TERRITORIES)
def test_knowing_fewer_places_never_turns_a_decision_round(
    places: list[str], names: list[str]
) -> None:
    territory = resolve_territory(names)
    decided = lies_in(Site(places=frozenset(places), warnings=()), territory)
    assume(decided is not None)
    for place in places:
        assert lies_in(Site(places=frozenset({place}), warnings=()), territory) is decided


@given(PLACES, TERRITORIES)
def test_knowing_a_place_more_finely_never_turns_a_decision_round(
    place: str, names: list[str]
) -> None:
    territory = resolve_territory(names)
    for coarse in region(place).ancestors:
        decided = lies_in(Site(places=frozenset({coarse}), warnings=()), territory)
        fine = lies_in(Site(places=frozenset({place}), warnings=()), territory)
        assert decided is None or fine is decided


@given(
    st.sampled_from([None, "33154", "58452", "32361", "80331", "44702", "99999"]),
    st.sampled_from([None, "Witten", "Salzkotten", "Halle", "Paderborn", "Melle", "Wittten"]),
    st.sampled_from([None, "DE", "DEA", "DEA4", "DE2", "FRK", "metropole-ruhr"]),
    TERRITORIES,
)
def test_a_further_answer_that_fits_never_turns_a_decision_round(
    code: str | None, name: str | None, around: str | None, names: list[str]
) -> None:
    full = resolve_site(code, name, around)
    assume(all(warning.code != "place_contradiction" for warning in full.warnings))
    territory = resolve_territory(names)
    for less in ((None, name, around), (code, None, around), (code, name, None)):
        decided = lies_in(resolve_site(*less), territory)
        assert decided is None or lies_in(full, territory) is decided


def _verdict(case: dict) -> bool | None:
    profile = case["profile"]
    keys = ("postal_code", "municipality", "region")
    site = resolve_site(*(profile.get(name) for name in keys))
    return lies_in(site, resolve_territory(case["offer"]["territory"]))
