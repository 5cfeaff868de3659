"""Mails that came back: read from the mailbox that the settings name."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping
from enum import StrEnum

from sqlalchemy import Engine

from web.clock import Clock
from web.config import Settings
from web.mail.bounce_reports import Report, UnreadableReportError, read_report
from web.mail.mailbox import Mailbox, MailboxAccess, open_mailbox
from web.mail.message_ids import known_message_id
from web.mail.outgoing import message_id_key, suppression_key
from web.mail.replies import is_address_dead
from web.use_cases.outbox.settling import take_bounce

logger = logging.getLogger("angebotslotse")
MOST = 500
"Messages that one run reads."


class Kind(StrEnum):
    """What a message in the mailbox is. UNKNOWN: a report about a mail that is not ours."""

    RETURNED = "returned"
    DELAYED = "delayed"
    UNKNOWN = "unknown"
    OTHER = "other"
    BROKEN = "broken"


def access_of(settings: Settings) -> MailboxAccess | None:
    """The mailbox of the settings; None if they name none."""
    if settings.bounce_imap_host is None:
        return None
    password = settings.bounce_imap_password
    return MailboxAccess(
        host=settings.bounce_imap_host,
        port=settings.bounce_imap_port,
        user=settings.bounce_imap_user or "",
        password=password.get_secret_value() if password else "",
        is_secured=settings.bounce_imap_tls,
    )


def read_bounces(
    settings: Settings, access: MailboxAccess, engine: Engine, clock: Clock
) -> Mapping[str, int]:
    """Take all reports that are unread; counts by kind.

    What was read is marked as read after it is stored: who dies in between takes it again, which
    changes nothing. What is broken is flagged and stays unread for people.
    """
    counts: Counter[str] = Counter()
    with open_mailbox(access) as mailbox:
        for number in mailbox.unread(most=MOST):
            content = mailbox.content(number)
            if content is not None:
                kind = take(content, settings, engine, clock)
                _mark(mailbox, number, kind)
                counts[kind.value] += 1
    return dict(counts)


def take(content: bytes, settings: Settings, engine: Engine, clock: Clock) -> Kind:
    """Store what a message says about a mail of ours."""
    try:
        report = read_report(content)
    except (UnreadableReportError, ValueError, LookupError, RecursionError):
        logger.warning("report of a mail cannot be read")
        return Kind.BROKEN
    if report is None:
        return Kind.OTHER
    return _apply(report, settings, engine, clock) if report.has_failed else Kind.DELAYED


def _apply(report: Report, settings: Settings, engine: Engine, clock: Clock) -> Kind:
    message_id = known_message_id(report.message_id, key=message_id_key(settings))
    is_ours = message_id is not None and take_bounce(
        engine,
        message_id,
        reply=f"bounce {report.status}".strip(),
        is_address_dead=is_address_dead(report.status),
        key=suppression_key(settings),
        now=clock.now(),
    )
    return Kind.RETURNED if is_ours else Kind.UNKNOWN


def _mark(mailbox: Mailbox, number: str, kind: Kind) -> None:
    if kind is Kind.BROKEN:
        mailbox.flag(number)
    else:
        mailbox.mark_read(number)
