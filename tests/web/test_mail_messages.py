"""A stored mail as bytes: correct for every server, the same each time, no header from outside."""

from __future__ import annotations

import email
import re
from email.message import EmailMessage
from email.policy import SMTP
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from models.session import transaction
from tests.fixtures.outbox import NOW, letter, mails, queue
from web.mail.message_ids import known_message_id, message_id_header
from web.mail.messages import Writer, content_of
from web.use_cases.outbox import queueing
from web.use_cases.outbox.claiming import ClaimedMail
from web.use_cases.outbox.queueing import UnfitLetterError, mailbox_of

KEY = b"k" * 32
WRITER = Writer("lotse@angebote.example.org", "Wirtschaftsförderung Münster, GmbH", None, KEY)
PRINTABLE = st.text(
    st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp", "Cn")), min_size=1, max_size=400
).filter(str.strip)


def claimed(**changes: object) -> ClaimedMail:
    """A mail as a sender holds it."""
    values: dict[str, object] = {
        "id": 1,
        "message_id": "ab" * 20,
        "recipient": "person@example.org",
        "subject": "Grüße",
        "text": "Guten Tag\n",
        "html": "",
        "list_name": "",
        "unsubscribe": "",
        "language": "de",
        "attempts": 0,
        "created_utc": NOW,
        "not_before_utc": NOW,
    }
    return ClaimedMail(**{**values, **changes})  # type: ignore[arg-type]


def read(content: bytes) -> EmailMessage:
    """The bytes as a mail program reads them."""
    return cast(EmailMessage, email.message_from_bytes(content, policy=SMTP))


@given(subject=PRINTABLE, text=st.text(st.characters(blacklist_categories=("Cs", "Cc"))))
def test_every_subject_and_text_comes_out_as_it_went_in(subject: str, text: str) -> None:
    content = content_of(claimed(subject=subject, text=text + "\n"), WRITER)

    message = read(content)
    assert " ".join(str(message["Subject"]).split()) == " ".join(subject.split())
    assert message.get_content().replace("\r\n", "\n").rstrip("\n") == text.rstrip("\n")


@given(subject=PRINTABLE, text=st.text(st.characters(blacklist_categories=("Cs",)), max_size=3000))
def test_every_message_is_seven_bits_in_short_lines_that_end_as_they_must(
    subject: str, text: str
) -> None:
    content = content_of(claimed(subject=subject, text=text), WRITER)

    lines = content.split(b"\r\n")
    assert all(b"\n" not in line and b"\r" not in line for line in lines)
    assert max(len(line) for line in lines) <= 998
    assert max(content) < 128
    words = re.findall(rb"=\?[^?]+\?[^?]\?[^?]*\?=", content.partition(b"\r\n\r\n")[0])
    assert all(len(word) <= 75 for word in words)


@given(
    recipient=st.from_regex(r"[a-z]{1,60}@[a-z]{1,60}\.[a-z]{1,60}\.de", fullmatch=True),
    subject=PRINTABLE,
)
def test_a_message_has_exactly_the_headers_that_were_meant(recipient: str, subject: str) -> None:
    message = read(content_of(claimed(recipient=recipient, subject=subject), WRITER))

    assert sorted(name.lower() for name in message) == [
        *("auto-submitted", "content-language", "content-transfer-encoding", "content-type"),
        *("date", "from", "message-id", "mime-version", "subject", "to"),
    ]
    assert [address.addr_spec for address in message["To"].addresses] == [recipient]
    assert str(message["Message-ID"]) == message_id_header("ab" * 20, key=KEY, domain=WRITER.domain)


def test_the_name_of_the_sender_may_hold_umlauts_and_commas() -> None:
    [sender] = read(content_of(claimed(), WRITER))["From"].addresses

    assert (sender.display_name, sender.addr_spec) == (WRITER.name, WRITER.address)


@pytest.mark.parametrize("html", ["", "<p>Grüße</p>"])
def test_the_same_mail_is_the_same_bytes_every_time(html: str) -> None:
    assert content_of(claimed(html=html), WRITER) == content_of(claimed(html=html), WRITER)


def test_a_mail_with_html_has_both_forms() -> None:
    message = read(content_of(claimed(html="<p>Grüße</p>"), WRITER))

    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert message["Message-ID"] is not None


@given(
    before=st.text(max_size=20),
    breaker=st.sampled_from([*map(chr, range(32)), "\x7f", "\x85", "\u2028", "\u2029", "\ud800"]),
    after=st.text(max_size=20),
)
def test_a_subject_that_could_end_its_line_is_refused_when_queueing(
    before: str, breaker: str, after: str
) -> None:
    with pytest.raises(UnfitLetterError, match="subject"):
        queueing.queue(cast("object", None), letter(subject=before + breaker + after), now=NOW)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "niemand",
        "a@b@example.org",
        "a@localhost",
        "a@[127.0.0.1]",
        "a b@example.org",
        "jörg@example.org",
        "a@example.org\r\nBcc: b@example.org",
        "a@example.org, b@example.org",
        "Name <a@example.org>",
        "a@" + "b" * 250 + ".de",
    ],
)
def test_what_is_no_address_is_refused_when_queueing(address: str) -> None:
    with pytest.raises(UnfitLetterError, match="recipient"):
        mailbox_of(address)


