"""The catalogue's search: words, filters, counts, order; and the standing of an offer on a day."""

from __future__ import annotations

from datetime import date

import pytest

from matcher.catalogue import compile_catalogue
from offers.schema import AudienceWord, Kind, parse_offer
from web.use_cases.catalogue.searching import Found, Search, Sort, search
from web.use_cases.catalogue.shelf import Shelf, shelf_of
from web.use_cases.catalogue.standing import (
    Availability,
    cautions,
    is_never_for_firms,
    standing,
)
from web.use_cases.places import read_place

TODAY = date(2026, 11, 22)
OFFERS = (
    {
        "id": "energieberatung",
        "title": "Energieberatung für Betriebe",
        "provider": "Stadt Bochum",
        "kinds": ["advice"],
        "needs": ["energy_efficiency"],
        "territory": ["Bochum"],
    },
    {
        "id": "zuschuss-export",
        "title": "Zuschuss für Messen im Ausland",
        "provider": "Land NRW",
        "kinds": ["grant"],
        "needs": ["export"],
        "territory": ["Nordrhein-Westfalen"],
        "valid_until": "2026-11-22",
    },
    {
        "id": "darlehen",
        "title": "Äußerst günstiges Darlehen",
        "provider": "Bank",
        "kinds": ["loan", "grant"],
        "needs": ["growth_investment", "energy_efficiency"],
        "territory": ["Deutschland"],
        "valid_from": "2027-01",
    },
    {
        "id": "bayern",
        "title": "Beratung in Bayern",
        "provider": "Bank",
        "kinds": ["advice"],
        "territory": ["Bayern"],
        "state": "ended",
    },
    {
        "id": "filme",
        "title": "Filme zum Nachlesen",
        "provider": "Bank",
        "state": "archive_only",
    },
    {
        "id": "kommunen",
        "title": "Energieberatung für Kommunen",
        "provider": "Land NRW",
        "audience": ["municipality"],
    },
)


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    """Six offers that differ in every filter."""
    return shelf_of(compile_catalogue([parse_offer(offer) for offer in OFFERS], "1"))


def ids(found: Found) -> list[str]:
    """The ids of the page, in order."""
    return [offer.id for offer in found.offers]


def test_without_words_open_offers_come_first_and_those_for_others_after_them(
    shelf: Shelf,
) -> None:
    found = search(shelf, Search(), today=TODAY)
    expected = ["energieberatung", "zuschuss-export", "kommunen", "darlehen", "filme", "bayern"]
    assert ids(found) == expected


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("Energieberatung", "energieberatung"),
        ("energieberatng", "energieberatung"),
        ("Beratung Energie", "energieberatung"),
        ("energy efficiency", "energieberatung"),
        ("aeusserst", "darlehen"),
        ("Darlehn", "darlehen"),
        ("Messe Ausland", "zuschuss-export"),
        ("Stadt Bochum", "energieberatung"),
    ],
)
def test_words_are_found_with_typos_as_compounds_and_in_both_languages(
    shelf: Shelf, words: str, first: str
) -> None:
    assert ids(search(shelf, Search(words=words), today=TODAY))[0] == first


@pytest.mark.parametrize(
    "words", ["qqqxxxyyy", "der die das", "😀", "'; DROP TABLE offer; --", "%"]
)
def test_words_that_are_nowhere_find_nothing(shelf: Shelf, words: str) -> None:
    found = search(shelf, Search(words=words), today=TODAY)
    assert (found.total, found.page, found.pages) == (0, 1, 1)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Search(needs=("export",)), {"zuschuss-export"}),
        (Search(needs=("export", "growth_investment")), {"zuschuss-export", "darlehen"}),
        (Search(kinds=(Kind.GRANT,)), {"zuschuss-export", "darlehen"}),
        (Search(provider="Bank"), {"darlehen", "bayern", "filme"}),
        (Search(provider="bank"), {"darlehen", "bayern", "filme"}),
        (Search(provider="boch stadt"), {"energieberatung"}),
        (Search(provider="ochum"), set()),
        (Search(provider="Nobody"), set()),
        (Search(provider="--"), set()),
        (Search(audiences=(AudienceWord.MUNICIPALITY,)), {"kommunen"}),
        (Search(audiences=(AudienceWord.COMPANY,)), {str(o["id"]) for o in OFFERS} - {"kommunen"}),
        (Search(audiences=(AudienceWord.UNIVERSITY, AudienceWord.RESEARCH)), set()),
        (Search(states=(Availability.ENDED,)), {"bayern"}),
        (Search(states=(Availability.NOT_OPEN_YET,)), {"darlehen"}),
        (Search(states=(Availability.ARCHIVE_ONLY, Availability.ENDED)), {"filme", "bayern"}),
        (Search(kinds=(Kind.GRANT,), states=(Availability.OPEN,)), {"zuschuss-export"}),
    ],
)
def test_filters_keep_what_fits_all_of_them(
    shelf: Shelf, wanted: Search, expected: set[str]
) -> None:
    assert set(ids(search(shelf, wanted, today=TODAY))) == expected


