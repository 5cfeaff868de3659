"""Whatever clocks, mails and processes do: each change is told each subscriber in one window."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count, pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import delete

from models.digest import DigestItem, DigestPart, DigestRun, DigestSubscription, ItemKind, RunKind
from models.mail import MailState, OutboxMail
from models.session import make_engine, reading, transaction
from offers import store
from tests.fixtures.databases import _empty
from tests.web.digest_world import DAY, World, compose, offer, subscribe
from web.letters import Letter
from web.use_cases.digests.prepared import Prepared

START = datetime(2026, 3, 26, 20, 0, tzinfo=UTC)
"""A Thursday evening, three days before summer time begins."""
FAR = datetime(2100, 1, 1, tzinfo=UTC)
CLOSED = ("sent", "nothing")
OFFERS = 6


class KilledError(BaseException):
    """A process that ends in the middle of a turn."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happens."""

    name: str
    number: int = 0


def steps() -> st.SearchStrategy[list[Step]]:
    """Any sequence of what can happen, turns and passing time most of all."""

    def step(name: str, low: int = 0, high: int = 0) -> st.SearchStrategy[Step]:
        return st.builds(Step, st.just(name), st.integers(low, high))

    return st.lists(
        st.one_of(
            step("write", 0, OFFERS - 1),
            step("write", 0, OFFERS - 1),
            step("archive", 0, OFFERS - 1),
            step("unarchive", 0, OFFERS - 1),
            step("turn"),
            step("turn"),
            step("turn of a process that dies", 0, 4),
            step("hours", 1, 24),
            step("days", 1, 20),
            step("clock goes back, days", 1, 30),
            step("clock goes ahead, days", 30, 90),
            step("send"),
            step("refuse"),
            step("expire"),
            step("mails are gone"),
        ),
        min_size=4,
        max_size=24,
    )


@dataclass(slots=True)
class Story:
    """A world in which steps happen."""

    world: World
    versions: count[int]
    latest: datetime = START

    def take(self, step: Step) -> None:
        """Let it happen."""
        actions: dict[str, Callable[[int], object]] = {
            "write": self.write,
            "archive": self.world.archive,
            "unarchive": self.unarchive,
            "turn": lambda _: self.world.turn(),
            "turn of a process that dies": self.dying_turn,
            "hours": lambda number: self.pass_time(timedelta(hours=number)),
            "days": lambda number: self.pass_time(number * DAY),
            "clock goes back, days": lambda number: self.pass_time(-number * DAY),
            "clock goes ahead, days": lambda number: self.pass_time(number * DAY),
            "send": lambda _: self.world.send(),
            "refuse": lambda _: self.world.send(MailState.REFUSED),
            "expire": lambda _: self.world.send(MailState.EXPIRED),
            "mails are gone": lambda _: self.lose_mails(),
        }
        actions[step.name](step.number)

    def write(self, number: int) -> None:
        """Change an offer in what concerns subscribers, or bring it in."""
        deadline = self.world.now.date() + timedelta(days=number * 7 + next(self.versions) % 5)
        self.world.write(offer(number, deadlines=[{"date": deadline.isoformat()}]))

    def unarchive(self, number: int) -> None:
        """Bring an offer back."""
        with transaction(self.world.engine) as session:
            store.unarchive(session, f"offer-{number}", now=self.world.now)

    def dying_turn(self, letters: int) -> None:
        """A turn that ends after so many letters."""
        left = iter(range(letters))

        def until_killed(prepared: Prepared) -> Letter:
            if next(left, None) is None:
                raise KilledError
            return compose(prepared)

        self.world.compose = until_killed
        try:
            self.world.turn(batch=1)
        except KilledError:
            pass
        finally:
            self.world.compose = compose

    def pass_time(self, passed: timedelta) -> None:
        """Move the clock."""
        self.world.clock.moment += passed
        self.latest = max(self.latest, self.world.now)

    def lose_mails(self) -> None:
        """Somebody deletes the mails that wait."""
        with transaction(self.world.engine) as session:
            session.exec(delete(OutboxMail).where(OutboxMail.state == MailState.WAITING.value))  # type: ignore[arg-type]

    def end_well(self) -> None:
        """Some weeks in which everything works, later than any clock has shown."""
        self.world.clock.moment = self.latest + DAY
        for _ in range(11):
            self.world.turn(after=4 * DAY)
            self.world.send()
            self.world.turn(after=timedelta(minutes=1))


def story_on(engine: Engine) -> Story:
    """Three subscribers of different rhythms, one of them with reminders."""
    world = World(engine)
    world.clock.moment = START
    world.write(offer(0))
    kept = {"expires_utc": FAR}
    subscribe(engine, 1, now=START, company=kept, weekday=0, has_reminders=True)
    subscribe(engine, 2, now=START, company=kept, weekday=3)
    subscribe(engine, 3, now=START, company=kept, weekday=6, rhythm="monthly")
    return Story(world, count())


def check(story: Story, begun_at: int) -> None:
    """Every version after `begun_at` is in one closed window of each; no reminder came twice."""
    world = story.world
    with reading(world.engine) as session:
        last = store.catalogue_version(session)
    runs = {run.id: run for run in world.rows(DigestRun)}
    mails = {mail.id: mail.state for mail in world.mails()}
    for subscription in world.rows(DigestSubscription):
        parts = world.rows(DigestPart, subscription_id=subscription.id)
        told = [
            (part.starts_at, max(part.starts_at, runs[part.run_id].ends_at))
            for part in sorted(parts, key=lambda part: (part.starts_at or 0, part.id))
            if part.state in CLOSED and runs[part.run_id].kind != RunKind.REMINDERS.value
        ]
        assert told[0][0] == begun_at
        assert all(one[1] == other[0] for one, other in pairwise(told))
        assert told[-1][1] == subscription.told_until == last + 1
        for version in range(begun_at, last + 1):
            assert sum(start <= version < end for start, end in told) == 1
        assert len({part.run_id for part in parts}) == len(parts)
        sent = [part for part in parts if part.state == "sent"]
        assert {mails[part.mail_id] for part in sent} <= {MailState.SENT.value}
        check_reminders(world, [part.id for part in sent])


def check_reminders(world: World, parts: list[int | None]) -> None:
    """Each deadline was told once for each of its days before."""
    told: Counter[tuple[str, date | None, int | None]] = Counter(
        (item.offer_id, item.day, item.days_before)
        for item in world.rows(DigestItem, kind=ItemKind.DEADLINE.value)
        if item.part_id in parts
    )
    assert set(told.values()) <= {1}


def tell(engine: Engine, happened: list[Step]) -> None:
    """Let it all happen on an empty database and look at what was told."""
    story = story_on(engine)
    begun_at = story.world.subscription(1).told_until
    for step in happened:
        story.take(step)
    story.end_well()
    check(story, begun_at)


@given(happened=steps())
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_every_change_is_in_one_window_of_each_subscriber(
    sqlite_template: Path, tmp_path: Path, happened: list[Step]
) -> None:
    path = tmp_path / "story.sqlite3"
    for each in tmp_path.glob("story.sqlite3*"):
        each.unlink()
    shutil.copy(sqlite_template, path)
    engine = make_engine(f"sqlite:///{path}")
    try:
        tell(engine, happened)
    finally:
        engine.dispose()


@pytest.mark.postgresql
@given(happened=steps())
@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_the_same_on_postgresql(postgresql_engine: Engine, happened: list[Step]) -> None:
    _empty(postgresql_engine)
    tell(postgresql_engine, happened)
