"""The process that watches the clock and does what is due, beside any number of others.

APScheduler wakes a job at its moments, and every few seconds in between, because a moment may have
been missed, a run asked for, or another scheduler have died. What is to be done then, and by whom,
the database says: nothing is kept here that a crash could take along.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger
from sqlalchemy.exc import SQLAlchemyError

from web.jobs import turns
from web.jobs.registry import Job
from web.schedules import Schedule
from web.services import Services
from web.use_cases.jobs import results, taking
from web.use_cases.jobs.results import Result
from web.use_cases.jobs.taking import Turn

logger = logging.getLogger("angebotslotse.jobs")
LOOK_EVERY = timedelta(seconds=5)
AT_ONCE = 4
"""How many jobs one process does at the same time."""
PATIENCE_SECONDS = 20.0
"""How long a process that is told to stop works on, before it hands back what is not finished."""
_PULSE_SECONDS = 1.0


class Looking(BaseTrigger):
    """At every moment of a schedule, and again after `look_every` at the latest."""

    def __init__(self, schedule: Schedule, look_every: timedelta) -> None:
        self._schedule = schedule
        self._look_every = look_every

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """The next look; what lies behind does not matter."""
        return min(self._schedule.following(now), now.astimezone(UTC) + self._look_every)


class Scheduler:
    """Does the jobs of a service in threads until it is stopped."""

    def __init__(
        self, held: Services, jobs: Sequence[Job], *, look_every: timedelta = LOOK_EVERY
    ) -> None:
        self._held = held
        self._jobs = jobs
        self._look_every = look_every
        self._is_stopping = threading.Event()
        self._change = threading.Condition()
        self._running: dict[str, tuple[Job, Turn]] = {}
        self._unrecorded: dict[str, tuple[Turn, Result]] = {}
        self._has_database = True
        self._clockwork = BackgroundScheduler(
            timezone=UTC, executors={"default": ThreadPoolExecutor(AT_ONCE)}
        )

    def run(
        self, is_told_to_stop: Callable[[float], bool], *, patience: float = PATIENCE_SECONDS
    ) -> bool:
        """Work until told to stop; False if work had to be handed back, and threads still do it.

        The process must end at once in that case. `is_told_to_stop` waits so many seconds for it.
        """
        self.start()
        while not is_told_to_stop(_PULSE_SECONDS):
            self.look_again_after_a_jump()
        return self.stop(patience=patience)

    def start(self) -> None:
        """Look at every job now, and from now on."""
        for job in self._jobs:
            self._clockwork.add_job(
                self.look,
                Looking(job.schedule, self._look_every),
                args=(job,),
                id=job.name,
                coalesce=True,
                misfire_grace_time=None,
                next_run_time=datetime.now(UTC),
            )
        self._clockwork.start()

    def stop(self, *, patience: float) -> bool:
        """Take nothing more, wait for what runs, hand back the rest; whether all was finished."""
        with self._change:
            self._is_stopping.set()
        self._clockwork.shutdown(wait=False)
        with self._change:
            self._change.wait_for(lambda: not self._running, timeout=patience)
            left = list(self._running.values())
        for job, turn in left:
            self._hand_back(job, turn)
        return not left

    def look_again_after_a_jump(self) -> None:
        """Wake the jobs whose next look lies further ahead than looks do: the clock went back."""
        now = datetime.now(UTC)
        for waiting in self._clockwork.get_jobs():
            if waiting.next_run_time - now > self._look_every + timedelta(seconds=_PULSE_SECONDS):
                waiting.modify(next_run_time=now)

    def look(self, job: Job) -> None:
        """Do the job if it is due; a database that is away is looked for again next time."""
        try:
            self._record(job)
            self._work(job)
        except SQLAlchemyError as error:
            self._say_database(is_there=False, error=error)
        else:
            self._say_database(is_there=True)

    def _work(self, job: Job) -> None:
        if self._is_stopping.is_set():
            return
        held = self._held
        turn = taking.claim(held.engine, job, holder=turns.new_holder(), now=held.clock.now())
        if turn is None:
            return
        if not self._keep(job, turn):
            self._hand_back(job, turn)
            return
        try:
            self._unrecorded[job.name] = (turn, turns.do(held, job, turn))
            self._record(job)
        finally:
            with self._change:
                del self._running[job.name]
                self._change.notify_all()

    def _keep(self, job: Job, turn: Turn) -> bool:
        """Note the turn as running; False if the process was told to stop meanwhile."""
        with self._change:
            if self._is_stopping.is_set():
                return False
            self._running[job.name] = (job, turn)
            return True

    def _record(self, job: Job) -> None:
        """Store how the last turn ended; it stays in hand while the database is away."""
        if job.name not in self._unrecorded:
            return
        turn, result = self._unrecorded[job.name]
        is_ours = results.settle(self._held.engine, turn, result, now=self._held.clock.now())
        del self._unrecorded[job.name]
        if turn.run_id is None and not result.is_worth_a_row:
            return  # Work that is due every few seconds: only what did something is told.
        logger.info(
            "job ended" if is_ours else "job ended after its lock was lost",
            extra={"job": job.name, "outcome": result.outcome.value, **_named(result)},
        )

    def _hand_back(self, job: Job, turn: Turn) -> None:
        try:
            results.hand_back(
                self._held.engine,
                turn,
                lock_seconds=job.lock_seconds,
                now=self._held.clock.now(),
            )
        except SQLAlchemyError:
            logger.warning("job not handed back", extra={"job": job.name})
        else:
            logger.warning("job handed back", extra={"job": job.name})

    def _say_database(self, *, is_there: bool, error: SQLAlchemyError | None = None) -> None:
        """One line when the database goes, one when it is back."""
        if is_there == self._has_database:
            return
        self._has_database = is_there
        if is_there:
            logger.info("database is back")
        else:
            logger.error("database is away", extra={"error": type(error).__name__})


def _named(result: Result) -> dict[str, object]:
    return {"counts": dict(result.counts), "error": result.error}
