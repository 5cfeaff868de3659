"""The languages there are; German stands in for any other."""

from __future__ import annotations

from collections.abc import Mapping

from matcher.wording.de import GERMAN
from matcher.wording.en import ENGLISH
from matcher.wording.language import Language

LANGUAGES: Mapping[str, Language] = {"de": GERMAN, "en": ENGLISH}


def language_of(code: str) -> Language:
    """The language of a code ('en', 'en-GB'); German where there is none of it."""
    return LANGUAGES.get(code.lower().replace("_", "-").partition("-")[0], GERMAN)
