"""Overlaps: what is described twice is proposed as a pair, what only looks alike is not certain."""

from __future__ import annotations

from functools import lru_cache
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.bundled import load_bundled
from offers.overlaps import CERTAIN, PROPOSED, Code, Pair, find_pairs
from offers.schema import Offer, parse_offer
from tests.strategies import catalogues, offers

OTHERS = 60
"""Enough offers to tell rare words from common ones."""
FIRST = {
    "id": "bank-aufbau",
    "title": "Aufbaukredit Mittelstand (731)",
    "provider": "Förderbank",
    "kinds": ["loan"],
    "audience": ["company"],
    "territory": ["Nordrhein-Westfalen"],
    "description": "Kredit für Maschinen, Gebäude und Waren kleiner und mittlerer Betriebe",
    "url": "https://www.foerderbank.example/kredite/aufbaukredit",
    "amount": {"max_eur": 750_000},
}
SECOND = {
    "id": "kammer-aufbau",
    "title": "Aufbaukredit für den Mittelstand",
    "provider": "Handwerkskammer",
    "kinds": ["loan"],
    "audience": ["company"],
    "territory": ["NRW"],
    "description": "Zinsgünstiges Darlehen für Maschinen, Gebäude und Waren von Betrieben",
    "url": "http://foerderbank.example/kredite/aufbaukredit/#antrag",
}
LONG_NAME = "Zukunftsbonus Emscher Lippe Sauerland (731)"
SOURCES = {"bank-aufbau": "bank", "kammer-aufbau": "chamber"}


@lru_cache(maxsize=1)
def bundled() -> tuple[Offer, ...]:
    return load_bundled()


def pair_of(first: dict[str, Any], second: dict[str, Any]) -> Pair | None:
    """What is said of two offers among others, each from a source of its own."""
    both = parse_offer(first), parse_offer(second)
    found = find_pairs((*both, *bundled()[:OTHERS]), sources=SOURCES)
    wanted = {offer.id for offer in both}
    return next((pair for pair in found if pair.ids == wanted), None)


def codes_of(pair: Pair | None) -> set[Code]:
    return set() if pair is None else {each.code for each in pair.evidence}


def test_titles_that_read_alike_are_alike_whatever_the_providers_are_called() -> None:
    title = "Aufbau: Erstberatung betriebliche Mobilität"
    first = {**FIRST, "title": title, "provider": "Netzwerkbüro betriebliche Mobilität"}
    pair = pair_of(first, {**SECOND, "title": title})
    assert pair is not None
    assert Code.OTHER_PART not in codes_of(pair)
    assert {"percent": 100} in [each.values for each in pair.evidence]


def test_one_programme_of_two_sources_is_a_pair_with_its_evidence() -> None:
    pair = pair_of(FIRST, SECOND)
    assert pair is not None
    assert pair.score >= CERTAIN
    assert {Code.SAME_TITLE, Code.SAME_PAGE, Code.LIKE_TEXT} <= codes_of(pair)
    assert all(each.speaks_for for each in pair.evidence)


@pytest.mark.parametrize(
    ("field", "first", "second", "code", "values"),
    [
        ("title", "Zukunftsbonus (731)", "Zukunftsbonus 731", Code.SAME_NUMBER, {"number": "731"}),
        ("amount", {"max_eur": 5000}, {"max_eur": 5000}, Code.SAME_AMOUNT, {"eur": 5000}),
        ("provider", "Förderbank", "FÖRDERBANK", Code.SAME_PROVIDER, {"provider": "Förderbank"}),
        (
            *("title", "Zukunftsbonus (731)", "Zukunftsbonus (732)", Code.OTHER_NUMBER),
            {"first": "731", "second": "732"},
        ),
        (
            *("amount", {"max_eur": 5000}, {"max_eur": 9000}, Code.OTHER_AMOUNT),
            {"first": 5000, "second": 9000},
        ),
        (
            *("territory", ["Bochum", "Witten"], ["NRW"], Code.OTHER_TERRITORY),
            {"first": "Bochum, Witten", "second": "NRW"},
        ),
        (
            *("audience", ["company"], ["founder", "person"], Code.OTHER_AUDIENCE),
            {"first": "company", "second": "founder, person"},
        ),
        (
            *("kinds", ["loan"], ["grant", "advice"], Code.OTHER_KIND),
            {"first": "loan", "second": "grant, advice"},
        ),
        (
            *("title", "Zukunftsbonus – Modul 1", "Zukunftsbonus – Modul 4", Code.OTHER_PART),
            {"first": "modul 1", "second": "modul 4"},
        ),
        (
            *("title", "Zukunftsbonus II", "Zukunftsbonus", Code.OTHER_PART),
            {"first": "teil 2", "second": "teil 1"},
        ),
        (
            *("title", f"{LONG_NAME} – Maschinen", f"{LONG_NAME} – Gebäude", Code.OTHER_PART),
            {"first": "Maschinen", "second": "Gebäude"},
        ),
        (
            *("title", LONG_NAME, f"{LONG_NAME}: Gebäude", Code.ONE_TITLE_SAYS_MORE),
            {"offer": "kammer-aufbau", "words": "Gebäude"},
        ),
        (
            *("title", "Zukunftsbonus 2024", "Zukunftsbonus 2026", Code.OTHER_EDITION),
            {"first": 2024, "second": 2026},
        ),
    ],
)
def test_evidence_names_the_values(
    field: str, first: object, second: object, code: Code, values: dict[str, object]
) -> None:
    changes = {"title": "Zukunftsbonus"} if field != "title" else {}
    text = {"description": FIRST["description"], "url": FIRST["url"]}
    pair = pair_of({**FIRST, **changes, field: first}, {**SECOND, **text, **changes, field: second})
    assert pair is not None
    assert [each.values for each in pair.evidence if each.code is code] == [values]


