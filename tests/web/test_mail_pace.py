"""How fast mail goes: all senders together, each receiving domain, and the switch."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, event

from models.mail import MailPace
from models.session import transaction
from tests.fixtures.apps import make_settings
from tests.fixtures.outbox import NOW, MovingClock, letter, mails, make_sender, queue
from tests.fixtures.smtp import Received, Sink, running_sink
from web.author import Author
from web.mail.outgoing import sender_of
from web.use_cases.outbox import claiming as outbox_claiming
from web.use_cases.outbox import pausing
from web.use_cases.outbox.claiming import HOLD, ClaimedMail, Claiming
from web.use_cases.outbox.pace import HORIZON, Limits, Moments

BY = Author(actor="cli", now=NOW, kept_until_utc=NOW + timedelta(days=1))
FAST = Limits(10_000, 10_000)
KEY = b"k" * 32


@pytest.fixture
def sink() -> Iterator[Sink]:
    """A server that takes everything."""
    with running_sink() as made:
        yield made


def claiming(holder: str = "a", limits: Limits = FAST, batch: int = 100) -> Claiming:
    """A sender that claims."""
    return Claiming(holder=holder, key=KEY, limits=limits, batch=batch)


def claim(engine: Engine, *, now: datetime = NOW, **options: object) -> tuple[ClaimedMail, ...]:
    """What it gets."""
    return outbox_claiming.claim(engine, claiming(**options), now=now)  # type: ignore[arg-type]


def sent_in(engine: Engine, sink: Sink, *, seconds: int, **settings: object) -> list[datetime]:
    """When each mail left while so many seconds passed, with a run every five of them."""
    clock = MovingClock()
    moments: list[datetime] = []

    def note(received: Received) -> None:
        moments.append(clock.now())

    sink.before_answer = note
    while clock.now() < NOW + timedelta(seconds=seconds):
        make_sender(engine, sink.port, clock, wait=clock.wait, **settings).run()
        clock.sleep(5)
    return moments


def test_all_mail_together_keeps_to_its_limit(engine: Engine, sink: Sink) -> None:
    queue(engine, *(letter(number, recipient=f"a@d{number}.example") for number in range(60)))

    moments = sent_in(engine, sink, seconds=40, mail_per_second=3)

    assert len(moments) == 60
    gaps = [after - before for before, after in zip(moments, moments[1:], strict=False)]
    assert min(gaps) >= timedelta(seconds=0.333)


def test_each_domain_keeps_to_its_limit_and_holds_nobody_else_up(
    engine: Engine, sink: Sink
) -> None:
    queue(engine, *(letter(number) for number in range(300)))
    queue(engine, letter(301, recipient="a@elsewhere.example"))

    moments = sent_in(engine, sink, seconds=20, mail_per_domain_per_second=2)

    elsewhere = sink.recipients.index("a@elsewhere.example")
    assert moments.pop(elsewhere) - NOW <= timedelta(seconds=10)
    gaps = [after - before for before, after in zip(moments, moments[1:], strict=False)]
    assert len(moments) == 300
    assert min(gaps) >= timedelta(seconds=0.499)


def test_two_senders_share_one_limit(engine: Engine) -> None:
    queue(engine, *(letter(number, recipient=f"a@d{number}.example") for number in range(100)))
    limits = Limits(4, 4)

    first = claim(engine, holder="a", limits=limits, batch=10)
    second = claim(engine, holder="b", limits=limits, batch=10)
    third = claim(engine, holder="c", limits=limits, batch=10)

    moments = [mail.not_before_utc for mail in (*first, *second, *third)]
    assert len(set(moments)) == len(moments) == 21
    assert max(moments) <= NOW + HORIZON
    assert not {mail.id for mail in first} & {mail.id for mail in second}


@given(
    domains=st.lists(st.sampled_from(["a", "b", "c"]), max_size=80),
    per_second=st.floats(0.01, 10_000),
    per_domain=st.floats(0.01, 10_000),
    kept=st.dictionaries(st.sampled_from(["", "a", "b"]), st.integers(-(10**8), 10**8)),
)
def test_moments_never_come_faster_than_the_limits_nor_too_far_ahead(
    domains: list[str], per_second: float, per_domain: float, kept: dict[str, int]
) -> None:
    limits = Limits(per_second, per_domain)
    before = {domain: NOW + timedelta(seconds=seconds) for domain, seconds in kept.items()}
    moments = Moments(limits, NOW, before)

    taken = [(domain, at) for domain in domains if (at := moments.take(domain)) is not None]

    assert all(NOW <= at <= NOW + HORIZON for _, at in taken)
    for domain in "abc":
        own = [at for each, at in taken if each == domain]
        slack = timedelta(microseconds=2)
        pairs = zip(own, own[1:], strict=False)
        assert all(after - earlier >= limits.gap(domain) - slack for earlier, after in pairs)
    assert len(taken) <= HORIZON.total_seconds() * per_second + 1
    if domains:
        assert taken or any(timedelta() < at - NOW for at in before.values())


def test_domains_that_got_no_mail_for_long_are_forgotten(engine: Engine) -> None:
    queue(engine, letter(1))
    claim(engine)

    outbox_claiming.tidy(engine, now=NOW + timedelta(hours=2))

    with transaction(engine) as session:
        assert session.get(MailPace, "example.org") is None


def test_a_mail_is_held_by_one_sender_until_the_hold_runs_out(engine: Engine) -> None:
    queue(engine, letter(1))

    [held] = claim(engine, holder="a")
    assert claim(engine, holder="b") == ()
    assert claim(engine, holder="b", now=NOW + HOLD - timedelta(seconds=1)) == ()
    [again] = claim(engine, holder="b", now=NOW + HOLD)

    assert again.id == held.id
    later = NOW + HOLD + timedelta(seconds=1)
    assert outbox_claiming.begin_handover(engine, held, "a", now=later) is False
    assert outbox_claiming.begin_handover(engine, again, "b", now=later) is True


@pytest.mark.postgresql
def test_a_row_that_somebody_else_works_on_is_passed_over(postgresql_engine: Engine) -> None:
    queue(postgresql_engine, letter(1), letter(2))
    with postgresql_engine.begin() as connection:
        connection.exec_driver_sql("SELECT 1 FROM outbox_mail ORDER BY id LIMIT 1 FOR UPDATE")

        [free] = claim(postgresql_engine)

    assert free.recipient == "person2@example.org"


def test_claiming_more_mails_costs_no_more_statements(engine: Engine) -> None:
    queue(engine, *(letter(number, recipient=f"a@d{number}.example") for number in range(120)))
    seen: list[str] = []

    def note(*arguments: object) -> None:
        seen.append(str(arguments[2]))

    event.listen(engine, "before_cursor_execute", note)
    claim(engine, batch=3)
    few = len(seen)
    seen.clear()
    claim(engine, batch=90)
    event.remove(engine, "before_cursor_execute", note)

    assert len(seen) <= few


def test_a_pause_stops_every_sender_at_once_even_between_address_and_text(
    engine: Engine, sink: Sink
) -> None:
    queue(engine, *(letter(number) for number in range(10)))

    def pause_after_three(received: Received) -> None:
        if len(sink.received) == 3:
            pausing.pause(engine, by=BY)

    sink.before_answer = pause_after_three
    clock = MovingClock()
    make_sender(engine, sink.port, clock).run()
    while_paused = len(sink.received)
    make_sender(engine, sink.port, clock).run()
    pausing.resume(engine, by=BY)
    make_sender(engine, sink.port, clock).run()

    assert (while_paused, len(sink.received)) == (3, 10)
    assert {row.attempts for row in mails(engine)} == {0}


def test_a_server_that_may_be_back_is_tried_with_one_mail(engine: Engine) -> None:
    queue(engine, *(letter(number) for number in range(10)))
    clock = MovingClock()
    for _ in range(5):
        make_sender(engine, 1, clock).run()
    assert claim(engine, now=clock.now()) == ()

    assert len(claim(engine, now=clock.now() + timedelta(seconds=31))) == 1


def test_a_rest_that_a_wrong_clock_set_is_not_kept(engine: Engine) -> None:
    queue(engine, letter(1), letter(2))
    ahead = MovingClock(NOW + timedelta(days=100))
    for _ in range(6):
        make_sender(engine, 1, ahead).run()
        ahead.sleep(60)

    outbox_claiming.tidy(engine, now=NOW + timedelta(minutes=2))

    assert len(claim(engine, now=NOW + timedelta(minutes=2))) == 1


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"smtp_host": "mail.example.org"},
        {"mail_folder": "mail"},
        {"mail_from": "a@example.org"},
    ],
)
def test_without_a_server_or_a_sender_address_nothing_is_sent(
    settings: dict[str, object],
) -> None:
    made = make_settings("sqlite://", **settings)

    assert sender_of(made, None, MovingClock(), lambda seconds: False) is None  # type: ignore[arg-type]
