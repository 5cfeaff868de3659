"""From pydantic's findings to input errors: one mapping for every record format."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Annotated, Any, TypeAlias, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from offers.errors import SENTENCES, InputError, InputErrors
from offers.schema.dates import PartialDate, parse_partial_date

RecordT = TypeVar("RecordT", bound=BaseModel)
LARGEST = 10**13
"""No number of the formats is larger; what is, is a slip and would not fit everywhere."""
LONGEST_STEP = 60
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
MOST_ERRORS = 100
"""How many bad places of one record are named: nobody reads more, and each one costs room."""

_EXPECTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "an object with named fields",
    "model_type": "an object with named fields",
    "finite_number": "a finite number",
}


class Record(BaseModel):
    """A frozen record of an interchange format: no unknown fields, no silent conversions."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, arbitrary_types_allowed=True, allow_inf_nan=False
    )


def has_controls(text: str) -> bool:
    """Whether a text holds control characters other than line breaks and tabs."""
    return _CONTROLS.search(text) is not None


def _without_controls(text: str) -> str:
    if has_controls(text):
        raise PydanticCustomError("control_characters", "control characters")
    return text


def _filled(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("empty", "empty")
    return text


def _partial_date(value: object) -> PartialDate:
    if isinstance(value, PartialDate):
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "not text")
    try:
        return parse_partial_date(value)
    except ValueError:
        raise PydanticCustomError("not_a_date", "no date", {"given": value[:40]}) from None


def _address(text: str) -> str:
    """Only addresses that a page may link to; 'javascript:' and its like are none."""
    if text and not text.lower().startswith(("https://", "http://")):
        context = {"given": text[:60], "expected": "an address beginning with https:// or http://"}
        raise PydanticCustomError("wrong_form", "no address", context)
    return text


Text = Annotated[str, Field(max_length=200_000), AfterValidator(_without_controls)]
Address = Annotated[Text, AfterValidator(_address)]
FilledText = Annotated[Text, AfterValidator(_filled)]
Day = Annotated[PartialDate, BeforeValidator(_partial_date)]


def type_name(value: object) -> str:
    """How a JSON value's type is called in a message."""
    names = {bool: "true or false", int: "a whole number", float: "a number", str: "text"}
    if value is None:
        return "null"
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, list | tuple):
        return "a list"
    return names.get(type(value), type(value).__name__)


def field_path(location: tuple[int | str, ...]) -> str:
    """A dotted path: ('deadlines', 0, 'date') is 'deadlines.0.date'; overlong keys are cut."""
    return ".".join(str(step)[:LONGEST_STEP] for step in location if step != "[key]")


def _error(detail: ErrorDetails) -> InputError:
    """The finding as one of our codes; kinds that we have no words for keep pydantic's."""
    kind, field = detail["type"], field_path(detail["loc"])
    given, context = str(detail["input"])[:60], detail.get("ctx", {})
    if kind in _EXPECTED:
        values = {"expected": _EXPECTED[kind], "given": type_name(detail["input"])}
        return InputError("wrong_type", field, values)
    if kind in _CODES:
        code, values_of = _CODES[kind]
        return InputError(code, field, values_of(given, context))
    if kind in SENTENCES:
        return InputError(kind, field, context)
    return InputError("wrong_form", field, {"given": given, "expected": detail["msg"]})


_Values: TypeAlias = Callable[[str, Mapping[str, Any]], Mapping[str, Any]]


def _allowed(given: str, context: Mapping[str, Any]) -> Mapping[str, Any]:
    words = str(context["expected"]).replace("'", "").replace(" or ", ", ")
    return {"given": given, "allowed": words}


def _nothing(given: str, context: Mapping[str, Any]) -> Mapping[str, Any]:
    return {}


_CODES: Mapping[str, tuple[str, _Values]] = {
    "missing": ("missing", _nothing),
    "extra_forbidden": ("unknown_key", _nothing),
    "string_too_short": ("empty", _nothing),
    "too_short": ("empty", _nothing),
    "enum": ("unknown_word", _allowed),
    "literal_error": ("unknown_word", _allowed),
    "string_too_long": ("too_long", lambda given, context: {"limit": context["max_length"]}),
    # Pydantic's name for the same where a validator of ours stands before the limit.
    "too_long": (
        "too_long",
        lambda given, context: {"limit": context.get("limit", context.get("max_length"))},
    ),
    "greater_than_equal": (
        "out_of_range",
        lambda given, context: {"given": given, "expected": f"at least {context['ge']:g}"},
    ),
    "less_than_equal": (
        "out_of_range",
        lambda given, context: {"given": given, "expected": f"at most {context['le']:.0f}"},
    ),
    "string_pattern_mismatch": (
        "wrong_form",
        lambda given, context: {"given": given, "expected": context["pattern"]},
    ),
}


def parse_record(model: type[RecordT], raw: object) -> RecordT:
    """`raw` as a record of `model`, null read as 'not known'; InputErrors with the bad fields."""
    if not isinstance(raw, Mapping):
        raise InputErrors([InputError("not_an_object")])
    try:
        return model.model_validate({key: raw[key] for key in raw if raw[key] is not None})
    except ValidationError as found:
        details = found.errors(include_url=False)[:MOST_ERRORS]
        raise InputErrors([_error(detail) for detail in details]) from None
