"""Applications in a file: noted, changed, forgotten, and what training learns of them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import Engine

from matcher.batch_io import read_judgments, read_profiles
from tests.fixtures.apps import NOW
from tests.web.desk_world import author, desk_of
from tests.web.outcomes_world import TODAY, WITHOUT_A, Desks, make_desks
from web.current import services_of
from web.use_cases.files import applications
from web.use_cases.files.applications import (
    LARGEST_EUR,
    Application,
    ApplicationState,
    Noting,
)
from web.use_cases.files.rows import Edited
from web.use_cases.firms import judgements
from web.use_cases.firms.opinions import STANDS_FOR, Opinion

APPLIED = Application(state=ApplicationState.APPLIED, amount_eur=20_000)
GRANTED = Application(
    state=ApplicationState.GRANTED, amount_eur=12_000, happened_on=date(2026, 11, 3)
)
REFUSED = Application(state=ApplicationState.REFUSED)


@pytest.fixture
def desks(engine: Engine) -> Desks:
    return make_desks(engine)


def withdraw(desks: Desks, offer_id: str) -> Edited:
    person = desks.staff.advisor
    return applications.withdraw(
        desks.engine, desk_of(person), desks.file, offer_id, by=author(person)
    )


def test_an_application_is_kept_changed_and_forgotten(desks: Desks) -> None:
    for each in (APPLIED, GRANTED, GRANTED):
        assert desks.note("a", each) is Noting.DONE
        assert desks.standing("a").application == each
    assert withdraw(desks, "a") is Edited.DONE

    assert desks.standing("a").application is None
    assert list(desks.rows()) == []
    assert desks.told() == [
        ["application", "a", "applied", 20_000],
        ["application", "a", "granted", 12_000],
        ["application", "a", "withdrawn", None],
    ]


def test_what_came_of_an_offer_stands_beside_what_was_thought_of_it(desks: Desks) -> None:
    desks.judge("a", Opinion.TOO_LATE)
    desks.note("a", GRANTED)

    standing = desks.standing("a")
    assert (standing.opinion, standing.application) == (Opinion.TOO_LATE, GRANTED)


def test_training_learns_how_far_an_application_came_and_only_a_grant_is_verified(
    desks: Desks,
) -> None:
    for offer_id, each in (("a", APPLIED), ("b", REFUSED), ("c", GRANTED)):
        desks.note(offer_id, each)

    found = {each.judgment.offer: each.judgment for each in judgements.all_judged(desks.engine)}

    assert {key: (each.grade, each.excluded, each.verified) for key, each in found.items()} == {
        "a": (STANDS_FOR[Opinion.APPLIED].grade, False, False),
        "b": (STANDS_FOR[Opinion.REFUSED].grade, False, False),
        "c": (STANDS_FOR[Opinion.GRANTED].grade, False, True),
    }
    assert STANDS_FOR[Opinion.GRANTED].grade == max(each.grade for each in STANDS_FOR.values())
    assert STANDS_FOR[Opinion.NO_REASON].grade < STANDS_FOR[Opinion.REFUSED].grade
    assert STANDS_FOR[Opinion.REFUSED].grade < STANDS_FOR[Opinion.FITS].grade


def test_a_colleague_changes_the_same_application(desks: Desks) -> None:
    desks.note("c", APPLIED)
    desks.note("c", GRANTED, person=desks.staff.colleague)

    [row] = desks.rows()
    assert (row.opinion, row.verified) == (Opinion.GRANTED, True)
    assert desks.standing("c", desks.staff.lead).application == GRANTED


def test_a_grant_against_our_conditions_is_told_to_the_editors_until_it_is_taken_back(
    desks: Desks,
) -> None:
    desks.note("b", APPLIED)
    assert desks.reports() == []

    desks.note("b", GRANTED)
    assert desks.reports() == [("b", "fits:employees", 1)]

    withdraw(desks, "b")
    assert desks.reports() == []


def test_an_application_outlives_its_offer_but_none_begins_without_one(desks: Desks) -> None:
    desks.note("a", APPLIED)

    assert desks.note("a", REFUSED, catalogue=WITHOUT_A) is Noting.DONE
    assert desks.note("nobody", APPLIED) is Noting.UNKNOWN
    assert desks.standing("a").application == REFUSED


def test_nobody_notes_in_a_foreign_file(desks: Desks) -> None:
    desks.note("a", APPLIED)
    stranger = desks.staff.stranger

    assert desks.note("c", APPLIED, person=stranger) is Noting.GONE
    gone = applications.withdraw(
        desks.engine, desk_of(stranger), desks.file, "a", by=author(stranger)
    )
    assert gone is Edited.GONE
    assert desks.standing("a").application == APPLIED


@pytest.mark.parametrize("amount", [-1, LARGEST_EUR + 1, 10**12])
def test_an_amount_out_of_range_is_none(amount: int) -> None:
    with pytest.raises(ValueError, match="amount out of range"):
        Application(state=ApplicationState.APPLIED, amount_eur=amount)


def test_a_day_out_of_range_is_none(engine: Engine) -> None:
    with pytest.raises(ValueError, match="day out of range"):
        Application(state=ApplicationState.APPLIED, happened_on=date(1999, 12, 31))
    later = Application(state=ApplicationState.APPLIED, happened_on=TODAY + timedelta(days=1))
    with pytest.raises(ValueError, match="day to come"):
        make_desks(engine).note("a", later)


def exported(app: Flask, folder: Path) -> tuple[Result, Path, Path]:
    """What an export writes."""
    profiles, judgments = folder / "profiles.jsonl", folder / "judgments.jsonl"
    arguments = ("--profiles", str(profiles), "--judgments", str(judgments))
    result = app.test_cli_runner().invoke(args=["judgements", "export", *arguments])
    return result, profiles, judgments


def test_an_export_holds_what_advisors_said_and_the_trainer_reads_it(
    app: Flask, tmp_path: Path
) -> None:
    held = services_of(app)
    desks, known = make_desks(held.engine), held.snapshot.current()
    first, second, third = (offer.id for offer in known.offers[:3])
    desks.judge(first, Opinion.TOO_LATE, catalogue=known)
    desks.judge(second, Opinion.MISSING, catalogue=known)
    desks.note(third, GRANTED, catalogue=known)

    result, profiles, judgments = exported(app, tmp_path)

    assert result.output == "Written: 3 judgements of 1 companies.\n"
    asked = read_profiles(str(profiles), today=None)
    lines = read_judgments(str(judgments), offers=known.offers, asked=asked)
    assert [each.profile.employees for each in asked] == [38]
    assert [(each.offer, each.grade, each.verified) for each in lines] == [
        (first, 0.0, False),
        (second, 3.0, False),
        (third, 3.0, True),
    ]
    assert all(each.judge.startswith("advisor-") for each in lines)
    assert str(lines[0].judged_on) == NOW.date().isoformat()
