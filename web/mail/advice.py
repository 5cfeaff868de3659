"""Mails about requests for advice: receipts for firms, notices for who is on duty."""

from __future__ import annotations

from datetime import timedelta

from web.current import now, services, today
from web.letters import Letter
from web.links import absolute
from web.mail.to_firms import can_mail, mail_key
from web.mail.writing import write
from web.organisation_facts import topic_names
from web.use_cases.firm_files import NOTICE
from web.use_cases.requests.letters import Letters, Notice, NoticeKind, Receipt
from web.use_cases.requests.sending import Terms
from web.use_cases.requests.telling import Post


def terms() -> Terms:
    """How requests are taken in this service."""
    return Terms(kept_for=kept_for(), key=mail_key(), post=post())


def post() -> Post:
    """How mails about them are written now; none where the service cannot send any."""
    return Post(
        letters=Letters(_notice, _receipt) if can_mail() else None,
        today=today(),
        now=now(),
        territory=tuple(services().settings.home_territory),
    )


def kept_for() -> timedelta:
    """How long a file stays after the last deed."""
    return timedelta(days=services().settings.file_days)


def _notice(notice: Notice) -> Letter:
    return write(
        NOTICE,
        cause=notice.cause,
        recipient=notice.recipient,
        language=notice.language,
        person_id=notice.person_id,
        company_id=notice.company_id,
        kind=notice.kind.value,
        firm=notice.firm,
        town=notice.town,
        responsible=notice.responsible,
        href=_place(notice),
    )


def _place(notice: Notice) -> str:
    if notice.kind is NoticeKind.UNASSIGNED:
        return absolute("unassigned.show")
    return absolute("company_file.show", public_id=notice.file)


def _receipt(receipt: Receipt) -> Letter:
    return write(
        receipt.purpose,
        cause=receipt.cause,
        recipient=receipt.recipient,
        language=receipt.language,
        company_id=receipt.company_id,
        topics=topic_names(receipt.topics, receipt.language),
        responsible=receipt.responsible,
        informed=receipt.informed,
    )
