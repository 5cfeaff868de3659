"""Mail is written in the transaction that causes it; whoever sends it comes later."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import datetime

from email_validator import EmailNotValidError, validate_email
from sqlmodel import Session, select

from models.mail import OutboxMail
from web.letters import Letter

LONGEST_SUBJECT = 500
LONGEST_CAUSE = 200
_CANNOT_BE_STORED = re.compile("[\0\ud800-\udfff]")
# Control, surrogate, line and paragraph separator: what could end a header line somewhere.
_ENDS_A_LINE = frozenset({"Cc", "Cs", "Zl", "Zp"})


class UnfitLetterError(ValueError):
    """A letter that no mail can be made of; `field` is the part that is wrong."""

    def __init__(self, field: str, problem: str) -> None:
        self.field = field
        super().__init__(f"the {field} of a letter {problem}")


def queue(session: Session, letter: Letter, *, now: datetime) -> bool:
    """Store a letter with the rest of the transaction; False if its cause wrote one before.

    UnfitLetterError: an address that is none, a header with control characters, a text with NUL.
    """
    recipient, domain = mailbox_of(letter.recipient)
    _check(letter)
    if session.exec(select(OutboxMail.id).where(OutboxMail.cause == letter.cause)).first():
        return False
    session.add(
        OutboxMail(
            cause=letter.cause,
            message_id=message_id_of(letter.cause),
            purpose=letter.purpose,
            recipient=recipient,
            domain=domain,
            language=letter.language,
            subject=letter.subject,
            text=letter.text,
            html=letter.html,
            list_name=letter.list_name,
            unsubscribe=letter.unsubscribe,
            person_id=letter.person_id,
            company_id=letter.company_id,
            created_utc=now,
            next_try_utc=now,
            expires_utc=letter.expires_utc,
        )
    )
    return True


def message_id_of(cause: str) -> str:
    """What Message-IDs begin with: the same cause, the same mail."""
    return hashlib.sha256(cause.encode()).hexdigest()[:40]


def mailbox_of(address: str) -> tuple[str, str]:
    """The address as servers write it (ASCII, the domain in small letters), and its domain.

    A domain with umlauts becomes its ASCII form; before the @ only ASCII is taken, because not
    every server on the way can do more.
    """
    try:
        found = validate_email(
            address, check_deliverability=False, allow_smtputf8=False, test_environment=True
        )
    except EmailNotValidError as error:
        raise UnfitLetterError("recipient", "is no e-mail address that mail can go to") from error
    return str(found.ascii_email), str(found.ascii_domain)


def _check(letter: Letter) -> None:
    if not 0 < len(letter.subject) <= LONGEST_SUBJECT:
        raise UnfitLetterError("subject", f"has 1 to {LONGEST_SUBJECT} characters")
    if any(unicodedata.category(character) in _ENDS_A_LINE for character in letter.subject):
        raise UnfitLetterError("subject", "holds a line break or another control character")
    if not 0 < len(letter.cause) <= LONGEST_CAUSE:
        raise UnfitLetterError("cause", f"has 1 to {LONGEST_CAUSE} characters")
    if any(not _can_be_stored(text) for text in (letter.cause, letter.text, letter.html)):
        raise UnfitLetterError("text", "holds NUL or half a character, which no database keeps")


def _can_be_stored(text: str) -> bool:
    return _CANNOT_BE_STORED.search(text) is None