@pytest.mark.parametrize(
    "changes",
    [
        {"territory": ["Deutschland"]},
        {"territory": ["Bochum"]},
        {"audience": ["founder"]},
        {"amount": {"max_eur": 25_000}},
        {"title": "Aufbaukredit Mittelstand – Betriebsmittel"},
        {"title": "Aufbaukredit Mittelstand (732)"},
        {"title": "Aufbaukredit Mittelstand Plus"},
        {"title": "Aufbaukredit Mittelstand 2 – Stufe 2"},
    ],
)
def test_what_differs_in_more_than_words_is_never_certain(changes: dict[str, object]) -> None:
    pair = pair_of(FIRST, {**SECOND, "description": FIRST["description"], **changes})
    assert pair is None or pair.score < CERTAIN


@pytest.mark.parametrize(
    ("here", "there"), [(["Bayern"], ["Hessen"]), (["Bochum"], ["Witten"]), (["DEA"], ["DEB"])]
)
def test_one_programme_in_two_places_is_two_offers(here: list[str], there: list[str]) -> None:
    assert pair_of({**FIRST, "territory": here}, {**FIRST, **SECOND, "territory": there}) is None


def test_two_variants_of_one_loan_are_not_proposed() -> None:
    waren = {**FIRST, "title": "Aufbaukredit Mittelstand (731) – Betriebsmittelfinanzierung"}
    bauten = {**FIRST, "id": "b", "title": "Aufbaukredit Mittelstand (731) – Gebäudekauf"}
    pair = pair_of({**waren, "description": "Kredit für Waren und Löhne der Betriebe"}, bauten)
    assert pair is None or (pair.score < CERTAIN and Code.OTHER_PART in codes_of(pair))


@pytest.mark.parametrize(
    ("first", "second", "years"),
    [
        ({"title": "Ideenpreis Ruhr 2024"}, {"title": "Ideenpreis Ruhr 2026"}, (2024, 2026)),
        (
            {"title": "Ideenpreis Ruhr: Call 2024"},
            {"title": "Ideenpreis Ruhr: Call 2026"},
            (2024, 2026),
        ),
        (
            {"title": "Ideenpreis Ruhr", "valid_until": "2024-05-31"},
            {"title": "Ideenpreis Ruhr", "valid_from": "2026"},
            (2024, 2026),
        ),
        (
            {"title": "Ideenpreis Ruhr", "valid_from": "2026-03"},
            {"title": "Ideenpreis Ruhr", "valid_until": "2025-12-31"},
            (2026, 2025),
        ),
    ],
)
def test_a_later_call_is_a_successor_and_not_certain(
    first: dict[str, object], second: dict[str, object], years: tuple[int, int]
) -> None:
    pair = pair_of({**FIRST, **first}, {**SECOND, **second})
    assert pair is not None
    assert pair.is_succession
    assert pair.score < CERTAIN
    told = next(each for each in pair.evidence if each.code is Code.OTHER_EDITION)
    assert (told.values["first"], told.values["second"]) == years


