"""A mailbox over IMAP (RFC 3501): what is unread in it, and marks on what was read."""

from __future__ import annotations

import imaplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

TIMEOUT_SECONDS = 30.0
LARGEST = 262_144
"Bytes of a message that are read: of a report the beginning says all."


class MailboxError(Exception):
    """The mailbox does not do what it must."""


@dataclass(frozen=True, slots=True)
class MailboxAccess:
    """Where the mailbox is, and the name and password for it."""

    host: str
    port: int
    user: str
    password: str
    is_secured: bool


class Mailbox:
    """An open mailbox; every step that it refuses raises MailboxError."""

    def __init__(self, connection: imaplib.IMAP4) -> None:
        self._connection = connection

    def unread(self, *, most: int) -> list[str]:
        """The numbers of messages that are neither read nor flagged, the oldest first."""
        found = self._do("SEARCH", "UNSEEN", "UNFLAGGED")
        numbers = found[0] if found and isinstance(found[0], bytes) else b""
        return [number.decode("ascii") for number in numbers.split()[:most]]

    def content(self, number: str) -> bytes | None:
        """The message, or the beginning of a long one; None if it is gone."""
        parts = self._do("FETCH", number, f"(BODY.PEEK[]<0.{LARGEST}>)")
        return next((part[1] for part in parts if isinstance(part, tuple)), None)

    def mark_read(self, number: str) -> None:
        """Never look at it again."""
        self._do("STORE", number, "+FLAGS.SILENT", r"(\Seen)")

    def flag(self, number: str) -> None:
        """Never look at it again, and leave it unread for people."""
        self._do("STORE", number, "+FLAGS.SILENT", r"(\Flagged)")

    def _do(self, command: str, *arguments: str) -> list[bytes | tuple[bytes, bytes] | None]:
        answer, parts = self._connection.uid(command, *arguments)
        if answer != "OK":
            raise MailboxError(f"{command} is refused")
        return list(parts)


@contextmanager
def open_mailbox(access: MailboxAccess) -> Iterator[Mailbox]:
    """The inbox, as long as the block lasts; MailboxError and OSError if it cannot be used."""
    try:
        with _connected(access) as connection:
            connection.login(access.user, access.password)
            answer, _ = connection.select("INBOX")
            if answer != "OK":
                raise MailboxError("the inbox is refused")
            yield Mailbox(connection)
    except imaplib.IMAP4.error as error:
        # Its text may quote a message or a name.
        raise MailboxError(type(error).__name__) from None


def _connected(access: MailboxAccess) -> imaplib.IMAP4:
    if not access.is_secured:
        return imaplib.IMAP4(access.host, access.port, timeout=TIMEOUT_SECONDS)
    return imaplib.IMAP4_SSL(
        access.host,
        access.port,
        ssl_context=ssl.create_default_context(),
        timeout=TIMEOUT_SECONDS,
    )
