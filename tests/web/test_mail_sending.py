"""Sending over real SMTP: what arrives, what is tried again, what is given up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import delete

from models.mail import MailState, OutboxMail
from models.session import transaction
from tests.fixtures.outbox import FROM, NOW, MovingClock, letter, mails, make_sender, queue
from tests.fixtures.smtp import (
    PASSWORD,
    USER,
    Received,
    Sink,
    asks_for_sign_in,
    free_port,
    running_sink,
    self_made_certificate,
)


@pytest.fixture
def sink() -> Iterator[Sink]:
    """A server that takes everything until it is told otherwise."""
    with running_sink() as made:
        yield made


@pytest.fixture
def clock() -> MovingClock:
    """A clock that moves when it is told to."""
    return MovingClock()


def test_every_mail_arrives_once_over_one_connection(
    engine: Engine, sink: Sink, clock: MovingClock
) -> None:
    queue(engine, *(letter(number) for number in range(250)))

    counts = make_sender(engine, sink.port, clock).run()

    assert counts == {"expired": 0, "sent": 250}
    assert sink.recipients == [f"person{number}@example.org" for number in range(250)]
    assert sink.connections == 1
    assert {(row.state, row.handovers, row.attempts) for row in mails(engine)} == {("sent", 1, 0)}


def test_a_mail_deleted_while_it_is_sent_does_not_pass_its_end_on_to_the_one_with_its_id(
    engine: Engine, sink: Sink, clock: MovingClock
) -> None:
    queue(engine, letter(1))

    def take_its_place(received: Received) -> None:
        if received.recipient == "person1@example.org":
            with transaction(engine) as session:
                session.exec(delete(OutboxMail))
            queue(engine, letter(2))

    sink.before_answer = take_its_place
    make_sender(engine, sink.port, clock).run()

    assert sink.recipients == ["person1@example.org", "person2@example.org"]
    assert [row.handovers for row in mails(engine)] == [1]


def test_a_mail_says_who_writes_to_whom_and_that_a_program_does(
    engine: Engine, sink: Sink, clock: MovingClock
) -> None:
    queue(engine, letter(1))

    make_sender(engine, sink.port, clock, mail_reply_to="wirtschaft@example.org").run()

    [text] = sink.received
    assert text.message["From"] == f"Angebotslotse <{FROM}>"
    assert text.message["To"] == "person1@example.org"
    assert text.message["Reply-To"] == "wirtschaft@example.org"
    assert text.message["Auto-Submitted"] == "auto-generated"
    assert text.message["Subject"] == "Grüße Nr. 1"
    assert text.message["Date"].datetime == NOW
    assert text.message_id.endswith("@angebote.example.org>")
    assert "Umlauten: äöüß" in text.message.get_content()


def test_the_text_of_a_sent_mail_is_gone_because_its_links_may_still_work(
    engine: Engine, sink: Sink, clock: MovingClock
) -> None:
    queue(engine, letter(1))

    make_sender(engine, sink.port, clock).run()

    assert [(row.text, row.settled_utc) for row in mails(engine)] == [("", NOW)]


def test_a_temporary_refusal_is_tried_again_later_and_then_arrives(
    engine: Engine, sink: Sink, clock: MovingClock
) -> None:
    queue(engine, letter(1))
    sink.rcpt_replies[""] = "451 4.7.1 greylisted"

    first = make_sender(engine, sink.port, clock).run()
    at_once = make_sender(engine, sink.port, clock).run()
    sink.rcpt_replies.clear()
    clock.sleep(70)
    later = make_sender(engine, sink.port, clock).run()

    assert (first["postponed"], at_once, later["sent"]) == (1, {"expired": 0}, 1)
    assert [(row.attempts, row.handovers) for row in mails(engine)] == [(1, 1)]


def test_two_days_of_temporary_refusals_end_the_mail_but_do_not_blame_the_address(
    engine: Engine, sink: Sink, clock: MovingClock
) -> None:
    queue(engine, letter(1))
    sink.rcpt_replies[""] = "451 4.7.1 greylisted"

    while mails(engine)[0].state == MailState.WAITING:
        make_sender(engine, sink.port, clock).run()
        clock.sleep(600)

    [row] = mails(engine)
    assert (row.state, row.reply, row.attempts) == ("refused", "451 4.7.1", 10)
    assert timedelta(hours=40) < clock.now() - NOW < timedelta(hours=60)
    queue(engine, letter(2, recipient="person1@example.org"), now=clock.now())
    sink.rcpt_replies.clear()
    assert make_sender(engine, sink.port, clock).run()["sent"] == 1


def test_an_unknown_address_gets_nothing_any_more(
    engine: Engine, sink: Sink, clock: MovingClock
) -> None:
    queue(engine, letter(1), letter(2))
    sink.rcpt_replies["person1@example.org"] = "550 5.1.1 person1@example.org is unknown"

    make_sender(engine, sink.port, clock).run()
    queue(engine, letter(3, recipient="Person1@Example.org"))
    make_sender(engine, sink.port, clock).run()

    assert [(row.state, row.reply) for row in mails(engine)] == [
        ("refused", "550 5.1.1"),
        ("sent", "250 2.0.0"),
        ("suppressed", ""),
    ]
    assert sink.recipients == ["person2@example.org"]


def test_a_refused_text_does_not_blame_the_address(
    engine: Engine, sink: Sink, clock: MovingClock
) -> None:
    queue(engine, letter(1))
    sink.text_replies["person1@example.org"] = "554 5.7.1 looks like spam"

    make_sender(engine, sink.port, clock).run()
    sink.text_replies.clear()
    queue(engine, letter(2, recipient="person1@example.org"))
    make_sender(engine, sink.port, clock).run()

    assert [(row.state, row.reply) for row in mails(engine)] == [
        ("refused", "554 5.7.1"),
        ("sent", "250 2.0.0"),
    ]


def test_a_connection_that_drops_after_the_text_leads_to_the_same_mail_again(
    engine: Engine, sink: Sink, clock: MovingClock
) -> None:
    queue(engine, letter(1), letter(2))
    sink.hangs_up_after_text.add("person1@example.org")

    make_sender(engine, sink.port, clock).run()
    sink.hangs_up_after_text.clear()
    clock.sleep(70)
    make_sender(engine, sink.port, clock).run()

    first, second, again = sink.received
    assert (first.message_id, first.content) == (again.message_id, again.content)
    assert second.recipient == "person2@example.org"
    assert [(row.state, row.handovers) for row in mails(engine)] == [("sent", 2), ("sent", 1)]


def test_a_server_that_never_answers_is_left_alone_before_everybody_has_the_mail_ten_times(
    engine: Engine, sink: Sink, clock: MovingClock
) -> None:
    queue(engine, *(letter(number) for number in range(40)))
    sink.hangs_up_after_text.add("")

    make_sender(engine, sink.port, clock).run()

    assert len(sink.received) == 5
    assert sum(row.handovers for row in mails(engine)) == 5


def test_a_server_that_stalls_costs_one_timeout_and_the_mail_is_tried_again(
    engine: Engine, sink: Sink, clock: MovingClock
) -> None:
    queue(engine, letter(1), letter(2))
    sink.stalls_at_rcpt.add("person1@example.org")

    counts = make_sender(engine, sink.port, clock, smtp_timeout_seconds=0.3).run()

    assert (counts["unanswered"], counts["sent"]) == (1, 1)
    assert [(row.state, row.attempts) for row in mails(engine)] == [("waiting", 1), ("sent", 0)]


def test_a_server_that_ends_connections_is_opened_again_without_charge(
    engine: Engine, sink: Sink, clock: MovingClock
) -> None:
    queue(engine, *(letter(number) for number in range(10)))
    sink.mails_per_connection = 3

    counts = make_sender(engine, sink.port, clock).run()

    assert (counts["sent"], sink.connections) == (10, 4)
    assert {row.attempts for row in mails(engine)} == {0}


@pytest.mark.parametrize("reply", ["451 4.3.0 later", "550 5.7.1 who are you", "530 5.7.0 sign in"])
def test_trouble_before_the_recipient_is_named_is_not_charged_to_the_mail(
    engine: Engine, sink: Sink, clock: MovingClock, reply: str
) -> None:
    queue(engine, letter(1))
    sink.mail_reply = reply

    for _ in range(20):
        make_sender(engine, sink.port, clock).run()
        clock.sleep(700)
    sink.mail_reply = ""
    clock.sleep(700)
    make_sender(engine, sink.port, clock).run()

    assert [(row.state, row.attempts) for row in mails(engine)] == [("sent", 0)]


def test_a_server_that_is_down_charges_no_mail_and_is_tried_less_and_less_often(
    engine: Engine, clock: MovingClock
) -> None:
    queue(engine, letter(1), letter(2))
    nobody = free_port()
    tries = 0

    for _ in range(360):
        sender = make_sender(engine, nobody, clock)
        opened = sender.open

        def counted(opened=opened):  # type: ignore[no-untyped-def]
            nonlocal tries
            tries += 1
            return opened()

        sender.open = counted
        sender.run()
        clock.sleep(10)

    assert {(row.state, row.attempts, row.handovers) for row in mails(engine)} == {
        ("waiting", 0, 0)
    }
    assert 8 <= tries <= 16
    with running_sink() as sink:
        clock.sleep(700)
        make_sender(engine, sink.port, clock).run()
        assert len(sink.received) == 2


def test_what_is_too_late_is_not_sent(engine: Engine, sink: Sink, clock: MovingClock) -> None:
    queue(
        engine,
        letter(1, expires_utc=NOW + timedelta(minutes=5)),
        letter(2, expires_utc=NOW + timedelta(minutes=15)),
    )
    clock.sleep(600)

    counts = make_sender(engine, sink.port, clock).run()

    assert (counts["expired"], counts["sent"]) == (1, 1)
    assert [(row.state, row.text) for row in mails(engine)] == [("expired", ""), ("sent", "")]


def test_a_sender_that_is_told_to_stop_ends_after_the_mail_and_gives_the_rest_back(
    engine: Engine, sink: Sink, clock: MovingClock
) -> None:
    queue(engine, *(letter(number) for number in range(20)))
    sender = make_sender(engine, sink.port, clock, wait=lambda seconds: len(sink.received) >= 7)

    counts = sender.run()

    assert (counts["sent"], len(sink.received)) == (7, 7)
    assert {(row.holder, row.held_until_utc) for row in mails(engine)} == {("", None)}


def test_a_server_that_wants_a_password_gets_it_once_it_is_right(
    engine: Engine, clock: MovingClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, context = self_made_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    queue(engine, letter(1))
    with running_sink(tls_context=context, require_starttls=True, **asks_for_sign_in()) as sink:
        signing_in = {"smtp_tls": "starttls", "smtp_user": USER}
        make_sender(engine, sink.port, clock, **signing_in, smtp_password="falsch").run()
        refused = [(row.state, row.attempts) for row in mails(engine)]
        clock.sleep(700)
        make_sender(engine, sink.port, clock, **signing_in, smtp_password=PASSWORD).run()

        assert refused == [("waiting", 0)]
        assert len(sink.received) == 1


@pytest.mark.parametrize("tls", ["starttls", "tls"])
def test_a_certificate_that_nobody_vouches_for_gets_no_mail(
    engine: Engine, clock: MovingClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tls: str
) -> None:
    queue(engine, letter(1))
    path, context = self_made_certificate(tmp_path)
    options = {"tls_context": context} if tls == "starttls" else {"ssl_context": context}
    with running_sink(**options) as sink:
        make_sender(engine, sink.port, clock, smtp_tls=tls).run()
        before = len(sink.received)
        monkeypatch.setenv("SSL_CERT_FILE", str(path))
        clock.sleep(700)
        make_sender(engine, sink.port, clock, smtp_tls=tls).run()

        assert (before, len(sink.received)) == (0, 1)


def test_a_server_without_starttls_gets_no_mail_in_the_clear(
    engine: Engine, sink: Sink, clock: MovingClock
) -> None:
    queue(engine, letter(1))

    make_sender(engine, sink.port, clock, smtp_tls="starttls").run()

    assert sink.received == []
    assert mails(engine)[0].state == MailState.WAITING


def test_a_folder_takes_every_mail_as_a_file_and_a_repeat_replaces_it(
    engine: Engine, clock: MovingClock, tmp_path: Path
) -> None:
    queue(engine, letter(1), letter(2))
    folder = tmp_path / "mail"

    for _ in range(2):
        make_sender(engine, 1, clock, smtp_host=None, mail_folder=str(folder)).run()

    assert sorted(path.stem for path in folder.iterdir()) == sorted(
        row.message_id for row in mails(engine)
    )
    assert b"To: person1@example.org" in b"".join(
        path.read_bytes() for path in folder.glob("*.eml")
    )


def test_a_folder_that_cannot_be_written_loses_nothing(
    engine: Engine, clock: MovingClock, tmp_path: Path
) -> None:
    queue(engine, letter(1))
    (tmp_path / "mail").write_text("a file where the folder should be")

    make_sender(engine, 1, clock, smtp_host=None, mail_folder=str(tmp_path / "mail")).run()

    assert mails(engine)[0].state == MailState.WAITING