def test_the_span_of_a_programme_is_no_edition() -> None:
    pair = pair_of(
        {**FIRST, "title": "Ideenpreis Ruhr 2021-2027"}, {**SECOND, "title": "Ideenpreis Ruhr"}
    )
    assert pair is not None
    assert not pair.is_succession


def test_an_acronym_stands_for_the_name_before_it() -> None:
    pair = pair_of(
        {**FIRST, "title": "Wachstumsinitiative Westfalen (WIWE) – Studie"},
        {**SECOND, "title": "WIWE – Studie"},
    )
    assert Code.SAME_TITLE in codes_of(pair)


def test_two_sources_are_likelier_to_describe_one_thing_than_one() -> None:
    both = (parse_offer(FIRST), parse_offer({**SECOND, "url": ""}), *bundled()[:OTHERS])
    apart = find_pairs(both, sources=SOURCES)
    together = find_pairs(both, sources=dict.fromkeys(SOURCES, "bank"))
    wanted = frozenset(SOURCES)
    scores = [
        next((pair.score for pair in found if pair.ids == wanted), 0.0)
        for found in (apart, find_pairs(both), together)
    ]
    assert scores[0] > scores[1] > scores[2]


def test_everyday_titles_are_no_reason_to_propose() -> None:
    many = [
        parse_offer({"id": f"beratung-{number}", "title": "Beratung", "provider": f"Stadt {name}"})
        for number, name in enumerate(("Herne", "Hagen", "Hamm", "Unna", "Essen", "Marl"))
    ]
    found = find_pairs((*many, *bundled()))
    assert [pair for pair in found if pair.first.startswith("beratung-")] == []


def test_what_is_decided_is_not_proposed_again() -> None:
    both = parse_offer(FIRST), parse_offer(SECOND)
    assert find_pairs(both, known={frozenset(SOURCES)}) == ()


def test_few_changed_offers_give_their_pairs_only() -> None:
    copies = [each.model_copy(update={"id": f"{each.id}-kopie"}) for each in bundled()[:5]]
    everything = find_pairs((*bundled(), *copies))
    for among in ([copies[0].id], [each.id for each in bundled()[:3]], [], ["unbekannt"]):
        wanted = tuple(pair for pair in everything if not pair.ids.isdisjoint(among))
        assert find_pairs((*bundled(), *copies), among=among) == wanted


def test_a_thousand_copies_give_few_pairs_for_each() -> None:
    copies = [parse_offer({**FIRST, "id": f"kopie-{number:04d}"}) for number in range(1000)]
    found = find_pairs(copies)
    assert {each for pair in found for each in pair.ids} == {offer.id for offer in copies}
    assert len(found) <= 10 * len(copies)


@pytest.mark.parametrize("count", [0, 1])
def test_no_offer_and_one_offer_have_no_pair(count: int) -> None:
    assert find_pairs(bundled()[:count]) == ()


@given(offers())
def test_an_offer_and_its_copy_are_surely_one(offer: Offer) -> None:
    copy = offer.model_copy(update={"id": f"{offer.id}-kopie"})
    (pair,) = find_pairs((offer, copy))
    assert pair.score == 1.0
    assert [each.code for each in pair.evidence] == [Code.SAME_CONTENT]


@given(offers(), offers())
def test_a_pair_does_not_depend_on_which_comes_first(one: Offer, other: Offer) -> None:
    other = other.model_copy(update={"id": f"{one.id}-zwei"})
    assert find_pairs((one, other)) == find_pairs((other, one))


@given(catalogues(), st.randoms(use_true_random=False))
def test_the_order_of_the_offers_makes_no_difference(offered: list[Offer], dice: Random) -> None:
    twins = [each.model_copy(update={"id": f"{each.id}-zwei"}) for each in offered]
    shuffled = [*offered, *twins]
    dice.shuffle(shuffled)
    assert find_pairs(shuffled) == find_pairs([*offered, *twins])


@given(catalogues())
def test_pairs_join_two_offers_once_the_surest_first(offered: list[Offer]) -> None:
    twins = [each.model_copy(update={"id": f"{each.id}-zwei"}) for each in offered]
    found = find_pairs([*offered, *twins])
    assert all(pair.first < pair.second for pair in found)
    assert len({pair.ids for pair in found}) == len(found)
    assert [pair.score for pair in found] == sorted((pair.score for pair in found), reverse=True)
    assert all(pair.score >= PROPOSED or pair.is_succession for pair in found)
    assert all(0.0 <= pair.score <= 1.0 for pair in found)
