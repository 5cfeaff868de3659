"""What advisors say of offers in a file: kept, taken back, seen by whom, told to editors."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from matcher.profile import parse_profile
from models.company import CompanyProfile
from models.company_file import CompanyFile
from models.report import OfferReport
from models.session import reading, transaction
from tests.fixtures.apps import NOW
from tests.web.desk_world import METAL_WORKS, author, desk_of, make_file
from tests.web.outcomes_world import CATALOGUE, TODAY, WITHOUT_A, Desks, make_desks, offer
from web.use_cases.catalogue import reports
from web.use_cases.files import judging, removing
from web.use_cases.files.contradictions import OTHER, contradiction
from web.use_cases.files.judging import Judging, judge_key
from web.use_cases.files.rows import Edited
from web.use_cases.firms import judgements
from web.use_cases.firms.opinions import STANDS_FOR, Opinion
from web.use_cases.people import accounts
from web.use_cases.reach import EVERYWHERE

SAID = [
    (Opinion.FITS, ""),
    (Opinion.NOT_ELIGIBLE, "legal_form"),
    (Opinion.NOT_ELIGIBLE, ""),
    (Opinion.NOT_RELEVANT, ""),
    (Opinion.TOO_LATE, ""),
    (Opinion.BETTER_ALTERNATIVE, "b"),
    (Opinion.BETTER_ALTERNATIVE, ""),
    (Opinion.ALREADY_USED, ""),
    (Opinion.MISSING, ""),
]


@pytest.fixture
def desks(engine: Engine) -> Desks:
    return make_desks(engine)


def withdraw(desks: Desks, offer_id: str) -> Edited:
    person = desks.staff.advisor
    return judging.withdraw(desks.engine, desk_of(person), desks.file, offer_id, by=author(person))


def answer(desks: Desks, **answers: object) -> None:
    with transaction(desks.engine) as session:
        company = session.exec(select(CompanyProfile)).one()
        company.answers = {**company.answers, **answers}
        session.add(company)


def test_every_word_is_kept_with_its_reason_and_the_last_one_counts(desks: Desks) -> None:
    for opinion, because in SAID:
        assert desks.judge("a", opinion, because) is Judging.DONE
        standing = desks.standing("a")
        assert (standing.opinion, standing.because) == (opinion, because)

    [row] = desks.rows()
    assert (row.profile["employees"], row.subject[:5]) == (38, "firm:")
    assert desks.told() == [["judged", "a", opinion, because] for opinion, because in SAID]


def test_the_same_word_again_changes_nothing_unless_the_answers_changed(desks: Desks) -> None:
    desks.judge("a", Opinion.FITS)
    desks.judge("a", Opinion.FITS)
    assert len(desks.told()) == 1

    answer(desks, employees=40)
    desks.judge("a", Opinion.FITS)

    assert [row.profile["employees"] for row in desks.rows()] == [40]


def test_an_opinion_is_taken_back_in_one_step_and_nothing_stays_but_the_timeline(
    desks: Desks,
) -> None:
    desks.judge("a", Opinion.TOO_LATE)

    assert withdraw(desks, "a") is Edited.DONE
    assert withdraw(desks, "a") is Edited.DONE

    assert (desks.standing("a").said, list(desks.rows())) == (None, [])
    assert desks.told() == [["judged", "a", "too_late", ""], ["judged", "a", "withdrawn", ""]]


UNSAYABLE = [
    ("nobody", Opinion.FITS, ""),
    ("a", Opinion.GRADED, ""),
    ("a", Opinion.GRANTED, ""),
    ("a", Opinion.NOT_ELIGIBLE, "chamber"),
    ("a", Opinion.NOT_ELIGIBLE, "other"),
    ("a", Opinion.FITS, "employees"),
    ("a", Opinion.BETTER_ALTERNATIVE, "a"),
    ("a", Opinion.BETTER_ALTERNATIVE, "nobody"),
]


def test_what_cannot_be_said_is_refused(desks: Desks) -> None:
    done = {each: desks.judge(*each) for each in UNSAYABLE}

    assert done == dict.fromkeys(UNSAYABLE, Judging.UNKNOWN)
    assert (list(desks.rows()), desks.told()) == ([], [])


def test_nobody_judges_or_reads_in_a_foreign_file(desks: Desks) -> None:
    desks.judge("a", Opinion.FITS)
    stranger = desks.staff.stranger

    assert desks.judge("b", Opinion.FITS, person=stranger) is Judging.GONE
    assert judging.of_file(desks.engine, desk_of(stranger), desks.file) == {}
    by = author(stranger)
    assert judging.withdraw(desks.engine, desk_of(stranger), desks.file, "a", by=by) is Edited.GONE
    assert [row.offer_id for row in desks.rows()] == ["a"]


def test_colleagues_and_the_firm_speak_beside_each_other(desks: Desks) -> None:
    colleague = desks.staff.colleague
    desks.judge("a", Opinion.FITS, person=colleague)
    with transaction(desks.engine) as session:
        company = session.exec(select(CompanyProfile)).one()
        row = judgements._of_company(company, "a")
        row.opinion = Opinion.NOT_RELEVANT
        session.add(row)

    seen = desks.standing("a")
    assert seen.own is None
    assert seen.team is not None
    assert seen.firm is not None
    assert seen.team.opinion is seen.opinion is Opinion.FITS
    assert seen.firm.opinion is Opinion.NOT_RELEVANT

    desks.judge("a", Opinion.TOO_LATE)
    both = desks.standing("a")
    assert both.team is not None
    assert (both.opinion, both.team.opinion) == (Opinion.TOO_LATE, Opinion.FITS)
    assert withdraw(desks, "a") is Edited.DONE
    assert desks.standing("a").opinion is Opinion.FITS


def test_another_city_with_a_file_of_the_same_firm_does_not_see_it(desks: Desks) -> None:
    desks.judge("a", Opinion.FITS)

    other = desks.file_elsewhere()

    assert desks.standing("a", desks.staff.stranger, other).said is None


def test_an_offer_that_left_the_catalogue_keeps_its_judgement_and_can_lose_it(desks: Desks) -> None:
    desks.judge("a", Opinion.FITS)

    assert desks.judge("a", Opinion.TOO_LATE, catalogue=WITHOUT_A) is Judging.UNKNOWN
    assert desks.standing("a").opinion is Opinion.FITS
    assert withdraw(desks, "a") is Edited.DONE


def test_judging_twice_at_once_leaves_one_judgement(desks: Desks) -> None:
    words = [Opinion.FITS, Opinion.TOO_LATE] * 2
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda word: desks.judge("b", word), words))

    assert set(done) == {Judging.DONE}
    assert len(desks.rows()) == 1
    fits = desks.standing("b").opinion is Opinion.FITS
    assert desks.reports() == ([("b", "fits:employees", 1)] if fits else [])


def test_a_judge_is_a_pseudonym_that_needs_the_secret_and_outlives_the_account(
    desks: Desks,
) -> None:
    desks.judge("a", Opinion.FITS)
    person = desks.staff.advisor
    [key] = [row.judge for row in desks.rows()]
    assert key == desk_of(person).judge != judge_key("another secret", person.public_id)
    assert person.public_id not in key

    accounts.close(desks.engine, person.public_id, by=author(desks.staff.lead), reach=EVERYWHERE)

    assert judgements.forget_judge(desks.engine, key) == 0
    [left] = judgements.all_judged(desks.engine)
    assert (left.judgment.judge, left.judgment.grade) == (key, STANDS_FOR[Opinion.FITS].grade)


def test_judgements_go_with_the_answers_and_stay_when_only_the_file_goes(desks: Desks) -> None:
    desks.judge("a", Opinion.FITS)
    with transaction(desks.engine) as session:
        session.delete(session.exec(select(CompanyFile)).one())
    assert [row.file_id for row in desks.rows()] == [None]

    with transaction(desks.engine) as session:
        session.delete(session.exec(select(CompanyProfile)).one())
    assert list(desks.rows()) == []


@pytest.mark.parametrize(
    ("offer_id", "opinion", "because", "report"),
    [
        # 38 people may have at most 49: whoever says they may not, says the catalogue is wrong.
        ("a", Opinion.NOT_ELIGIBLE, "employees", "not_eligible:employees"),
        ("a", Opinion.NOT_ELIGIBLE, "", f"not_eligible:{OTHER}"),
        ("c", Opinion.NOT_ELIGIBLE, "", f"not_eligible:{OTHER}"),
        # We never asked for the legal form: nothing is wrong with the condition.
        ("a", Opinion.NOT_ELIGIBLE, "legal_form", ""),
        # It is for 250 people and more, and we say so.
        ("b", Opinion.NOT_ELIGIBLE, "employees", ""),
        ("b", Opinion.FITS, "", "fits:employees"),
        ("b", Opinion.MISSING, "", "fits:employees"),
        ("a", Opinion.FITS, "", ""),
        ("a", Opinion.NOT_RELEVANT, "", ""),
        ("b", Opinion.TOO_LATE, "", ""),
        ("b", Opinion.GRANTED, "", "fits:employees"),
        ("b", Opinion.APPLIED, "", ""),
    ],
)
def test_an_opinion_tells_which_condition_is_wrong(
    offer_id: str, opinion: Opinion, because: str, report: str
) -> None:
    offer = CATALOGUE.offer(offer_id)
    assert offer is not None
    firm = parse_profile({"id": "firm", **METAL_WORKS})

    assert contradiction(offer, firm, opinion, because, today=TODAY) == report


def test_of_what_must_not_hold_the_condition_that_holds_is_the_one_that_is_disputed() -> None:
    never = {"not": {"any": [{"employees": {"min": 250}}, {"age_years": {"min": 10}}]}}
    old = parse_profile({"id": "firm", **METAL_WORKS, "founded": 1987})

    refused = offer("d", conditions=never)

    assert contradiction(refused, old, Opinion.FITS, "", today=TODAY) == "fits:age_years"


def test_one_report_counts_all_who_say_so_and_goes_with_the_last_of_them(desks: Desks) -> None:
    other = make_file(desks.engine, desks.staff.advisor.organisation_id, "Andere GmbH")
    desks.judge("b", Opinion.FITS)
    desks.judge("b", Opinion.FITS, person=desks.staff.colleague)
    desks.judge("b", Opinion.MISSING, file=other)
    assert desks.reports() == [("b", "fits:employees", 3)]

    withdraw(desks, "b")
    desks.judge("b", Opinion.TOO_LATE, file=other)
    assert desks.reports() == [("b", "fits:employees", 1)]
    desks.judge("b", Opinion.NOT_RELEVANT, person=desks.staff.colleague)
    assert desks.reports() == []


def test_a_closed_report_comes_back_only_with_a_new_judgement(desks: Desks) -> None:
    desks.judge("b", Opinion.FITS)
    [open_one] = reports.open_reports(desks.engine)
    reports.close(desks.engine, open_one.id, by=author(desks.staff.lead, NOW + timedelta(hours=1)))

    desks.judge("b", Opinion.FITS)
    assert desks.reports() == []
    later = author(desks.staff.colleague, NOW + timedelta(hours=2))
    desks.judge("b", Opinion.FITS, person=desks.staff.colleague, by=later)

    assert desks.reports() == [("b", "fits:employees", 1)]


def test_a_report_holds_no_word_of_the_firm(desks: Desks) -> None:
    desks.judge("b", Opinion.FITS)

    with reading(desks.engine) as session:
        [row] = session.exec(select(OfferReport)).all()
        assert (row.message, row.contact, row.topic) == ("", None, "b fits:employees")


def test_two_who_contradict_at_once_make_one_report(desks: Desks) -> None:
    office = desks.staff.advisor.organisation_id
    files = [make_file(desks.engine, office, f"Firma {number}") for number in range(4)]
    deeds: list[Callable[[], Judging]] = [
        lambda file=file: desks.judge("b", Opinion.FITS, file=file)  # type: ignore[misc]
        for file in files
    ]
    with ThreadPoolExecutor(4) as pool:
        done = [future.result() for future in [pool.submit(deed) for deed in deeds]]

    assert set(done) == {Judging.DONE}
    assert desks.reports() == [("b", "fits:employees", 4)]


def test_with_a_file_goes_what_its_judgements_told_the_editors(desks: Desks) -> None:
    other = make_file(desks.engine, desks.staff.advisor.organisation_id, "Andere GmbH")
    desks.judge("b", Opinion.FITS)
    desks.judge("b", Opinion.FITS, file=other)
    person = desks.staff.advisor

    removing.remove(desks.engine, desk_of(person), other, by=author(person))
    assert desks.reports() == [("b", "fits:employees", 1)]
    removing.remove(desks.engine, desk_of(person), desks.file, by=author(person))

    assert desks.reports() == []
