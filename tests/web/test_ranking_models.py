"""Ranking models in the database: adopted, the way back, and what is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from matcher.artefact import parse_artefact
from models.ranking_model import RankingStep
from models.session import transaction
from offers.errors import InputErrors
from tests.fixtures.apps import NOW
from tests.web.model_world import UNUSABLE, model
from web.use_cases.operation import ranking_models

FIRST, SECOND = model(), model(need=60.0)
DAY = timedelta(days=1)


def adopt(engine: Engine, *contents: bytes) -> None:
    """Adopt these one after the other, one a day."""
    for number, content in enumerate(contents):
        ranking_models.adopt(engine, content, serving="", now=NOW + number * DAY)


def in_use(engine: Engine) -> bytes | None:
    """The adopted model that is in use."""
    return ranking_models.current(engine).content


def test_a_new_service_has_adopted_nothing(engine: Engine) -> None:
    assert ranking_models.current(engine) == ranking_models.Standing(0, None)
    assert ranking_models.history(engine) == ()
    assert not ranking_models.back(engine, now=NOW)


def test_an_adopted_model_is_kept_byte_for_byte(engine: Engine) -> None:
    done = ranking_models.adopt(engine, FIRST, serving="", now=NOW)

    assert done == ranking_models.Adoption(parse_artefact(FIRST), is_new=True)
    assert in_use(engine) == FIRST


def test_the_same_model_again_is_no_change(engine: Engine) -> None:
    adopt(engine, FIRST)

    again = ranking_models.adopt(engine, FIRST, serving="", now=NOW + DAY)

    assert not again.is_new
    assert ranking_models.last_step(engine) == 1


@pytest.mark.parametrize(("code", "content"), UNUSABLE.items(), ids=UNUSABLE)
def test_a_model_that_cannot_be_used_is_refused_and_the_one_in_use_stays(
    engine: Engine, code: str, content: bytes
) -> None:
    adopt(engine, FIRST)

    with pytest.raises(InputErrors) as caught:
        ranking_models.adopt(engine, content, serving="", now=NOW)

    assert [error.code for error in caught.value.errors] == [code]
    assert in_use(engine) == FIRST


def test_going_back_leads_through_the_models_before_to_that_of_the_package(
    engine: Engine,
) -> None:
    adopt(engine, FIRST, SECOND)

    seen = [in_use(engine)]
    while ranking_models.back(engine, now=NOW):
        seen.append(in_use(engine))

    assert seen == [SECOND, FIRST, None]


def test_what_was_left_by_going_back_is_not_gone_back_to(engine: Engine) -> None:
    adopt(engine, FIRST, SECOND)
    ranking_models.back(engine, now=NOW)
    third = model(need=70.0)
    adopt(engine, third)

    ranking_models.back(engine, now=NOW)

    assert in_use(engine) == FIRST


def test_a_model_can_be_adopted_again_after_going_back(engine: Engine) -> None:
    adopt(engine, FIRST, SECOND)
    ranking_models.back(engine, now=NOW)

    assert ranking_models.adopt(engine, SECOND, serving="", now=NOW).is_new
    assert in_use(engine) == SECOND


def test_the_history_names_every_step_newest_first(engine: Engine) -> None:
    adopt(engine, FIRST, SECOND)
    ranking_models.back(engine, now=NOW + 2 * DAY)
    ranking_models.back(engine, now=NOW + 3 * DAY)
    first, second = parse_artefact(FIRST).fingerprint, parse_artefact(SECOND).fingerprint

    found = [
        (step.number, step.is_back, step.fingerprint, step.taken_utc)
        for step in ranking_models.history(engine)
    ]

    assert found == [
        (4, True, None, NOW + 3 * DAY),
        (3, True, first, NOW + 2 * DAY),
        (2, False, second, NOW + DAY),
        (1, False, first, NOW),
    ]


def test_two_steps_at_once_cannot_both_be_stored(engine: Engine) -> None:
    adopt(engine, FIRST)

    with pytest.raises(IntegrityError), transaction(engine) as session:
        session.add(RankingStep(number=1, model_id=None, taken_utc=NOW))

    assert in_use(engine) == FIRST
