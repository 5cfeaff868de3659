"""One field of an offer as editors see it, and the groups that fields stand in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from web.pages.editor.entries import Kind

Options = tuple[tuple[str, str], ...]


def _no_options() -> Options:
    return ()


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its dotted path in the offer, its name in the form, and how it is filled in."""

    path: str
    name: str
    label: object
    kind: Kind = Kind.LINE
    hint: object = ""
    options: Callable[[], Options] = _no_options
    suffix: object = ""
    rows: int = 4


@dataclass(frozen=True, slots=True)
class Group:
    """Fields under one heading; `name` is its anchor."""

    name: str
    title: object
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """One field as the page shows it; `notes` say what was understood, or what the source says.

    A fixed field cannot be changed.
    """

    name: str
    label: str
    kind: str
    hint: str = ""
    value: str = ""
    values: tuple[str, ...] = ()
    options: Options = ()
    suffix: str = ""
    rows: int = 4
    error: str = ""
    notes: tuple[str, ...] = ()
    is_fixed: bool = False
    is_own: bool = False
