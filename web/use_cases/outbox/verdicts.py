"""What became of one attempt to send a mail, and when the next one is due."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
DELAYS = (
    *(MINUTE, 5 * MINUTE, 15 * MINUTE),
    *(HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 12 * HOUR, 20 * HOUR),
)
"After the first, second ... attempt that failed for now: two days in all."
JITTER = 0.1


class Verdict(StrEnum):
    """Whom a reply concerns.

    ACCEPTED. LATER: this mail, for now. UNANSWERED: nobody knows whether the server took it; tried
    again, and counted against the server too. REFUSED: this mail, for good. NO_SUCH_ADDRESS: the
    same, and nothing else will reach the address either. SERVER_DOWN: no mail can go; not the fault
    of this one. NOT_OURS: the hold ran out, or sending was paused, before the text was given.
    """

    ACCEPTED = "accepted"
    LATER = "later"
    UNANSWERED = "unanswered"
    REFUSED = "refused"
    NO_SUCH_ADDRESS = "no_such_address"
    SERVER_DOWN = "server_down"
    NOT_OURS = "not_ours"

    @property
    def is_trouble_of_the_server(self) -> bool:
        """Whether it counts against the server."""
        return self in {Verdict.UNANSWERED, Verdict.SERVER_DOWN}


@dataclass(frozen=True, slots=True)
class Result:
    """The verdict on an attempt and the code behind it: '550 5.1.1', or the class of an error."""

    verdict: Verdict
    reply: str = ""


def delay_after(attempts: int, message_id: str) -> timedelta | None:
    """How long to wait after this many failed attempts (from 1); None: no more of them.

    The tenth more or less follows from the mail, so that a thousand mails refused together do not
    come back together.
    """
    if attempts > len(DELAYS):
        return None
    digest = hashlib.sha256(f"{message_id}:{attempts}".encode()).digest()
    share = int.from_bytes(digest[:4]) / 2**32
    return DELAYS[attempts - 1] * (1 - JITTER + 2 * JITTER * share)
