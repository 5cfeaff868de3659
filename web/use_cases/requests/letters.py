"""What the mails about requests say; pages write them, use cases queue them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from offers.organisations import Organisation
from web.letters import Letter


class NoticeKind(StrEnum):
    """ASKED: a request, AGAIN: of a firm whose file is there. INFORMED: another one takes it.

    UNASSIGNED: nobody is responsible, to who assigns it. ASSIGNED: it was assigned to you.
    """

    ASKED = "asked"
    AGAIN = "again"
    INFORMED = "informed"
    UNASSIGNED = "unassigned"
    ASSIGNED = "assigned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A mail to somebody with an account: the firm's name, its town, the way to the file."""

    kind: NoticeKind
    cause: str
    person_id: int
    company_id: int
    recipient: str
    language: str
    firm: str
    town: str
    file: str
    responsible: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """A mail to the firm: who has its request now. Without a responsible one it waits for that.

    Nothing that was typed stands in it: the address is not confirmed, it may be a stranger's.
    """

    purpose: str
    cause: str
    recipient: str
    language: str
    company_id: int
    topics: tuple[str, ...]
    responsible: Organisation | None
    informed: tuple[Organisation, ...] = ()


@dataclass(frozen=True, slots=True)
class Letters:
    """How the mails are written."""

    notice: Callable[[Notice], Letter]
    receipt: Callable[[Receipt], Letter]
