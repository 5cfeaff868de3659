"""Send the mail that waits."""

from __future__ import annotations

import time
from collections.abc import Mapping

from web.author import Author
from web.mail.outgoing import sender_of
from web.services import Services

LONGEST_RUN = 15.0
"Seconds after which a run ends between two mails: a process that is told to stop waits for it."


def run(held: Services, author: Author) -> Mapping[str, int]:
    """How many mails were sent, postponed, refused; nothing where the settings name no server."""
    ends = time.monotonic() + LONGEST_RUN

    def wait(seconds: float) -> bool:
        left = ends - time.monotonic()
        time.sleep(max(min(seconds, left), 0))
        return seconds >= left

    sender = sender_of(held.settings, held.engine, held.clock, wait)
    return {} if sender is None else sender.run()
