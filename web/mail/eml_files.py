"""Letters that nobody queued, as the bytes that a server would get."""

from __future__ import annotations

from datetime import datetime

from web.letters import Letter
from web.mail.messages import Writer, content_of
from web.use_cases.outbox.claiming import ClaimedMail
from web.use_cases.outbox.queueing import mailbox_of, message_id_of


def eml_of(letter: Letter, writer: Writer, *, now: datetime) -> bytes:
    """The whole message as the sender would write it; UnfitLetterError for an address that is none.

    ValueError: a header cannot be written.
    """
    mail = ClaimedMail(
        id=0,
        message_id=message_id_of(letter.cause),
        recipient=mailbox_of(letter.recipient)[0],
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        list_name=letter.list_name,
        unsubscribe=letter.unsubscribe,
        language=letter.language,
        attempts=0,
        created_utc=now,
        not_before_utc=now,
    )
    return content_of(mail, writer)
