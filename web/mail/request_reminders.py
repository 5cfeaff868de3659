"""The letter that reminds an advisor of a request."""

from __future__ import annotations

from web.letters import Letter
from web.links import absolute
from web.mail.writing import write
from web.use_cases.requests.reminding import Reminder


def request_reminder(reminder: Reminder) -> Letter:
    """The letter in the advisor's language; NoPublicAddressError if no link can be made."""
    return write(
        "request_reminder",
        cause=reminder.cause,
        recipient=reminder.recipient.email,
        language=reminder.recipient.language,
        person_id=reminder.recipient.person_id,
        company_id=reminder.company_id,
        person=reminder.recipient.name,
        firm=reminder.firm,
        town=reminder.town,
        days=reminder.days,
        is_last=reminder.is_last,
        href=absolute("company_file.show", public_id=reminder.public_id),
    )
