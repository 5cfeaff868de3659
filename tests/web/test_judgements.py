"""Judgements in the database: said, said anew, taken back, gone with the answers, for training."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from matcher.judgments import parse_judgment
from matcher.profile import parse_profile
from models.judgement import Judgement
from models.session import reading
from tests.fixtures.apps import NOW
from tests.web.own_data_world import PERIODS, author
from tests.web.result_world import RETENTION
from web.judgement_lists import Judged
from web.tokens import new_token
from web.use_cases.firms import judgements, own_data, profiles
from web.use_cases.firms.opinions import REASONS, STANDS_FOR, Opinion
from web.use_cases.firms.profiles import Change
from web.use_cases.operation import retention

DAY = timedelta(days=1)


def firm(engine: Engine, **answers: object) -> str:
    """The token of a company with these answers."""
    token = profiles.start(engine, "de", NOW, retention=RETENTION)
    answer(engine, token, **answers)
    return token


def answer(engine: Engine, token: str, **answers: object) -> None:
    """Change answers."""
    assert profiles.answer(engine, token, Change(answers), NOW, retention=RETENTION)


def say(
    engine: Engine, token: str, opinion: Opinion, offer: str = "a", now: datetime = NOW
) -> bool:
    """Let a company judge an offer."""
    return judgements.record(engine, token, offer, opinion, now=now, retention=RETENTION)


def graded(offer: str = "a", grade: float = 2.0, **fields: object) -> Judged:
    """A line of a list."""
    profile = parse_profile({"id": "p1", "wz": "25.62", "employees": 38})
    given = {"profile": "p1", "offer": offer, "grade": grade, "judge": "advisor-1", **fields}
    return Judged(profile, parse_judgment(given))


def rows(engine: Engine) -> list[str]:
    """The offers of all judgements that are stored."""
    with reading(engine) as session:
        return list(session.exec(select(Judgement.offer_id)).all())


def test_a_company_says_what_fits_and_only_its_last_word_counts(engine: Engine) -> None:
    token = firm(engine)

    said = [Opinion.FITS, Opinion.TOO_LATE, Opinion.ALREADY_USED]
    for opinion in said:
        assert say(engine, token, opinion)
        assert judgements.opinion_of(engine, token, "a", NOW) is opinion

    assert len(rows(engine)) == 1


def test_what_a_company_says_of_one_offer_says_nothing_of_another(engine: Engine) -> None:
    token, other = firm(engine), firm(engine)
    say(engine, token, Opinion.FITS, "a")
    say(engine, token, Opinion.NOT_RELEVANT, "b")

    assert judgements.opinion_of(engine, token, "a", NOW) is Opinion.FITS
    assert judgements.opinion_of(engine, token, "b", NOW) is Opinion.NOT_RELEVANT
    assert judgements.opinion_of(engine, token, "c", NOW) is None
    assert judgements.opinion_of(engine, other, "a", NOW) is None


def test_a_judgement_taken_back_leaves_nothing(engine: Engine) -> None:
    token = firm(engine)
    say(engine, token, Opinion.FITS)

    assert judgements.withdraw(engine, token, "a", now=NOW, retention=RETENTION)
    assert judgements.withdraw(engine, token, "a", now=NOW, retention=RETENTION)

    assert rows(engine) == []


def test_without_answers_nothing_can_be_said_or_taken_back(engine: Engine) -> None:
    unknown = new_token()

    assert not say(engine, unknown, Opinion.FITS)
    assert not judgements.withdraw(engine, unknown, "a", now=NOW, retention=RETENTION)
    assert judgements.opinion_of(engine, unknown, "a", NOW) is None


def test_judging_keeps_the_answers_longer(engine: Engine) -> None:
    token, later = firm(engine), NOW + 10 * DAY

    say(engine, token, Opinion.FITS, now=later)

    found = profiles.load(engine, token, later)
    assert found is not None
    assert found.expires_utc == later + 30 * DAY


def test_deleted_answers_take_their_judgements_with_them(engine: Engine) -> None:
    token, other = firm(engine), firm(engine)
    for each in (token, other):
        say(engine, each, Opinion.FITS)

    own_data.remove(engine, token, by=author(NOW))

    assert rows(engine) == ["a"]
    assert judgements.opinion_of(engine, other, "a", NOW) is Opinion.FITS


def test_answers_past_their_date_take_their_judgements_with_them(engine: Engine) -> None:
    say(engine, firm(engine), Opinion.FITS)

    retention.run(engine, by=author(NOW + 30 * DAY - timedelta(seconds=1)), periods=PERIODS)
    before = len(rows(engine))
    retention.run(engine, by=author(NOW + 30 * DAY), periods=PERIODS)

    assert (before, rows(engine)) == (1, [])


@pytest.mark.parametrize("opinion", [each for each in Opinion if each is not Opinion.GRADED])
def test_every_word_stands_for_a_grade_in_training(engine: Engine, opinion: Opinion) -> None:
    say(engine, firm(engine), opinion)

    [found] = judgements.all_judged(engine)

    wanted = STANDS_FOR[opinion]
    assert (found.judgment.grade, found.judgment.excluded) == (wanted.grade, wanted.excluded)
    assert (found.judgment.judge, found.judgment.verified) == ("firm", False)


def test_no_reason_against_an_offer_is_worth_as_much_as_a_fit() -> None:
    assert set(STANDS_FOR) == set(Opinion) - {Opinion.GRADED}
    assert all(STANDS_FOR[each].grade < STANDS_FOR[Opinion.FITS].grade for each in REASONS)


def test_training_gets_the_answers_as_they_stood_when_it_was_said(engine: Engine) -> None:
    token = firm(engine, wz="25.62", employees=38)
    say(engine, token, Opinion.FITS, "a")
    say(engine, token, Opinion.FITS, "b", now=NOW + DAY)
    answer(engine, token, employees=400)
    say(engine, token, Opinion.NOT_ELIGIBLE, "c")

    found = judgements.all_judged(engine)

    small, large = found[0].profile, found[2].profile
    assert [each.judgment.offer for each in found] == ["a", "b", "c"]
    assert [each.profile for each in found] == [small, small, large]
    assert (small.employees, large.employees) == (38, 400)
    assert (small.wz, str(small.today), str(large.today)) == ("25.62", "2026-11-23", "2026-11-22")
    assert small.id != large.id


def test_training_cannot_tell_which_company_it_was(engine: Engine) -> None:
    token = firm(engine, employees=38)
    twin = firm(engine, employees=38)
    for each in (token, twin):
        say(engine, each, Opinion.FITS)

    first, second = (each.profile.id for each in judgements.all_judged(engine))

    assert first != second
    assert first.startswith("firm-")
    assert token not in first


def test_a_list_is_stored_once_and_its_new_grades_replace_the_old_ones(engine: Engine) -> None:
    lines = [graded("a", 2.0), graded("b", 0.0, excluded=True)]

    first = judgements.store_graded(engine, lines, now=NOW)
    again = judgements.store_graded(engine, lines, now=NOW + DAY)
    changed = judgements.store_graded(
        engine, [graded("a", 3.0, verified=True), lines[1]], now=NOW + DAY
    )

    assert (first.new, first.changed, first.unchanged) == (2, 0, 0)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 2)
    assert (changed.new, changed.changed, changed.unchanged) == (0, 1, 1)
    found = {each.judgment.offer: each.judgment for each in judgements.all_judged(engine)}
    assert (found["a"].grade, found["a"].verified) == (3.0, True)
    assert (found["b"].grade, found["b"].excluded) == (0.0, True)


def test_two_judges_may_grade_the_same_pair(engine: Engine) -> None:
    lines = [graded(judge="advisor-1"), graded(judge="advisor-2", grade=1.0), graded(judge="")]

    judgements.store_graded(engine, lines, now=NOW)

    found = judgements.all_judged(engine)
    assert [each.judgment.judge for each in found] == ["advisor-1", "advisor-2", ""]
    assert len({each.profile.id for each in found}) == 1


def test_a_list_keeps_its_own_days(engine: Engine) -> None:
    dated = Judged(
        parse_profile({"id": "p2", "today": "2025-01-02"}),
        parse_judgment({"profile": "p2", "offer": "a", "grade": 1.5, "judged_on": "2026-03"}),
    )

    judgements.store_graded(
        engine, [dated, graded()], now=datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    )

    first, second = judgements.all_judged(engine)
    assert (str(first.judgment.judged_on), str(first.profile.today)) == ("2026-03-01", "2025-01-02")
    assert str(second.judgment.judged_on) == str(second.profile.today) == "2026-11-23"


def test_a_judge_of_lists_can_be_forgotten_and_companies_stay(engine: Engine) -> None:
    say(engine, firm(engine), Opinion.FITS)
    lines = [graded("a"), graded("b"), graded("a", judge="advisor-2")]
    judgements.store_graded(engine, lines, now=NOW)

    gone = judgements.forget_judge(engine, "advisor-1")

    assert gone == 2
    assert judgements.forget_judge(engine, "firm") == 0
    assert [each.judgment.judge for each in judgements.all_judged(engine)] == ["firm", "advisor-2"]
