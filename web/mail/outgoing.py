"""The way out that the settings describe."""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Callable
from functools import partial
from pathlib import Path

from sqlalchemy import Engine

from web.clock import Clock
from web.config import Settings
from web.derived_keys import derived_key
from web.mail.folder import FolderTransport
from web.mail.messages import Writer
from web.mail.sending import Sender
from web.mail.smtp import Server, SmtpTransport
from web.mail.transport import Transport
from web.use_cases.outbox.claiming import Claiming
from web.use_cases.outbox.pace import Limits


def sender_of(
    settings: Settings, engine: Engine, clock: Clock, wait: Callable[[float], bool]
) -> Sender | None:
    """A sender under these settings; None where they name no way out, or nobody who writes."""
    way, writer = _way_out(settings), writer_of(settings)
    if way is None or writer is None:
        return None
    limits = Limits(settings.mail_per_second, settings.mail_per_domain_per_second)
    return Sender(
        engine=engine,
        clock=clock,
        claiming=Claiming(holder=new_holder(), key=suppression_key(settings), limits=limits),
        writer=writer,
        open=way,
        wait=wait,
    )


def writer_of(settings: Settings) -> Writer | None:
    """Whom mail comes from; None where the settings name nobody."""
    if settings.mail_from is None:
        return None
    return Writer(
        settings.mail_from,
        settings.mail_from_name,
        settings.mail_reply_to,
        message_id_key(settings),
    )


def suppression_key(settings: Settings) -> bytes:
    """What addresses that nothing is sent to are hashed with."""
    return derived_key(settings.secret_key.get_secret_value(), "suppressed addresses")


def message_id_key(settings: Settings) -> bytes:
    """What proves that a Message-ID is ours."""
    return derived_key(settings.secret_key.get_secret_value(), "message ids")


def new_holder() -> str:
    """A name for a sender that no other has: machine, process and something at random."""
    return f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(8)}"


def server_of(settings: Settings) -> Server | None:
    """The mail server that the settings name; None without one."""
    if settings.smtp_host is None:
        return None
    password = settings.smtp_password
    return Server(
        host=settings.smtp_host,
        port=settings.smtp_port,
        tls=settings.smtp_tls,
        user=settings.smtp_user,
        password=password.get_secret_value() if password else "",
        timeout_seconds=settings.smtp_timeout_seconds,
    )


def _way_out(settings: Settings) -> Callable[[], Transport] | None:
    server = server_of(settings)
    if server is not None:
        return partial(SmtpTransport, server)
    if settings.mail_folder is not None:
        return partial(FolderTransport, Path(settings.mail_folder))
    return None
