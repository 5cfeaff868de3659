"""Senders that are killed, disks that are full, databases that go: no mail is ever lost."""

from __future__ import annotations

import random
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from models.mail import MailState
from models.session import make_engine
from tests.fixtures.outbox import MovingClock, letter, mails, make_sender, queue
from tests.fixtures.senders import LaterClock, start_sender
from tests.fixtures.smtp import Received, Sink, running_sink
from tests.forms import KILLS

pytestmark = pytest.mark.long

MAILS = 1000 if KILLS >= 200 else 200
LONGEST = 120.0


@pytest.fixture
def sink() -> Iterator[Sink]:
    """A server that takes everything until it is told otherwise."""
    with running_sink() as made:
        yield made


def url_of(engine: Engine) -> str:
    """The address of the database, password and all."""
    return engine.url.render_as_string(hide_password=False)


def queue_for_processes(engine: Engine, number: int, *, first: int = 0) -> None:
    """So many mails that are due by the clock of the machine, numbered from the first."""
    now = LaterClock(timedelta()).now()
    queue(engine, *(letter(each) for each in range(first, first + number)), now=now)


def check_that_nothing_is_lost(engine: Engine, sink: Sink) -> int:
    """How many texts came again: only with the same Message-ID, and the rows know of each."""
    rows = mails(engine)
    assert {row.state for row in rows} == {MailState.SENT.value}
    assert set(sink.recipients) == {row.recipient for row in rows}
    by_id = Counter(sink.message_ids)
    assert len(by_id) == len(rows)
    assert len({(each.message_id, each.digest) for each in sink.received}) == len(rows)
    repeated = {message_id for message_id, count in by_id.items() if count > 1}
    counted = {row.message_id: row.handovers for row in rows}
    for message_id, count in by_id.items():
        assert count <= counted[message_id.strip("<>").partition(".")[0]]
    assert len(repeated) <= sum(row.handovers > 1 for row in rows)
    return len(sink.received) - len(by_id)


