"""Problems of an input in words for people who fill in a form."""

from __future__ import annotations

import re
from collections.abc import Mapping

from matcher.wording.language import Language
from matcher.wording.languages import language_of
from matcher.wording.slots import fill

_PATTERN_SIGNS = re.compile(r"[\\^$\[]")


def problem(code: str, values: Mapping[str, object], language: str) -> str:
    """What is wrong and what to do, as a sentence; KeyError for a code without words.

    The place is not named: the sentence stands at its field.
    """
    tongue = language_of(language)
    expected = _expectation(str(values.get("expected") or ""), tongue)
    return fill(tongue.problems[code], {**values, "expected": expected}, tongue)


def _expectation(text: str, language: Language) -> str:
    """What was expected, in this language; '' for a regular expression, which helps nobody."""
    if _PATTERN_SIGNS.search(text):
        return ""
    for pattern, template in language.expectations:
        if found := re.fullmatch(pattern, text):
            return template.format(*found.groups())
    return ""
