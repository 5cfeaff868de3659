"""The fields of an offer as editors see them: groups in the order of the form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import lazy_gettext

from web.pages.editor.field import Field, Group
from web.pages.editor.fields_of_reach import WHAT, WHERE, WHO
from web.pages.editor.fields_of_terms import CONTACT, SOURCE, WHEN, WORTH

MAIN_NEED = "hauptthema"
GROUPS: tuple[Group, ...] = (WHAT, WHO, WHERE, WHEN, WORTH, CONTACT, SOURCE)
_WHOLE_RECORDS: Mapping[str, object] = {
    "amount": lazy_gettext("Amount and rate"),
    "contact": lazy_gettext("Contact"),
    "source": lazy_gettext("Source"),
    "deadlines": lazy_gettext("Deadlines"),
    "conditions": lazy_gettext("Conditions"),
}


def all_fields() -> Iterator[Field]:
    """Every field in the order of the form."""
    for group in GROUPS:
        yield from group.fields


def label_of(key: str) -> str:
    """What a field of the format is called: 'Titel'; the key itself if it is none."""
    labels = {field.path: field.label for field in all_fields()}
    return str(_WHOLE_RECORDS.get(key) or labels.get(key, key))


def value_at(content: Mapping[str, Any], path: str) -> Any:
    """What a draft says under a dotted path; None for nothing."""
    outer, _, inner = path.partition(".")
    value = content.get(outer)
    if not inner:
        return value
    return value.get(inner) if isinstance(value, Mapping) else None
