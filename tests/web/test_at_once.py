"""What works once works once although two try in the same moment: the second waits for the first.

A transaction of the test holds what the second one needs; it commits when that one has begun.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from models.session import transaction
from tests.fixtures.apps import NOW
from tests.fixtures.people import make_person
from tests.web.job_world import berlin, known_world
from tests.web.own_data_world import ask, company, confirmed, enter, last_link
from tests.web.own_data_world import author as firm
from tests.web.sign_in_world import (
    BOX,
    OTHER_PASSWORD,
    PASSWORD,
    RECOVERY_CODE,
    by,
    code_at,
    door,
    with_second_factor,
)
from web.passwords import HASHER
from web.use_cases import one_time_links
from web.use_cases.firms import contacts, firm_sign_in
from web.use_cases.jobs import locks
from web.use_cases.one_time_links import LinkPurpose
from web.use_cases.people import accepting, register
from web.use_cases.reach import EVERYWHERE
from web.use_cases.signing_in import own_password, sessions, sign_in
from web.use_cases.signing_in.codes import takes_code
from web.use_cases.signing_in.throttle import Outcome

HOUR = timedelta(hours=1)
SecondTab = tuple[Session, list[object]]


@contextmanager
def second_tab(engine: Engine, call: Callable[[], object]) -> Iterator[SecondTab]:
    """The first tab's transaction, and what the second one gets that begins before it ends."""
    results: list[object] = []
    waiting = threading.Thread(target=lambda: results.append(call()))
    with transaction(engine) as session:
        yield session, results
        session.flush()
        waiting.start()
        waiting.join(timeout=0.5)
    waiting.join()


def link_of(engine: Engine, purpose: LinkPurpose, person_id: int | None) -> str:
    """The secret of a new link of a person."""
    with transaction(engine) as session:
        return one_time_links.issue(session, purpose, now=NOW, valid_for=HOUR, person_id=person_id)


def use(session: Session, token: str, purpose: LinkPurpose) -> None:
    """Use a link up."""
    link = one_time_links.find(session, token, purpose, now=NOW)
    assert link is not None
    one_time_links.use(session, link, now=NOW)


def test_of_two_tabs_one_accepts_an_invitation(engine: Engine) -> None:
    person = make_person(engine, state="invited")
    token = link_of(engine, LinkPurpose.INVITATION, person.id)

    def accept() -> bool:
        return accepting.accept(engine, token, HASHER.hash(OTHER_PASSWORD), by=by())

    with second_tab(engine, accept) as (session, results):
        use(session, token, LinkPurpose.INVITATION)

    assert results == [False]


def test_of_two_tabs_one_sets_a_password_with_a_link(engine: Engine) -> None:
    person = make_person(engine, password_hash=HASHER.hash(PASSWORD))
    token = link_of(engine, LinkPurpose.NEW_PASSWORD, person.id)

    def set_password() -> object:
        visitor = door().visitor
        return own_password.set_by_link(engine, token, OTHER_PASSWORD, visitor=visitor, by=by())

    with second_tab(engine, set_password) as (session, results):
        use(session, token, LinkPurpose.NEW_PASSWORD)

    assert results == [None]


def test_of_two_tabs_one_gets_a_key_by_a_sign_in_link(engine: Engine) -> None:
    confirmed(engine)
    ask(engine)
    token = last_link(engine, "firm_sign_in")

    with second_tab(engine, lambda: firm_sign_in.enter(engine, token, by=firm())) as (
        session,
        results,
    ):
        use(session, token, LinkPurpose.FIRM_SIGN_IN)

    assert results == [None]


def test_of_two_tabs_one_confirms_an_address(engine: Engine) -> None:
    enter(engine, company(engine))
    token = last_link(engine, "firm_confirm")

    with second_tab(engine, lambda: contacts.confirm(engine, token, by=firm())) as (
        session,
        results,
    ):
        use(session, token, LinkPurpose.CONFIRM_ADDRESS)

    assert results == [False]


@pytest.mark.parametrize("code", [RECOVERY_CODE, code_at(NOW)], ids=["recovery code", "app code"])
def test_of_two_sign_ins_one_takes_a_code(engine: Engine, code: str) -> None:
    with_second_factor(engine)
    first, second = (
        sign_in.with_password(
            engine, "ayla.beispiel@example.org", PASSWORD, door=door(network=network), by=by()
        ).token
        for network in ("192.0.2.1", "198.51.100.1")
    )

    def enter_code() -> object:
        entry = sign_in.with_code(engine, second, code, door=door(), box=BOX, by=by())
        return entry and entry.outcome

    with second_tab(engine, enter_code) as (session, results):
        half = sessions.half_begun(session, first, now=NOW)
        assert half is not None
        assert takes_code(session, half[1], code, box=BOX, by=by())

    assert results == [Outcome.WRONG_CODE]


@pytest.mark.parametrize("state", ["invited", "active"])
def test_a_link_used_while_the_account_is_closed_neither_works_nor_waits_in_a_circle(
    engine: Engine, state: str
) -> None:
    person = make_person(engine, state=state)
    purpose = LinkPurpose.INVITATION if state == "invited" else LinkPurpose.NEW_PASSWORD
    token = link_of(engine, purpose, person.id)
    results: list[object] = []

    def use_it() -> None:
        if state == "invited":
            results.append(accepting.accept(engine, token, "hash", by=by()))
        else:
            visitor = door().visitor
            results.append(
                own_password.set_by_link(engine, token, OTHER_PASSWORD, visitor=visitor, by=by())
            )

    waiting = threading.Thread(target=use_it)
    with transaction(engine) as session:
        row, _ = register.locked(session, EVERYWHERE, person.public_id) or pytest.fail("nobody")
        row.state = "closed"
        session.flush()
        waiting.start()
        waiting.join(timeout=0.5)
        one_time_links.withdraw_all(session, row.id or 0, now=NOW)
    waiting.join()

    assert results in ([False], [None])
    with transaction(engine) as session:
        found, _ = register.locked(session, EVERYWHERE, person.public_id) or pytest.fail("nobody")
        assert (found.state, found.password_hash) == ("closed", None)


def test_of_two_schedulers_that_look_at_once_one_gets_the_turn(engine: Engine) -> None:
    due = berlin("2026-03-03T02:30+01:00")
    world = known_world(engine)

    with second_tab(engine, lambda: world.claim(due, "b")) as (session, results):
        lock = locks.locked(session, "nightly", waits=True)
        assert lock is not None
        locks.take(lock, holder="a", lock_seconds=60, now=due)
        session.add(lock)

    assert results == [None]
