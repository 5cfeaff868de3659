"""Schedulers and senders that are killed at random, over runs with many subscribers."""

from __future__ import annotations

import random
import sys
import threading
import time
from collections import Counter, defaultdict
from datetime import timedelta

from sqlalchemy import Engine

from models.digest import DigestPart, DigestRun, DigestSubscription
from models.mail import OutboxMail
from tests.fixtures.outbox import MovingClock
from tests.fixtures.smtp import Sink, running_sink
from tests.forms import KILLS
from tests.web.digest_processes import SCHEDULER, SENDER, Processes, processes
from tests.web.digest_world import World, offer, subscribe

MANY, FEW = (1000, 200) if KILLS >= 200 else (200, 200)
"""Subscribers of the long form, which is for SQLite, and of the short one."""
LONGEST = 300.0
LONGEST_LIFE = 2.0
"""Within it something is done, unless all that is left waits for its hour."""
LONGEST_TROUBLE = 20.0
OPEN = ("waiting", "queued")


def address(number: int) -> str:
    """Where the messages of a subscriber go."""
    return f"firm{number}@example.org"


REFUSED = frozenset(address(number) for number in range(7, MANY, 50))
"""Their server takes nothing, for good."""


def make_trouble(sink: Sink, chance: random.Random, subscribers: int) -> None:
    """Let the server put some off, take some and hang up, stall for one, and close often."""
    for number in chance.sample(range(subscribers), subscribers // 20):
        sink.rcpt_replies[address(number)] = "451 4.7.1 later"
    sink.hangs_up_after_text = {
        address(number) for number in chance.sample(range(subscribers), subscribers // 50)
    }
    sink.stalls_at_rcpt = {address(chance.randrange(subscribers))}
    sink.mails_per_connection = 25
    sink.rcpt_replies.update(dict.fromkeys(REFUSED, "554 5.6.0 no"))


def end_trouble(sink: Sink) -> None:
    """Only those that refuse for good still do."""
    sink.rcpt_replies = dict.fromkeys(REFUSED, "554 5.6.0 no")
    sink.hangs_up_after_text = set()
    sink.stalls_at_rcpt = set()
    sink.mails_per_connection = 0


def is_open(world: World, week: int) -> bool:
    """Whether a part of the run of this week is still to be computed or sent."""
    runs = world.rows(DigestRun)
    return len(runs) <= week or any(state in OPEN for state in world.states(run_id=runs[week].id))


def kill_at_random(world: World, held: Processes, sink: Sink, week: int, most: int) -> None:
    """Kill somebody again and again, until the work of the week is done or enough have died.

    Each time something was done since: they die at work, not while they start.
    """
    chance = random.Random(20261122 + week)
    wait_until_done(world, sink, done(world, sink) + 1, LONGEST)
    while len(held.killed) < most and is_open(world, week):
        wanted = done(world, sink) + chance.randint(1, max(world.count_subscriptions() // 40, 2))
        wait_until_done(world, sink, wanted, LONGEST_LIFE)
        threading.Event().wait(chance.choice([0.0, chance.random() * 0.02]))
        held.kill_one(chance)


def done(world: World, sink: Sink) -> int:
    """How many messages were written, and how many texts a server was given."""
    return len(sink.received) + world.count_mails()


def wait_until_done(world: World, sink: Sink, wanted: int, longest: float) -> None:
    """Until so much is done, or so many seconds are over."""
    deadline = time.monotonic() + longest
    while done(world, sink) < wanted and time.monotonic() < deadline:
        threading.Event().wait(0.005)


def work_to_the_end(world: World, held: Processes, week: int) -> None:
    """Let everybody work, until nothing of the week is open."""
    deadline = time.monotonic() + LONGEST
    while is_open(world, week):
        assert time.monotonic() < deadline, Counter(world.states())
        held.move(minutes=20)
        threading.Event().wait(0.2)


def check_week(world: World, sink: Sink, week: int) -> None:
    """Each subscriber has one part in the run, and one mail unless its server takes none."""
    run = world.rows(DigestRun)[week]
    parts = {part.subscription_id: part for part in world.rows(DigestPart, run_id=run.id)}
    mails = {mail.message_id: mail for mail in world.rows(OutboxMail)}
    by_cause = defaultdict(set)
    for each in sink.received:
        mail = mails[each.message_id.strip("<>").partition(".")[0]]
        by_cause[mail.cause].add((each.recipient, each.digest))

    assert len(parts) == world.count_subscriptions()
    for subscription in world.rows(DigestSubscription):
        recipient = address(subscription.id - 1)
        part = parts[subscription.id]
        got = by_cause[f"digest:{run.id}:{subscription.id}"]
        if recipient in REFUSED:
            assert (part.state, got) == ("undelivered", set())
        else:
            assert part.state == "sent"
            assert [each for each, _ in got] == [recipient]


def kill_everybody(engine: Engine, *, kills: int, subscribers: int) -> None:
    """Kill schedulers and senders over some weeks; nobody is left out, nobody is told twice."""
    with running_sink() as sink, processes(engine, sink.port) as held:
        clock = MovingClock(held.clock.now() - timedelta(days=7))
        world = World(engine, clock=clock)
        world.write(offer(0))
        for number in range(subscribers):
            subscribe(engine, number, now=clock.moment - timedelta(days=60))
        week = 0
        while len(held.killed) < kills:
            clock.moment = held.clock.now()
            world.write(offer(week + 1))
            make_trouble(sink, random.Random(week), subscribers)
            nearly_all = done(world, sink) + round(1.8 * subscribers)
            held.start_all()
            kill_at_random(world, held, sink, week, kills)
            wait_until_done(world, sink, nearly_all, LONGEST_TROUBLE)
            end_trouble(sink)
            work_to_the_end(world, held, week)
            held.kill_all()
            check_week(world, sink, week)
            week += 1
            held.move(minutes=7 * 24 * 60)

    repeats = len(sink.received) - len({each.message_id for each in sink.received})
    who = Counter(held.killed)
    sys.stdout.write(
        f"\n{engine.dialect.name}: {week} runs with {subscribers} subscribers, "
        f"{who[SCHEDULER]} schedulers and {who[SENDER]} senders killed, "
        f"{len(sink.received)} texts, {repeats} of them repeats, 0 left out, 0 told twice\n"
    )
    assert len(held.killed) == kills
    assert len({(each.message_id, each.digest) for each in sink.received}) == len(
        {each.message_id for each in sink.received}
    )
