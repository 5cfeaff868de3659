"""Form fields that read what people type, and say in their language what is wrong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP
from typing import Any

from babel.numbers import format_decimal
from flask_babel import get_locale, gettext
from wtforms import Field, SelectMultipleField, StringField, ValidationError

from offers.schema.records import LARGEST
from web.answer_forms.numbers import FigureError, parse_figure
from web.typed_texts import many_lines, one_line

UNKNOWN = "unknown"
"""The value of the choice 'I don't know'."""
_YEAR = re.compile(r"(?:[0-9]{1,2}\s*[./-]\s*){0,2}([0-9]{4})")


class TextField(StringField):
    """A text of at most `longest` characters; '' if nothing was typed."""

    def __init__(self, *, longest: int, **binding: Any) -> None:
        super().__init__(**binding)
        self.longest = longest

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """The cleaned text, kept even if it is too long, so that nothing typed is lost."""
        self.data = many_lines(valuelist[0]) if valuelist else ""

    def pre_validate(self, form: object) -> None:
        """Refuse what is too long."""
        if len(self.data or "") > self.longest:
            count = len(self.data)
            raise ValidationError(
                gettext(
                    "Please shorten your text to %(longest)s characters. It has %(count)s now.",
                    longest=_readable(self.longest),
                    count=_readable(count),
                )
            )


class LineField(TextField):
    """A text in one line."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """The text in one line, whatever was pasted."""
        self.data = one_line(valuelist[0]) if valuelist else ""


class FigureField(Field):
    """A whole number in any usual notation; None if nothing was typed."""

    rounding = ROUND_HALF_UP

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """The figure; what was typed is shown again if it cannot be read."""
        self.typed = many_lines(valuelist[0]) if valuelist else ""
        self.data = None
        if not self.typed:
            return
        try:
            number = int(parse_figure(self.typed).to_integral_value(self.rounding))
        except FigureError as error:
            raise ValueError(_figure_problem(error.code)) from None
        if number > LARGEST:
            raise ValueError(gettext("This number is too large. Please check the digits."))
        self.data = number

    def _value(self) -> str:
        typed = getattr(self, "typed", "")
        return typed or ("" if self.data is None else _readable(self.data))


class HeadcountField(FigureField):
    """Full-time equivalents: part of a post does not reach the next limit, so it is cut off."""

    rounding = ROUND_DOWN


class YearField(Field):
    """A year, or the year of a date; None if nothing was typed."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """The year; what was typed is shown again if it cannot be read."""
        self.typed = many_lines(valuelist[0]) if valuelist else ""
        self.data = None
        if not self.typed:
            return
        match = _YEAR.fullmatch(unicodedata.normalize("NFKC", self.typed))
        if match is None:
            raise ValueError(gettext("Please enter a year with four digits, such as 1998."))
        self.data = int(match[1])

    def _value(self) -> str:
        return getattr(self, "typed", "") or ("" if self.data is None else str(self.data))


class ChoiceField(StringField):
    """One of a list of values, `unknown`, or '' for nothing chosen."""

    def __init__(self, values: Callable[[], Sequence[str]], **binding: Any) -> None:
        super().__init__(**binding)
        self.values = values

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """The value that was sent."""
        self.data = valuelist[0] if valuelist else ""

    def pre_validate(self, form: object) -> None:
        """Refuse what is not in the list; a list without values is not shown, so nothing counts."""
        allowed = tuple(self.values())
        if not allowed:
            self.data = ""
        if self.data and self.data not in (*allowed, UNKNOWN):
            self.data = ""
            raise ValidationError(gettext("Please choose one of the answers."))


class ChoicesField(SelectMultipleField):
    """Any of a list of values, in the order of the list."""

    data: Sequence[str] | None

    def __init__(self, values: Callable[[], Sequence[str]], **binding: Any) -> None:
        super().__init__(validate_choice=False, **binding)
        self.values = values

    def pre_validate(self, form: object) -> None:
        """Refuse what is not in the list; a list without values is not shown, so nothing counts."""
        chosen, allowed = tuple(self.data or ()), tuple(self.values())
        self.data = tuple(value for value in allowed if value in chosen)
        if allowed and not set(chosen) <= set(allowed):
            raise ValidationError(gettext("Please choose from the answers shown."))

    def iter_choices(self) -> list[tuple[str, str, bool, dict[str, str]]]:
        """None: our templates draw the boxes."""
        return []


def _figure_problem(code: str) -> str:
    if code == "negative":
        return gettext("Please enter a number that is not below zero.")
    return gettext("Please enter a number, such as 1.250.000 or 1,2 Mio.")


def _readable(number: int) -> str:
    return format_decimal(number, locale=get_locale())
