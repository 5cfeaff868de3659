"""Whatever befalls several schedulers: one run for a moment, and the latest one is made up.

Time is told twice here: as it passes, by which the living give signs of life, and as the clock
says, which is put forward and back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from models.base import metadata
from models.session import make_engine
from tests.web.job_world import DONE, NIGHTLY, START, World, make_job
from web.schedules import Schedule
from web.use_cases.jobs import locks, results
from web.use_cases.jobs.taking import MOST_ATTEMPTS, Turn

SIGN_OF_LIFE = timedelta(seconds=20)
PROCESSES = ("a", "b", "c")
SPANS = st.timedeltas(timedelta(seconds=1), timedelta(days=4))
EVENTS = st.lists(
    st.one_of(
        st.tuples(st.just("wait"), st.timedeltas(timedelta(seconds=1), timedelta(minutes=3))),
        st.tuples(st.just("outage"), SPANS),
        st.tuples(st.just("put forward"), SPANS),
        st.tuples(st.just("put back"), SPANS),
        st.tuples(st.just("finish"), st.sampled_from(PROCESSES)),
        st.tuples(st.just("kill"), st.sampled_from(PROCESSES)),
    ),
    max_size=30,
)


@dataclass(slots=True)
class History:
    """Three processes on one database; each does at most one turn at a time."""

    world: World
    now: datetime = START
    working: dict[str, Turn] = field(default_factory=dict)
    begun: list[Turn] = field(default_factory=list)
    ended: list[Turn] = field(default_factory=list)
    turns: int = 0
    known_since: datetime = START

    def happen(self, event: str, detail: object) -> None:
        """Let it happen; then all look, time passes, and all look again."""
        if event == "outage":
            self.working.clear()
            self.now += detail
        elif event in {"put forward", "wait"}:
            self.now += detail if event == "put forward" else timedelta()
        elif event == "put back":
            self.now -= detail
        elif event == "finish":
            self.finish(str(detail))
        else:
            self.working.pop(str(detail), None)
        self.look()
        self.live(detail if event == "wait" else SIGN_OF_LIFE)
        self.look()

    def live(self, span: object) -> None:
        """Let time pass; the living give their signs."""
        assert isinstance(span, timedelta)
        for _ in range(max(1, span // SIGN_OF_LIFE)):
            self.now += SIGN_OF_LIFE
            for turn in self.working.values():
                assert locks.renew(
                    self.world.engine,
                    turn.job,
                    holder=turn.holder,
                    lock_seconds=60,
                    now=self.now,
                ), "somebody who lives lost the lock"

    def look(self) -> None:
        """Let every process that is not busy look for work, one after the other."""
        for name in PROCESSES:
            self.turns += 1
            self.now += timedelta(seconds=1)
            turn = self.world.claim(self.now, f"{name}{self.turns}")
            if turn is not None:
                assert not self.working, "two do the same job"
                self.working[name] = turn
                self.begun.append(turn)

    def finish(self, name: str) -> None:
        """Let this process end its turn."""
        turn = self.working.pop(name, None)
        if turn is not None:
            assert results.settle(self.world.engine, turn, DONE, now=self.now)
            self.ended.append(turn)

    def calm_down(self) -> None:
        """Let whoever works end, again and again, with nothing odd in between."""
        for _ in range(20):
            for name in PROCESSES:
                self.finish(name)
            self.live(SIGN_OF_LIFE)
            self.look()


def play(events: list[tuple[str, object]], schedule: Schedule) -> History:
    engine = _empty_database()
    history = History(World(engine, make_job(schedule=schedule)))
    history.look()
    for event, detail in events:
        history.happen(event, detail)
    history.calm_down()
    history.known_since = history.world.lock().watched_since_utc
    engine.dispose()
    return history


def _empty_database() -> Engine:
    engine = make_engine("sqlite://")
    tables = [metadata.tables[name] for name in ("job_lock", "job_run")]
    metadata.create_all(engine, tables=tables)
    return engine


@settings(max_examples=80)
@given(EVENTS)
def test_every_moment_is_done_once_and_the_latest_is_never_missed(
    events: list[tuple[str, object]],
) -> None:
    history = play(events, NIGHTLY)
    done = [turn.due_utc for turn in history.ended]
    assert len(done) == len(set(done))
    begun = [turn.due_utc for turn in history.begun]
    assert all(begun.count(moment) <= MOST_ATTEMPTS for moment in begun)
    latest = NIGHTLY.latest(history.now)
    if latest >= history.known_since:
        assert latest in done or begun.count(latest) == MOST_ATTEMPTS
