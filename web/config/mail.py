"""What an operator can set about mail."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from web.config.kinds import HeaderText, OptionalAddress, OptionalText


class Tls(StrEnum):
    """How the connection to the mail server is secured."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


class MailSettings(BaseSettings):
    """The server that mail goes through, how fast, and where bounces come back to."""

    model_config = SettingsConfigDict(use_attribute_docstrings=True)

    smtp_host: OptionalText = None
    "The mail server; none: mail waits, or goes into `mail_folder`."

    smtp_port: Annotated[int, Field(ge=1, le=65535)] = 587
    "Its port: 587 with starttls, 465 with tls."

    smtp_tls: Tls = Tls.STARTTLS
    "How the connection is secured: starttls, tls, or none on this very machine only."

    smtp_user: OptionalText = None
    "The name to sign in with at the mail server; none: without."

    smtp_password: SecretStr | None = None
    "The password for it."

    smtp_timeout_seconds: Annotated[float, Field(gt=0, le=300)] = 30.0
    "After how long without an answer of the server an attempt is given up."

    mail_folder: OptionalText = None
    "A folder that takes every mail as a file instead of a server: to try things out."

    mail_from: OptionalAddress = None
    "The address that mail comes from; its domain stands in every Message-ID."

    mail_from_name: HeaderText = "Angebotslotse"
    "The name beside it."

    mail_reply_to: OptionalAddress = None
    "The address that answers go to; none: the one mail comes from."

    mail_per_second: Annotated[float, Field(gt=0, le=10_000)] = 20.0
    "How many mails a second may leave, all together."

    mail_per_domain_per_second: Annotated[float, Field(gt=0, le=10_000)] = 2.0
    "How many of them may go to one receiving domain."

    mail_kept_days: Annotated[int, Field(ge=1, le=365)] = 30
    "Days after which a mail that is settled is deleted."

    bounce_imap_host: OptionalText = None
    "The server of the mailbox that reports of undeliverable mail come back to; none: not read."

    bounce_imap_port: Annotated[int, Field(ge=1, le=65535)] = 993
    "Its port, with TLS."

    bounce_imap_user: OptionalText = None
    "The name of that mailbox."

    bounce_imap_password: SecretStr | None = None
    "The password for it."

    bounce_imap_tls: bool = True
    "Whether that connection is secured; false on this very machine only."
