"""People, invitations and accounts on both databases."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, Engine, event
from sqlmodel import select

from models.audit import AuditEntry
from models.mail import OutboxMail
from models.organisation import Organisation
from models.person import Person, PersonState, Role
from models.session import reading, transaction
from models.sign_in import SignInSession
from offers.organisations import load_bundled_organisations
from tests.fixtures.people import SINCE, make_organisation, make_person
from web.author import Author
from web.letters import Letter
from web.use_cases import one_time_links
from web.use_cases.one_time_links import LinkPurpose
from web.use_cases.organisations import bundled, care, directory, whom_to_ask
from web.use_cases.organisations.care import CareOutcome
from web.use_cases.people import (
    accepting,
    accounts,
    closed_accounts,
    invitations,
    network,
    register,
)
from web.use_cases.people.accounts import AccountOutcome
from web.use_cases.people.invitations import InvitationOutcome, Invited, Invitee, NewPerson, Sending
from web.use_cases.reach import EVERYWHERE, Reach, reach_of
from web.use_cases.signing_in import sessions
from web.use_cases.signing_in.sessions import Lifetime

NOW = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
BY = Author(actor="person:tester", now=NOW, kept_until_utc=NOW + timedelta(days=730))
WITTEN, DISTRICT, NRW = (
    reach_of(names) for names in (("05954036",), ("Ennepe-Ruhr-Kreis",), ("DEA",))
)
ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
LIFETIME = Lifetime(whole=timedelta(hours=12), idle=timedelta(hours=2))


def compose(token: str, invitee: Invitee) -> Letter:
    """A short letter with the secret in it."""
    return Letter(
        cause=f"invitation:{token}",
        purpose="invitation",
        recipient=invitee.email,
        language=invitee.language,
        subject="Einladung",
        text=token,
        person_id=invitee.person_id,
    )


SENDING = Sending(valid_for=timedelta(days=14), compose=compose)


def new_person(organisation_id: str, email: str = "neu@example.org") -> NewPerson:
    """Somebody who shall advise there."""
    return NewPerson(
        name="Neu Mensch",
        email=email,
        roles=frozenset({Role.ADVISOR}),
        organisation_id=organisation_id,
        language="de",
    )


def invite(engine: Engine, *, reach: Reach = WITTEN, email: str = "neu@example.org") -> Invited:
    """An invitation to the organisation in Witten."""
    done = invitations.invite(
        engine,
        new_person(make_organisation(engine), email),
        giver=ADMINISTRATOR,
        by=BY,
        reach=reach,
        sending=SENDING,
    )
    assert isinstance(done, Invited)
    return done


def later(days: float) -> Author:
    """The same author some days on."""
    return Author(actor=BY.actor, now=NOW + timedelta(days=days), kept_until_utc=BY.kept_until_utc)


def stored(engine: Engine, public_id: str) -> Person:
    """The row of a person."""
    with transaction(engine) as session:
        return session.exec(select(Person).where(Person.public_id == public_id)).one()


def noted(engine: Engine) -> list[tuple[str, str]]:
    """Actor and action of all entries of the audit trail, oldest first."""
    with reading(engine) as session:
        rows = session.exec(select(AuditEntry).order_by(AuditEntry.id))  # type: ignore[arg-type]
        return [(row.actor, row.action) for row in rows]


def test_an_invitation_is_accepted_once_and_noted(engine: Engine) -> None:
    done = invite(engine)
    shown = accepting.look(engine, done.token, now=NOW)
    assert shown is not None
    assert (shown.email, shown.roles) == ("neu@example.org", (Role.ADVISOR,))
    assert accepting.accept(engine, done.token, "hash", by=later(1))
    assert not accepting.accept(engine, done.token, "other", by=later(1))
    with reading(engine) as session:
        assert one_time_links.look(session, done.token, LinkPurpose.INVITATION, now=NOW) is None
    person = stored(engine, done.public_id)
    assert (person.state, person.password_hash) == ("active", "hash")
    own = f"person:{done.public_id}"
    assert noted(engine) == [(BY.actor, "person.invited"), (own, "person.accepted")]


@pytest.mark.parametrize("state", [PersonState.CLOSED, PersonState.ACTIVE])
def test_a_link_that_lives_works_only_for_who_is_still_invited(
    engine: Engine, state: PersonState
) -> None:
    done = invite(engine)
    person = stored(engine, done.public_id)
    person.state = state.value
    with transaction(engine) as session:
        session.merge(person)
    assert accepting.look(engine, done.token, now=NOW) is None
    assert not accepting.accept(engine, done.token, "hash", by=BY)
    assert stored(engine, done.public_id).password_hash is None


def test_the_letter_waits_in_the_outbox_and_its_secret_is_stored_nowhere_else(
    engine: Engine,
) -> None:
    done = invite(engine)
    with transaction(engine) as session:
        mail = session.exec(select(OutboxMail)).one()
    assert (mail.recipient, mail.text) == ("neu@example.org", done.token)


@pytest.mark.parametrize(("days", "works"), [(13.9, True), (14, False), (30, False)])
def test_an_invitation_works_for_its_days(engine: Engine, days: float, works: bool) -> None:
    done = invite(engine)
    assert (accepting.look(engine, done.token, now=later(days).now) is not None) is works
    assert accepting.accept(engine, done.token, "hash", by=later(days)) is works


def test_a_repeated_invitation_replaces_the_first(engine: Engine) -> None:
    first = invite(engine)
    second = invitations.repeat(engine, first.public_id, by=later(1), reach=WITTEN, sending=SENDING)
    assert isinstance(second, Invited)
    assert not accepting.accept(engine, first.token, "hash", by=later(2))
    assert accepting.accept(engine, second.token, "hash", by=later(2))


def test_a_withdrawn_invitation_leaves_neither_person_nor_letter(engine: Engine) -> None:
    done = invite(engine)
    assert invitations.withdraw(engine, done.public_id, by=BY, reach=WITTEN) == "done"
    assert not accepting.accept(engine, done.token, "hash", by=BY)
    with reading(engine) as session:
        assert session.exec(select(OutboxMail)).all() == []
    assert register.find(engine, WITTEN, done.public_id) is None


def test_an_invitation_of_an_account_closed_meanwhile_does_not_work(engine: Engine) -> None:
    done = invite(engine)
    assert accounts.close(engine, done.public_id, by=BY, reach=WITTEN) is AccountOutcome.DONE
    assert accepting.look(engine, done.token, now=NOW) is None
    assert not accepting.accept(engine, done.token, "hash", by=BY)
    again = invitations.repeat(engine, done.public_id, by=BY, reach=WITTEN, sending=SENDING)
    assert isinstance(again, Invited)
    assert not accepting.accept(engine, done.token, "hash", by=BY)
    assert accepting.accept(engine, again.token, "hash", by=BY)


def test_an_address_is_invited_once_whatever_its_organisation(engine: Engine) -> None:
    invite(engine)
    elsewhere = make_organisation(engine, "Stadt Hattingen", territories=("Hattingen",))
    refused = invitations.invite(
        engine,
        new_person(elsewhere),
        giver=ADMINISTRATOR,
        by=BY,
        reach=DISTRICT,
        sending=SENDING,
    )
    assert refused is InvitationOutcome.ADDRESS_TAKEN


def test_two_administrators_who_invite_one_address_at_once_make_one_account(
    engine: Engine,
) -> None:
    second: list[object] = []
    other = make_organisation(engine, "Stadt Hattingen", territories=("Hattingen",))

    def invite_elsewhere() -> None:
        second.append(
            invitations.invite(
                engine,
                new_person(other),
                giver=ADMINISTRATOR,
                by=BY,
                reach=DISTRICT,
                sending=SENDING,
            )
        )

    waiting = threading.Thread(target=invite_elsewhere)

    def compose_slowly(token: str, invitee: Invitee) -> Letter:
        """Let the other begin, who can only end after this transaction."""
        waiting.start()
        waiting.join(timeout=0.5)
        return compose(token, invitee)

    first = invitations.invite(
        engine,
        new_person(make_organisation(engine)),
        giver=ADMINISTRATOR,
        by=BY,
        reach=WITTEN,
        sending=Sending(valid_for=timedelta(days=14), compose=compose_slowly),
    )
    waiting.join()
    assert isinstance(first, Invited)
    assert second == [InvitationOutcome.ADDRESS_TAKEN]


@pytest.mark.parametrize(
    ("giver", "wanted", "allowed"),
    [
        ({Role.ADMINISTRATOR}, {Role.ADVISOR}, True),
        ({Role.ADMINISTRATOR}, {Role.ADMINISTRATOR, Role.EDITOR}, True),
        ({Role.EDITOR}, {Role.EDITOR}, True),
        ({Role.EDITOR, Role.ADVISOR}, {Role.ADVISOR}, True),
        ({Role.EDITOR}, {Role.ADVISOR}, False),
        ({Role.ADVISOR}, {Role.ADVISOR, Role.ADMINISTRATOR}, False),
        ({Role.ADMINISTRATOR}, set(), False),
    ],
)
def test_nobody_but_administrators_gives_a_role_that_is_not_theirs(
    giver: set[Role], wanted: set[Role], allowed: bool
) -> None:
    assert invitations.may_give(giver, wanted) is allowed


def test_a_role_that_is_not_ones_own_invites_nobody(engine: Engine) -> None:
    refused = invitations.invite(
        engine,
        new_person(make_organisation(engine)),
        giver={Role.EDITOR},
        by=BY,
        reach=WITTEN,
        sending=SENDING,
    )
    assert refused is InvitationOutcome.ROLE_NOT_OURS
    assert register.search(engine, EVERYWHERE, "", 1).total == 0


@pytest.mark.parametrize(
    ("territory", "reach", "seen", "changed"),
    [
        (("Witten",), WITTEN, True, True),
        (("Witten",), DISTRICT, True, True),
        (("Witten",), NRW, True, True),
        (("Witten",), EVERYWHERE, True, True),
        (("Ennepe-Ruhr-Kreis",), WITTEN, True, False),
        (("Metropole Ruhr",), WITTEN, True, False),
        (("Witten", "Dortmund"), WITTEN, True, False),
        (("Dortmund",), WITTEN, False, False),
        (("Dortmund",), DISTRICT, False, False),
        (("Bayern",), NRW, False, False),
    ],
)
def test_what_has_a_part_in_ones_territory_is_seen_and_what_lies_within_is_changed(
    engine: Engine, territory: tuple[str, ...], reach: Reach, seen: bool, changed: bool
) -> None:
    organisation_id = make_organisation(engine, "Das Amt", territories=territory)
    person = make_person(engine, organisation_id=organisation_id)
    make_person(engine, Role.ADMINISTRATOR, email="chefin@example.org")
    public_id = person.public_id

    assert (register.find(engine, reach, public_id) is not None) is seen
    listed = [each.public_id for each in register.search(engine, reach, "Ayla", 1).items]
    assert (public_id in listed) is seen
    assert (directory.find(engine, reach, organisation_id) is not None) is seen
    assert (network.find(engine, reach, organisation_id) is not None) is seen
    can_invite = organisation_id in [each.id for each in directory.changeable(engine, reach)]
    assert can_invite is changed
    outcomes = (
        accounts.change_roles(engine, public_id, {Role.EDITOR}, by=BY, reach=reach),
        accounts.reset_second_factor(engine, public_id, by=BY, reach=reach),
        invitations.repeat(engine, public_id, by=BY, reach=reach, sending=SENDING),
        invitations.withdraw(engine, public_id, by=BY, reach=reach),
        accounts.close(engine, public_id, by=BY, reach=reach),
        care.close(engine, organisation_id, by=BY, reach=reach),
        care.reopen(engine, organisation_id, by=BY, reach=reach),
        care.edit(
            engine,
            next(e for e in whom_to_ask.all_organisations(engine) if e.id == organisation_id)
            if changed
            else whom_to_ask.all_organisations(engine)[0].model_copy(
                update={"id": organisation_id}
            ),
            by=BY,
            reach=reach,
        ),
        invitations.invite(
            engine,
            new_person(organisation_id),
            giver=ADMINISTRATOR,
            by=BY,
            reach=reach,
            sending=SENDING,
        ),
    )
    assert [outcome is not None for outcome in outcomes] == [changed] * len(outcomes)


def test_closing_an_account_ends_its_sessions_and_forgets_its_secrets(engine: Engine) -> None:
    make_person(engine, Role.ADMINISTRATOR, email="chefin@example.org")
    person = make_person(engine, password_hash="hash", totp_secret="s", recovery_codes=["c"])
    assert person.id is not None
    with transaction(engine) as session:
        sessions.begin(session, person.id, now=NOW, lifetime=LIFETIME, is_complete=True)
        purpose, hour = LinkPurpose.NEW_PASSWORD, timedelta(hours=1)
        link = one_time_links.issue(session, purpose, now=NOW, valid_for=hour, person_id=person.id)
    assert accounts.close(engine, person.public_id, by=BY, reach=WITTEN) is AccountOutcome.DONE
    row = stored(engine, person.public_id)
    assert (row.state, row.password_hash, row.totp_secret) == ("closed", None, None)
    with reading(engine) as session:
        assert session.exec(select(SignInSession)).all() == []
        assert one_time_links.look(session, link, purpose, now=NOW) is None
    again = accounts.close(engine, person.public_id, by=BY, reach=WITTEN)
    assert again is AccountOutcome.NOT_NOW


def test_nobody_finds_or_invites_an_account_whose_name_was_erased(engine: Engine) -> None:
    make_person(engine, Role.ADMINISTRATOR, email="chefin@example.org")
    public_id = make_person(engine, state=PersonState.CLOSED.value).public_id
    much_later = later(400)
    closed_accounts.erase(engine, by=much_later, closed_for=timedelta(days=180), batch=10)
    assert register.find(engine, WITTEN, public_id) is None
    assert register.search(engine, WITTEN, "", 1).total == 1
    done = invitations.repeat(engine, public_id, by=much_later, reach=WITTEN, sending=SENDING)
    assert done is None


def test_a_reset_second_factor_is_gone_with_all_sessions(engine: Engine) -> None:
    person = make_person(engine, totp_secret="s", totp_step=4, recovery_codes=["c"])
    assert person.id is not None
    with transaction(engine) as session:
        sessions.begin(session, person.id, now=NOW, lifetime=LIFETIME, is_complete=True)
    done = accounts.reset_second_factor(engine, person.public_id, by=BY, reach=WITTEN)
    assert done is AccountOutcome.DONE
    row = stored(engine, person.public_id)
    assert (row.totp_secret, row.totp_step, row.recovery_codes) == (None, None, [])
    with reading(engine) as session:
        assert session.exec(select(SignInSession)).all() == []


def test_the_last_administrator_keeps_account_and_role(engine: Engine) -> None:
    last = make_person(engine, Role.ADMINISTRATOR).public_id
    closed = {"email": "alt@example.org", "state": PersonState.CLOSED.value}
    make_person(engine, Role.ADMINISTRATOR, **closed)
    make_person(engine, Role.ADMINISTRATOR, email="bald@example.org", state="invited")
    refused = AccountOutcome.LAST_ADMINISTRATOR
    assert accounts.close(engine, last, by=BY, reach=EVERYWHERE) is refused
    roles = {Role.EDITOR}
    assert accounts.change_roles(engine, last, roles, by=BY, reach=EVERYWHERE) is refused
    kept = {Role.EDITOR, Role.ADMINISTRATOR}
    done = accounts.change_roles(engine, last, kept, by=BY, reach=EVERYWHERE)
    assert done is AccountOutcome.DONE
    assert stored(engine, last).roles == ["editor", "administrator"]


def test_two_administrators_who_close_each_other_at_once_leave_one(engine: Engine) -> None:
    one = make_person(engine, Role.ADMINISTRATOR).public_id
    two = make_person(engine, Role.ADMINISTRATOR, email="zwei@example.org").public_id
    outcomes = at_once(
        lambda: accounts.close(engine, one, by=BY, reach=WITTEN),
        lambda: accounts.change_roles(engine, two, {Role.ADVISOR}, by=BY, reach=WITTEN),
    )
    assert sorted(map(str, outcomes)) == ["done", "last_administrator"]


def test_roles_are_noted_as_what_came_and_went(engine: Engine) -> None:
    person = make_person(engine, Role.ADVISOR)
    accounts.change_roles(engine, person.public_id, {Role.EDITOR}, by=BY, reach=WITTEN)
    accounts.change_roles(engine, person.public_id, {Role.EDITOR}, by=BY, reach=WITTEN)
    with transaction(engine) as session:
        entry = session.exec(select(AuditEntry)).one()
    assert (entry.subject, entry.details) == (
        f"person:{person.public_id}",
        ["+editor", "-advisor"],
    )


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("müller", ["Änne Müller", "Bea MÜLLER"]),
        ("MÜLL bea", ["Bea MÜLLER"]),
        ("chris@example", ["Chris Öztürk"]),
        ("hattingen", ["Chris Öztürk"]),
        ("%", []),
        ("_", []),
        ("\\", []),
        ("nobody", []),
        ("", ["Änne Müller", "Bea MÜLLER", "Chris Öztürk"]),
    ],
)
def test_people_are_found_by_name_address_and_organisation(
    engine: Engine, words: str, found: list[str]
) -> None:
    elsewhere = make_organisation(engine, "Stadt Hattingen", territories=("Hattingen",))
    make_person(engine, name="Änne Müller", email="a@example.org")
    make_person(engine, name="Bea MÜLLER", email="b@example.org")
    make_person(engine, name="Chris Öztürk", email="chris@example.org", organisation_id=elsewhere)
    names = [each.name for each in register.search(engine, DISTRICT, words, 1).items]
    assert sorted(names) == sorted(found)


@pytest.mark.parametrize("count", [10, 1000])
def test_the_number_of_queries_does_not_grow_with_the_people(engine: Engine, count: int) -> None:
    organisation_id = make_organisation(engine)
    with transaction(engine) as session:
        session.add_all(_crowd(organisation_id, count))
    with Statements(engine) as of_list:
        assert register.search(engine, WITTEN, "person", 2).total == count
    with Statements(engine) as of_network:
        network.search(engine, WITTEN, place="Witten", topic="", page=1)
    assert (of_list.count, of_network.count) == (3, 2)


def test_a_page_of_people_is_read_in_their_order_without_sorting_them_all(
    sqlite_engine: Engine,
) -> None:
    organisation_id = make_organisation(sqlite_engine)
    told: list[str] = []

    def hear(connection: Connection, _cursor: object, text: str, given: object, *_: object) -> None:
        if "LIMIT" in text and not text.startswith("EXPLAIN"):
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", given)  # type: ignore[arg-type]
            told.append(" ".join(row[-1] for row in plan))

    event.listen(sqlite_engine, "before_cursor_execute", hear)
    register.search(sqlite_engine, WITTEN, "", 1)
    make_person(sqlite_engine, organisation_id=organisation_id)
    register.search(sqlite_engine, WITTEN, "person", 1)

    assert len(told) == 2
    assert not any("TEMP B-TREE" in plan for plan in told), told


def test_umlauts_and_capitals_are_sorted_as_in_a_directory(engine: Engine) -> None:
    organisation_id = make_organisation(engine)
    names = ["Zoe Z", "Östen Ö", "ole O", "Änne Ä", "Anton A", "Straße S", "Strasser S"]
    for number, name in enumerate(names):
        email = f"p{number}@example.org"
        make_person(engine, name=name, email=email, organisation_id=organisation_id)

    found = [each.name for each in register.search(engine, WITTEN, "", 1).items]

    assert found == ["Änne Ä", "Anton A", "ole O", "Östen Ö", "Straße S", "Strasser S", "Zoe Z"]


def test_a_new_name_is_sorted_anew(engine: Engine) -> None:
    ayla = make_person(engine, name="Ayla A", email="a@example.org")
    make_person(engine, name="Bea B", email="b@example.org", organisation_id=ayla.organisation_id)
    with transaction(engine) as session:
        session.exec(select(Person).where(Person.id == ayla.id)).one().name = "Çelik C"

    assert [each.name for each in register.search(engine, WITTEN, "", 1).items] == [
        "Bea B",
        "Çelik C",
    ]


def test_the_network_names_some_people_of_each_organisation_and_its_page_all(
    engine: Engine,
) -> None:
    organisation_id = make_organisation(engine)
    with transaction(engine) as session:
        session.add_all(_crowd(organisation_id, 7))
    listed = network.search(engine, WITTEN, place="", topic="", page=1).partners.items[0]
    assert [each.name for each in listed.people] == [f"Person {n:04}" for n in range(5)]
    own = network.find(engine, WITTEN, organisation_id)
    assert own is not None
    assert (listed.total, own.total, len(own.people)) == (7, 7, 7)


def test_an_organisation_is_founded_only_within_reach(engine: Engine) -> None:
    wanted = load_bundled_organisations()[0].model_copy(
        update={"id": "neu", "territories": ("05954036",), "topics": ()}
    )
    assert care.create(engine, wanted, by=BY, reach=WITTEN) == "neu"
    assert care.create(engine, wanted, by=BY, reach=WITTEN) == "neu-2"
    wider = wanted.model_copy(update={"territories": ("05954036", "05913000")})
    assert care.create(engine, wider, by=BY, reach=WITTEN) is None


def test_nobody_widens_an_organisation_beyond_ones_own_reach(engine: Engine) -> None:
    organisation_id = make_organisation(engine)
    wanted = load_bundled_organisations()[0].model_copy(
        update={"id": organisation_id, "territories": ("DEA",)}
    )
    done = care.edit(engine, wanted, by=BY, reach=WITTEN)
    assert done is CareOutcome.OUT_OF_REACH
    kept = directory.find(engine, WITTEN, organisation_id)
    assert kept is not None
    assert kept.territories == ("05954036",)


def test_an_organisation_with_people_is_not_closed(engine: Engine) -> None:
    organisation_id = make_organisation(engine)
    make_person(
        engine,
        Role.ADMINISTRATOR,
        email="chefin@example.org",
        organisation_id=(make_organisation(engine, "Kreis", territories=("Ennepe-Ruhr-Kreis",))),
    )
    person = make_person(engine, organisation_id=organisation_id)
    refused = care.close(engine, organisation_id, by=BY, reach=WITTEN)
    assert refused is CareOutcome.HAS_PEOPLE
    accounts.close(engine, person.public_id, by=BY, reach=WITTEN)
    done = care.close(engine, organisation_id, by=BY, reach=WITTEN)
    assert done is CareOutcome.DONE
    assert organisation_id not in [each.id for each in whom_to_ask.all_organisations(engine)]
    assert network.find(engine, WITTEN, organisation_id) is None
    back = invitations.repeat(engine, person.public_id, by=BY, reach=WITTEN, sending=SENDING)
    assert back is InvitationOutcome.ORGANISATION_CLOSED
    care.reopen(engine, organisation_id, by=BY, reach=WITTEN)
    assert network.find(engine, WITTEN, organisation_id) is not None


def test_an_update_of_the_service_leaves_alone_what_people_belong_to_or_changed(
    engine: Engine,
) -> None:
    ours = load_bundled_organisations()
    closed, used, gone = (each.id for each in ours[:3])
    with transaction(engine) as session:
        bundled.store(session, ours)
    make_person(engine, organisation_id=used)
    care.close(engine, closed, by=BY, reach=EVERYWHERE)
    with transaction(engine) as session:
        bundled.store(session, ours[3:])
    with transaction(engine) as session:
        bundled.store(session, [ours[0], *ours[3:]])
    with transaction(engine) as session:
        rows = {row.id: row for row in session.exec(select(Organisation))}
    assert rows[closed].closed_utc == NOW
    assert used in rows
    assert gone not in rows


class Statements:
    """Counts the statements that ask or write, but none that only set something."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.count = engine, 0

    def __enter__(self) -> Statements:
        event.listen(self.engine, "before_cursor_execute", self._note)
        return self

    def __exit__(self, *_error: object) -> None:
        event.remove(self.engine, "before_cursor_execute", self._note)

    def _note(self, *arguments: object) -> None:
        self.count += str(arguments[2]).lstrip().upper().startswith("SELECT")


def at_once(*calls: Callable[[], object]) -> list[object]:
    """What the calls return that begin at the same moment, each in a thread of its own."""
    barrier, results = threading.Barrier(len(calls)), list[object]()

    def run(call: Callable[[], object]) -> None:
        barrier.wait()
        results.append(call())

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def _crowd(organisation_id: str, count: int) -> list[Person]:
    return [
        Person(
            public_id=f"public-{number}",
            organisation_id=organisation_id,
            email=f"person{number}@example.org",
            name=f"Person {number:04}",
            roles=["advisor"],
            state="active",
            created_utc=SINCE,
            updated_utc=SINCE,
        )
        for number in range(count)
    ]
