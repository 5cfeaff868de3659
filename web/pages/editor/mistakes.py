"""What is wrong with a draft, in words, and where on its pages that stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask import url_for
from flask_babel import gettext

from matcher.wording import problem
from offers.errors import InputError
from offers.schema.blocks import GROUPS
from web.language import current_language
from web.pages.editor.fields import all_fields
from web.pages.editor.form import name_of_error
from web.pages.editor.notes import unknown_place

CONDITIONS = "conditions"


def message(error: InputError) -> str:
    """What is wrong and what to do."""
    if error.code == "unknown_territory":
        return unknown_place(str(error.values.get("given", "")))
    last = error.field.rpartition(".")[2]
    if error.code == "range_empty" and last == "fact":
        return gettext("Please choose a question and enter the answer that is asked for.")
    if error.code == "wrong_form" and last == "url":
        return gettext("Please enter the whole address: it begins with https://")
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
        if name and name not in found:
            found[name] = message(error)
    return found


def condition_errors(errors: Iterable[InputError]) -> Mapping[str, str]:
    """The first message for each path of the conditions, of a list of words for all of them."""
    first: dict[str, InputError] = {}
    for error in errors:
        if error.field.partition(".")[0] == CONDITIONS:
            first.setdefault(_list_of(error.field), error)
    return {error.field: message(error) for error in first.values()}


def _list_of(path: str) -> str:
    """'conditions.all.0.territory' for each of the words of that list; else the path itself."""
    outer, _, last = path.rpartition(".")
    is_word = last.isdigit() and outer.rpartition(".")[2] not in GROUPS
    return outer if is_word else path


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
