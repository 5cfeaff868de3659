"""Offers that the catalogue lacks: told to the editors from a file, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from models.company_file import CompanyFile
from models.person import Person
from models.report import OfferReport
from models.session import reading, transaction
from tests.fixtures.apps import NOW
from tests.web.desk_world import author, desk_of, make_file
from tests.web.outcomes_world import Desks, make_desks
from web.author import Author
from web.use_cases import firm_files
from web.use_cases.catalogue import reports
from web.use_cases.files import missing, removing
from web.use_cases.files.rows import Edited

SCOUT = "Energiescout IHK"


@pytest.fixture
def desks(engine: Engine) -> Desks:
    return make_desks(engine)


@pytest.fixture
def other(desks: Desks) -> str:
    """Another file at the same desk."""
    return make_file(desks.engine, desks.staff.advisor.organisation_id, "Andere GmbH")


def at(desks: Desks, hours: int, person: Person | None = None) -> Author:
    return author(person or desks.staff.advisor, NOW + timedelta(hours=hours))


def tell(
    desks: Desks, title: str = SCOUT, details: str = "", *, file: str = "", hours: int = 0
) -> Edited:
    desk = desk_of(desks.staff.advisor)
    by = at(desks, hours)
    return missing.tell(desks.engine, desk, file or desks.file, title, details, by=by)


def take_back(
    desks: Desks,
    title: str = SCOUT,
    *,
    file: str = "",
    hours: int = 0,
    person: Person | None = None,
) -> Edited:
    desk, by = desk_of(person or desks.staff.advisor), at(desks, hours, person)
    return missing.take_back(desks.engine, desk, file or desks.file, title, by=by)


def close(desks: Desks, hours: int) -> None:
    [open_one] = reports.of_missing(desks.engine)
    reports.close(desks.engine, open_one.id, by=at(desks, hours, desks.staff.lead))


def seen_by_editors(desks: Desks) -> list[tuple[str, int]]:
    return [(each.message, each.count) for each in reports.of_missing(desks.engine)]


def listed(desks: Desks, file: str = "", person: Person | None = None) -> list[tuple[str, bool]]:
    desk = desk_of(person or desks.staff.advisor)
    found = missing.of_file(desks.engine, desk, file or desks.file)
    return [(each.missed.title, each.is_open) for each in found]


def test_it_becomes_one_report_for_the_editors_that_names_no_firm(desks: Desks, other: str) -> None:
    assert tell(desks, SCOUT, "ihk.example") is Edited.DONE
    assert tell(desks, "Energiescout  ihk", "anders", hours=1) is Edited.CONFLICT
    assert tell(desks, "Energiescout  ihk", "siehe auch bihk.example", file=other) is Edited.DONE

    [found] = reports.of_missing(desks.engine)
    assert (found.count, found.field, found.contact) == (2, "missing", None)
    assert found.message == f"{SCOUT}\n\nihk.example\n\nsiehe auch bihk.example"
    assert desks.told()[0] == ["judged", "", "missing", SCOUT, "ihk.example"]
    with reading(desks.engine) as session:
        [row] = session.exec(select(OfferReport)).all()
        assert "Schmiede" not in str(row)
        assert desks.file not in str(row)


def test_anyone_of_the_desk_takes_it_back_and_the_report_goes(desks: Desks) -> None:
    tell(desks, SCOUT, "ihk.example")
    assert listed(desks) == [(SCOUT, True)]

    assert take_back(desks, "energiescout ihk", person=desks.staff.colleague) is Edited.DONE
    assert take_back(desks) is Edited.DONE

    assert (listed(desks), seen_by_editors(desks)) == ([], [])
    assert desks.told() == [
        ["judged", "", "missing", SCOUT, "ihk.example"],
        ["judged", "", "withdrawn", SCOUT],
    ]


def test_what_was_taken_back_can_be_said_again(desks: Desks) -> None:
    tell(desks, SCOUT, "falsch.example")
    take_back(desks, hours=1)

    assert tell(desks, SCOUT, "ihk.example", hours=2) is Edited.DONE

    assert (listed(desks), seen_by_editors(desks)) == (
        [(SCOUT, True)],
        [(f"{SCOUT}\n\nihk.example", 1)],
    )


def test_others_who_say_the_same_stay_counted_with_their_words(desks: Desks, other: str) -> None:
    tell(desks, SCOUT, "ihk.example")
    tell(desks, SCOUT, "ihk.example", file=other)

    take_back(desks)
    assert seen_by_editors(desks) == [(f"{SCOUT}\n\nihk.example", 1)]
    take_back(desks)
    assert seen_by_editors(desks) == [(f"{SCOUT}\n\nihk.example", 1)]
    take_back(desks, file=other)

    assert seen_by_editors(desks) == []


def test_what_editors_dealt_with_stays_and_can_be_told_anew(desks: Desks, other: str) -> None:
    tell(desks)
    close(desks, hours=1)
    tell(desks, file=other, hours=2)

    assert listed(desks) == [(SCOUT, False)]
    assert take_back(desks, hours=3) is Edited.CONFLICT
    assert (listed(desks), seen_by_editors(desks)) == ([(SCOUT, False)], [(SCOUT, 1)])

    assert tell(desks, hours=4) is Edited.DONE
    assert (listed(desks), seen_by_editors(desks)) == ([(SCOUT, True)], [(SCOUT, 2)])
    assert take_back(desks, hours=5) is Edited.DONE
    assert seen_by_editors(desks) == [(SCOUT, 1)]


def test_nobody_tells_reads_or_takes_back_in_a_foreign_file(desks: Desks) -> None:
    tell(desks)
    stranger = desks.staff.stranger

    assert listed(desks, person=stranger) == []
    assert take_back(desks, person=stranger) is Edited.GONE
    desk, by = desk_of(stranger), author(stranger)
    assert missing.tell(desks.engine, desk, desks.file, "X", "", by=by) is Edited.GONE
    assert seen_by_editors(desks) == [(SCOUT, 1)]


def test_with_a_file_goes_what_editors_have_not_dealt_with(desks: Desks, other: str) -> None:
    tell(desks, SCOUT, "Schmiede Witten")
    tell(desks, file=other)
    tell(desks, "Nur hier")
    person = desks.staff.advisor

    removing.remove(desks.engine, desk_of(person), desks.file, by=author(person))

    assert seen_by_editors(desks) == [(SCOUT, 1)]


def test_told_and_taken_back_at_once_the_count_is_right(desks: Desks) -> None:
    office = desks.staff.advisor.organisation_id
    files = [make_file(desks.engine, office, f"Firma {number}") for number in range(4)]
    for file in files[:2]:
        tell(desks, file=file)
    deeds: list[Callable[[], Edited]] = [
        lambda: take_back(desks, file=files[0]),
        lambda: take_back(desks, file=files[0], person=desks.staff.colleague),
        lambda: take_back(desks, file=files[1]),
        lambda: tell(desks, file=files[2]),
        lambda: tell(desks, file=files[2]),
        lambda: tell(desks, file=files[3]),
    ]
    with ThreadPoolExecutor(6) as pool:
        done = [future.result() for future in [pool.submit(deed) for deed in deeds]]

    assert sorted(done) == [Edited.CONFLICT, *[Edited.DONE] * 5]
    assert seen_by_editors(desks) == [(SCOUT, 2)]
    assert [listed(desks, file) for file in files] == [[], [], [(SCOUT, True)], [(SCOUT, True)]]


def test_an_editor_who_closes_while_it_is_taken_back_leaves_one_truth(desks: Desks) -> None:
    tell(desks)
    [open_one] = reports.of_missing(desks.engine)
    by = at(desks, 1, desks.staff.lead)
    with ThreadPoolExecutor(2) as pool:
        closing = pool.submit(reports.close, desks.engine, open_one.id, by=by)
        taking = pool.submit(take_back, desks, hours=1)
        is_closed, done = closing.result(), taking.result()

    assert done is (Edited.CONFLICT if is_closed else Edited.DONE)
    assert listed(desks) == ([(SCOUT, False)] if is_closed else [])
    assert seen_by_editors(desks) == []


def test_what_one_firm_took_back_is_no_word_of_another_whose_answers_end_with_it(
    desks: Desks, other: str
) -> None:
    tell(desks)
    tell(desks, file=other, hours=1)
    take_back(desks, file=other, hours=2)

    with transaction(desks.engine) as session:
        company_ids = session.exec(select(CompanyFile.company_id)).all()
        firm_files.forget_answers(session, company_ids, now=NOW + timedelta(days=1))

    assert seen_by_editors(desks) == []