def test_senders_that_are_killed_at_random_lose_no_mail(engine: Engine, sink: Sink) -> None:
    chance = random.Random(20261122)
    queue_for_processes(engine, MAILS)
    per_life = max(MAILS // (KILLS + 1), 1)
    queued, life, killed = MAILS, 0, 0

    while killed < KILLS:
        life += 1
        if queued - len(set(sink.recipients)) < 50:
            queue_for_processes(engine, 100, first=queued)
            queued += 100
        # Some die on their way to the server, some between its yes and the commit, some anywhere.
        reached = threading.Event()
        last = len(sink.received) + chance.randint(0, 2 * per_life)

        def note(received: Received, last: int = last, reached: threading.Event = reached) -> None:
            if len(sink.received) >= last:
                reached.set()

        sink.before_answer = note
        process = start_sender(url_of(engine), sink.port, ahead=timedelta(minutes=10 * life))
        while process.is_alive() and not reached.wait(0.01):
            continue
        process.join(chance.choice([0.0, chance.random() * 0.01, chance.random() * 0.05]))
        process.kill()
        process.join()
        killed += process.exitcode == -9
    sink.before_answer = None
    rest = start_sender(url_of(engine), sink.port, ahead=timedelta(minutes=10 * (life + 1)))
    rest.join(LONGEST)

    repeats = check_that_nothing_is_lost(engine, sink)
    sys.stdout.write(f"\n{queued} mails, {killed} senders killed, {repeats} repeats, 0 lost\n")
    assert rest.exitcode == 0
    assert killed == KILLS


def test_two_senders_at_once_send_every_mail_once(engine: Engine, sink: Sink) -> None:
    queue_for_processes(engine, 300)

    processes = [start_sender(url_of(engine), sink.port) for _ in range(3)]
    for process in processes:
        process.join(LONGEST)

    assert [process.exitcode for process in processes] == [0, 0, 0]
    assert check_that_nothing_is_lost(engine, sink) == 0
    assert len(sink.received) == 300


def test_a_full_disk_loses_no_mail(sqlite_engine: Engine, sink: Sink) -> None:
    queue_for_processes(sqlite_engine, 200)
    path = Path(str(sqlite_engine.url.database))
    largest = (
        max(path.stat().st_size, Path(f"{path}-wal").stat().st_size)
        if (Path(f"{path}-wal").exists())
        else path.stat().st_size
    )

    full = start_sender(url_of(sqlite_engine), sink.port, largest_file=largest)
    full.join(LONGEST)
    before = len(sink.received)
    rest = start_sender(url_of(sqlite_engine), sink.port, ahead=timedelta(minutes=10))
    rest.join(LONGEST)

    assert full.exitcode == 1
    assert before < 200
    assert rest.exitcode == 0
    assert check_that_nothing_is_lost(sqlite_engine, sink) <= 1


def test_a_database_that_goes_after_the_handover_is_waited_for(
    sqlite_engine: Engine, sink: Sink, tmp_path: Path
) -> None:
    folder, away = tmp_path / "data", tmp_path / "away"
    folder.mkdir()
    source = Path(str(sqlite_engine.url.database))
    sqlite_engine.dispose()
    source.rename(folder / "outbox.sqlite3")
    engine = make_engine(f"sqlite:///{folder}/outbox.sqlite3")
    queue(engine, *(letter(number) for number in range(10)))

    def take_away(received: Received) -> None:
        if len(sink.received) == 4:
            folder.rename(away)

    waited: list[float] = []

    def bring_back(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) == 60:
            away.rename(folder)

    sink.before_answer = take_away
    sender = make_sender(engine, sink.port, MovingClock())
    sender.pause = bring_back
    sender.run()

    assert waited == [1.0] * 60
    assert check_that_nothing_is_lost(engine, sink) == 0
    engine.dispose()


@pytest.mark.postgresql
def test_a_server_of_the_database_that_ends_its_connections_loses_no_mail(
    postgresql_engine: Engine, sink: Sink
) -> None:
    queue(postgresql_engine, *(letter(number) for number in range(10)))
    mine = make_engine(url_of(postgresql_engine))

    def end_connections(received: Received) -> None:
        with postgresql_engine.begin() as connection:
            connection.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
                )
            )

    sink.before_answer = end_connections
    make_sender(mine, sink.port, MovingClock()).run()
    mine.dispose()

    assert check_that_nothing_is_lost(postgresql_engine, sink) == 0


@pytest.mark.parametrize("jump", [timedelta(days=400), timedelta(hours=-3)])
def test_a_clock_that_jumps_delays_no_mail_for_long_and_sends_none_twice(
    engine: Engine, sink: Sink, jump: timedelta
) -> None:
    clock = MovingClock()
    queue(engine, *(letter(number) for number in range(6)))
    sink.rcpt_replies["person1@example.org"] = "451 4.7.1 later"
    sink.hangs_up_after_text.add("person2@example.org")
    right = clock.now()

    clock.moment = right + jump
    make_sender(engine, sink.port, clock).run()
    sink.rcpt_replies.clear()
    sink.hangs_up_after_text.clear()
    clock.moment = right + timedelta(minutes=1)
    make_sender(engine, sink.port, clock).run()
    clock.moment = right + timedelta(minutes=3)
    make_sender(engine, sink.port, clock).run()

    assert check_that_nothing_is_lost(engine, sink) <= 1


def test_mails_that_a_dead_sender_held_while_its_clock_ran_ahead_are_free_at_once(
    engine: Engine, sink: Sink
) -> None:
    clock = MovingClock()
    queue(engine, *(letter(number) for number in range(5)))
    ahead = MovingClock(clock.now() + timedelta(days=30))
    dead = make_sender(engine, sink.port, ahead)
    assert len(dead._claim()) == 5

    make_sender(engine, sink.port, clock).run()

    assert check_that_nothing_is_lost(engine, sink) == 0
