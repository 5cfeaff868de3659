"""The pages for people with an account, each as an administrator of the Metropole Ruhr gets it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from models.person import Person, Role
from models.session import transaction
from tests.browser.page_types import PageType
from tests.browser.visitor import Visitor
from tests.fixtures.apps import NOW
from tests.fixtures.people import make_organisation, make_person
from web.author import Author
from web.current import services_of
from web.use_cases import invitations, sessions
from web.use_cases.invitations import Invited, Sending
from web.use_cases.reach import EVERYWHERE
from web.use_cases.sessions import Lifetime

if TYPE_CHECKING:
    from flask import Flask

COOKIE = "anmeldung"
_LIFETIME = Lifetime(whole=timedelta(hours=12), idle=timedelta(hours=2))
_BY = Author(actor="cli", now=NOW, kept_until_utc=NOW + timedelta(days=730))


@dataclass(frozen=True)
class Settled:
    """The secret of the administrator's session, and what stands for the names in paths."""

    session: str
    names: Mapping[str, str]


def settle(app: Flask) -> Settled:
    """Store two organisations, and people in every state."""
    engine = services_of(app).engine
    ruhr = make_organisation(engine, "Business Ruhr", territories=("metropole-ruhr",))
    witten = make_organisation(engine, "Stadt Witten")
    administrator = make_person(engine, Role.ADMINISTRATOR, organisation_id=ruhr)
    people = {
        state: make_person(
            engine,
            Role.ADVISOR,
            organisation_id=witten,
            name=f"Wer {state}",
            email=f"{state}@wirtschaftsfoerderung.example.org",
            state=state,
            totp_secret="set" if state == "active" else None,
        )
        for state in ("active", "invited", "closed")
    }
    names = {state: person.public_id for state, person in people.items()}
    sent = invitations.repeat(
        engine,
        names["invited"],
        by=_BY,
        reach=EVERYWHERE,
        sending=Sending(valid_for=timedelta(days=14), compose=None),
    )
    assert isinstance(sent, Invited)
    return Settled(
        session=_session(app, administrator),
        names={**names, "token": sent.token, "organisation": witten},
    )


def _session(app: Flask, person: Person) -> str:
    assert person.id is not None
    with transaction(services_of(app).engine) as session:
        return sessions.begin(session, person.id, now=NOW, lifetime=_LIFETIME, is_complete=True)


def _send_an_empty_invitation(visitor: Visitor) -> None:
    visitor.press(visitor.words("Send the invitation"))


def _misspell_a_place(visitor: Visitor) -> None:
    visitor.write(visitor.words("Territory"), "Witten\nBohcum")
    visitor.press(visitor.words("Save"))


def _allow_no_address(visitor: Visitor) -> None:
    visitor.press(visitor.words("Send to it again"))


def _accept_without_password(visitor: Visitor) -> None:
    visitor.press(visitor.words("Accept the invitation"))


_PEOPLE, _ORGANISATIONS = "/verwaltung/personen", "/verwaltung/organisationen"
SIGNED_IN_PAGES: Mapping[str, PageType] = {
    "administration": PageType("/verwaltung"),
    "people": PageType(_PEOPLE),
    "people: nobody": PageType(f"{_PEOPLE}?q=niemand"),
    "people: active": PageType(f"{_PEOPLE}/{{active}}?hinweis=letzte-verwaltung"),
    "people: invited": PageType(f"{_PEOPLE}/{{invited}}?hinweis=eingeladen"),
    "people: closed": PageType(f"{_PEOPLE}/{{closed}}"),
    "people: invite": PageType(f"{_PEOPLE}/einladen"),
    "people: invite with errors": PageType(f"{_PEOPLE}/einladen", _send_an_empty_invitation),
    "organisations": PageType(_ORGANISATIONS),
    "organisations: new": PageType(f"{_ORGANISATIONS}/neu"),
    "organisations: misspelt": PageType(f"{_ORGANISATIONS}/neu", _misspell_a_place),
    "organisations: form": PageType(f"{_ORGANISATIONS}/{{organisation}}?hinweis=hat-personen"),
    "organisations: only read": PageType(f"{_ORGANISATIONS}/nrw-bank"),
    "mail": PageType("/verwaltung/post?stand=weiter"),
    "mail: no address": PageType("/verwaltung/post", _allow_no_address),
    "network": PageType("/netzwerk?ort=Witten"),
    "network: unknown place": PageType("/netzwerk?ort=Wittn+an+der+Ruhr"),
    "network: organisation": PageType("/netzwerk/{organisation}"),
    "invitation": PageType("/einladung/{token}"),
    "invitation: error": PageType("/einladung/{token}", _accept_without_password),
    "invitation: gone": PageType("/einladung/unbekannt", status=404),
    "invitation: accepted": PageType("/einladung/angenommen"),
}
