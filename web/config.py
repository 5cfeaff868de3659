"""The settings: read from the environment only, checked all at once when the service starts.

A default must be right for production and safe to publish; what has no such default is required.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from limits.storage import storage_from_string
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from models.session import database_url as parse_database_url

PREFIX = "ANGEBOTSLOTSE_"
SHORTEST_SECRET = 32
MEMORY = "memory://"
_RATE = re.compile(r"^\s*\d+\s*(?:per|/)\s*\d*\s*(?:second|minute|hour|day)s?\s*$")


@dataclass(frozen=True, slots=True)
class SettingProblem:
    """One variable that cannot be used: what is wrong and how it should look."""

    variable: str
    problem: str
    example: str = ""

    def sentence(self) -> str:
        """The problem as one line."""
        hint = f" Example: {self.variable}={self.example}" if self.example else ""
        return f"{self.variable}: {self.problem}.{hint}"


class SettingsError(Exception):
    """The environment is not usable; `problems` lists every bad variable."""

    def __init__(self, problems: Iterable[SettingProblem]) -> None:
        self.problems = tuple(problems)
        lines = [f"  - {problem.sentence()}" for problem in self.problems]
        super().__init__("\n".join(["The settings cannot be used:", *lines]))


def _a_rate(value: str) -> str:
    if not all(_RATE.match(part) for part in value.split(";")):
        raise ValueError("is no rate such as '30 per minute'")
    return value


def _a_database(value: str) -> str:
    try:
        parse_database_url(value)
    except Exception as error:
        raise ValueError("is no address of a SQLite or PostgreSQL database") from error
    return value


def _a_secret(value: SecretStr) -> SecretStr:
    if len(value.get_secret_value()) < SHORTEST_SECRET:
        raise ValueError(f"is shorter than {SHORTEST_SECRET} characters")
    return value


def _a_storage(value: str) -> str:
    try:
        if value != MEMORY:
            storage_from_string(value)
    except Exception as error:
        raise ValueError("names no storage that can be used, or its package is missing") from error
    return value


def _a_link(value: object) -> object:
    """An address that a page may link to."""
    if isinstance(value, str) and not value.lower().startswith(("https://", "http://")):
        raise ValueError("is no address that begins with https://")
    return value


def _names(value: object) -> object:
    """'DEA, DE' as the tuple of its parts."""
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return value


def _blank_is_missing(value: object) -> object:
    """None for an empty text."""
    if not isinstance(value, str):
        return value
    return value.strip() or None


Rate = Annotated[str, AfterValidator(_a_rate)]
OptionalText = Annotated[str | None, BeforeValidator(_blank_is_missing)]
OptionalLink = Annotated[OptionalText, AfterValidator(_a_link)]


class Settings(BaseSettings):
    """Everything an operator can set, one variable a field: the prefix and the name in capitals."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, extra="forbid", frozen=True, populate_by_name=True
    )

    secret_key: Annotated[SecretStr, AfterValidator(_a_secret)]
    "Signs cookies and form tokens; secret, at least 32 characters, the same in all workers."

    database_url: Annotated[str, AfterValidator(_a_database)] = Field(
        default="sqlite:///instance/angebotslotse.sqlite3", validation_alias="DATABASE_URL"
    )
    "SQLite (relative to the working directory) or PostgreSQL."

    https: bool = True
    "Whether people reach the service by https: secure cookies and HSTS."

    trusted_proxies: Annotated[int, Field(ge=0, le=10)] = 0
    "How many reverse proxies in front set X-Forwarded-For; 0 ignores such headers."

    trusted_hosts: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_names)] = ()
    "The names under which the service is reached, separated by commas; none: any name is taken."

    log_level: Annotated[str, Field(pattern="^(DEBUG|INFO|WARNING|ERROR)$")] = "INFO"
    "The least severe log line that is written."

    home_region: OptionalText = None
    "The region this service is for, as the pages name it; none: everywhere in Germany."

    home_territory: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_names)] = ()
    "The same as codes or names, separated by commas."

    unfinished_days: Annotated[int, Field(ge=1, le=365)] = 30
    "Days after which unfinished answers that nobody touched any more are deleted."

    finished_days: Annotated[int, Field(ge=1, le=1100)] = 180
    "Days after which finished answers that nobody changed, and readers' reports, are deleted."

    log_days: Annotated[int, Field(ge=1, le=365)] = 14
    "How long the operator keeps the logs: the privacy page says so, the host must do it."

    form_rate: Rate = "60 per minute"
    "How many forms one address may send."

    api_rate: Rate = "3000 per minute"
    "How many requests of the API one address may send."

    rate_storage: Annotated[str, AfterValidator(_a_storage)] = MEMORY
    "Where the counts are kept; memory counts in each worker process by itself."

    max_request_bytes: Annotated[int, Field(ge=10_000, le=100_000_000)] = 262_144
    "The largest request that is read."

    catalogue_check_seconds: Annotated[float, Field(ge=0, le=3600)] = 5.0
    "How long a worker goes on with its catalogue before it looks for a newer one."

    operator_name: OptionalText = None
    operator_street: OptionalText = None
    operator_place: OptionalText = None
    operator_email: OptionalText = None
    operator_phone: OptionalText = None
    operator_url: OptionalLink = None
    operator_represented_by: OptionalText = None
    operator_editor: OptionalText = None
    operator_register: OptionalText = None
    operator_vat_id: OptionalText = None
    operator_supervision: OptionalText = None
    operator_is_public: bool = False
    hosting_provider: OptionalText = None
    privacy_officer: OptionalText = None
    privacy_authority: OptionalText = None
    privacy_authority_url: OptionalLink = None
    accessibility_email: OptionalText = None
    accessibility_reviewed_on: date | None = None
    accessibility_ombuds: OptionalText = None
    accessibility_ombuds_url: OptionalLink = None
    "What the legal pages say about the operator; web/site.py names what the law requires."


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
    "operator_is_public": "false",
    "accessibility_reviewed_on": "2026-11-22",
    "form_rate": "'60 per minute'",
    "api_rate": "'3000 per minute'",
    "rate_storage": MEMORY,
    "max_request_bytes": "262144",
    "catalogue_check_seconds": "5",
}


