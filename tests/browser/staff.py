"""People with an account, and what an administrator has to look after."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from models.job import JobRun
from models.mail import MailState
from models.organisation import Organisation
from models.person import Person, Role
from models.session import transaction
from tests.browser import offers_to_check
from tests.fixtures.apps import NOW
from tests.fixtures.outbox import letter, mails, queue
from tests.fixtures.people import make_person
from web.author import Author
from web.current import services_of
from web.use_cases import one_time_links
from web.use_cases.jobs import locks
from web.use_cases.one_time_links import LinkPurpose
from web.use_cases.organisations import of_operator
from web.use_cases.people import invitations
from web.use_cases.people.invitations import Invited, Sending
from web.use_cases.reach import EVERYWHERE
from web.use_cases.signing_in import sessions
from web.use_cases.signing_in.sessions import Lifetime

if TYPE_CHECKING:
    from flask import Flask

LIFETIME = Lifetime(whole=timedelta(hours=12), idle=timedelta(hours=2))
LONG_NAME = "Wirtschaftsfördergesellschaftsmitgliederversammlung " * 4
STATES = ("active", "invited", "closed")
BY = Author(actor="cli", now=NOW, kept_until_utc=NOW + timedelta(days=730))


def settle(app: Flask) -> Mapping[str, str]:
    """Store people in every state; secrets of sessions and links, and ids, by their names."""
    engine = services_of(app).engine
    operator = of_operator.find_or_make(engine, "Betreiber", ("DE",), by=BY)
    administrator = make_person(
        engine, Role.ADMINISTRATOR, organisation_id=operator, email="amt@example.org"
    )
    of_a_town = make_person(engine, Role.ADMINISTRATOR, email="stadt@example.org")
    people = {state: _person(engine, state) for state in STATES}
    _name_an_organisation_at_length(engine)
    _let_a_task_fail(engine)
    _let_a_mail_be_refused(engine)
    offers_to_check.settle(app)
    return {
        "organisation": people["active"].organisation_id,
        **{state: person.public_id for state, person in people.items()},
        **_sessions(engine, administrator, of_a_town, people["active"]),
        **_links(engine, administrator, people["invited"]),
    }


def _person(engine: Engine, state: str) -> Person:
    """An advisor; the active one has a second factor."""
    return make_person(
        engine,
        name=f"Wer {state}",
        email=f"{state}@wirtschaftsfoerderung.example.org",
        state=state,
        totp_secret="any" if state == "active" else None,
    )


def _sessions(
    engine: Engine, administrator: Person, of_a_town: Person, advisor: Person
) -> Mapping[str, str]:
    """The secrets of sessions; the last one has not seen the second factor yet."""
    wanted = {
        "administrator": (administrator, True),
        "administrator_of_a_town": (of_a_town, True),
        "advisor": (advisor, True),
        "half_begun": (advisor, False),
    }
    with transaction(engine) as session:
        return {
            name: sessions.begin(
                session, person.id or 0, now=NOW, lifetime=LIFETIME, is_complete=is_complete
            )
            for name, (person, is_complete) in wanted.items()
        }


def _links(engine: Engine, administrator: Person, invited: Person) -> Mapping[str, str]:
    """The secrets of links that work, by what they are for."""
    sending = Sending(valid_for=timedelta(days=14), compose=None)
    sent = invitations.repeat(engine, invited.public_id, by=BY, reach=EVERYWHERE, sending=sending)
    assert isinstance(sent, Invited)
    purposes = {
        LinkPurpose.NEW_PASSWORD: administrator.id,
        LinkPurpose.CONFIRM_ADDRESS: None,
        LinkPurpose.FIRM_SIGN_IN: None,
    }
    with transaction(engine) as session:
        issued = {
            purpose.value: one_time_links.issue(
                session, purpose, now=NOW, valid_for=timedelta(hours=1), person_id=person_id
            )
            for purpose, person_id in purposes.items()
        }
    return {LinkPurpose.INVITATION.value: sent.token, **issued}


def _name_an_organisation_at_length(engine: Engine) -> None:
    """In Stuttgart, where no company of `world` asks for it."""
    with transaction(engine) as session:
        session.add(
            Organisation(
                id="long",
                name=LONG_NAME.strip(),
                kind="other",
                territories=["08111000"],
                source_name="tests",
            )
        )


def _let_a_task_fail(engine: Engine) -> None:
    """One is overdue since yesterday, and its last run failed."""
    began = NOW - timedelta(days=1)
    locks.register(engine, ["retention"], now=began - timedelta(days=1))
    with transaction(engine) as session:
        session.add(
            JobRun(
                job="retention",
                holder="a",
                outcome="failed",
                error="OperationalError",
                started_utc=began,
                ended_utc=began,
            )
        )


def _let_a_mail_be_refused(engine: Engine) -> None:
    """One that can be tried again."""
    queue(engine, letter(purpose="invitation"))
    with transaction(engine) as session:
        row = mails(engine)[-1]
        row.state, row.settled_utc, row.reply = MailState.REFUSED.value, NOW, "550 5.1.1"
        session.merge(row)
