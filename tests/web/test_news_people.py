"""News by e-mail for people with an account: on, changed, off, ended with account or role."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import SQLModel, select

from models.audit import AuditEntry
from models.digest import (
    Audience,
    DigestPart,
    DigestRun,
    DigestSubscription,
    PartState,
    Rhythm,
    RunKind,
)
from models.mail import MailState, OutboxMail
from models.person import Person, PersonState, Role
from models.session import reading, transaction
from tests.fixtures.apps import NOW
from tests.fixtures.people import make_organisation, make_person
from tests.web.news_admin_world import counted
from web.author import Author
from web.tokens import token_hash
from web.use_cases.digests import people_subscribing
from web.use_cases.digests.links import key_of, secret_of
from web.use_cases.digests.loading import Loading, load
from web.use_cases.digests.people_subscribing import Timing
from web.use_cases.people import accounts, closed_accounts
from web.use_cases.reach import EVERYWHERE
from web.use_cases.signing_in.sessions import SignedIn

KEY = key_of("a secret that only tests use, 42 characters")
TUESDAYS = Timing(rhythm=Rhythm.WEEKLY, weekday=1)
FIRST_FRIDAYS = Timing(rhythm=Rhythm.MONTHLY, weekday=4)
TODAY = date(2026, 11, 22)


def by(**later: float) -> Author:
    """Somebody who does something now, or so much later."""
    moment = NOW + timedelta(**later)
    return Author(actor="person:x", now=moment, kept_until_utc=moment + timedelta(days=30))


def signed_in(person: Person, territories: Sequence[str] = ("05954036",)) -> SignedIn:
    """The person as a request sees it."""
    assert person.id is not None
    return SignedIn(
        session_id=1,
        id=person.id,
        public_id=person.public_id,
        name=person.name,
        email=person.email,
        language="de",
        roles=frozenset(Role(role) for role in person.roles),
        organisation_id=person.organisation_id,
        organisation_name="",
        territories=tuple(territories),
        topics=(),
        has_second_factor=False,
        organisation_needs_second_factor=False,
    )


def on(
    engine: Engine,
    person: Person,
    timing: Timing = TUESDAYS,
    *,
    audience: Audience = Audience.ADVISOR,
    **later: float,
) -> bool:
    """Switch news on."""
    return people_subscribing.switch_on(
        engine, signed_in(person), audience, timing, key=KEY, by=by(**later)
    )


def rows(engine: Engine, table: type[SQLModel] = DigestSubscription) -> list[object]:
    """All rows of a table."""
    with reading(engine) as session:
        found = session.exec(select(table).order_by(table.id)).all()  # type: ignore[attr-defined]
        session.expunge_all()
        return list(found)


def noted(engine: Engine) -> list[tuple[str, list[str]]]:
    """What the audit trail says."""
    return [
        (row.action, row.details)
        for row in rows(engine, AuditEntry)
        if isinstance(row, AuditEntry) and row.action.startswith("digest.")
    ]


def only(engine: Engine) -> DigestSubscription:
    """The one subscription that there is."""
    (row,) = rows(engine)
    assert isinstance(row, DigestSubscription)
    return row


def written_to(engine: Engine, *, home: tuple[str, ...] = ()) -> set[int]:
    """The subscriptions that mails are written for."""
    how = Loading(key=KEY, home=home, now=NOW)
    with reading(engine) as session:
        ids = [row.id for row in session.exec(select(DigestSubscription)) if row.id]
        return set(load(session, ids, how))


def queued(engine: Engine, subscription_id: int, state: MailState = MailState.WAITING) -> None:
    """A part of the subscription with its mail."""
    with transaction(engine) as session:
        run = DigestRun(kind=RunKind.WEEKLY, day=TODAY, ends_at=1, opened_utc=NOW)
        mail = OutboxMail(
            cause="digest:1:1",
            message_id="m",
            purpose="news_region",
            recipient="ayla.beispiel@example.org",
            domain="example.org",
            language="de",
            subject="Neu",
            text="Neu",
            state=state.value,
            person_id=1,
            created_utc=NOW,
            next_try_utc=NOW,
        )
        session.add_all([run, mail])
        session.flush()
        session.add(
            DigestPart(
                run_id=run.id or 0,
                subscription_id=subscription_id,
                state=PartState.QUEUED.value,
                mail_id=mail.id,
            )
        )


def test_switched_on_news_are_confirmed_at_once_and_tell_what_comes_from_now_on(
    engine: Engine,
) -> None:
    person = make_person(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE catalogue_state SET version = 41")

    assert on(engine, person)

    row = only(engine)
    assert (row.audience, row.person_id, row.company_id) == ("advisor", person.id, None)
    assert (row.rhythm, row.weekday, row.has_reminders) == ("weekly", 1, False)
    assert row.told_until == 42
    assert (row.told_from_day, row.mailed_on, row.reminded_from) == (TODAY, TODAY, TODAY)
    assert (row.confirmed_utc, row.scheduled_utc, row.ended_utc) == (NOW, NOW, None)
    assert row.link_hash == token_hash(secret_of(row.nonce, key=KEY))
    assert noted(engine) == [("digest.switched_on", ["advisor", "weekly"])]


@pytest.mark.parametrize(
    ("roles", "audience"),
    [
        ((Role.EDITOR,), Audience.ADVISOR),
        ((Role.ADMINISTRATOR,), Audience.ADVISOR),
        ((Role.ADVISOR, Role.EDITOR), Audience.OPERATOR),
    ],
)
def test_news_of_another_role_cannot_be_switched_on(
    engine: Engine, roles: tuple[Role, ...], audience: Audience
) -> None:
    assert not on(engine, make_person(engine, *roles), audience=audience)
    assert rows(engine) == []


def test_a_lead_has_the_news_of_advisors_and_keeps_them_with_either_role(engine: Engine) -> None:
    person = make_person(engine, Role.LEAD)
    make_person(engine, Role.ADMINISTRATOR, email="other@example.org")
    assert on(engine, person)
    assert written_to(engine) == {only(engine).id}

    for days, roles in ((1, {Role.LEAD, Role.ADVISOR}), (2, {Role.ADVISOR}), (3, {Role.LEAD})):
        accounts.change_roles(engine, person.public_id, roles, by=by(days=days), reach=EVERYWHERE)
        assert only(engine).ended_utc is None
    accounts.change_roles(engine, person.public_id, {Role.EDITOR}, by=by(days=4), reach=EVERYWHERE)
    assert only(engine).ended_utc == NOW + timedelta(days=4)


def test_an_account_that_was_closed_meanwhile_gets_no_news(engine: Engine) -> None:
    assert not on(engine, make_person(engine, state=PersonState.CLOSED.value))
    assert rows(engine) == []


def test_another_day_keeps_the_window_and_the_links(engine: Engine) -> None:
    person = make_person(engine)
    on(engine, person)
    before = only(engine)

    on(engine, person, FIRST_FRIDAYS, days=1)

    after = only(engine)
    assert (after.rhythm, after.weekday) == ("monthly", 4)
    assert after.scheduled_utc == NOW + timedelta(days=1)
    kept = ("id", "nonce", "link_hash", "told_until", "told_from_day", "mailed_on", "confirmed_utc")
    assert all(getattr(after, name) == getattr(before, name) for name in kept)
    assert noted(engine)[-1] == ("digest.changed", ["advisor", "monthly"])


def test_saving_the_same_again_changes_nothing(engine: Engine) -> None:
    person = make_person(engine)
    on(engine, person)
    on(engine, person, days=1)

    assert only(engine).scheduled_utc == NOW
    assert len(noted(engine)) == 1


def test_switching_off_ends_them_and_drops_what_waits(engine: Engine) -> None:
    person = make_person(engine)
    on(engine, person)
    queued(engine, only(engine).id or 0)

    for minutes in (1, 2):
        people_subscribing.switch_off(
            engine, signed_in(person), Audience.ADVISOR, by=by(minutes=minutes)
        )

    assert only(engine).ended_utc == NOW + timedelta(minutes=1)
    assert rows(engine, OutboxMail) == []
    assert written_to(engine) == set()
    assert people_subscribing.standing(engine, person.id or 0) == {}
    assert noted(engine)[1:] == [("digest.switched_off", ["advisor"])]


def test_a_mail_that_was_sent_already_stays_in_the_records(engine: Engine) -> None:
    person = make_person(engine)
    on(engine, person)
    queued(engine, only(engine).id or 0, MailState.SENT)

    people_subscribing.switch_off(engine, signed_in(person), Audience.ADVISOR, by=by())

    assert len(rows(engine, OutboxMail)) == 1


def test_switched_on_again_they_begin_anew_with_other_links(engine: Engine) -> None:
    person = make_person(engine)
    on(engine, person)
    before = only(engine)
    people_subscribing.switch_off(engine, signed_in(person), Audience.ADVISOR, by=by(days=1))
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE catalogue_state SET version = 9")

    on(engine, person, days=40)

    after = only(engine)
    assert after.id == before.id
    assert after.ended_utc is None
    assert (after.told_until, after.told_from_day) == (10, TODAY + timedelta(days=40))
    assert after.mailed_on == TODAY + timedelta(days=40)
    assert after.nonce != before.nonce
    assert after.link_hash == token_hash(secret_of(after.nonce, key=KEY))


def test_both_kinds_stand_beside_each_other(engine: Engine) -> None:
    person = make_person(engine, Role.ADVISOR, Role.ADMINISTRATOR)
    on(engine, person)
    on(engine, person, Timing(), audience=Audience.OPERATOR)

    found = people_subscribing.standing(engine, person.id or 0)

    assert {audience: news.timing for audience, news in found.items()} == {
        Audience.ADVISOR: TUESDAYS,
        Audience.OPERATOR: Timing(rhythm=Rhythm.NEVER, weekday=0),
    }
    assert noted(engine)[-1] == ("digest.switched_on", ["operator"])


def test_closing_an_account_ends_its_news(engine: Engine) -> None:
    person = make_person(engine, Role.ADVISOR, Role.ADMINISTRATOR)
    make_person(engine, Role.ADMINISTRATOR, email="other@example.org")
    on(engine, person)
    on(engine, person, Timing(), audience=Audience.OPERATOR)
    queued(engine, 1)

    accounts.close(engine, person.public_id, by=by(days=1), reach=EVERYWHERE)

    ended = [row.ended_utc for row in rows(engine) if isinstance(row, DigestSubscription)]
    assert ended == [NOW + timedelta(days=1)] * 2
    assert rows(engine, OutboxMail) == []


def test_news_of_a_role_end_with_it_and_begin_anew_if_it_comes_back(engine: Engine) -> None:
    person = make_person(engine, Role.ADVISOR, Role.ADMINISTRATOR)
    make_person(engine, Role.ADMINISTRATOR, email="other@example.org")
    on(engine, person)
    on(engine, person, Timing(), audience=Audience.OPERATOR)
    queued(engine, 1)

    for days, roles in ((1, {Role.ADMINISTRATOR}), (2, {Role.ADVISOR, Role.ADMINISTRATOR})):
        accounts.change_roles(engine, person.public_id, roles, by=by(days=days), reach=EVERYWHERE)

    found = [row for row in rows(engine) if isinstance(row, DigestSubscription)]
    assert [row.ended_utc for row in found] == [NOW + timedelta(days=1), None]
    assert rows(engine, OutboxMail) == []


def test_an_erased_account_leaves_nothing_of_its_news(engine: Engine) -> None:
    person = make_person(engine)
    make_person(engine, Role.ADMINISTRATOR, email="other@example.org")
    on(engine, person)
    queued(engine, 1, MailState.SENT)
    accounts.close(engine, person.public_id, by=by(), reach=EVERYWHERE)

    closed_accounts.erase(engine, by=by(days=90), closed_for=timedelta(days=90), batch=10)

    assert rows(engine) == rows(engine, DigestPart) == rows(engine, OutboxMail) == []


def test_switched_on_twice_at_once_there_is_one_subscription(engine: Engine) -> None:
    person = make_person(engine)

    with ThreadPoolExecutor(4) as browsers:
        done = list(browsers.map(lambda _: on(engine, person), range(8)))

    assert done == [True] * 8
    only(engine)
    assert len(noted(engine)) == 1


def test_nothing_is_written_to_who_lost_the_role_or_whose_account_is_closed(
    engine: Engine,
) -> None:
    people = [
        make_person(engine, Role.ADVISOR, Role.EDITOR, email=f"{name}@example.org")
        for name in ("stays", "loses", "leaves")
    ]
    for person in people:
        on(engine, person)
    with transaction(engine) as session:
        session.merge(Person(**{**people[1].model_dump(), "roles": ["editor"]}))
        session.merge(Person(**{**people[2].model_dump(), "state": "closed"}))

    assert written_to(engine) == {1}


@pytest.mark.parametrize(
    ("territories", "home", "is_written_to"),
    [
        (("DE",), (), True),
        (("DEA",), ("DEA",), True),
        (("DEA",), (), False),
        (("05954036",), ("DEA",), False),
    ],
)
def test_the_report_goes_to_who_looks_after_the_whole_service_only(
    engine: Engine, territories: tuple[str, ...], home: tuple[str, ...], is_written_to: bool
) -> None:
    organisation = make_organisation(engine, "Amt", territories=territories)
    person = make_person(engine, Role.ADMINISTRATOR, organisation_id=organisation)
    on(engine, person, Timing(), audience=Audience.OPERATOR)

    assert bool(written_to(engine, home=home)) == is_written_to


def test_an_advisor_is_told_of_the_territory_of_the_organisation(engine: Engine) -> None:
    person = make_person(engine)
    on(engine, person)

    with reading(engine) as session:
        (found,) = load(session, [1], Loading(key=KEY, home=(), now=NOW)).values()

    assert found.territories == ("05954036",)
    assert found.firm is None
    assert (found.recipient.name, found.recipient.email) == (person.name, person.email)
    assert token_hash(found.recipient.token) == only(engine).link_hash


@pytest.mark.parametrize("many", [1, 30])
def test_loading_people_takes_three_queries_however_many_there_are(
    engine: Engine, many: int
) -> None:
    for number in range(many):
        on(engine, make_person(engine, email=f"p{number}@example.org"))

    with counted(engine) as asked, reading(engine) as session:
        found = load(session, range(1, many + 1), Loading(key=KEY, home=(), now=NOW))

    assert len(found) == many
    assert len(asked) == 3
