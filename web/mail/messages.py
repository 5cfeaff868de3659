"""A stored mail as the bytes that a server gets: the same bytes at every attempt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from web.mail.message_ids import message_id_header
from web.use_cases.outbox.claiming import ClaimedMail

# Seven bits pass every server, signed or not. 76 keeps encoded words below the 75 of RFC 2047.
_POLICY = SMTP.clone(cte_type="7bit", max_line_length=76)
_WRITABLE = re.compile("[A-Za-z ]*<[!-;=?-~]+>|List-Unsubscribe=One-Click")
_LONGEST_LINE = 900


@dataclass(frozen=True, slots=True)
class Writer:
    """Whom mail comes from. `key` is that of Message-IDs."""

    address: str
    name: str
    reply_to: str | None
    key: bytes

    @property
    def domain(self) -> str:
        """The domain of the address."""
        return self.address.rpartition("@")[2]


def content_of(mail: ClaimedMail, writer: Writer) -> bytes:
    """The whole message, lines ending with CR LF, 7 bits.

    ValueError: a header cannot be written; `queue` and the settings take none like that.
    """
    message = EmailMessage(policy=_POLICY)
    message["From"] = Address(writer.name, addr_spec=writer.address)
    message["To"] = Address(addr_spec=mail.recipient)
    if writer.reply_to:
        message["Reply-To"] = Address(addr_spec=writer.reply_to)
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.created_utc)
    message["Message-ID"] = message_id_header(mail.message_id, key=writer.key, domain=writer.domain)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    if mail.html:
        message.add_alternative(mail.html, subtype="html")
        # By itself it would be drawn anew at every attempt.
        message.set_boundary(f"=_{mail.message_id}")
    message["Content-Language"] = mail.language  # `set_content` would drop it.
    return b"".join((*_list_headers(mail, writer), message.as_bytes()))


def _list_headers(mail: ClaimedMail, writer: Writer) -> Iterator[bytes]:
    """What list a mail goes to (RFC 2919), and how one POST ends that (RFC 2369 and 8058).

    No Precedence: it is in no standard, and Auto-Submitted and List-Id say the same.
    """
    if mail.list_name:
        name = f"Angebotslotse {mail.list_name.capitalize()}"
        yield _unbroken("List-Id", f"{name} <{mail.list_name}.{writer.domain}>")
    if mail.unsubscribe:
        yield _unbroken("List-Unsubscribe", f"<{mail.unsubscribe}>")
        yield _unbroken("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")


def _unbroken(name: str, value: str) -> bytes:
    """A header on one line, as an address must stand: EmailMessage would encode a long one."""
    if not _WRITABLE.fullmatch(value) or len(name) + len(value) > _LONGEST_LINE:
        raise ValueError(f"{name} cannot be written")
    return f"{name}: {value}\r\n".encode("ascii")
