"""What a reply of a mail server means for the mail, its address and the server (a table).

Basic codes: RFC 5321, 4.2.2 and 4.3.2; enhanced codes: RFC 3463, RFC 7505 (no mail at all).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from web.use_cases.outbox.verdicts import Result, Verdict

_ENHANCED = re.compile(r"\s*([245]\.\d{1,3}\.\d{1,3})(?!\S)")


class Stage(StrEnum):
    """How far an attempt was: CONNECT up to signing in, then the commands, then the whole text."""

    CONNECT = "connect"
    MAIL = "mail"
    RCPT = "rcpt"
    DATA = "data"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class _Row:
    """At one of these stages, a basic code and an enhanced code that match, mean `verdict`."""

    stages: frozenset[Stage]
    code: str
    enhanced: str
    verdict: Verdict


def _row(stages: str, code: str, enhanced: str, verdict: Verdict) -> _Row:
    return _Row(frozenset(Stage(name) for name in stages.split()), code, enhanced, verdict)


_ALL = "connect mail rcpt data text"
# The first row that matches decides. '-' in the column of enhanced codes: there is none.
_TABLE = (
    _row(_ALL, r"2..", r".*", Verdict.ACCEPTED),
    # Before a recipient is named only the size of a mail can be its own fault.
    _row("mail", r"5..", r"5\.(3\.4|2\.3|6\..*)", Verdict.REFUSED),
    _row("mail", r"552", r"-", Verdict.REFUSED),
    _row("connect mail", r"...", r".*", Verdict.SERVER_DOWN),
    # The server closes, or wants us to sign in: not a matter of this mail.
    _row("rcpt data text", r"(530|535)", r".*", Verdict.SERVER_DOWN),
    _row("rcpt data text", r"4..", r".*", Verdict.LATER),
    # The address: unknown, moved, closed, badly written, a domain without mail.
    _row("rcpt", r"5..", r"5\.1\.([012346]|10)", Verdict.NO_SUCH_ADDRESS),
    _row("rcpt", r"5..", r"5\.2\.1", Verdict.NO_SUCH_ADDRESS),
    _row("rcpt", r"550", r"5\.(4\.[14]|0\.0)", Verdict.NO_SUCH_ADDRESS),
    _row("rcpt", r"(550|551|553|556)", r"-", Verdict.NO_SUCH_ADDRESS),
    _row("data text", r"5..", r"5\.1\.[126]", Verdict.NO_SUCH_ADDRESS),
    # A full mailbox can be emptied; RFC 5321, 4.5.3.1.10 says to take 552 as 452.
    _row("rcpt", r"552", r"(-|5\.2\.2)", Verdict.LATER),
    _row("rcpt", r"5..", r"5\.2\.2", Verdict.LATER),
    # Mail of this size or kind, or commands that this server does not know.
    _row("rcpt", r"5..", r"5\.([56]\..*|3\.4|2\.3)", Verdict.REFUSED),
    _row("rcpt", r"(50.|555)", r".*", Verdict.REFUSED),
    # All that is left concerns us as senders (policy, relaying, a block list): somebody can mend it
    # within two days, and no address is to blame.
    _row("rcpt", r"5..", r".*", Verdict.LATER),
    # The text itself was judged.
    _row("data text", r"5..", r".*", Verdict.REFUSED),
)


def result_of(stage: Stage, code: int, text: bytes) -> Result:
    """What the reply means; its own words are dropped, for they may quote the address."""
    enhanced = enhanced_code(text.decode("ascii", "replace"))
    basic = str(code)
    for row in _TABLE:
        if (
            stage in row.stages
            and re.fullmatch(row.code, basic)
            and re.fullmatch(row.enhanced, enhanced or "-")
        ):
            return Result(row.verdict, f"{basic} {enhanced}".strip())
    # Neither a yes nor a no at this place, such as 354 for an address.
    return Result(Verdict.UNANSWERED, basic)


def enhanced_code(text: str) -> str:
    """The enhanced code that a reply begins with; '' without one."""
    found = _ENHANCED.match(text)
    return found[1] if found else ""


def is_address_dead(status: str) -> bool:
    """Whether the status of a report says that nothing reaches the address.

    Unspecified, the address, a closed mailbox, no such domain; but not a full mailbox, the size,
    the content, a policy or an address of ours.
    """
    return bool(re.fullmatch(r"5\.(0\.\d+|1\.([012346]|10)|2\.[01]|4\.([14]|310))", status))
