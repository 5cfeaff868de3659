"""What is wrong with a draft, in words, and where on its pages that stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask import url_for
from flask_babel import gettext

from matcher.wording import problem
from offers.errors import InputError
from web.language import current_language
from web.pages.editor.fields import all_fields
from web.pages.editor.form import name_of_error
from web.pages.editor.notes import unknown_place

CONDITIONS = "conditions"


def message(error: InputError) -> str:
    """What is wrong and what to do."""
    if error.code == "unknown_territory":
        return unknown_place(str(error.values.get("given", "")))
    if error.code == "range_empty":
        return gettext("Please enter at least one whole number; the lower one comes first.")
    if error.code == "duplicate_id":
        return gettext("Another offer has this word in its address; please choose another one.")
    if error.field == "id":
        return gettext("Please use small letters, digits and hyphens only.")
    if error.code == "not_a_date":
        return gettext("Please write the date so: 31.12.2026, 12.2026 or 2026.")
    return problem(error.code, error.values, current_language())


def field_errors(errors: Iterable[InputError]) -> Mapping[str, str]:
    """The first message for each field of the form."""
    found: dict[str, str] = {}
    for error in errors:
        name = name_of_error(error.field)
        if name:
            found.setdefault(name, message(error))
    return found


def condition_errors(errors: Iterable[InputError]) -> Mapping[str, str]:
    """The first message for each path of the conditions."""
    found: dict[str, str] = {}
    for error in errors:
        if error.field.partition(".")[0] == CONDITIONS:
            found.setdefault(error.field, message(error))
    return found


def summary(
    errors: Iterable[InputError], draft_id: str, *, form: str = ""
) -> tuple[tuple[str, str], ...]:
    """Pairs (address, message) in the order of the form; one line for all conditions together.

    `form` is the address of the form, from another page.
    """
    given = tuple(errors)
    messages = field_errors(given)
    labels = {field.name: str(field.label) for field in all_fields()}
    deadlines = gettext("Deadlines")
    order = [*labels, *sorted(name for name in messages if name not in labels)]
    lines = [
        (f"{form}#{name}", f"{labels.get(name, deadlines)}: {messages[name]}")
        for name in order
        if name in messages
    ]
    if condition_errors(given):
        href = url_for("editor.show_conditions", draft_id=draft_id, pruefen=1)
        lines.append((href, gettext("Conditions: something is missing or wrong there.")))
    return tuple(lines)