def variable_of(field: str) -> str:
    """The environment variable of a field of `Settings`."""
    return "DATABASE_URL" if field == "database_url" else f"{PREFIX}{field.upper()}"


def load_settings() -> Settings:
    """The settings of this process; SettingsError lists every variable that is wrong."""
    problems = [*_unknown_variables(os.environ)]
    try:
        settings = Settings()  # type: ignore[call-arg]  # the environment fills it
    except ValidationError as error:
        raise SettingsError([*_described(error), *problems]) from None
    if problems:
        raise SettingsError(problems)
    return settings


def _described(error: ValidationError) -> Iterable[SettingProblem]:
    for item in error.errors(include_input=False, include_url=False):
        name = str(item["loc"][0]) if item["loc"] else ""
        field = "database_url" if name.upper() == "DATABASE_URL" else name
        problem = "is required but not set" if item["type"] == "missing" else item["msg"]
        cleaned = problem.removeprefix("Value error, ")
        yield SettingProblem(variable_of(field), cleaned, EXAMPLES.get(field, ""))


def _unknown_variables(environment: Mapping[str, str]) -> Iterable[SettingProblem]:
    """Variables with our prefix that mean nothing: most often a slip of the pen."""
    known = {variable_of(field) for field in Settings.model_fields}
    for variable in sorted(environment):
        if variable.startswith(PREFIX) and variable not in known:
            close = difflib.get_close_matches(variable, known, n=1)
            hint = f"; did you mean {close[0]}" if close else ""
            yield SettingProblem(variable, f"is no setting{hint}")
