"""Who would get an offer, and the list for editors, on both databases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from matcher.catalogue import compile_catalogue
from matcher.eligibility import Verdict
from matcher.scorers import ReadableScorer
from models.session import transaction
from offers import store
from offers.schema import Offer
from tests.fixtures.apps import NOW
from tests.web.editor_world import offer, put
from web.use_cases.catalogue import care_list, editing, previewing
from web.use_cases.catalogue.care_list import Stand, Wanted
from web.use_cases.catalogue.previewing import Place, Reached
from web.use_cases.catalogue.shelf import shelf_of
from web.use_cases.firms import profiles
from web.use_cases.firms.profiles import Change
from web.use_cases.firms.stored_answers import Retention

RETENTION = Retention(unfinished_days=30, finished_days=180)
TODAY = NOW.date()
WITTEN = {"postal_code": "58452", "wz": "25.62", "needs": ["energy_efficiency"]}
SMALL = {**WITTEN, "employees": 38, "turnover_eur": 6_000_000}
LARGE = {**WITTEN, "employees": 900}


def answered(engine: Engine, *companies: dict[str, object]) -> None:
    """Companies that answered, the first one longest ago."""
    for minute, answers in enumerate(companies):
        at = NOW - timedelta(minutes=len(companies) - minute)
        token = profiles.start(engine, "de", at, retention=RETENTION)
        profiles.answer(engine, token, Change(answers), at, retention=RETENTION)


def others(count: int = 14) -> list[Offer]:
    """Offers by different providers that everybody could use."""
    topics = ("energy_efficiency", "green_production", "digitalisation", "export")
    return [
        offer(
            id=f"anderes-{number}",
            title=f"{topics[number % 4]} {number}",
            provider=f"Anbieter {number}",
            needs=[topics[number % 4]],
            conditions=None,
        )
        for number in range(count)
    ]


def reach(engine: Engine, offers: Sequence[Offer], draft: Offer, **options: int) -> Reached:
    """Who would get the draft beside these offers."""
    catalogue = compile_catalogue(offers, "1")
    scorer = ReadableScorer()
    return previewing.reached(engine, catalogue, scorer, draft, today=TODAY, now=NOW, **options)


def test_a_narrower_condition_takes_the_offer_from_those_whom_it_excludes(engine: Engine) -> None:
    answered(engine, LARGE, SMALL)
    tiny = offer(conditions={"employees": {"max": 9}})

    found = reach(engine, [*others(), offer()], tiny)

    assert [line.who.section for line in found.lines] == ["C", "C"]
    small, large = found.lines
    assert small.before is not None
    assert small.before.is_among_first
    assert small.after == Place(Verdict.NOT_ELIGIBLE, None)
    assert large.before == large.after == Place(Verdict.NOT_ELIGIBLE, None)
    assert found.changed == (small,)
    assert (found.first_before, found.first_after) == (1, 0)
    assert (found.possible_before, found.possible_after) == (1, 0)


def test_a_new_offer_was_nowhere_before(engine: Engine) -> None:
    answered(engine, SMALL)

    (line,) = reach(engine, others(), offer()).lines

    assert line.before is None
    assert line.after.is_among_first


def test_of_a_large_catalogue_only_what_comes_near_is_ranked_and_says_the_same(
    engine: Engine,
) -> None:
    answered(engine, SMALL, LARGE, {"needs": ["export"]}, {"postal_code": "44787"})
    draft = offer(needs=["export"], conditions=None)
    everything = [*others(40), offer()]

    whole = reach(engine, everything, draft)
    near = reach(engine, everything, draft, whole_up_to=0)

    assert (near.first_before, near.first_after) == (whole.first_before, whole.first_after)
    assert near.possible_after == whole.possible_after


def test_the_fifty_who_answered_last_are_looked_at_and_nobody_who_said_nothing(
    engine: Engine,
) -> None:
    answered(engine, *({"employees": number + 1} for number in range(52)), {})

    found = previewing.recent_profiles(engine, NOW)

    assert [each.employees for each in found] == list(range(52, 2, -1))


def test_without_answers_nobody_is_counted(engine: Engine) -> None:
    assert reach(engine, others(2), offer()).lines == ()


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), ["alt", "energie-lotse", "neu"]),
        (Wanted(words="energie lotse"), ["energie-lotse"]),
        (Wanted(words="werkstatt"), ["neu"]),
        (Wanted(provider="land"), ["neu"]),
        (Wanted(source="bundled"), []),
        (Wanted(source="amt.jsonl", provider="WITTEN"), ["alt", "energie-lotse"]),
        (Wanted(stand=Stand.ENDED), ["alt"]),
        (Wanted(stand=Stand.ARCHIVED), ["weg"]),
        (Wanted(stand=Stand.ARCHIVED, words="nichts davon"), []),
        (Wanted(page=7), ["alt", "energie-lotse", "neu"]),
    ],
)
def test_the_list_finds_offers_by_words_provider_source_and_state(
    engine: Engine, wanted: Wanted, found: list[str]
) -> None:
    past = offer(id="alt", title="Abgelaufen", valid_until="2020", summary="")
    other = offer(id="neu", title="Werkstatt", provider="Das Land", needs=[], summary="")
    put(engine, offer(), past, other, offer(id="weg", title="Weg"))
    with transaction(engine) as session:
        store.archive(session, "weg", now=NOW)
        _, offers = store.load_snapshot(session)
    shelf = shelf_of(compile_catalogue(offers, "1"))

    listed = care_list.search(engine, shelf, wanted, today=TODAY)

    assert [each.offer.id for each in listed.found.items] == found
    assert listed.sources == ("amt.jsonl",)


def test_what_is_not_archived_is_not_former(engine: Engine) -> None:
    put(engine, offer())

    assert editing.former(engine, "energie-lotse") is None
    assert editing.former(engine, "nie-da") is None
