"""What must not be sent any more is not, whoever wishes it; what was reported is not so again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from models.digest import Audience
from models.mail import MailState, OutboxMail
from models.person import Role
from tests.fixtures.people import make_person
from tests.web.digest_world import DAY, MONDAY, World, compose, offer, subscribe
from tests.web.own_data_world import PERIODS, author
from tests.web.test_digest_delivery_streams import for_person
from web.letters import Letter
from web.use_cases.digests import leaving
from web.use_cases.digests.links import key_of, secret_of
from web.use_cases.digests.prepared import Prepared, RunReport
from web.use_cases.firms import own_data
from web.use_cases.operation import retention
from web.use_cases.outbox import settling

MINUTE = timedelta(minutes=1)
HALF_A_DAY = timedelta(hours=12)
GIVEN_UP = [MailState.WAITING, MailState.REFUSED, MailState.SUPPRESSED]


def with_report(prepared: Prepared) -> Letter:
    """A letter whose purpose tells reports, as those of the service do."""
    is_report = isinstance(prepared.content, RunReport)
    return replace(compose(prepared), purpose="news_report" if is_report else "news")


def secret(world: World, number: int = 1) -> str:
    """The one in the links of a subscription."""
    key = key_of(world.held.settings.secret_key.get_secret_value())
    return secret_of(world.subscription(number).nonce, key=key)


@pytest.fixture
def world(engine: Engine) -> World:
    """A firm whose first list waits to be sent."""
    made = World(engine, compose=with_report, settings={"home_territory": "05954036"})
    made.write(offer(1))
    subscribe(engine)
    made.turn()
    return made


@pytest.mark.parametrize("state", GIVEN_UP)
def test_after_leaving_nobody_can_have_a_refused_message_sent_again(
    world: World, state: MailState
) -> None:
    world.send(state)
    world.turn(after=MINUTE)

    assert leaving.end(world.engine, secret(world), by=author(world.now))

    assert world.mails() == []


@pytest.mark.parametrize("state", GIVEN_UP)
def test_after_a_move_no_message_with_dead_links_can_be_sent_again(
    world: World, state: MailState
) -> None:
    world.send(state)
    world.turn(after=MINUTE)

    assert own_data.move(world.engine, secret(world), by=author(world.now))

    assert world.mails() == []


def test_a_message_that_came_back_after_it_was_sent_stays_in_the_records(world: World) -> None:
    world.send(MailState.REFUSED)
    (mail,) = world.mails()
    assert mail.id is not None
    world.change(OutboxMail, mail.id, text="", html="")

    leaving.end(world.engine, secret(world), by=author(world.now))

    assert [each.state for each in world.mails()] == ["refused"]
    assert not settling.retry(world.engine, mail.id, by=author(world.now))


def with_operator(world: World) -> int:
    """The number of the reports of an administrator."""
    return for_person(world, Audience.OPERATOR, make_person(world.engine, Role.ADMINISTRATOR))


def reports(world: World) -> list[str]:
    """The causes of reports that are in the outbox."""
    return [mail.cause for mail in world.mails() if mail.purpose == "news_report"]


def test_a_report_that_waits_goes_with_the_wish_for_it(world: World) -> None:
    operator = with_operator(world)
    world.turn(after=DAY)
    assert len(reports(world)) == 1

    assert leaving.end(world.engine, secret(world, operator), by=author(world.now))

    assert reports(world) == []
    assert [mail.recipient for mail in world.mails()] == ["firm1@example.org"]


def test_no_report_comes_again_where_mails_are_kept_for_a_day(world: World) -> None:
    operator = with_operator(world)
    world.turn(after=DAY)
    short = replace(PERIODS, mails=timedelta(days=1))
    written = set[int | None]()
    first = f"digest_report:{MONDAY:%Y-%m-%d}:{operator}"

    for _ in range(24):
        world.send(cause="digest")
        retention.run(world.engine, by=author(world.now), periods=short)
        world.turn(after=HALF_A_DAY)
        written |= {mail.id for mail in world.mails() if mail.cause == first}

    assert len(written) == 1
    assert first not in reports(world)