@pytest.mark.parametrize(
    ("address", "stored"),
    [
        ("Max.Muster@Example.ORG", ("Max.Muster@example.org", "example.org")),
        ("info@müller-gärten.de", ("info@xn--mller-grten-r8a91a.de", "xn--mller-grten-r8a91a.de")),
        ("a+b@example.org", ("a+b@example.org", "example.org")),
    ],
)
def test_addresses_are_stored_as_servers_write_them(address: str, stored: tuple[str, str]) -> None:
    assert mailbox_of(address) == stored


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"subject": ""}, "subject"),
        ({"subject": "x" * 501}, "subject"),
        ({"cause": ""}, "cause"),
        ({"cause": "x" * 201}, "cause"),
        ({"text": "a\0b"}, "text"),
        ({"html": "\ud800"}, "text"),
    ],
)
def test_a_letter_that_no_database_or_server_takes_is_refused_before_anything_is_stored(
    engine: Engine, changes: dict[str, object], words: str
) -> None:
    with transaction(engine) as session, pytest.raises(UnfitLetterError, match=words):
        queueing.queue(session, letter(**changes), now=NOW)

    assert mails(engine) == []


def test_the_same_cause_is_queued_once(engine: Engine) -> None:
    queue(engine, letter(1))
    with transaction(engine) as session:
        assert queueing.queue(session, letter(1, text="anders"), now=NOW) is False

    assert len(mails(engine)) == 1


def test_a_mail_whose_transaction_fails_was_never_written(engine: Engine) -> None:
    def cause_it_and_fail() -> None:
        with transaction(engine) as session:
            queueing.queue(session, letter(1), now=NOW)
            raise LookupError

    with pytest.raises(LookupError):
        cause_it_and_fail()

    assert mails(engine) == []


ENDING = f"https://angebote.example.org/neuigkeiten/{'a' * 43}/abmelden"


def head(content: bytes) -> list[bytes]:
    """The lines of the header."""
    return content.partition(b"\r\n\r\n")[0].split(b"\r\n")


def test_a_mail_of_a_list_says_which_and_how_one_click_ends_it() -> None:
    content = content_of(claimed(list_name="fristen", unsubscribe=ENDING), WRITER)

    message = read(content)
    assert message["List-Id"] == "Angebotslotse Fristen <fristen.angebote.example.org>"
    assert message["List-Unsubscribe"] == f"<{ENDING}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Precedence"] is None
    assert message["Auto-Submitted"] == "auto-generated"


def test_an_address_to_unsubscribe_is_never_broken_or_encoded() -> None:
    long = f"https://{'sehr-' * 30}lang.example.org/neuigkeiten/{'a' * 43}/abmelden"
    content = content_of(claimed(list_name="gebiet", unsubscribe=long), WRITER)

    assert f"List-Unsubscribe: <{long}>".encode() in head(content)
    assert max(map(len, content.split(b"\r\n"))) <= 998


def test_a_mail_to_one_person_belongs_to_no_list() -> None:
    names = {name.lower() for name in read(content_of(claimed(), WRITER))}

    assert not {name for name in names if name.startswith("list-")}


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/\r\nBcc: b@example.org",
        "https://example.org/>, <https://example.com/",
        "https://example.org/ende der zeile",
        "https://müller.example/abmelden",
        "https://example.org/" + "a" * 1000,
    ],
)
def test_what_would_break_the_header_is_not_written(address: str) -> None:
    with pytest.raises(ValueError, match="List-Unsubscribe"):
        content_of(claimed(list_name="fristen", unsubscribe=address), WRITER)


def test_a_mail_of_a_list_is_the_same_bytes_every_time() -> None:
    mail = claimed(html="<p>Grüße</p>", list_name="bericht", unsubscribe=ENDING)

    assert content_of(mail, WRITER) == content_of(mail, WRITER)


def test_html_in_one_long_line_goes_out_in_short_ones() -> None:
    html = f"<p>{'Förderung ' * 9_000}</p>"
    content = content_of(claimed(html=html), WRITER)

    assert max(map(len, content.split(b"\r\n"))) <= 998
    assert next(reversed(list(read(content).iter_parts()))).get_content().strip() == html


def test_our_message_ids_are_recognised_and_nobody_elses() -> None:
    header = message_id_header("ab" * 20, key=KEY, domain="example.org")

    assert known_message_id(header, key=KEY) == "ab" * 20
    assert known_message_id(f"  {header}\r\n", key=KEY) == "ab" * 20
    assert known_message_id(header, key=b"x" * 32) is None
    assert known_message_id(f"<{'ab' * 20}.{'0' * 20}@example.org>", key=KEY) is None
    assert known_message_id("<irgendwas@example.org>", key=KEY) is None
    assert known_message_id("", key=KEY) is None
