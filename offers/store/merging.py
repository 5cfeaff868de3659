"""What a source says now, joined with what a person has said in between: field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Merged:
    """The content to store, and the fields in which the source now contests a person's word."""

    content: dict[str, Any]
    contested: tuple[str, ...]


def three_way(base: Content, current: Content, new: Content) -> Merged:
    """The new content, with the current one in fields where a person left the base.

    `base` is what the source said before. A field that person and source changed to the same
    value is contested by nobody. A key that is missing is a value as any other.
    """
    fields = sorted({*base, *current, *new})
    own = {field for field in fields if current.get(field) != base.get(field)}
    content = {
        field: value
        for field in fields
        if (value := (current if field in own else new).get(field)) is not None
    }
    contested = tuple(
        field
        for field in fields
        if field in own
        and new.get(field) != base.get(field)
        and new.get(field) != current.get(field)
    )
    return Merged(content, contested)


def with_fields(current: Content, proposed: Content, fields: tuple[str, ...]) -> dict[str, Any]:
    """The current content with these fields as proposed."""
    joined = {**current, **{field: proposed.get(field) for field in fields}}
    return {field: value for field, value in joined.items() if value is not None}


def differ(one: Content, other: Content, field: str) -> bool:
    """Whether two contents say different things in a field."""
    return bool(one.get(field) != other.get(field))


def differing(one: Content, other: Content) -> tuple[str, ...]:
    """The fields in which two contents differ, by name."""
    return tuple(sorted(key for key in {*one, *other} if differ(one, other, key)))
