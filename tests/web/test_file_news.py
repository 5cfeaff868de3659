"""An advisor has a firm asked whether it wants news: nothing comes before the firm agrees."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from models.company import CompanyProfile
from models.contact import CompanyContact, Consent
from models.organisation import Organisation
from models.person import Role
from models.session import reading, transaction
from tests.fixtures.apps import NOW
from tests.fixtures.people import make_person
from tests.web.desk_world import Staff, author, desk_of, make_file, make_staff
from tests.web.news_world import compose, confirm, request, subscribe
from tests.web.own_data_world import EMAIL, last_link, mails
from tests.web.test_retention import PERIODS
from web.tokens import new_token, token_hash
from web.use_cases.digests import confirming
from web.use_cases.digests.subscribing import Asked
from web.use_cases.files import contacting, timeline
from web.use_cases.files.contacting import NewsState
from web.use_cases.firms import profiles
from web.use_cases.operation import retention

OTHER = "chefin@example.net"


@pytest.fixture
def staff(engine: Engine) -> Staff:
    return make_staff(engine)


def a_file(engine: Engine, staff: Staff) -> str:
    return make_file(engine, staff.advisor.organisation_id, is_request=False)


def propose(engine: Engine, staff: Staff, file: str, email: str = EMAIL) -> Asked:
    return contacting.propose_news(
        engine,
        desk_of(staff.advisor),
        file,
        request(email),
        compose(email),
        by=author(staff.advisor),
    )


def state(engine: Engine) -> NewsState:
    with reading(engine) as session:
        (company,) = session.exec(select(CompanyProfile.id)).all()
    return contacting.news_of(engine, company or 0).state


def consents(engine: Engine) -> list[tuple[str, str]]:
    with reading(engine) as session:
        rows = session.exec(select(Consent)).all()
        return [(row.purpose, row.language) for row in rows]


def test_the_firm_agrees_by_its_click_and_by_nothing_before(engine: Engine, staff: Staff) -> None:
    file = a_file(engine, staff)

    assert propose(engine, staff, file) is Asked.SENT

    assert [(mail.purpose, mail.recipient) for mail in mails(engine)] == [("news_confirm", EMAIL)]
    assert (consents(engine), state(engine)) == ([], NewsState.ASKED)
    link = last_link(engine, "news_confirm")
    found = confirming.look(engine, link, NOW)
    assert found is not None
    assert not found.has_agreed
    secret = confirm(engine, link)
    assert (consents(engine), state(engine)) == ([("news", "de")], NewsState.COMING)
    assert secret is not None
    assert profiles.load(engine, secret, NOW) is not None
    told = timeline.of_file(engine, desk_of(staff.advisor), file, 1, 10)
    assert [(each.kind.value, each.values) for each in told.events] == [("news", ("sent",))]


def test_who_has_news_is_not_asked_and_who_has_not_answered_is_asked_anew(
    engine: Engine, staff: Staff
) -> None:
    file = a_file(engine, staff)
    propose(engine, staff, file)
    first = last_link(engine, "news_confirm")

    assert propose(engine, staff, file, OTHER) is Asked.SENT
    assert [mail.recipient for mail in mails(engine)] == [OTHER]
    assert confirm(engine, first) is None
    assert confirm(engine, last_link(engine, "news_confirm")) is not None
    assert propose(engine, staff, file) is Asked.STANDING


def test_an_address_that_the_firm_gave_itself_is_not_replaced(engine: Engine, staff: Staff) -> None:
    file, token = a_file(engine, staff), new_token()
    with transaction(engine) as session:
        row = session.exec(select(CompanyProfile)).one()
        row.token_hash = token_hash(token)
        session.add(row)
    subscribe(engine, token, OTHER)

    assert propose(engine, staff, file) is Asked.SENT

    assert {mail.recipient for mail in mails(engine)} == {OTHER}
    with reading(engine) as session:
        assert session.exec(select(CompanyContact.email)).all() == [OTHER]


def test_an_address_is_not_written_to_again_and_again(engine: Engine, staff: Staff) -> None:
    file = a_file(engine, staff)
    asked = [propose(engine, staff, file) for _ in range(8)]

    assert Asked.TOO_MANY in asked
    told = timeline.of_file(engine, desk_of(staff.advisor), file, 1, 20)
    assert told.total == asked.count(Asked.SENT)


@pytest.mark.parametrize(
    "email",
    [
        "ayla.beispiel@example.org",
        "ayla.beispiel+firma@example.org",
        "rathaus@witten.example",
        "amt@example.org",
    ],
)
def test_nobody_who_advises_can_agree_in_the_name_of_the_firm(
    engine: Engine, staff: Staff, email: str
) -> None:
    with transaction(engine) as session:
        place = session.get_one(Organisation, staff.advisor.organisation_id)
        place.email = "Rathaus@witten.example"
        session.add(place)
    make_person(engine, Role.ADVISOR, organisation_id=place.id, email="amt+desk@example.org")
    file = a_file(engine, staff)

    assert propose(engine, staff, file, email) is Asked.STAFF

    assert (mails(engine), state(engine)) == ([], NewsState.NONE)


def test_nobody_has_the_firm_of_another_organisation_asked(engine: Engine, staff: Staff) -> None:
    file = a_file(engine, staff)
    asked = contacting.propose_news(
        engine,
        desk_of(staff.stranger),
        file,
        request(),
        compose(EMAIL),
        by=author(staff.stranger),
    )

    assert (asked, mails(engine), state(engine)) == (Asked.GONE, [], NewsState.NONE)


def test_what_nobody_confirms_is_forgotten_with_the_address(engine: Engine, staff: Staff) -> None:
    file = a_file(engine, staff)
    propose(engine, staff, file)

    later = author(staff.advisor, NOW + timedelta(days=8))
    retention.run(engine, by=later, periods=PERIODS)

    assert state(engine) is NewsState.NONE
    with reading(engine) as session:
        assert session.exec(select(CompanyContact)).all() == []
