"""The kinds of values that settings have, each with its check; a ValueError says what is wrong."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated

from email_validator import EmailNotValidError, validate_email
from limits.storage import storage_from_string
from pydantic import AfterValidator, BeforeValidator, SecretStr
from pydantic_settings import NoDecode

from models.session import database_url as parse_database_url
from offers.errors import InputErrors
from offers.sources import load_sources

SHORTEST_SECRET = 32
MEMORY = "memory://"
_RATE = re.compile(r"^\s*\d+\s*(?:per|/)\s*\d*\s*(?:second|minute|hour|day)s?\s*$")


def a_rate(value: str) -> str:
    if not all(_RATE.match(part) for part in value.split(";")):
        raise ValueError("is no rate such as '30 per minute'")
    return value


def a_database(value: str) -> str:
    try:
        parse_database_url(value)
    except Exception as error:
        raise ValueError("is no address of a SQLite or PostgreSQL database") from error
    return value


def a_secret(value: SecretStr) -> SecretStr:
    if len(value.get_secret_value()) < SHORTEST_SECRET:
        raise ValueError(f"is shorter than {SHORTEST_SECRET} characters")
    return value


def an_optional_secret(value: SecretStr | None) -> SecretStr | None:
    """A secret that need not be set; an empty one is none."""
    if value is None or not value.get_secret_value().strip():
        return None
    return a_secret(value)


def a_storage(value: str) -> str:
    try:
        if value != MEMORY:
            storage_from_string(value)
    except Exception as error:
        raise ValueError("names no storage that can be used, or its package is missing") from error
    return value


def a_header(value: str) -> str:
    """A text that stands in one line of a mail."""
    if any(unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} for character in value):
        raise ValueError("holds a line break or another control character")
    return value


def a_link(value: object) -> object:
    """An address that a page may link to."""
    if isinstance(value, str) and not value.lower().startswith(("https://", "http://")):
        raise ValueError("is no address that begins with https://")
    return value


def names(value: object) -> object:
    """'DEA, DE' as the tuple of its parts."""
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return value


def blank_is_missing(value: object) -> object:
    """None for an empty text."""
    if not isinstance(value, str):
        return value
    return value.strip() or None


def an_address(value: str | None) -> str | None:
    """An e-mail address as one writes it."""
    if value is None:
        return None
    try:
        return validate_email(value, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError as error:
        raise ValueError("is no e-mail address") from error


def a_sources_file(value: str | None) -> str | None:
    """A file of sources that can be used."""
    try:
        load_sources(value)
    except InputErrors as errors:
        raise ValueError(str(errors)) from None
    return value


Rate = Annotated[str, AfterValidator(a_rate)]
HeaderText = Annotated[str, AfterValidator(a_header)]
OptionalText = Annotated[str | None, BeforeValidator(blank_is_missing)]
OptionalLink = Annotated[OptionalText, AfterValidator(a_link)]
SourcesFile = Annotated[OptionalText, AfterValidator(a_sources_file)]
OptionalAddress = Annotated[OptionalText, AfterValidator(an_address)]
Names = Annotated[tuple[str, ...], NoDecode, BeforeValidator(names)]
Database = Annotated[str, AfterValidator(a_database)]
Secret = Annotated[SecretStr, AfterValidator(a_secret)]
OptionalSecret = Annotated[SecretStr | None, AfterValidator(an_optional_secret)]
Storage = Annotated[str, AfterValidator(a_storage)]
