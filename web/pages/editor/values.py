"""What a field of an offer says, in words: for versions side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import gettext

from matcher.wording import audience_label, kind_label, stage_label, state_label
from matcher.wording.languages import language_of
from matcher.wording.values import place
from offers.schema import read_block
from offers.taxonomy.needs import NEED_KEYS, need
from web.formats import partial_date
from web.language import current_language
from web.pages.editor.block_views import sentence_of
from web.pages.editor.entries import Kind, shown
from web.pages.editor.fields import all_fields

Lines = tuple[str, ...]


def said(field: str, value: Any) -> Lines:
    """The lines of one field; empty where nothing is said."""
    if value is None or value in ("", [], {}):
        return ()
    if field == "conditions" and isinstance(value, Mapping):
        return tuple(_blocks(value))
    if field == "deadlines" and isinstance(value, list):
        return tuple(_deadline(row) for row in value if isinstance(row, Mapping))
    if isinstance(value, Mapping):
        return tuple(f"{label}: {text}" for label, text in _record(field, value))
    if isinstance(value, list):
        return tuple(_word(field, each) for each in value)
    return (_word(field, value),)


def _word(field: str, value: Any) -> str:
    language = current_language()
    labels = {"kinds": kind_label, "audience": audience_label, "stage": stage_label}
    labels["state"] = state_label
    if field in labels:
        return labels[field](str(value), language)
    if field == "needs" and value in NEED_KEYS:
        return need(str(value)).label.get(language)
    if field == "territory":
        return place(str(value), language_of(language))
    kinds = {each.path: each.kind for each in all_fields()}
    return _shown(kinds.get(field, Kind.LINE), value)


def _shown(kind: Kind, value: Any) -> str:
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    return partial_date(str(value)) if kind is Kind.DATE else shown(kind, value)


def _record(field: str, value: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for each in all_fields():
        outer, _, inner = each.path.partition(".")
        if outer == field and inner and value.get(inner) not in (None, ""):
            yield str(each.label), _shown(each.kind, value[inner])


def _deadline(row: Mapping[str, Any]) -> str:
    text = partial_date(str(row.get("date", "")))
    if row.get("recurring") is True:
        text = gettext("%(date)s, every year again", date=text)
    return f"{text}: {row['label']}" if row.get("label") else text


def _blocks(value: Mapping[str, Any], depth: int = 0) -> Iterator[str]:
    block = read_block(value)
    quote = f" („{block.quote}“)" if block.quote else ""
    yield f"{'– ' * depth}{sentence_of(block)}{quote}"
    inner = value.get(block.kind)
    parts = inner if isinstance(inner, list) else [inner] if block.is_group else []
    for part in parts:
        if isinstance(part, Mapping):
            yield from _blocks(part, depth + 1)
