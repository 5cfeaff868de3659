"""Deadline reminders, news for advisors, reports for operators: streams beside the digests."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine

from models.company import CompanyProfile
from models.digest import Audience, DigestPart, DigestRun, DigestSubscription
from models.mail import MailState
from models.person import Person, PersonState, Role
from models.session import transaction
from offers import store
from tests.fixtures.people import make_person
from tests.web.digest_world import DAY, MONDAY, WEEK, World, day, offer, subscribe
from tests.web.digest_world import subscription_values as values
from web.clock import BERLIN
from web.use_cases.digests import opening

MINUTE = timedelta(minutes=1)


def at(text: str) -> datetime:
    """A moment by the clocks in Germany."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


@pytest.fixture
def world(engine: Engine) -> World:
    """A firm that has had its first list and wants reminders."""
    made = World(engine)
    made.write(offer(1))
    subscribe(engine, has_reminders=True)
    made.turn()
    made.send()
    made.turn(after=MINUTE)
    return made


def reminded(world: World) -> list[tuple[str, str]]:
    """The days on which reminders were written, and what of."""
    return [
        (f"{mail.created_utc:%Y-%m-%d}", mail.text.splitlines()[1])
        for mail in world.mails()
        if mail.text.startswith("DueReminders")
    ]


def live(world: World, days: int, *, sends: bool = True) -> None:
    """So many days, with turns in the morning and at noon."""
    for _ in range(days):
        world.turn(after=timedelta(hours=20))
        if sends:
            world.send()
        world.turn(after=timedelta(hours=4))


def test_each_reminder_comes_once_on_its_day(world: World) -> None:
    world.write(offer(1, deadlines=[{"date": "2026-04-15"}]))

    live(world, 50)

    # 30 days before is a Monday; 3 days before a Sunday, and Good Friday is no working day.
    assert [when for when, _ in reminded(world)] == ["2026-03-16", "2026-04-01", "2026-04-10"]
    assert {what for _, what in reminded(world)} == {"deadline offer-1"}
    assert {run.day.weekday() for run in world.runs(kind="reminders")} == {0, 1, 2, 3, 4}


def test_on_a_holiday_of_the_land_the_window_stays_open(world: World) -> None:
    world.clock.moment = at("2026-04-03T08:00")

    world.turn()

    good_friday = world.rows(DigestRun, kind="reminders")[-1]
    assert good_friday.day == day("2026-04-03")
    assert world.states(run_id=good_friday.id) == ["holiday"]
    assert world.subscription().reminded_from == day("2026-03-02")


def test_a_reminder_that_was_not_delivered_comes_on_the_next_working_day(world: World) -> None:
    world.write(offer(1, deadlines=[{"date": "2026-03-24"}]))
    world.clock.moment = at("2026-03-10T08:00")
    world.turn()
    world.send(MailState.EXPIRED)
    world.turn(after=DAY)
    world.send()
    world.turn(after=DAY)

    assert [when for when, _ in reminded(world)] == ["2026-03-10", "2026-03-11"]
    assert world.subscription().reminded_from == day("2026-03-13")


def test_a_clock_that_ran_ahead_neither_silences_nor_repeats_reminders(world: World) -> None:
    world.write(offer(1, deadlines=[{"date": "2026-03-24"}]), offer(2))
    world.clock.moment = at("2026-03-10T08:00")
    world.turn()
    world.send()
    world.turn(after=100 * DAY)
    assert world.subscription().reminded_from == day("2026-06-19")
    world.write(offer(2, deadlines=[{"date": "2026-03-26"}]))

    world.clock.moment = at("2026-03-10T12:00")
    live(world, 6)

    assert reminded(world) == [
        ("2026-03-10", "deadline offer-1"),
        ("2026-03-12", "deadline offer-2"),
    ]


def test_a_run_of_reminders_that_is_late_says_what_holds_on_the_day(world: World) -> None:
    world.write(offer(1, deadlines=[{"date": "2026-03-25"}]))
    world.clock.moment = at("2026-03-10T08:00")
    opening.open_due(world.engine, now=world.now)

    world.turn(after=DAY)
    world.send()
    world.turn(after=MINUTE)

    assert [when for when, _ in reminded(world)] == ["2026-03-11"]
    assert world.subscription().reminded_from == day("2026-03-12")
    assert world.states()[-2:] == ["sent", "nothing"]


def test_whoever_wants_no_reminders_any_more_gets_none(world: World) -> None:
    world.write(offer(1, deadlines=[{"date": "2026-03-24"}]))
    world.clock.moment = at("2026-03-10T08:00")
    opening.open_due(world.engine, now=world.now)
    world.change(DigestSubscription, 1, has_reminders=False)

    world.turn()

    assert world.states()[-1] == "ended"
    assert reminded(world) == []


