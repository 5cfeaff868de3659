"""What a sender needs of a way out: a server, or a folder to try things out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from web.use_cases.outbox.verdicts import Result


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message ready to go. `message_id` is what is stored of its Message-ID."""

    sender: str
    recipient: str
    message_id: str
    content: bytes


class Transport(Protocol):
    """An open way out, used for many mails one after the other."""

    def hand_over(self, parcel: Parcel, begin: Callable[[], bool]) -> Result:
        """What became of it; never raises for trouble outside.

        `begin` is called at the last moment before the text goes out; if it says no, nothing does.
        """

    @property
    def is_usable(self) -> bool:
        """Whether another mail can follow on it."""

    @property
    def was_used(self) -> bool:
        """Whether a mail went through, so that opening it anew may help where it ended."""

    def close(self) -> None:
        """Give the way up."""


class CannotOpenError(Exception):
    """The way out cannot be used now; `result` says why."""

    def __init__(self, result: Result) -> None:
        self.result = result
        super().__init__(result.reply)
