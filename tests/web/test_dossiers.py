"""How a dossier is arranged, given out and taken back: the rules, without pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import col, delete, select

from models.company import CompanyProfile
from models.company_file import FileEvent
from models.mail import OutboxMail
from models.session import transaction
from tests.fixtures.apps import NOW
from tests.web.desk_world import Staff, author, desk_of, make_file, make_staff, stored_file
from tests.web.document_world import document
from web.letters import Letter
from web.use_cases.dossiers import issues, issuing, links, mailing, plan
from web.use_cases.dossiers.issues import DossierAudience, FolderState, Issue
from web.use_cases.dossiers.issuing import FOLDER_OPEN_FOR, Draft
from web.use_cases.dossiers.mailing import Sending
from web.use_cases.dossiers.plan import FIRST_OFFERS, MOST_OFFERS, Move, Plan, PlannedOffer
from web.use_cases.files.rows import Edited

BEST = tuple("abcdefgh")
KEY = links.key_of("a secret that only tests use, 42 characters")


@pytest.fixture
def staff(engine: Engine) -> Staff:
    return make_staff(engine)


@pytest.fixture
def file_id(engine: Engine, staff: Staff) -> str:
    return make_file(engine, staff.advisor.organisation_id)


def changed(
    engine: Engine, staff: Staff, file_id: str, deed: Callable[[Plan], Plan], seen: int
) -> Edited:
    return plan.change(
        engine,
        desk_of(staff.advisor),
        file_id,
        deed,
        seen_version=seen,
        best=BEST,
        by=author(staff.advisor),
    )


def given_out(
    engine: Engine, staff: Staff, file_id: str, audience: DossierAudience, text: str = "Ofen"
) -> str:
    draft = Draft(
        document=document(text, offers=1, rows=1),
        audience=audience,
        catalogue_version="7",
        model_version="readable",
    )
    found = issuing.issue(
        engine,
        desk_of(staff.advisor),
        file_id,
        draft,
        link_key=KEY,
        by=author(staff.advisor),
    )
    assert found is not None
    return found


def events_of(engine: Engine, file_id: str) -> list[tuple[str, list[object]]]:
    with transaction(engine) as session:
        found = session.exec(select(FileEvent).order_by(col(FileEvent.id)))
        return [(each.kind, list(each.values)) for each in found]


def letter(recipient: str, company_id: int, issue: Issue) -> Letter:
    return Letter(
        cause=f"folder_ready:{issue.public_id}",
        purpose="folder_ready",
        recipient=recipient,
        language=issue.language,
        subject="Ihre Mappe",
        text="https://example.org/mappe/...",
        company_id=company_id,
    )


def test_an_arrangement_starts_with_the_best_offers_and_then_stays_as_it_is(
    engine: Engine, staff: Staff, file_id: str
) -> None:
    desk = desk_of(staff.advisor)
    first = plan.load(engine, desk, file_id, best=BEST)
    assert first is not None
    assert (first.offer_ids, first.version) == (BEST[:FIRST_OFFERS], 0)

    assert changed(engine, staff, file_id, lambda each: each.without("b"), 0) is Edited.DONE
    later = plan.load(engine, desk, file_id, best=("x", "y", "b"))

    assert later is not None
    assert later.offer_ids == ("a", "c", "d", "e", "f")
    assert (later.dropped, later.version) == (("b",), 1)


def test_of_two_advisors_the_second_is_told(engine: Engine, staff: Staff, file_id: str) -> None:
    assert changed(engine, staff, file_id, lambda each: each.prefaced("Ofen"), 0) is Edited.DONE
    late = changed(engine, staff, file_id, lambda each: each.prefaced("Strom"), 0)

    kept = plan.load(engine, desk_of(staff.colleague), file_id, best=BEST)
    assert late is Edited.CONFLICT
    assert kept is not None
    assert kept.preface == "Ofen"


def test_arranging_stops_reminders_and_keeps_the_file_but_is_no_line_of_its_story(
    engine: Engine, staff: Staff, file_id: str
) -> None:
    changed(engine, staff, file_id, lambda each: each.commented("a", "anrufen"), 0)

    file = stored_file(engine, file_id)
    assert file.acted_utc == NOW
    assert events_of(engine, file_id) == []


def test_another_organisation_neither_sees_nor_changes_nor_gives_out(
    engine: Engine, staff: Staff, file_id: str
) -> None:
    stranger, by = desk_of(staff.stranger), author(staff.stranger)
    issue_id = given_out(engine, staff, file_id, DossierAudience.FIRM)
    draft = Draft(
        document=document(),
        audience=DossierAudience.FIRM,
        catalogue_version="7",
        model_version="readable",
    )

    assert plan.load(engine, stranger, file_id, best=BEST) is None
    assert (
        plan.change(engine, stranger, file_id, lambda each: each, seen_version=0, best=BEST, by=by)
        is Edited.GONE
    )
    assert issuing.issue(engine, stranger, file_id, draft, link_key=KEY, by=by) is None
    assert issues.of_file(engine, stranger, file_id, NOW) == ()
    assert issues.find(engine, stranger, file_id, issue_id, NOW) is None
    assert issuing.withdraw(engine, stranger, file_id, issue_id, by=by) is Edited.GONE
    sent = mailing.mail_folder(engine, stranger, file_id, issue_id, letter, by=by)
    assert sent is Sending.GONE


def test_an_issue_of_another_file_of_the_same_desk_is_not_found_under_this_one(
    engine: Engine, staff: Staff, file_id: str
) -> None:
    other = make_file(engine, staff.advisor.organisation_id, "Bäckerei Korn")
    issue_id = given_out(engine, staff, other, DossierAudience.FIRM)
    desk, by = desk_of(staff.advisor), author(staff.advisor)

    assert issues.find(engine, desk, file_id, issue_id, NOW) is None
    assert issuing.withdraw(engine, desk, file_id, issue_id, by=by) is Edited.GONE


@pytest.mark.parametrize(
    ("audience", "kind"),
    [(DossierAudience.ADVISOR, "dossier"), (DossierAudience.FIRM, "folder")],
)
def test_what_is_given_out_stays_as_it_was_and_stands_in_the_story(
    engine: Engine, staff: Staff, file_id: str, audience: DossierAudience, kind: str
) -> None:
    issue_id = given_out(engine, staff, file_id, audience)
    changed(engine, staff, file_id, lambda each: each.prefaced("anders"), 0)

    found = issues.find(engine, desk_of(staff.colleague), file_id, issue_id, NOW)
    assert found is not None
    assert found.document == document("Ofen", offers=1, rows=1)
    assert (found.issue.catalogue_version, found.issue.model_version) == ("7", "readable")
    assert found.issue.by == staff.advisor.name
    assert events_of(engine, file_id) == [(kind, ["issued", "de"])]


def test_the_same_twice_is_one_issue_and_another_text_a_second(
    engine: Engine, staff: Staff, file_id: str
) -> None:
    once = given_out(engine, staff, file_id, DossierAudience.FIRM)

    assert given_out(engine, staff, file_id, DossierAudience.FIRM) == once
    assert given_out(engine, staff, file_id, DossierAudience.FIRM, "Strom") != once
    assert len(issues.of_file(engine, desk_of(staff.advisor), file_id, NOW)) == 2


def test_a_folder_can_be_read_at_its_secret_until_its_last_moment(
    engine: Engine, staff: Staff, file_id: str
) -> None:
    issue_id = given_out(engine, staff, file_id, DossierAudience.FIRM)
    token = links.secret_of(issue_id, key=KEY)
    end = NOW + FOLDER_OPEN_FOR

    assert issues.behind(engine, token, end - timedelta(seconds=1)) is not None
    assert issues.behind(engine, token, end) is None
    assert issues.behind(engine, issue_id, NOW) is None
    (listed,) = issues.of_file(engine, desk_of(staff.advisor), file_id, end)
    assert listed.folder is FolderState.EXPIRED


def test_a_dossier_for_advisors_has_no_address(engine: Engine, staff: Staff, file_id: str) -> None:
    issue_id = given_out(engine, staff, file_id, DossierAudience.ADVISOR)
    by = author(staff.advisor)

    assert issues.behind(engine, links.secret_of(issue_id, key=KEY), NOW) is None
    withdrawn = issuing.withdraw(engine, desk_of(staff.advisor), file_id, issue_id, by=by)
    assert withdrawn is Edited.GONE


def test_a_folder_that_is_taken_back_is_gone_and_the_next_one_has_a_new_address(
    engine: Engine, staff: Staff, file_id: str
) -> None:
    desk, by = desk_of(staff.advisor), author(staff.advisor)
    issue_id = given_out(engine, staff, file_id, DossierAudience.FIRM)
    for _ in range(2):
        assert issuing.withdraw(engine, desk, file_id, issue_id, by=by) is Edited.DONE

    assert issues.behind(engine, links.secret_of(issue_id, key=KEY), NOW) is None
    assert mailing.mail_folder(engine, desk, file_id, issue_id, letter, by=by) is Sending.GONE
    again = given_out(engine, staff, file_id, DossierAudience.FIRM)
    assert again != issue_id
    assert issues.behind(engine, links.secret_of(again, key=KEY), NOW) is not None
    assert [values for _, values in events_of(engine, file_id)] == [
        ["issued", "de"],
        ["withdrawn", "de"],
        ["issued", "de"],
    ]


def test_the_address_is_mailed_once_and_goes_with_the_firm(
    engine: Engine, staff: Staff, file_id: str
) -> None:
    desk, by = desk_of(staff.advisor), author(staff.advisor)
    issue_id = given_out(engine, staff, file_id, DossierAudience.FIRM)

    sent = [mailing.mail_folder(engine, desk, file_id, issue_id, letter, by=by) for _ in range(2)]
    assert sent == [Sending.QUEUED, Sending.ALREADY]
    file = stored_file(engine, file_id)
    with transaction(engine) as session:
        (mail,) = session.exec(select(OutboxMail)).all()
        assert (mail.recipient, mail.company_id) == ("karla@example.com", file.company_id)


@pytest.mark.parametrize(
    "address", ["", "karla", "karla@example.com\r\nBcc: x@example.org", "a@b@c", "<x@example.org>"]
)
def test_an_address_that_is_none_gets_no_mail(
    engine: Engine, staff: Staff, file_id: str, address: str
) -> None:
    desk, by = desk_of(staff.advisor), author(staff.advisor)
    issue_id = given_out(engine, staff, file_id, DossierAudience.FIRM)
    file = stored_file(engine, file_id)
    file.email = address
    with transaction(engine) as session:
        session.add(file)

    sent = mailing.mail_folder(engine, desk, file_id, issue_id, letter, by=by)
    assert sent is Sending.NO_ADDRESS
    with transaction(engine) as session:
        assert session.exec(select(OutboxMail)).all() == []


def test_arrangement_and_issues_go_with_the_answers(
    engine: Engine, staff: Staff, file_id: str
) -> None:
    changed(engine, staff, file_id, lambda each: each.prefaced("Ofen"), 0)
    issue_id = given_out(engine, staff, file_id, DossierAudience.FIRM)
    with transaction(engine) as session:
        session.exec(delete(CompanyProfile))

    assert issues.behind(engine, links.secret_of(issue_id, key=KEY), NOW) is None
    assert plan.load(engine, desk_of(staff.advisor), file_id, best=BEST) is None


@pytest.mark.parametrize(
    ("offer", "move", "order"),
    [
        ("a", Move.UP, "abc"),
        ("a", Move.DOWN, "bac"),
        ("b", Move.UP, "bac"),
        ("c", Move.DOWN, "abc"),
        ("x", Move.UP, "abc"),
    ],
)
def test_an_offer_moves_by_one_place_and_not_over_the_end(
    offer: str, move: Move, order: str
) -> None:
    start = Plan(offers=tuple(map(PlannedOffer, "abc")))
    assert "".join(start.moved(offer, move).offer_ids) == order


def test_what_is_taken_in_again_is_no_longer_left_out_and_has_lost_its_comment() -> None:
    start = Plan(offers=(PlannedOffer("a", "anrufen"), PlannedOffer("b")))
    again = start.without("a").with_offer("a")

    assert again.offers == (PlannedOffer("b"), PlannedOffer("a"))
    assert again.dropped == ()


def test_no_more_than_thirty_offers_fit_in() -> None:
    full = Plan(offers=tuple(PlannedOffer(str(number)) for number in range(MOST_OFFERS)))
    assert full.with_offer("new") is full


DEEDS = st.lists(
    st.tuples(st.sampled_from(["up", "down", "drop", "add"]), st.sampled_from("abcdexyz"))
)


@given(DEEDS)
@effort(max_examples=60, deadline=None)
def test_whatever_is_done_an_offer_stands_once_and_is_not_left_out_as_well(
    deeds: list[tuple[str, str]],
) -> None:
    found = plan.starting_with("abcde")
    acts = {
        "up": lambda each, key: each.moved(key, Move.UP),
        "down": lambda each, key: each.moved(key, Move.DOWN),
        "drop": Plan.without,
        "add": Plan.with_offer,
    }
    for deed, key in deeds:
        found = acts[deed](found, key)

    assert len({*found.offer_ids}) == len(found.offer_ids)
    assert {*found.offer_ids}.isdisjoint(found.dropped)
    assert {*"abcde"} <= {*found.offer_ids, *found.dropped}
