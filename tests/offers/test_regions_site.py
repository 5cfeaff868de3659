"""Sites: what a company says about its place becomes the set of places that fit all of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.taxonomy.regions import (
    district_of,
    land_of,
    municipality_of,
    region,
    resolve_site,
    search_regions,
)

Answers = tuple[str | None, str | None, str | None]


@pytest.mark.parametrize(
    ("answers", "names"),
    [
        (("58452", None, None), {"Witten"}),
        ((" D-58452 ", None, None), {"Witten"}),
        (("33154", None, None), {"Paderborn", "Salzkotten"}),
        (("33154", "Salzkotten", None), {"Salzkotten"}),
        (("32361", None, None), {"Preußisch Oldendorf", "Bad Essen", "Melle"}),
        (("32361", None, "DEA"), {"Preußisch Oldendorf"}),
        (("58454", "Witten-Annen", None), {"Witten"}),
        (("47119", "Duisburg-Ruhrort", None), {"Duisburg"}),
        (("06112", "Halle/Saale", None), {"Halle (Saale)"}),
        (("58300", "Wetter", None), {"Wetter (Ruhr)"}),
        (("35083", "Wetter", None), {"Wetter (Hessen)"}),
        (("20095", "Hamburg", None), {"Hamburg"}),
        ((None, "Hamburg-Harburg", None), {"Hamburg"}),
        ((None, "Muelheim an der Ruhr", None), {"Mülheim an der Ruhr"}),
        ((None, "Stadt Witten", None), {"Witten"}),
        ((None, "58452 Witten", None), {"Witten"}),
        ((None, "Witten (Ruhr)", None), {"Witten"}),
        ((None, "Bergisch Gladbach-Bensberg", None), {"Bergisch Gladbach"}),
        ((None, "Minden", None), {"Minden"}),
        ((None, "Halle", None), {"Halle", "Halle (Saale)", "Halle (Westf.)"}),
        ((None, "Halle", "DEA"), {"Halle (Westf.)"}),
        ((None, "Wetter", "DE7"), {"Wetter (Hessen)"}),
        ((None, "Frankfurt", None), {"Frankfurt am Main", "Frankfurt (Oder)"}),
        ((None, None, "DEA51"), {"Bochum"}),
        ((None, None, "05954"), {"Ennepe-Ruhr-Kreis"}),
        ((None, None, "mittleres-ruhrgebiet"), {"Bochum", "Herne", "Hattingen", "Witten"}),
        ((None, None, "FRK2"), {"FRK2"}),
        (("80331", "München", "09162"), {"München"}),
        ((None, "Kreis Unna", None), {"Kreis Unna"}),
    ],
)
def test_a_place_is_the_set_that_fits_all_answers(answers: Answers, names: set[str]) -> None:
    site = resolve_site(*answers)
    assert {region(code).name for code in site.places or ()} == names
    assert site.warnings == ()


@pytest.mark.parametrize(
    ("answers", "names", "warnings"),
    [
        (("44787", "Dortmund", None), {"Bochum"}, ["place_contradiction"]),
        (("33154", "Dortmund", None), {"Dortmund"}, ["place_contradiction"]),
        (("80331", None, "DEA"), {"München"}, ["place_contradiction"]),
        ((None, "Witten", "FRK"), {"Witten"}, ["place_contradiction"]),
        (("99999", "Witten", None), {"Witten"}, ["postal_code_unknown"]),
        (("4478", "Bochum", None), {"Bochum"}, ["postal_code_malformed"]),
        (("44702", None, None), {"Bochum"}, ["postal_code_assumed"]),
        ((None, "Wittten", None), {"Witten"}, ["municipality_guessed"]),
        ((None, "Bohcum", None), {"Bochum"}, ["municipality_guessed"]),
        (("44787", "Bchm", None), {"Bochum"}, ["municipality_guessed"]),
        (("44787", "Kreis der Freunde", None), {"Bochum"}, ["municipality_unknown"]),
        ((None, "Bochum", "quatsch!"), {"Bochum"}, ["region_unknown"]),
    ],
)
def test_what_is_wrong_with_a_place_is_said(
    answers: Answers, names: set[str], warnings: list[str]
) -> None:
    site = resolve_site(*answers)
    assert {region(code).name for code in site.places or ()} == names
    assert [warning.code for warning in site.warnings] == warnings


@pytest.mark.parametrize(
    "answers",
    [
        (None, None, None),
        ("", "  ", ""),
        ("99999", None, None),
        ("12345", None, None),
        ("43210", None, None),
        ("٤٤٧٨٧", None, None),
        (None, "Xyzabc", None),
        (None, "Robert'); DROP TABLE firms", None),
        (None, "<b>\x00😀</b>" * 2000, None),
    ],
)
def test_what_says_nothing_leaves_the_place_unknown(answers: Answers) -> None:
    assert resolve_site(*answers).places is None


def test_a_guess_names_what_was_taken_and_an_unknown_name_what_is_near() -> None:
    guessed = resolve_site(None, "Bohcum", None).warnings[0]
    unknown = resolve_site(None, "Essn", None).warnings[0]
    assert guessed.values == {"given": "Bohcum", "taken": "Bochum"}
    assert unknown.values == {"given": "Essn", "suggestion": "Essen"}


def test_a_short_name_is_never_guessed() -> None:
    assert resolve_site(None, "Unn", None).places is None
    assert resolve_site(None, "Hamn", None).places is None


def test_a_site_knows_its_municipality_kreis_and_land_where_there_is_one() -> None:
    witten = resolve_site("58452", None, None)
    shared = resolve_site("33154", None, None)
    hamburg = resolve_site("20095", None, None)
    names = [getattr(f(witten), "name", None) for f in (municipality_of, district_of, land_of)]
    assert names == ["Witten", "Ennepe-Ruhr-Kreis", "Nordrhein-Westfalen"]
    assert municipality_of(shared) is None
    assert getattr(district_of(shared), "name", None) == "Kreis Paderborn"
    assert getattr(municipality_of(hamburg), "name", None) == "Hamburg"
    assert district_of(hamburg) is None
    assert land_of(resolve_site("32361", None, None)) is None


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_any_text_gives_a_site(postal_code: str, municipality: str, name: str) -> None:
    site = resolve_site(postal_code, municipality, name)
    assert site.places is None or site.places


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("boch", "Bochum"),
        ("Bohcum", "Bochum"),
        ("mün", "Münster"),
        ("muenchen", "München"),
        ("58452", "Witten"),
        ("DEA56", "Ennepe-Ruhr-Kreis"),
        ("ruhr", "Metropole Ruhr"),
        ("kreis un", "Kreis Unna"),
        ("unna", "Unna"),
        ("Stadt Recklinghausen", "Recklinghausen"),
    ],
)
def test_search_finds_what_is_meant_first(query: str, first: str) -> None:
    assert search_regions(query, limit=5)[0].name == first


@given(st.text(max_size=30), st.integers(min_value=1, max_value=20))
def test_search_keeps_its_limit_and_names_nothing_twice(query: str, limit: int) -> None:
    found = search_regions(query, limit=limit)
    assert len(found) <= limit
    assert len({hit.code for hit in found}) == len(found)


def test_an_empty_search_finds_nothing() -> None:
    assert search_regions("  ", limit=5) == ()
