"""Reports that a mail did not arrive (RFC 3464), as servers of all makes write them."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser

_STATUS = re.compile(r"\s*([245]\.\d{1,3}\.\d{1,3})\b")
_RETURNED = {"message/rfc822", "text/rfc822-headers", "message/rfc822-headers"}


class UnreadableReportError(Exception):
    """It says it is a report, but not about which mail or what became of it."""


@dataclass(frozen=True, slots=True)
class Report:
    """`message_id` is the header of the mail as it was returned; `status` as in RFC 3463."""

    message_id: str
    has_failed: bool
    status: str


def read_report(content: bytes) -> Report | None:
    """What a message says about a mail; None for every other kind of message.

    Answers of people and of their programs (out of office, read receipts) are of another kind. The
    address in a report is not looked at: whoever writes one could put any there.
    """
    message = email.message_from_bytes(content)
    fields = [part for part in message.walk() if part.get_content_type() == _DELIVERY_STATUS]
    if message.get_content_type() != "multipart/report" or not fields:
        return None
    recipients = [block for part in fields for block in _blocks(part) if "Action" in block]
    message_id = next(_returned_message_ids(message), "")
    if not recipients or not message_id:
        raise UnreadableReportError
    failed = [block for block in recipients if _word(block, "Action") == "failed"]
    status = _STATUS.match(str((failed or recipients)[0].get("Status", "")))
    return Report(message_id, bool(failed), status[1] if status else "")


_DELIVERY_STATUS = "message/delivery-status"


def _blocks(part: Message) -> list[Message]:
    """The blocks of fields: one about the message, then one for each recipient."""
    payload = part.get_payload()
    return [block for block in payload if isinstance(block, Message)] if _is_list(payload) else []


def _is_list(payload: object) -> bool:
    return isinstance(payload, list)


def _word(block: Message, name: str) -> str:
    return str(block.get(name, "")).strip().lower()


def _returned_message_ids(message: Message) -> Iterator[str]:
    for part in message.walk():
        if part.get_content_type() in _RETURNED:
            found = str(_returned(part).get("Message-ID", "")).strip()
            if found:
                yield found


def _returned(part: Message) -> Message:
    """The headers of the mail that came back."""
    payload = part.get_payload()
    if isinstance(payload, list):
        return payload[0] if payload and isinstance(payload[0], Message) else part
    decoded = part.get_payload(decode=True)
    return BytesHeaderParser().parsebytes(decoded if isinstance(decoded, bytes) else b"")
