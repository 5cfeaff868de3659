"""One connection to the mail server, used for many mails one after the other (RFC 5321)."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from web.config import Tls
from web.mail.replies import Stage, result_of
from web.mail.transport import CannotOpenError, Parcel
from web.use_cases.outbox.verdicts import Result, Verdict

# What a connection can die of; smtplib's own errors are OSErrors too.
_LOST = (OSError, smtplib.SMTPException, UnicodeError)
_CLOSES = 421


@dataclass(frozen=True, slots=True)
class Server:
    """Where the mail server is and how it wants to be spoken to."""

    host: str
    port: int
    tls: Tls
    user: str | None
    password: str
    timeout_seconds: float


class SmtpTransport:
    """An open connection, signed in. Opening raises CannotOpenError."""

    def __init__(self, server: Server) -> None:
        self._lost = False
        self._used = False
        try:
            self._smtp = _opened(server)
        except smtplib.SMTPResponseException as error:
            raise CannotOpenError(_refusal(error)) from error
        except _LOST as error:
            raise CannotOpenError(Result(Verdict.SERVER_DOWN, type(error).__name__)) from error

    @property
    def is_usable(self) -> bool:
        """Whether another mail can follow on this connection."""
        return not self._lost

    @property
    def was_used(self) -> bool:
        """Whether a mail went through: a server may close such a connection, and mean no harm."""
        return self._used

    def hand_over(self, parcel: Parcel, begin: Callable[[], bool]) -> Result:
        """What the server made of the mail; a connection that broke is not usable any more."""
        stage = Stage.MAIL
        try:
            for stage, command in self._commands(parcel):
                code, text = command()
                if code == _CLOSES:
                    self._lost = True
                if not 200 <= code < 300:
                    self._reset()
                    return result_of(stage, code, text)
            if not begin():
                self._reset()
                return Result(Verdict.NOT_OURS)
            stage = Stage.DATA
            return self._data(parcel.content)
        except _LOST as error:
            self._lost = True
            verdict = Verdict.SERVER_DOWN if stage is Stage.MAIL else Verdict.UNANSWERED
            return Result(verdict, type(error).__name__)

    def close(self) -> None:
        """Say goodbye if anybody still listens."""
        with suppress(*_LOST):
            if not self._lost:
                self._smtp.quit()
        self._smtp.close()

    def _commands(
        self, parcel: Parcel
    ) -> tuple[tuple[Stage, Callable[[], tuple[int, bytes]]], ...]:
        size = [f"size={len(parcel.content)}"] if self._smtp.has_extn("size") else []
        return (
            (Stage.MAIL, lambda: self._smtp.mail(parcel.sender, size)),
            (Stage.RCPT, lambda: self._smtp.rcpt(parcel.recipient)),
        )

    def _data(self, content: bytes) -> Result:
        try:
            code, text = self._smtp.data(content)
        except smtplib.SMTPDataError as error:
            self._lost = error.smtp_code == _CLOSES
            self._reset()
            return result_of(Stage.DATA, error.smtp_code, _bytes(error.smtp_error))
        self._lost = code == _CLOSES
        self._used = True
        return result_of(Stage.TEXT, code, text)

    def _reset(self) -> None:
        """Leave the mail that is not going on; a server that cannot is left altogether."""
        if self._lost:
            return
        try:
            self._smtp.rset()
        except _LOST:
            self._lost = True


def _opened(server: Server) -> smtplib.SMTP:
    """The connection, secured and signed in as the settings say."""
    context = ssl.create_default_context()
    place = (server.host, server.port)
    if server.tls is Tls.TLS:
        made: smtplib.SMTP = smtplib.SMTP_SSL(
            *place, timeout=server.timeout_seconds, context=context
        )
    else:
        made = smtplib.SMTP(*place, timeout=server.timeout_seconds)
    try:
        made.ehlo_or_helo_if_needed()
        if server.tls is Tls.STARTTLS:
            made.starttls(context=context)
            made.ehlo_or_helo_if_needed()
        if server.user:
            made.login(server.user, server.password)
    except BaseException:
        made.close()
        raise
    return made


def _refusal(error: smtplib.SMTPResponseException) -> Result:
    return result_of(Stage.CONNECT, error.smtp_code, _bytes(error.smtp_error))


def _bytes(text: bytes | str) -> bytes:
    return text if isinstance(text, bytes) else text.encode("ascii", "replace")
