"""All settings together: what each variable is called and how it may look."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic_settings import SettingsConfigDict

from web.config.accounts import AccountSettings
from web.config.kinds import MEMORY
from web.config.mail import MailSettings
from web.config.operator import OperatorSettings
from web.config.service import ServiceSettings

PREFIX = "ANGEBOTSLOTSE_"


class Settings(OperatorSettings, MailSettings, AccountSettings, ServiceSettings):
    """Everything an operator can set, one variable a field: the prefix and the name in capitals."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, extra="forbid", frozen=True, populate_by_name=True
    )


EXAMPLES: Mapping[str, str] = {
    "secret_key": "\"$(python3 -c 'import secrets; print(secrets.token_urlsafe(48))')\"",
    "database_url": "postgresql://user:password@localhost/angebotslotse",
    "https": "true",
    "trusted_proxies": "1",
    "operator_url": "https://www.example.org",
    "privacy_authority_url": "https://www.ldi.nrw.de",
    "trusted_hosts": "angebote.example.org",
    "log_level": "INFO",
    "home_territory": "DEA",
    "unfinished_days": "30",
    "file_days": "730",
    "operator_is_public": "false",
    "accessibility_reviewed_on": "2026-11-22",
    "form_rate": "'60 per minute'",
    "api_rate": "'3000 per minute'",
    "download_rate": "'60 per minute'",
    "rate_storage": MEMORY,
    "metrics_token": "\"$(python3 -c 'import secrets; print(secrets.token_urlsafe(48))')\"",
    "max_request_bytes": "262144",
    "link_checks": "true",
    "imports": "true",
    "sources_file": "/etc/angebotslotse/sources.yaml",
    "catalogue_check_seconds": "5",
    "four_eyes": "true",
    "public_url": "https://angebote.example.org",
    "session_hours": "12",
    "session_idle_minutes": "120",
    "second_factor_required": "true",
    "invitation_days": "14",
    "link_minutes": "60",
    "sign_in_log_days": "90",
    "audit_days": "730",
    "job_run_days": "180",
    "closed_account_days": "180",
    "smtp_host": "mail.example.org",
    "smtp_port": "587",
    "smtp_tls": "starttls",
    "smtp_timeout_seconds": "30",
    "mail_folder": "instance/mail",
    "mail_from": "angebotslotse@example.org",
    "mail_reply_to": "wirtschaft@example.org",
    "mail_per_second": "20",
    "mail_per_domain_per_second": "2",
    "mail_kept_days": "30",
    "bounce_imap_port": "993",
    "bounce_imap_tls": "true",
}


def variable_of(field: str) -> str:
    """The environment variable of a field of `Settings`."""
    return "DATABASE_URL" if field == "database_url" else f"{PREFIX}{field.upper()}"
