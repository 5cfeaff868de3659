"""The form of a draft: what it shows, what is read from it, and which field a mistake stands at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, takewhile
from typing import Any

from werkzeug.datastructures import MultiDict

from offers.licences import FIXED
from offers.schema import Offer, dump_offer
from web.pages.editor import entries
from web.pages.editor.entries import Kind
from web.pages.editor.field import Field, FieldView, Options
from web.pages.editor.fields import GROUPS, MAIN_NEED, all_fields, value_at
from web.pages.editor.notes import meanings, source_says


@dataclass(frozen=True, slots=True)
class GroupView:
    """Fields under one heading."""

    name: str
    title: str
    fields: tuple[FieldView, ...]


@dataclass(frozen=True, slots=True)
class DeadlineView:
    """One row of deadlines, counted from 1."""

    number: int
    date: str
    label: str
    recurring: str
    error: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What is known beside the draft: the source's word, fields of a person, fixed texts."""

    source: Mapping[str, Any]
    own_fields: tuple[str, ...] = ()
    fixed: tuple[str, ...] = ()
    is_new: bool = True


def beside(source: Offer | None, own_fields: tuple[str, ...], *, fixed: bool) -> Beside:
    """The same from an offer as the source has it; None for a new offer."""
    if source is None:
        return Beside({})
    return Beside(dump_offer(source), own_fields, FIXED if fixed else (), is_new=False)


def group_views(
    content: Mapping[str, Any], errors: Mapping[str, str], known: Beside
) -> tuple[GroupView, ...]:
    """The groups of the form with what the draft says."""
    return tuple(
        GroupView(
            group.name,
            str(group.title),
            tuple(
                _view(field, content, errors, known)
                for field in group.fields
                if known.is_new or field.path != "id"
            ),
        )
        for group in GROUPS
    )


def deadline_views(
    content: Mapping[str, Any], errors: Mapping[str, str], *, more: int = 0
) -> tuple[DeadlineView, ...]:
    """The rows of deadlines, with empty ones for `more`."""
    rows = [*_deadlines(content), *({} for _ in range(more))]
    return tuple(
        DeadlineView(
            number,
            entries.shown_date(str(row.get("date", ""))),
            str(row.get("label", "")),
            entries.YES if row.get("recurring") is True else "",
            errors.get(f"frist-{number}-datum", ""),
        )
        for number, row in enumerate(rows, 1)
    )


def main_need(content: Mapping[str, Any]) -> str:
    """The topic that the offer serves first; '' if none."""
    given = content.get("needs")
    return str(given[0]) if isinstance(given, list) and given else ""


def read_content(
    form: MultiDict[str, str], before: Mapping[str, Any], *, fixed: Sequence[str] = ()
) -> dict[str, Any]:
    """The draft as the form says; a field that nobody touched keeps its value to the letter."""
    content = {
        key: before[key] for key in ("id", "conditions", *fixed) if before.get(key) is not None
    }
    for field in all_fields():
        if field.path.partition(".")[0] not in fixed:
            _put(content, field.path, _read(field, form, before), before)
    deadlines = _read_deadlines(form, _deadlines(before))
    if deadlines:
        content["deadlines"] = deadlines
    return content


def name_of_error(path: str) -> str:
    """The name of the form's field at which a mistake under this path stands; '' for none."""
    steps = path.split(".")
    if steps[0] == "deadlines":
        number = int(steps[1]) + 1 if len(steps) > 1 and steps[1].isdigit() else 1
        return f"frist-{number}-datum"
    for field in all_fields():
        if path == field.path or path.startswith(f"{field.path}."):
            return field.name
    return ""


def _view(
    field: Field, content: Mapping[str, Any], errors: Mapping[str, str], known: Beside
) -> FieldView:
    value, outer = value_at(content, field.path), field.path.partition(".")[0]
    says = value_at(known.source, field.path)
    differs = not known.is_new and says != value and outer in known.own_fields
    notes = (*meanings(field, value), *((source_says(field, says),) if differs else ()))
    is_list = field.kind is Kind.CHOICES and isinstance(value, list)
    return FieldView(
        name=field.name,
        label=str(field.label),
        kind=str(field.kind),
        hint=str(field.hint),
        value="" if field.kind is Kind.CHOICES else _default(field, value),
        values=tuple(map(str, value)) if is_list else (),
        options=_options(field, value),
        suffix=str(field.suffix),
        rows=field.rows,
        error=errors.get(field.name, ""),
        notes=notes,
        is_fixed=outer in known.fixed,
        is_own=differs,
    )


def _options(field: Field, value: object) -> Options:
    """The choices, with the current one where it is none of them: it would be lost else."""
    known = field.options()
    if field.kind is not Kind.CHOICE or value is None or str(value) in dict(known):
        return known
    return (*known, (str(value), str(value)))


def _default(field: Field, value: object) -> str:
    """What stands in the field; of state and language the one that counts where none is given."""
    defaults = {"state": "open", "language": "de"}
    return entries.shown(field.kind, defaults.get(field.path) if value is None else value)


def _read(field: Field, form: MultiDict[str, str], before: Mapping[str, Any]) -> object:
    """What the form says; the value of before where the field says just that."""
    value = value_at(before, field.path)
    if field.kind is Kind.CHOICES:
        return _read_choices(field, form, value if isinstance(value, list) else [])
    if field.name not in form:
        return value
    text = entries.typed(field.kind, form[field.name])
    if text == entries.typed(field.kind, _default(field, value)):
        return value
    return entries.read(field.kind, text)


def _read_choices(field: Field, form: MultiDict[str, str], before: list[Any]) -> object:
    chosen, known = form.getlist(field.name), [value for value, _ in field.options()]
    found = entries.ticked(before, chosen, known)
    main = form.get(MAIN_NEED, "")
    if field.path == "needs" and main in known:
        found = [main, *(key for key in found if key != main)]
    return found or None


def _put(content: dict[str, Any], path: str, value: object, before: Mapping[str, Any]) -> None:
    outer, _, inner = path.partition(".")
    if not inner:
        if value is not None:
            content[outer] = value
        return
    if value is not None:
        content.setdefault(outer, {})[inner] = value
    elif before.get(outer) == {}:
        content.setdefault(outer, {})


def _deadlines(content: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    given = content.get("deadlines")
    rows: Iterable[Any] = given if isinstance(given, list) else ()
    return [row for row in rows if isinstance(row, Mapping)]


def _read_deadlines(
    form: MultiDict[str, str], before: list[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """The rows that are filled in; the one whose button was pressed is left out."""
    removed = form.get("tun", "").removeprefix("frist-weg-")
    found = []
    for number in takewhile(lambda n: f"frist-{n}-datum" in form, count(1)):
        row = _read_deadline(form, number, before[number - 1] if number <= len(before) else {})
        if row and str(number) != removed:
            found.append(row)
    return found


def _read_deadline(
    form: MultiDict[str, str], number: int, before: Mapping[str, Any]
) -> Mapping[str, Any]:
    day = entries.typed(Kind.LINE, form.get(f"frist-{number}-datum", ""))
    label = entries.typed(Kind.LINE, form.get(f"frist-{number}-text", ""))
    recurring = form.get(f"frist-{number}-jaehrlich") == entries.YES
    if not (day or label):
        return {}
    if label == entries.typed(Kind.LINE, str(before.get("label", ""))):
        label = str(before.get("label", ""))
    row = {"date": entries.read_date(day), "label": label, "recurring": recurring}
    return {key: value for key, value in row.items() if value or key == "date"}
