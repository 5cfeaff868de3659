"""Mail that comes back: reports in a real mailbox, true ones and others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import select

from models.mail import MailState, SuppressedAddress
from models.session import transaction
from tests.fixtures.apps import make_settings
from tests.fixtures.imap import HOST, PASSWORD, USER, MailboxOnServer, running_mailbox
from tests.fixtures.outbox import FROM, NOW, MovingClock, letter, mails, queue
from tests.fixtures.smtp import self_made_certificate
from tests.web.bounce_samples import ABSENT, EXCHANGE, EXIM, POSTFIX, READ_RECEIPT
from web.config import Settings
from web.mail.bounce_reports import Report, UnreadableReportError, read_report
from web.mail.bounces import access_of, read_bounces
from web.mail.mailbox import MailboxError
from web.mail.message_ids import message_id_header
from web.mail.outgoing import message_id_key

SAMPLES = {"postfix": POSTFIX, "exim": EXIM, "exchange": EXCHANGE}


@pytest.fixture
def box() -> Iterator[MailboxOnServer]:
    """An empty mailbox."""
    with running_mailbox() as made:
        yield made


def settings_for(box: MailboxOnServer, **changes: object) -> Settings:
    """Settings that name the mailbox."""
    values: dict[str, object] = {
        "mail_from": FROM,
        "bounce_imap_host": HOST,
        "bounce_imap_port": box.port,
        "bounce_imap_user": USER,
        "bounce_imap_password": PASSWORD,
        "bounce_imap_tls": False,
    }
    return make_settings("sqlite://", **{**values, **changes})


def read(engine: Engine, box: MailboxOnServer, **changes: object) -> dict[str, int]:
    """What the job does with the mailbox."""
    settings = settings_for(box, **changes)
    access = access_of(settings)
    assert access is not None
    return dict(read_bounces(settings, access, engine, MovingClock()))


def send_one(engine: Engine, box: MailboxOnServer, number: int = 1) -> str:
    """The Message-ID of a mail that a server took."""
    queue(engine, letter(number))
    with transaction(engine) as session:
        row = mails(engine)[-1]
        row.state, row.handovers, row.text, row.settled_utc = MailState.SENT.value, 1, "", NOW
        session.merge(row)
    key = message_id_key(settings_for(box))
    return message_id_header(row.message_id, key=key, domain="angebote.example.org")


def suppressed(engine: Engine) -> int:
    """How many addresses get nothing any more."""
    with transaction(engine) as session:
        return len(session.exec(select(SuppressedAddress)).all())


@pytest.mark.parametrize("make", SAMPLES)
def test_a_mail_that_came_back_for_good_is_refused_and_its_address_suppressed(
    engine: Engine, box: MailboxOnServer, make: str
) -> None:
    message_id = send_one(engine, box)
    stored = box.put(SAMPLES[make].format(action="failed", status="5.1.1", message_id=message_id))

    counts = read(engine, box)

    assert counts == {"returned": 1}
    assert [(row.state, row.reply) for row in mails(engine)] == [("refused", "bounce 5.1.1")]
    assert suppressed(engine) == 1
    assert stored.flags == {"\\Seen"}


@pytest.mark.parametrize(
    ("action", "status", "kind", "state"),
    [
        ("delayed", "4.4.1", "delayed", "sent"),
        ("delivered", "2.0.0", "delayed", "sent"),
        ("relayed", "2.0.0", "delayed", "sent"),
        ("failed", "4.4.7", "returned", "refused"),
        ("failed", "5.2.2", "returned", "refused"),
        ("failed", "5.7.1", "returned", "refused"),
        ("failed", "", "returned", "refused"),
    ],
)
@pytest.mark.parametrize("make", SAMPLES)
def test_what_is_not_the_fault_of_the_address_suppresses_nothing(
    sqlite_engine: Engine,
    box: MailboxOnServer,
    make: str,
    action: str,
    status: str,
    kind: str,
    state: str,
) -> None:
    message_id = send_one(sqlite_engine, box)
    box.put(SAMPLES[make].format(action=action, status=status, message_id=message_id))

    assert read(sqlite_engine, box) == {kind: 1}
    assert mails(sqlite_engine)[0].state == state
    assert suppressed(sqlite_engine) == 0


@pytest.mark.parametrize("sample", [ABSENT, READ_RECEIPT], ids=["absent", "read receipt"])
def test_answers_of_people_and_their_programs_are_no_bounces(
    sqlite_engine: Engine, box: MailboxOnServer, sample: str
) -> None:
    message_id = send_one(sqlite_engine, box)
    stored = box.put(sample.format(message_id=message_id))

    assert read(sqlite_engine, box) == {"other": 1}
    assert mails(sqlite_engine)[0].state == MailState.SENT
    assert stored.flags == {"\\Seen"}


def test_a_report_about_a_mail_that_nobody_could_know_of_is_ignored(
    engine: Engine, box: MailboxOnServer
) -> None:
    send_one(engine, box)
    guessed = f"<{mails(engine)[0].message_id}.{'0' * 20}@angebote.example.org>"
    box.put(POSTFIX.format(action="failed", status="5.1.1", message_id=guessed))
    box.put(POSTFIX.format(action="failed", status="5.1.1", message_id="<x@example.org>"))

    assert read(engine, box) == {"unknown": 2}
    assert mails(engine)[0].state == MailState.SENT
    assert suppressed(engine) == 0


def test_a_report_about_a_mail_that_no_server_was_given_is_ignored(
    engine: Engine, box: MailboxOnServer
) -> None:
    queue(engine, letter(1))
    key = message_id_key(settings_for(box))
    message_id = message_id_header(mails(engine)[0].message_id, key=key, domain="x.de")
    box.put(POSTFIX.format(action="failed", status="5.1.1", message_id=message_id))

    assert read(engine, box) == {"unknown": 1}
    assert mails(engine)[0].state == MailState.WAITING


def test_the_address_that_a_report_names_does_not_matter(
    engine: Engine, box: MailboxOnServer
) -> None:
    message_id = send_one(engine, box)
    told = POSTFIX.format(action="failed", status="5.1.1", message_id=message_id)
    box.put(told.replace("person1@example.org", "somebody.else@example.org"))
    read(engine, box)

    queue(engine, letter(7, recipient="somebody.else@example.org"), letter(8))
    assert suppressed(engine) == 1
    assert [row.state for row in mails(engine)] == ["refused", "waiting", "waiting"]


def test_a_broken_report_is_left_for_people_and_looked_at_once(
    engine: Engine, box: MailboxOnServer
) -> None:
    message_id = send_one(engine, box)
    broken = box.put(
        POSTFIX.format(action="failed", status="5.1.1", message_id=message_id).replace(
            "Action: failed", ""
        )
    )
    good = box.put(EXIM.format(action="failed", status="5.0.0", message_id=message_id))

    assert read(engine, box) == {"broken": 1, "returned": 1}
    assert read(engine, box) == {}
    assert (broken.flags, good.flags) == ({"\\Flagged"}, {"\\Seen"})


def test_reading_the_same_report_again_changes_nothing(
    engine: Engine, box: MailboxOnServer
) -> None:
    message_id = send_one(engine, box)
    stored = box.put(EXIM.format(action="failed", status="5.1.1", message_id=message_id))
    read(engine, box)
    before = [row.model_dump() for row in mails(engine)]
    stored.flags.clear()
    read(engine, box)

    assert [row.model_dump() for row in mails(engine)] == before
    assert suppressed(engine) == 1


def test_of_a_huge_message_only_the_beginning_is_read(
    sqlite_engine: Engine, box: MailboxOnServer
) -> None:
    message_id = send_one(sqlite_engine, box)
    told = EXCHANGE.format(action="failed", status="5.1.1", message_id=message_id)
    box.put(told.replace("Guten Tag\n", "Guten Tag\n" * 2_000_000))

    assert read(sqlite_engine, box) == {"returned": 1}


@pytest.mark.parametrize("step", ["LOGIN", "SELECT", "UID SEARCH", "UID FETCH", "UID STORE"])
def test_a_mailbox_that_refuses_a_step_is_told_as_an_error(
    sqlite_engine: Engine, box: MailboxOnServer, step: str
) -> None:
    box.put("Subject: x\n\nx\n")
    box.refuses = step

    with pytest.raises(MailboxError):
        read(sqlite_engine, box)


def test_a_wrong_password_is_told_as_an_error(sqlite_engine: Engine, box: MailboxOnServer) -> None:
    with pytest.raises(MailboxError):
        read(sqlite_engine, box, bounce_imap_password="falsch")


def test_over_tls_only_a_server_that_proves_who_it_is_gets_the_password(
    sqlite_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, context = self_made_certificate(tmp_path)
    with running_mailbox(context) as box:
        with pytest.raises(OSError, match="certificate verify failed"):
            read(sqlite_engine, box, bounce_imap_tls=True)
        monkeypatch.setenv("SSL_CERT_FILE", str(path))

        assert read(sqlite_engine, box, bounce_imap_tls=True) == {}
        assert box.commands.count("LOGIN") == 1


def test_without_a_mailbox_in_the_settings_nothing_is_read() -> None:
    assert access_of(make_settings("sqlite://")) is None


@given(st.data())
def test_a_damaged_report_is_read_or_refused_and_never_breaks_the_reader(
    data: st.DataObject,
) -> None:
    sample = data.draw(st.sampled_from([POSTFIX, EXIM, EXCHANGE])).format(
        action="failed", status="5.1.1", message_id="<a@example.org>"
    )
    raw = sample.encode()
    begin = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(begin, min(begin + 200, len(raw))))
    damaged = raw[:begin] + data.draw(st.binary(max_size=30)) + raw[end:]

    try:
        report = read_report(damaged)
    except (UnreadableReportError, ValueError, LookupError, RecursionError):
        return
    assert report is None or isinstance(report, Report)
