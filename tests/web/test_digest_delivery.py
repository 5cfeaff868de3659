"""Messages to firms: each is told once what happened, whatever becomes of mails and runs."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine, delete, event

from models.company import CompanyProfile
from models.contact import CompanyContact
from models.digest import DigestPart, DigestRun, DigestSubscription, Rhythm, RunKind
from models.mail import MailState, OutboxMail
from models.session import transaction
from offers import store
from tests.fixtures.apps import make_settings
from tests.fixtures.outbox import MovingClock
from tests.web.digest_world import (
    DAY,
    MONDAY,
    WEEK,
    World,
    compose,
    day,
    offer,
    services_on,
    subscribe,
)
from web.clock import day_in_berlin
from web.jobs import digests
from web.letters import Letter
from web.mail.outgoing import suppression_key
from web.tokens import token_hash
from web.use_cases.digests import opening
from web.use_cases.digests.links import key_of, secret_of
from web.use_cases.digests.prepared import Compose, Prepared
from web.use_cases.outbox.suppression import Reason, suppress

MINUTE = timedelta(minutes=1)


@pytest.fixture
def world(engine: Engine) -> World:
    """Two offers, and a firm that has had its first list."""
    made = World(engine)
    made.write(offer(1), offer(2))
    subscribe(engine)
    made.turn()
    made.send()
    made.turn(after=MINUTE)
    assert made.states() == ["sent"]
    return made


def texts(world: World) -> list[list[str]]:
    """What mails say, line by line."""
    return [mail.text.splitlines() for mail in world.mails()]


def test_whoever_confirms_gets_the_list_as_it_is_once(world: World) -> None:
    world.turn(after=MINUTE)
    world.turn(after=DAY)

    assert texts(world) == [["FirstList", "best offer-1", "best offer-2"]]
    (part,) = world.rows(DigestPart)
    (run,) = world.runs()
    assert (run.kind, run.day, run.ends_at) == ("first", day("2026-03-02"), 3)
    assert world.subscription().told_until == 3


def test_nothing_is_told_before_it_is_confirmed_or_after_it_has_ended(engine: Engine) -> None:
    world = World(engine)
    world.write(offer(1))
    subscribe(engine, 1, confirmed_utc=None)
    subscribe(engine, 2, ended_utc=MONDAY)

    world.turn()
    world.write(offer(2))
    world.turn(after=WEEK)

    assert world.rows(DigestPart) == []


def test_a_week_is_told_once_and_the_next_one_begins_where_it_ended(world: World) -> None:
    world.write(offer(3), offer(1, title="Ein neuer Titel", deadlines=[{"date": "2026-04-30"}]))
    world.archive(2)
    world.turn(after=WEEK)
    world.turn(after=MINUTE)
    world.write(offer(4))
    world.send()
    world.turn(after=WEEK)
    world.send()
    world.turn(after=MINUTE)

    assert texts(world)[1:] == [
        ["FirmNews", "new offer-3", "changed offer-1", "over offer-2"],
        ["FirmNews", "new offer-4"],
    ]
    parts, runs = world.rows(DigestPart), world.runs()
    assert [part.starts_at for part in parts[1:]] == [run.ends_at for run in runs[:-1]]
    assert world.states() == ["sent"] * 3
    assert world.subscription().mailed_on == day("2026-03-16")


def test_nothing_to_say_sends_nothing_and_closes_the_window(world: World) -> None:
    world.write(offer(3, territory=["Bayern"]))

    world.turn(after=WEEK)

    assert world.states() == ["sent", "nothing"]
    assert len(world.mails()) == 1
    told = world.subscription()
    assert (told.told_until, told.told_from_day) == (4, day("2026-03-09"))
    assert told.mailed_on == day("2026-03-02")


@pytest.mark.parametrize("end", [MailState.REFUSED, MailState.EXPIRED, MailState.SUPPRESSED])
def test_what_a_mail_that_was_given_up_said_the_next_one_says(world: World, end: MailState) -> None:
    world.write(offer(3))
    world.turn(after=WEEK)
    world.send(end)
    world.write(offer(4))
    world.turn(after=WEEK)
    world.send()
    world.turn(after=MINUTE)

    assert world.states() == ["sent", "undelivered", "sent"]
    assert texts(world)[2] == ["FirmNews", "new offer-3", "new offer-4"]
    assert world.rows(DigestPart)[2].starts_at == 3


def test_runs_that_were_missed_are_made_up_by_one(world: World) -> None:
    for number in (3, 4, 5):
        world.clock.moment += WEEK
        world.write(offer(number))

    world.turn(after=2 * DAY)

    assert texts(world)[1:] == [["FirmNews", "new offer-3", "new offer-4", "new offer-5"]]
    assert [run.day for run in world.runs(kind="weekly")] == [day("2026-03-23")]


def test_while_a_mail_is_on_its_way_no_other_is_written(world: World) -> None:
    world.write(offer(3))
    world.turn(after=WEEK)
    world.write(offer(4))
    world.turn(after=WEEK)
    assert world.states() == ["sent", "queued", "waiting"]

    world.send()
    world.turn(after=MINUTE)

    assert world.states() == ["sent", "sent", "queued"]
    assert texts(world)[1:] == [["FirmNews", "new offer-3"], ["FirmNews", "new offer-4"]]


def test_a_clock_that_is_put_back_tells_nothing_twice(world: World) -> None:
    world.write(offer(3))
    world.turn(after=100 * DAY)
    world.send()
    world.turn(after=MINUTE)
    world.clock.moment = MONDAY + 2 * WEEK
    world.write(offer(4))
    world.turn()
    world.send()
    world.turn(after=MINUTE)

    assert texts(world)[1:] == [["FirmNews", "new offer-3"], ["FirmNews", "new offer-4"]]


def test_whoever_subscribed_while_the_clock_ran_ahead_is_not_left_out(world: World) -> None:
    world.change(DigestSubscription, 1, scheduled_utc=MONDAY + 400 * DAY)
    world.write(offer(3))

    world.turn(after=WEEK)

    assert texts(world)[1:] == [["FirmNews", "new offer-3"]]


def test_a_run_before_the_subscription_was_changed_does_not_count(world: World) -> None:
    world.clock.moment += WEEK
    world.change(DigestSubscription, 1, rhythm="weekly", weekday=0, scheduled_utc=world.now)

    world.turn(after=MINUTE)

    assert world.states() == ["sent"]


def test_a_monthly_message_comes_on_the_first_such_day_of_a_month(world: World) -> None:
    world.change(DigestSubscription, 1, rhythm=Rhythm.MONTHLY.value)
    world.write(offer(3))

    days = []
    for _ in range(70):
        world.turn(after=DAY)
        world.send()
        days += [run.day for run in world.runs(kind="monthly") if run.day not in days]

    assert days == [day("2026-04-06"), day("2026-05-04")]


def test_who_subscribes_again_on_a_later_day_gets_the_list_again(world: World) -> None:
    world.change(DigestSubscription, 1, confirmed_utc=world.now + MINUTE)
    world.turn(after=5 * MINUTE)
    assert len(world.mails()) == 1

    world.turn(after=DAY)
    assert len(world.mails()) == 1

    world.change(DigestSubscription, 1, confirmed_utc=world.now)
    world.turn(after=MINUTE)
    world.turn(after=MINUTE)
    assert [lines[0] for lines in texts(world)] == ["FirstList", "FirstList"]


def test_a_subscription_that_ended_meanwhile_is_not_written_to(world: World) -> None:
    world.write(offer(3))
    world.clock.moment += WEEK
    opening.open_due(world.engine, now=world.now)
    world.change(DigestSubscription, 1, ended_utc=world.now)

    world.turn(after=MINUTE)

    assert world.states() == ["sent", "ended"]
    assert len(world.mails()) == 1


def test_a_rhythm_that_was_changed_meanwhile_leaves_the_window_open(world: World) -> None:
    world.write(offer(3))
    world.clock.moment += WEEK
    opening.open_due(world.engine, now=world.now)
    world.change(DigestSubscription, 1, weekday=2, scheduled_utc=world.now)

    world.turn(after=MINUTE)
    assert world.states() == ["sent", "ended"]

    world.turn(after=2 * DAY)
    assert texts(world)[1:] == [["FirmNews", "new offer-3"]]


def test_nothing_is_written_to_an_address_that_takes_no_mail(world: World) -> None:
    key = suppression_key(make_settings("sqlite://"))
    with transaction(world.engine) as session:
        suppress(session, "firm1@example.org", Reason.BOUNCE, key=key, now=world.now)
    world.write(offer(3))

    world.turn(after=WEEK)

    assert world.states() == ["sent", "unreachable"]
    assert world.subscription().told_until == 3


def broken_for(address: str) -> Compose:
    """A composer whose template fails for one recipient."""

    def write(prepared: Prepared) -> Letter:
        if prepared.recipient.email == address:
            raise KeyError(address)
        return compose(prepared)

    return write


def test_an_error_in_one_mail_leaves_the_others_theirs(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    world = World(engine)
    world.write(offer(1))
    for number in range(1, 6):
        subscribe(engine, number)
    world.compose = broken_for("firm3@example.org")

    first = world.turn()
    assert world.states() == ["queued", "queued", "waiting", "queued", "queued"]
    second = world.turn(after=MINUTE)
    third = world.turn(after=MINUTE)
    world.turn(after=MINUTE)

    assert [each.get("digest_tried", 0) for each in (first, second, third)] == [1, 1, 0]
    part = world.rows(DigestPart)[2]
    assert (part.state, part.attempts, part.error) == ("failed", 3, "KeyError")
    assert sum(record.message == "message not written" for record in caplog.records) == 3
    assert "firm3" not in "".join(record.getMessage() for record in caplog.records)
    (run,) = world.runs()
    assert run.finished_utc is not None


def test_after_an_error_the_next_run_tells_what_was_missed(world: World) -> None:
    world.compose = broken_for("firm1@example.org")
    world.write(offer(3))
    world.turn(after=WEEK)
    world.turn(after=MINUTE)
    world.turn(after=MINUTE)
    assert world.states() == ["sent", "failed"]

    world.compose = compose
    world.turn(after=WEEK)

    assert texts(world)[1:] == [["FirmNews", "new offer-3"]]


def test_an_address_that_is_none_and_answers_that_cannot_be_read_concern_nobody_else(
    engine: Engine,
) -> None:
    world = World(engine)
    world.write(offer(1))
    for number in range(1, 4):
        subscribe(engine, number)
    world.change(CompanyContact, 1, email="kein Postfach")
    world.change(CompanyProfile, 2, answers={"employees": "many"})

    for _ in range(3):
        world.turn(after=MINUTE)

    assert world.states() == ["failed", "failed", "queued"]
    errors = [part.error for part in world.rows(DigestPart)]
    assert errors == ["UnfitLetterError", "InputErrors", ""]


@pytest.mark.postgresql
def test_what_the_database_refuses_concerns_nobody_else(postgresql_engine: Engine) -> None:
    world = World(postgresql_engine)
    world.write(offer(1))
    for number in range(1, 4):
        subscribe(postgresql_engine, number)

    def too_long(prepared: Prepared) -> Letter:
        letter = compose(prepared)
        if prepared.recipient.email == "firm2@example.org":
            return Letter(
                cause="c",
                purpose="p" * 60,
                recipient=letter.recipient,
                language="de",
                subject="s",
                text="t",
            )
        return letter

    world.compose = too_long
    for _ in range(3):
        world.turn(after=MINUTE)

    assert world.states() == ["queued", "failed", "queued"]
    assert world.rows(DigestPart)[1].error == "DataError"


def test_an_offer_archived_between_selection_and_sending_is_over_in_the_next(world: World) -> None:
    world.write(offer(3))
    world.turn(after=WEEK)
    world.archive(3)
    world.send()
    world.turn(after=WEEK)
    world.send()

    assert texts(world)[1:] == [["FirmNews", "new offer-3"], ["FirmNews", "over offer-3"]]


def test_an_offer_archived_between_opening_and_selection_is_not_told(world: World) -> None:
    world.write(offer(3), offer(4))
    world.clock.moment += WEEK
    opening.open_due(world.engine, now=world.now)
    world.archive(3)
    world.turn(after=MINUTE)
    world.send()
    world.turn(after=WEEK)

    assert texts(world)[1:] == [["FirmNews", "new offer-4"]]


@pytest.mark.postgresql
def test_a_change_that_is_committed_after_the_run_was_opened_is_in_the_next_window(
    postgresql_engine: Engine,
) -> None:
    world = World(postgresql_engine)
    world.write(offer(1))
    subscribe(postgresql_engine)
    world.turn()
    world.send()
    world.turn(after=MINUTE)
    with transaction(postgresql_engine) as importing:
        store.edit(importing, offer(2), base_version=0, by="import", now=world.now)
        world.turn(after=WEEK)
        assert world.states() == ["sent", "nothing"]
    world.turn(after=WEEK)

    assert texts(world)[1:] == [["FirmNews", "new offer-2"]]
    starts = [part.starts_at for part in world.rows(DigestPart)]
    assert starts == [2, 2, 2]


def test_two_schedulers_at_once_write_every_message_once(engine: Engine) -> None:
    world = World(engine)
    world.write(offer(1))
    for number in range(1, 31):
        subscribe(engine, number, weekday=0)
    world.write(offer(2))
    begin = threading.Barrier(3)
    failures: list[BaseException] = []

    def work() -> None:
        held = services_on(engine, MovingClock(MONDAY))
        begin.wait()
        try:
            digests.deliver(held, compose, now=MONDAY, batch=4)
        except BaseException as error:
            failures.append(error)
            raise

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert len(world.rows(DigestRun)) == 1
    assert world.states() == ["queued"] * 30
    assert len({mail.recipient for mail in world.mails()}) == len(world.mails()) == 30


def test_a_mail_that_is_gone_is_told_again_unless_the_subscription_ended(engine: Engine) -> None:
    world = World(engine)
    world.write(offer(1))
    for number in (1, 2):
        subscribe(engine, number)
    world.turn()
    with transaction(engine) as session:
        session.exec(delete(OutboxMail))
        session.get_one(DigestSubscription, 2).ended_utc = world.now

    world.turn(after=MINUTE)

    assert world.states() == ["undelivered", "ended"]


def test_a_refused_mail_that_is_sent_after_all_closes_its_window(world: World) -> None:
    world.write(offer(3))
    world.turn(after=WEEK)
    world.send(MailState.REFUSED)
    world.turn(after=MINUTE)
    assert world.states() == ["sent", "undelivered"]

    world.change(OutboxMail, 2, state=MailState.WAITING.value, settled_utc=None)
    world.turn(after=MINUTE)
    assert world.states() == ["sent", "queued"]
    world.send()
    world.turn(after=WEEK)

    assert world.states() == ["sent", "sent", "nothing"]


def test_a_mail_is_given_up_before_the_next_one_is_due(world: World) -> None:
    world.write(offer(3))
    world.turn(after=WEEK)

    expires = world.mails()[1].expires_utc
    assert expires is not None
    assert world.now < expires < world.now + WEEK


def test_answers_live_as_long_as_news_are_sent_and_are_not_called_changed(world: World) -> None:
    before = world.rows(CompanyProfile)[0]
    world.write(offer(3))
    world.turn(after=30 * DAY)
    world.send()
    world.turn(after=MINUTE)

    after = world.rows(CompanyProfile)[0]
    assert after.expires_utc == world.now + timedelta(days=world.held.settings.finished_days)
    assert after.expires_utc > before.expires_utc
    assert after.updated_utc == before.updated_utc


def test_links_in_mails_work_after_the_secret_key_was_changed(world: World) -> None:
    world.settings = {"secret_key": "another secret that only tests use, 48 characters"}
    world._held = None
    world.write(offer(3))
    world.turn(after=WEEK)

    row = world.subscription()
    key = key_of("another secret that only tests use, 48 characters")
    assert row.link_hash == token_hash(secret_of(row.nonce, key=key))


def test_after_a_quarter_without_news_one_is_told_that_all_is_well(world: World) -> None:
    for _ in range(14):
        world.turn(after=WEEK)
        world.send()
    world.turn(after=MINUTE)

    assert texts(world)[1:] == [["QuietNews"]]
    assert world.subscription().mailed_on == day("2026-06-01")


def test_what_a_message_named_and_asked_is_kept_with_it(engine: Engine) -> None:
    world = World(engine)
    rule = {"fact": {"name": "project_started", "equals": False}}
    world.write(*(offer(number, conditions=rule) for number in range(1, 11)))
    subscribe(engine)

    world.turn()

    (part,) = world.rows(DigestPart)
    assert len(world.items(part)) == 7
    assert part.more == 3
    assert part.question == "facts.project_started"


@pytest.fixture
def statements(engine: Engine) -> Iterator[list[str]]:
    """The statements that reach the database."""
    seen: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def test_reading_takes_as_many_queries_for_many_as_for_few(
    engine: Engine, statements: list[str]
) -> None:
    world = World(engine)
    world.write(offer(1), offer(2))
    counts: list[int] = []
    for few in (5, 45):
        for number in range(few):
            subscribe(engine, len(counts) * 100 + number)
        statements.clear()
        world.turn(after=MINUTE)
        # One statement for each mail to see that there is none; inserts as the driver sends them.
        asked = [each for each in statements if each.startswith("SELECT")]
        counts.append(len([each for each in asked if "outbox_mail.cause = " not in each]))

    assert counts[1] <= counts[0]


def test_a_turn_with_nothing_to_do_asks_little_and_writes_nothing(
    world: World, statements: list[str]
) -> None:
    world.turn(after=MINUTE)
    statements.clear()

    counts = world.turn(after=MINUTE)

    assert not any(counts.values())
    assert all(each.startswith(("SELECT", "BEGIN", "PRAGMA")) for each in statements)
    assert len([each for each in statements if each.startswith("SELECT")]) <= 10


def test_the_first_run_of_a_day_takes_in_who_confirms_later(world: World) -> None:
    subscribe(world.engine, 2, now=world.now)
    world.turn(after=MINUTE)

    (run,) = world.runs()
    assert (run.kind, world.states()) == (RunKind.FIRST.value, ["sent", "queued"])
    assert world.subscription(2).told_from_day == day_in_berlin(world.now)


def test_marks_follow_a_merged_offer_for_good(engine: Engine) -> None:
    world = World(engine)
    world.write(offer(1), offer(2), offer(3), offer(4, needs=["export"]))
    marks = {"remembered": ["offer-1"], "dismissed": ["offer-3"]}
    subscribe(engine, company=marks, scheduled_utc=MONDAY)
    with transaction(engine) as session:
        store.merge(session, offer(4, needs=["export"]), "offer-1", by="tests", now=world.now)
        store.merge(session, offer(2), "offer-3", by="tests", now=world.now)
    world.turn(after=WEEK)
    world.send()
    world.turn(after=MINUTE)
    world.write(offer(4, needs=["export"], state="ended"), offer(2, amount={"max_eur": 9}))
    world.turn(after=WEEK)

    assert texts(world) == [["FirmNews", "over offer-4"]]
