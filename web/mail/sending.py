"""The sender: takes mails that wait, gives each to the server, stores each result at once."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.errors import MessageError

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from web.clock import Clock
from web.mail.messages import Writer, content_of
from web.mail.transport import CannotOpenError, Parcel, Transport
from web.use_cases.outbox import claiming, settling
from web.use_cases.outbox.claiming import ClaimedMail, Claiming
from web.use_cases.outbox.verdicts import Result, Verdict

logger = logging.getLogger("angebotslotse")
PATIENCE = 90
"How often, a second apart, a result is stored again while the database is away."
_COUNTED = {
    Verdict.ACCEPTED: "sent",
    Verdict.LATER: "postponed",
    Verdict.UNANSWERED: "unanswered",
    Verdict.REFUSED: "refused",
    Verdict.NO_SUCH_ADDRESS: "refused",
}


@dataclass(slots=True, kw_only=True)
class Sender:
    """One of these lives as long as a run.

    `wait` waits so many seconds and says whether to stop; it is asked before every mail. `pause`
    only waits.
    """

    engine: Engine
    clock: Clock
    claiming: Claiming
    writer: Writer
    open: Callable[[], Transport]
    wait: Callable[[float], bool]
    pause: Callable[[float], None] = time.sleep
    _transport: Transport | None = None
    _counts: Counter[str] = field(default_factory=Counter)

    def run(self) -> Mapping[str, int]:
        """Send until nothing is due, the server is down or it is time to stop; counts by result."""
        with claiming.staying_open(self.engine):
            self._counts["expired"] = claiming.tidy(self.engine, now=self.clock.now())
            try:
                self._send_all()
            finally:
                self._close()
                claiming.give_back(self.engine, self.claiming.holder)
        return dict(self._counts)

    def _send_all(self) -> None:
        while not self.wait(0) and (mails := self._claim()):
            if not self._send_batch(mails):
                return

    def _claim(self) -> tuple[ClaimedMail, ...]:
        return claiming.claim(self.engine, self.claiming, now=self.clock.now())

    def _send_batch(self, mails: tuple[ClaimedMail, ...]) -> bool:
        """Whether to go on; after trouble with the server the rest is claimed anew, or not."""
        for mail in mails:
            ahead = (mail.not_before_utc - self.clock.now()).total_seconds()
            if self.wait(max(ahead, 0)):
                return False
            result = self._send(mail)
            self._settle(mail, result)
            if result.verdict is Verdict.SERVER_DOWN:
                return False
            if result.verdict in {Verdict.UNANSWERED, Verdict.NOT_OURS}:
                claiming.give_back(self.engine, self.claiming.holder)
                return True
        return True

    def _send(self, mail: ClaimedMail) -> Result:
        try:
            content = content_of(mail, self.writer)
        except (ValueError, MessageError):
            logger.exception("mail cannot be written", extra={"mail": mail.id})
            return Result(Verdict.REFUSED, "unwritable")
        parcel = Parcel(self.writer.address, mail.recipient, mail.message_id, content)
        try:
            return self._hand_over(mail, parcel)
        except CannotOpenError as error:
            return error.result

    def _hand_over(self, mail: ClaimedMail, parcel: Parcel) -> Result:
        transport = self._opened()
        result = transport.hand_over(parcel, lambda: self._begin(mail))
        if result.verdict is Verdict.SERVER_DOWN and transport.was_used:
            # Servers end a connection after so many mails or so much time: no sign of trouble.
            self._close()
            result = self._opened().hand_over(parcel, lambda: self._begin(mail))
        return result

    def _begin(self, mail: ClaimedMail) -> bool:
        return claiming.begin_handover(
            self.engine, mail, self.claiming.holder, now=self.clock.now()
        )

    def _opened(self) -> Transport:
        if self._transport is not None and not self._transport.is_usable:
            self._close()
        if self._transport is None:
            self._transport = self.open()
        return self._transport

    def _close(self) -> None:
        if self._transport is not None:
            self._transport.close()
            self._transport = None

    def _settle(self, mail: ClaimedMail, result: Result) -> None:
        """Store the result; while the database is away, again and again: it is known only here."""
        for seconds in range(PATIENCE):
            try:
                return self._store(mail, result)
            except DBAPIError:
                if not seconds:
                    logger.warning("database is away", extra={"mail": mail.id})
                self.pause(1)
        return self._store(mail, result)

    def _store(self, mail: ClaimedMail, result: Result) -> None:
        settling.settle(
            self.engine,
            mail,
            result,
            holder=self.claiming.holder,
            key=self.claiming.key,
            now=self.clock.now(),
        )
        if name := _COUNTED.get(result.verdict):
            self._counts[name] += 1
        if result.verdict is not Verdict.ACCEPTED:
            logger.warning(
                "mail not sent",
                extra={"mail": mail.id, "verdict": result.verdict.value, "reply": result.reply},
            )
