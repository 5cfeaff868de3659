"""Ranking: order, reasons, warnings, and scores that add up."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.catalogue import Catalogue, compile_catalogue
from matcher.features import FEATURES
from matcher.matches import Match
from matcher.profile import Profile, parse_profile
from matcher.ranking import RANKED, match, match_one
from matcher.scorers import READABLE_WEIGHTS, ReadableScorer
from matcher.wording import sentence
from offers.schema import Offer, parse_offer
from tests.strategies import offers, profiles

TODAY = date(2026, 11, 21)
SCORER = ReadableScorer()


def offer(offer_id: str, **fields: object) -> Offer:
    return parse_offer({"id": offer_id, "title": "Angebot", "provider": "Stadt", **fields})


def firm(**fields: object) -> Profile:
    return parse_profile({"id": "firm", **fields})


def catalogue(*offered: Offer) -> Catalogue:
    return compile_catalogue(offered, "1")


def ranked(profile: Profile, *offered: Offer) -> list[str]:
    ranking = match(profile, catalogue(*offered), SCORER, today=TODAY)
    return [found.offer.id for found in ranking.matches]


def only(profile: Profile, offered: Offer, today: date = TODAY) -> Match:
    found = match_one(profile, catalogue(offered), SCORER, offered.id, today=today)
    assert found is not None
    return found


def codes(found: Match) -> set[str]:
    return {warning.code for warning in found.warnings}


distinct_offers = st.lists(offers(), max_size=6, unique_by=lambda offered: offered.id)


@given(distinct_offers, profiles(), st.randoms(use_true_random=False))
def test_the_order_of_the_offers_never_changes_a_ranking(
    offered: list[Offer], profile: Profile, random: object
) -> None:
    shuffled = list(offered)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert ranked(profile, *shuffled) == ranked(profile, *offered)


@given(distinct_offers, profiles())
def test_every_offer_is_either_ranked_or_among_the_others(
    offered: list[Offer], profile: Profile
) -> None:
    ranking = match(profile, catalogue(*offered), SCORER, today=TODAY, others=None)
    ids = [found.offer.id for found in (*ranking.matches, *ranking.others)]
    assert sorted(ids) == sorted(each.id for each in offered)
    assert all(found.verdict in RANKED for found in ranking.matches)
    assert all(found.rank is None for found in ranking.others)
    assert [found.rank for found in ranking.matches] == list(range(1, ranking.total + 1))


@given(distinct_offers, profiles(), st.integers(0, 4))
def test_what_a_limit_leaves_out_is_never_better(
    offered: list[Offer], profile: Profile, limit: int
) -> None:
    full = match(profile, catalogue(*offered), SCORER, today=TODAY)
    cut = match(profile, catalogue(*offered), SCORER, today=TODAY, limit=limit)
    assert cut.matches == full.matches[:limit]
    assert [m.score for m in full.matches] == sorted((m.score for m in full.matches), reverse=True)


@given(distinct_offers, profiles())
def test_the_parts_of_a_score_add_up_to_it(offered: list[Offer], profile: Profile) -> None:
    for found in match(profile, catalogue(*offered), SCORER, today=TODAY, others=None).matches:
        assert np.isclose(sum(part.points for part in found.contributions), found.score)


@given(distinct_offers, profiles())
def test_every_match_says_why_in_both_languages(offered: list[Offer], profile: Profile) -> None:
    for found in match(profile, catalogue(*offered), SCORER, today=TODAY, others=None).matches:
        assert found.reasons
        for reason in (*found.reasons, *found.warnings, *(o.reason for o in found.conditions)):
            assert sentence(reason, "de")
            assert sentence(reason, "en")


def test_every_feature_has_a_weight() -> None:
    assert {feature.name for feature in FEATURES} == set(READABLE_WEIGHTS)


def test_equal_scores_are_ordered_by_id() -> None:
    assert ranked(firm(), offer("b"), offer("a"), offer("c")) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("better", "worse", "profile"),
    [
        ({"needs": ["mobility"]}, {"needs": ["export"]}, {"needs": ["mobility", "export"]}),
        (
            {"needs": ["mobility", "export"]},
            {"needs": ["export", "mobility"]},
            {"needs": ["mobility"]},
        ),
        ({"territory": ["Witten"]}, {"territory": ["Deutschland"]}, {"postal_code": "58452"}),
        ({"kinds": ["grant"]}, {"kinds": ["loan"]}, {"preferred_kinds": ["grant"]}),
        ({"sectors": ["25"]}, {"sectors": ["86"]}, {"wz": "25.62"}),
        ({"audience": ["founder", "company"]}, {}, {"founded": 2027}),
        ({"state": "open"}, {"state": "archive_only"}, {}),
        ({}, {"period_until": "2024-12-31"}, {}),
        ({"as_of": "2023"}, {"as_of": "2014"}, {}),
        ({"kinds": ["advice"], "stage": "Informieren"}, {"kinds": ["loan"]}, {}),
        ({}, {"before_start": True}, {"facts": {"project_started": True}}),
        (
            {"summary": "Zuschuss für Wärmepumpen"},
            {"summary": "Netzwerk für Mode"},
            {"need_text": "Wir brauchen eine Waermepumpe"},
        ),
        (
            {"needs": ["foreign_skilled_workers"]},
            {"needs": ["mobility"]},
            {"need_text": "Leute aus dem Ausland einstellen, Visum"},
        ),
    ],
)
def test_the_better_one_comes_first(
    better: dict[str, object], worse: dict[str, object], profile: dict[str, object]
) -> None:
    first, second = offer("z-better", **better), offer("a-worse", **worse)
    assert ranked(firm(**profile), first, second)[0] == "z-better"


@pytest.mark.parametrize(
    ("fields", "warning"),
    [
        ({"period_until": "2026-11-20"}, "warning.period_over"),
        ({"as_of": "2024-11-20"}, "warning.old_facts"),
        ({"before_start": True}, "warning.before_start"),
        ({"state": "archive_only"}, "warning.archive_only"),
        ({}, "warning.not_verified"),
    ],
)
def test_a_match_warns(fields: dict[str, object], warning: str) -> None:
    assert warning in codes(only(firm(), offer("a", **fields)))


@pytest.mark.parametrize(
    ("fields", "warning"),
    [
        ({"period_until": "2026-11-21"}, "warning.period_over"),
        ({"as_of": "2024-11-21"}, "warning.old_facts"),
        ({"verified_on": "2026-01-01"}, "warning.not_verified"),
    ],
)
def test_a_match_does_not_warn_too_early(fields: dict[str, object], warning: str) -> None:
    assert warning not in codes(only(firm(), offer("a", **fields)))


def test_who_has_started_is_told_that_it_is_too_late() -> None:
    found = only(firm(facts={"project_started": True}), offer("a", before_start=True))
    assert "warning.before_start_missed" in codes(found)
    assert "warning.before_start" not in codes(found)


def test_a_closed_offer_says_since_when() -> None:
    found = only(firm(), offer("a", valid_until="2026-10"))
    assert found.status is not None
    assert sentence(found.status, "de") == "Das Angebot galt bis Oktober 2026."
    assert found.rank is None


def test_an_empty_catalogue_gives_an_empty_ranking() -> None:
    ranking = match(firm(needs=["export"], need_text="Messe"), catalogue(), SCORER, today=TODAY)
    assert (ranking.matches, ranking.total) == ((), 0)


def test_two_offers_with_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="share an id"):
        catalogue(offer("a"), offer("a"))


def test_people_and_turnover_that_cannot_be_together_are_noticed() -> None:
    ranking = match(firm(employees=250, turnover_eur=1), catalogue(offer("a")), SCORER, today=TODAY)
    assert [warning.code for warning in ranking.warnings] == ["size_contradiction"]


def test_conditions_that_hold_speak_where_little_else_does() -> None:
    found = only(
        firm(postal_code="58452", needs=["mobility"], employees=20),
        offer("a", needs=["mobility"], territory=["DEA"], max_employees=249),
    )
    assert [reason.code for reason in found.reasons] == ["fit.need", "territory.true"]


def test_a_refused_offer_does_not_praise_the_conditions_that_hold() -> None:
    refused = offer("a", territory=["DEA"], max_employees=10)
    found = only(firm(postal_code="58452", employees=20), refused)
    assert [reason.code for reason in found.reasons] == ["fit.general"]
