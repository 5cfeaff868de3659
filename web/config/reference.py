"""All settings as a document: what is written beside their fields, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from enum import EnumType
from types import UnionType
from typing import get_args, get_origin

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined
from pydantic_settings import BaseSettings

from web.config.accounts import AccountSettings
from web.config.mail import MailSettings
from web.config.operator import OperatorSettings
from web.config.service import ServiceSettings
from web.config.settings import variable_of

_PARTS: tuple[tuple[str, type[BaseSettings]], ...] = (
    ("Service", ServiceSettings),
    ("Accounts", AccountSettings),
    ("Mail", MailSettings),
    ("Operator", OperatorSettings),
)
_HEAD = (
    "# Settings",
    "",
    "Written by `flask --app wsgi settings`; the sentences stand in `web/config`. Every setting is",
    "a variable of the environment. All are checked at the start, all at once; an unknown variable",
    "with our prefix stops the start as well. Secrets belong into a file that only the service can",
    "read (`EnvironmentFile=` of systemd, `env_file:` of compose), never on a command line.",
    "",
    "Beside them gunicorn reads `PORT` (default 8000) and `WEB_CONCURRENCY`, the number of worker",
    "processes (default 2). It listens on 127.0.0.1; `--bind` on its command line says otherwise.",
)
_TYPES = {
    "bool": "true or false",
    "int": "whole number",
    "float": "number",
    "date": "day, YYYY-MM-DD",
    "tuple": "list, separated by commas",
    "SecretStr": "secret",
    "str": "text",
}


def as_markdown() -> str:
    """Every setting with its default, its form and its meaning; the same text every time."""
    lines = [*_HEAD]
    for title, part in _PARTS:
        lines += ["", f"## {title}", "", "| variable | default | form | meaning |"]
        lines += ["| --- | --- | --- | --- |", *_rows(part)]
    return "\n".join(lines) + "\n"


def _rows(part: type[BaseSettings]) -> Iterator[str]:
    for name, field in part.model_fields.items():
        meaning = (field.description or "").replace("|", "\\|")
        yield f"| `{variable_of(name)}` | {_default(field)} | {_form(field)} | {meaning} |"


def _default(field: FieldInfo) -> str:
    value = field.default
    if value is PydanticUndefined:
        return "required"
    if value is None or value == ():
        return "none"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _form(field: FieldInfo) -> str:
    """The type in words, with its least and most where they are set."""
    kind = _type_of(field.annotation)
    if isinstance(kind, EnumType):
        return " or ".join(str(member.value) for member in kind)  # type: ignore[var-annotated]
    limits = {
        bound: getattr(item, bound)
        for item in field.metadata
        for bound in ("gt", "ge", "le", "pattern")
        if hasattr(item, bound)
    }
    if "pattern" in limits:
        return str(limits["pattern"]).strip("^()$").replace("|", ", ")
    words = _TYPES[getattr(kind, "__name__", str(kind))]
    least = f"over {limits['gt']}" if "gt" in limits else f"{limits.get('ge', 0):,}"
    return f"{words}, {least} to {limits['le']:,}" if limits else words


def _type_of(annotation: object) -> object:
    """The type itself: without None, and of a list the list."""
    if isinstance(annotation, UnionType):
        return next(each for each in get_args(annotation) if each is not type(None))
    return get_origin(annotation) or annotation