@pytest.mark.parametrize(
    ("place", "name", "left_out"),
    [
        ("Bochum", "Bochum", {"bayern"}),
        ("44787", "Bochum", {"bayern"}),
        ("Bohcum", "Bochum", {"bayern"}),
        ("Kreis Unna", "Kreis Unna", {"bayern", "energieberatung"}),
        ("NRW", "Nordrhein-Westfalen", {"bayern"}),
        ("Ruhrgebiet", "Metropole Ruhr", {"bayern"}),
        ("Bayern", "Bayern", {"energieberatung", "zuschuss-export"}),
        ("DEA", "Nordrhein-Westfalen", {"bayern"}),
    ],
)
def test_a_place_keeps_offers_that_hold_there_or_in_a_part_of_it(
    shelf: Shelf, place: str, name: str, left_out: set[str]
) -> None:
    found = search(shelf, Search(place=place), today=TODAY)
    assert found.place.name == name
    assert set(ids(found)) == {str(offer["id"]) for offer in OFFERS} - left_out


@pytest.mark.parametrize("place", ["Atlantis-Xyzzy", "99999", "123456", "😀", "<b>"])
def test_an_unknown_place_is_said_and_filters_nothing(shelf: Shelf, place: str) -> None:
    found = search(shelf, Search(place=place), today=TODAY)
    assert found.place.is_unknown
    assert found.total == len(OFFERS)


def test_an_empty_place_is_not_unknown() -> None:
    assert not read_place("  ").is_unknown


def test_counts_say_what_each_value_would_show_with_the_other_filters(
    shelf: Shelf,
) -> None:
    counts = search(shelf, Search(kinds=(Kind.GRANT,), provider="Bank"), today=TODAY).counts
    assert counts.kinds == {"advice": 1, "loan": 1, "grant": 1}
    assert counts.providers == {"Land NRW": 1, "Bank": 1}
    assert counts.needs == {"growth_investment": 1, "energy_efficiency": 1}
    assert counts.states == {"not_open_yet": 1}
    assert counts.audiences == {"company": 1}
    assert len(counts.lands) == 16
    assert set(counts.lands.values()) == {1}


def test_titles_are_ordered_as_in_a_dictionary(shelf: Shelf) -> None:
    found = search(shelf, Search(sort=Sort.TITLE), today=TODAY)
    assert ids(found)[0] == "darlehen", "Ä stands with A"


def test_pages_part_the_list_without_gap_or_repetition(shelf: Shelf) -> None:
    pages = [search(shelf, Search(page=n, per_page=4), today=TODAY) for n in (1, 2)]
    whole = search(shelf, Search(), today=TODAY)
    assert [offer for page in pages for offer in ids(page)] == ids(whole)
    assert search(shelf, Search(page=99, per_page=4), today=TODAY).page == 2


@pytest.mark.parametrize(
    ("fields", "expected", "code"),
    [
        ({}, "open", None),
        ({"valid_until": "2026-11-22"}, "open", None),
        ({"valid_until": "2026-11-21"}, "ended", "closed.valid_until"),
        ({"valid_until": "2026-11"}, "open", None),
        ({"deadlines": [{"date": "2026-10-31"}]}, "ended", "closed.deadlines"),
        ({"deadlines": [{"date": "2026-10-31", "recurring": True}]}, "open", None),
        ({"valid_from": "2026-12"}, "not_open_yet", "not_open_yet.valid_from"),
        ({"state": "paused"}, "not_open_yet", "not_open_yet.paused"),
        ({"state": "archive_only"}, "archive_only", None),
        ({"state": "archive_only", "valid_until": "2022"}, "ended", "closed.valid_until"),
        ({"state": "ended"}, "ended", "closed.ended"),
    ],
)
def test_the_standing_follows_from_the_dates_of_the_day(
    fields: dict[str, object], expected: str, code: str | None
) -> None:
    now = standing(parse_offer({"id": "a", "title": "A", "provider": "P", **fields}), TODAY)
    assert (str(now.availability), now.reason and now.reason.code) == (expected, code)


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({"verified_on": "2026-10-01"}, []),
        ({}, ["warning.not_verified"]),
        ({"verified_on": "2026", "period_until": "2026-10"}, ["warning.period_over"]),
        ({"verified_on": "2026", "as_of": "2022-12"}, ["warning.old_facts"]),
        (
            {"verified_on": "2026", "territory": ["Deutschland (Revierregionen)"]},
            ["warning.territory_unresolved"],
        ),
    ],
)
def test_cautions_name_what_to_know_before_relying_on_an_offer(
    fields: dict[str, object], codes: list[str]
) -> None:
    offer = parse_offer({"id": "a", "title": "A", "provider": "P", **fields})
    assert [caution.code for caution in cautions(offer, TODAY)] == codes


@pytest.mark.parametrize(
    ("audience", "expected"),
    [
        ([], False),
        (["municipality"], True),
        (["person", "other"], True),
        (["municipality", "company"], False),
        (["university"], False),
    ],
)
def test_offers_for_others_only_are_told_apart(audience: list[str], expected: bool) -> None:
    offer = parse_offer({"id": "a", "title": "A", "provider": "P", "audience": audience})
    assert is_never_for_firms(offer) is expected
