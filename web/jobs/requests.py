"""Remind advisors of requests that nobody has looked at."""

from __future__ import annotations

from collections.abc import Mapping

from web.author import Author
from web.mail.request_reminders import request_reminder
from web.services import Services
from web.use_cases.requests import reminding


def run(held: Services, author: Author) -> Mapping[str, int]:
    """Reminders written and failed; none where the service has no address for their links."""
    if held.settings.public_url is None:
        return {}
    with held.context():
        done = reminding.remind(held.engine, request_reminder, now=author.now)
    counts = {"request_reminders": done.written, "request_reminders_failed": done.failed}
    return {name: count for name, count in counts.items() if count}
