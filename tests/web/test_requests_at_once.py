"""Requests while two try in the same moment: workers that remind, advisors who act, firms who ask.

What one does begins within the transaction of the other, and waits for its end.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import select

from models.mail import OutboxMail
from models.session import reading
from tests.web.desk_world import author, desk_of, make_staff, stored_file
from tests.web.requests_world import files, firm, send
from tests.web.test_desk_reminders import MONDAY, WEDNESDAY, letter_of, waiting_file
from web.letters import Letter
from web.use_cases.files import states
from web.use_cases.files.states import Deed
from web.use_cases.requests.reminding import Reminded, Reminder, remind
from web.use_cases.requests.sending import Outcome

SOON = 0.3
"""Seconds in which the second one has begun."""


def remind_while(
    engine: Engine, call: Callable[[], object], now: datetime = WEDNESDAY
) -> tuple[Reminded, list[object]]:
    """A turn of reminders, and what came of a call that began at its first letter."""
    results: list[object] = []
    second = threading.Thread(target=lambda: results.append(_outcome(call)))

    def compose(reminder: Reminder) -> Letter:
        if second.ident is None:
            second.start()
            second.join(timeout=SOON)
        return replace(letter_of(reminder), company_id=reminder.company_id)

    done = remind(engine, compose, now=now)
    second.join()
    return done, results


def _outcome(call: Callable[[], object]) -> object:
    try:
        return call()
    except Exception as error:
        return error


def causes(engine: Engine) -> list[str]:
    with reading(engine) as session:
        query = select(OutboxMail.cause).where(OutboxMail.purpose == "request_reminder")
        return list(session.exec(query))


def test_of_two_workers_one_writes_a_reminder(engine: Engine) -> None:
    file = waiting_file(engine, make_staff(engine))

    done, others = remind_while(engine, lambda: remind(engine, letter_of, now=WEDNESDAY))

    assert (done, others) == (Reminded(written=3), [Reminded()])
    assert len(causes(engine)) == 3
    assert stored_file(engine, file).reminded == 1


def test_who_acts_while_the_reminder_is_written_is_reminded_of_nothing_more(engine: Engine) -> None:
    staff = make_staff(engine)
    file = waiting_file(engine, staff)
    by = author(staff.advisor, WEDNESDAY)

    done, taken = remind_while(
        engine,
        lambda: states.take(engine, desk_of(staff.advisor), file, by=by, seen_version=1),
    )

    assert (done, taken) == (Reminded(written=3), [Deed.DONE])
    row = stored_file(engine, file)
    assert (row.reminded, row.acted_utc, row.advisor_id) == (1, WEDNESDAY, staff.advisor.id)


def test_a_firm_that_asks_again_while_it_is_reminded_of_has_all_reminders_before_it(
    engine: Engine,
) -> None:
    make_staff(engine)
    token = firm(engine, MONDAY)
    send(engine, token, MONDAY)

    done, again = remind_while(
        engine, lambda: send(engine, token, WEDNESDAY, message="Noch etwas.").outcome
    )

    assert (done, again) == (Reminded(written=3), [Outcome.SENT])
    (file,) = files(engine)
    assert (file.dispatched_utc, file.reminded) == (WEDNESDAY, 0)