def test_a_reminder_on_its_way_holds_up_no_digest(world: World) -> None:
    world.write(offer(1, deadlines=[{"date": "2026-03-23"}]), offer(3))
    world.turn(after=WEEK)

    assert sorted(mail.text.split()[0] for mail in world.mails()[1:]) == [
        "DueReminders",
        "FirmNews",
    ]


def for_person(world: World, audience: Audience, person: Person, **changes: object) -> int:
    """The number of news of a person, for Mondays."""
    with transaction(world.engine) as session:
        own = values(store.catalogue_version(session), world.now)
        row = DigestSubscription(
            **{**own, "audience": audience.value, "person_id": person.id, **changes}
        )
        session.add(row)
        session.flush()
        assert row.id is not None
        return row.id


def test_an_advisor_is_told_of_the_territory(engine: Engine) -> None:
    world = World(engine)
    world.write(offer(1), offer(2))
    for number in range(6):
        subscribe(
            engine,
            number,
            answers={"postal_code": "58452", "municipality": "Witten", "needs": ["export"]},
            rhythm="never",
        )
    for_person(world, Audience.ADVISOR, make_person(engine))
    world.turn()
    world.write(offer(3), offer(4, territory=["Bayern"]))
    world.archive(2)
    world.turn(after=WEEK)
    world.send()
    world.turn(after=WEEK)

    news = [mail for mail in world.mails() if mail.text.startswith("TerritoryNews")]
    assert [mail.text.splitlines()[1:] for mail in news] == [["new offer-3", "over offer-2"]]
    assert [mail.recipient for mail in news] == ["ayla.beispiel@example.org"]
    assert news[0].person_id is not None
    assert world.states(subscription_id=7) == ["sent", "nothing"]


def test_an_advisor_whose_account_was_closed_is_not_written_to(engine: Engine) -> None:
    world = World(engine)
    person = make_person(engine)
    for_person(world, Audience.ADVISOR, person)
    world.write(offer(3))
    assert person.id is not None
    world.change(Person, person.id, state=PersonState.CLOSED.value)

    world.turn(after=WEEK)

    assert world.states() == ["ended"]


def reports(world: World) -> list[str]:
    """The causes of the reports."""
    return [mail.cause for mail in world.mails() if mail.text.startswith("RunReport")]


def test_operators_get_one_report_for_each_day_with_work(engine: Engine) -> None:
    world = World(engine)
    world.write(offer(1))
    subscribe(engine)
    person = make_person(engine, Role.ADMINISTRATOR)
    operator = for_person(world, Audience.OPERATOR, person)
    world.settings = {"home_territory": "05954036"}

    live(world, 9)

    # On Monday the first list; a week later the news; nothing was due on the days between.
    assert reports(world) == [
        f"digest_report:{when}:{operator}" for when in ("2026-03-03", "2026-03-09")
    ]
    assert "weekly [('nothing', 1)]" in world.mails()[-1].text
    assert [part.subscription_id for part in world.rows(DigestPart)] == [1, 1]


def test_a_report_comes_the_next_morning_with_what_was_sent_and_what_waits(engine: Engine) -> None:
    world = World(engine)
    world.write(offer(1))
    subscribe(engine)
    person = make_person(engine, Role.ADMINISTRATOR)
    for_person(world, Audience.OPERATOR, person)
    world.settings = {"home_territory": "05954036"}
    world.turn(after=MINUTE)
    assert reports(world) == []

    world.turn(after=DAY)

    assert reports(world) == ["digest_report:2026-03-02:2"]
    assert "first [('queued', 1)]" in world.mails()[-1].text


def test_a_report_that_cannot_be_written_disturbs_nobody(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    world = World(engine)
    world.write(offer(1))
    subscribe(engine)
    person = make_person(engine, Role.ADMINISTRATOR, email="kein Postfach")
    for_person(world, Audience.OPERATOR, person)
    world.settings = {"home_territory": "05954036"}
    world.turn()

    world.turn(after=DAY)

    assert world.states() == ["queued"]
    assert [record.message for record in caplog.records] == ["report not written"]


def test_answers_that_cannot_be_read_count_nowhere(engine: Engine) -> None:
    world = World(engine)
    world.write(offer(1))
    subscribe(engine, rhythm="never")
    world.change(CompanyProfile, 1, answers={"employees": "many"})
    for_person(world, Audience.ADVISOR, make_person(engine))
    world.write(offer(3))

    world.turn(after=MONDAY + WEEK - world.now)

    assert world.states(subscription_id=2) == ["queued"]
