"""Settings of mail, and whether its servers can be reached and let us in."""

from __future__ import annotations

import imaplib
import ssl
from collections.abc import Iterator
from contextlib import suppress

from web.checks.findings import Finding, note, serious
from web.config import Settings, Tls, variable_of
from web.mail.outgoing import server_of
from web.mail.smtp import SmtpTransport
from web.mail.transport import CannotOpenError

_LOCAL = ("localhost", "127.0.0.1", "::1")
TIMEOUT_SECONDS = 10.0


def of_settings(settings: Settings) -> Iterator[Finding]:
    """What is missing or does not fit together; asks nobody."""
    if settings.smtp_host is None and settings.mail_folder is None:
        yield note(
            "no_mail",
            f"Neither {variable_of('smtp_host')} nor {variable_of('mail_folder')} is set:"
            " mail waits.",
        )
    else:
        yield from _needed(settings)
    yield from _pair(settings, "smtp_user", "smtp_password")
    yield from _pair(settings, "bounce_imap_user", "bounce_imap_password")
    if settings.bounce_imap_host is not None and settings.bounce_imap_user is None:
        yield serious("no_bounce_imap_user", f"{variable_of('bounce_imap_user')} is missing.")
    yield from _unprotected(settings)


def _needed(settings: Settings) -> Iterator[Finding]:
    for field in ("public_url", "mail_from"):
        if getattr(settings, field) is None:
            yield serious(
                f"no_{field}", f"{variable_of(field)} is missing, but mail is to be sent."
            )
    if settings.smtp_host is not None and settings.mail_folder is not None:
        yield note(
            "folder_not_used",
            f"{variable_of('mail_folder')} is not used while {variable_of('smtp_host')} is set.",
        )


def _pair(settings: Settings, user: str, password: str) -> Iterator[Finding]:
    has_user, has_password = (getattr(settings, field) is not None for field in (user, password))
    if has_user != has_password:
        there, missing = (user, password) if has_user else (password, user)
        yield serious(
            f"{there}_alone", f"{variable_of(there)} is set, but {variable_of(missing)} is missing."
        )


def _unprotected(settings: Settings) -> Iterator[Finding]:
    smtp, imap = settings.smtp_host, settings.bounce_imap_host
    if smtp is not None and settings.smtp_tls is Tls.NONE and smtp not in _LOCAL:
        yield serious(
            "smtp_without_tls",
            f"{variable_of('smtp_tls')} is none, but {smtp} is another machine.",
        )
    if imap is not None and not settings.bounce_imap_tls and imap not in _LOCAL:
        yield serious(
            "imap_without_tls",
            f"{variable_of('bounce_imap_tls')} is false, but {imap} is another machine.",
        )


def of_servers(settings: Settings) -> Iterator[Finding]:
    """Whether the servers answer, have the right certificate and take our name and password."""
    yield from _smtp(settings)
    yield from _imap(settings)


def _smtp(settings: Settings) -> Iterator[Finding]:
    server = server_of(settings)
    if server is None:
        return
    try:
        SmtpTransport(server).close()
    except CannotOpenError as error:
        yield serious(
            "smtp_unusable",
            f"The mail server {server.host}:{server.port} cannot be used ({error.result.reply}).",
        )


def _imap(settings: Settings) -> Iterator[Finding]:
    host, password = settings.bounce_imap_host, settings.bounce_imap_password
    if host is None or settings.bounce_imap_user is None or password is None:
        return
    try:
        connection = _opened(settings, host)
        try:
            connection.login(settings.bounce_imap_user, password.get_secret_value())
        finally:
            with suppress(OSError, imaplib.IMAP4.error):
                connection.logout()
    except (OSError, imaplib.IMAP4.error) as error:
        refused = isinstance(error, imaplib.IMAP4.error)
        reason = "it does not let us in" if refused else type(error).__name__
        yield serious(
            "imap_unusable",
            f"The mailbox for bounces at {host}:{settings.bounce_imap_port} cannot be read"
            f" ({reason}).",
        )


def _opened(settings: Settings, host: str) -> imaplib.IMAP4:
    port = settings.bounce_imap_port
    if not settings.bounce_imap_tls:
        return imaplib.IMAP4(host, port, timeout=TIMEOUT_SECONDS)
    context = ssl.create_default_context()
    return imaplib.IMAP4_SSL(host, port, ssl_context=context, timeout=TIMEOUT_SECONDS)
