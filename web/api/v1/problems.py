"""Refusals of the API: what was wrong with the input, in the caller's language."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext

from matcher.wording import problem
from offers.errors import InputErrors
from web.errors import FieldError, Problem
from web.language import current_language

_BODY_WORDS: Mapping[str, object] = {
    "unsupported_media_type": lazy_gettext(
        "Please send JSON and say so: Content-Type: application/json."
    ),
    "invalid_json": lazy_gettext("The body is not valid JSON."),
    "invalid_unicode": lazy_gettext("The body holds characters that no text can hold."),
    "too_deep": lazy_gettext("The body is nested too deeply."),
    "not_an_object": lazy_gettext("The body must be a JSON object with the fields of a profile."),
}


def body_problem(status: int, code: str) -> Problem:
    """A body that cannot be read at all."""
    return Problem(status, code=code, detail=str(_BODY_WORDS[code]))


def input_problem(errors: InputErrors) -> Problem:
    """Fields that are not right, each once with its first error."""
    found: dict[str, FieldError] = {}
    for error in errors.errors:
        path = error.field or ""
        found.setdefault(path, FieldError(path, error.code, _sentence(error.code, error.values)))
    return Problem(422, code="invalid_input", errors=tuple(found.values()))


def _sentence(code: str, values: Mapping[str, object]) -> str:
    """The sentence for a code; that of a value that has no place there if it has none itself."""
    try:
        return problem(code, values, current_language())
    except KeyError:
        return problem("wrong_form", values, current_language())
