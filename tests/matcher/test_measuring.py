"""Measuring: no company is ranked by a model that was fitted on what people judged for it."""

from __future__ import annotations

from collections.abc import Sequence

from matcher.evaluation import Ranked
from matcher.judgments import Judgment, parse_judgment
from matcher.lessons import examples
from matcher.measuring import cross_validated
from matcher.profile import Asked, parse_profile
from tests.matcher.judged_world import TODAY, asked, catalogue, judgments, profiles


def twin(**changes: object) -> Asked:
    """The first company of the world again, under another id."""
    return Asked(parse_profile({**profiles()[0], "id": "twin", **changes}), TODAY)


def turned_for_twin() -> tuple[Judgment, ...]:
    """The grades of the first company turned round."""
    return tuple(
        parse_judgment({"profile": "twin", "offer": j.offer, "grade": 3 - j.grade})
        for j in judgments()
        if j.profile == "firm-0"
    )


def unseen(company: Asked, *others: Asked, judged: Sequence[Judgment] = ()) -> Sequence[Ranked]:
    """The list of a company of the world and these others, from a model without the company."""
    everyone = (*asked(), *others)
    lessons = examples(everyone, catalogue(), (*judgments(), *judged), today=TODAY)
    return cross_validated(catalogue(), everyone, lessons)(company)


def test_a_company_under_two_ids_does_not_teach_its_own_ranking() -> None:
    one = asked()[0]

    assert unseen(one, twin(), judged=turned_for_twin()) == unseen(one)


def test_both_ids_of_a_company_get_one_list() -> None:
    pair = (asked()[0], twin())

    first, second = (unseen(one, twin(), judged=turned_for_twin()) for one in pair)

    assert first == second


def test_another_answer_makes_another_company_that_teaches() -> None:
    one, other = asked()[0], twin(employees=7)

    assert unseen(one, other, judged=turned_for_twin()) != unseen(one)
