"""What is typed into these forms, and what is said where it is not right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import gettext

from web.language import LANGUAGES
from web.password_words import too_many_attempts
from web.typed_texts import one_line
from web.use_cases.signing_in.confirmation import Confirmation

NAME, LANGUAGE = "name", "sprache"
OLD, NEW, REPEATED = "altes-passwort", "passwort", "wiederholung"
CODE, SEALED = "code", "schluessel"
LONGEST_NAME = 200
_ORDER = (NAME, LANGUAGE, CODE, OLD, NEW, REPEATED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """One form as it was sent: values to show again, and an error for each bad field."""

    name: str = ""
    language: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def summary(self) -> tuple[tuple[str, str], ...]:
        """The errors in the order of the fields."""
        return tuple((name, self.errors[name]) for name in _ORDER if name in self.errors)


def read_profile(form: Mapping[str, str]) -> Typed:
    """Name and language, with an error for each that cannot be stored."""
    name, language = one_line(form.get(NAME, "")), form.get(LANGUAGE, "")
    found = {
        NAME: _name_error(name),
        LANGUAGE: "" if language in LANGUAGES else gettext("Please choose a language."),
    }
    errors = {key: error for key, error in found.items() if error}
    return Typed(name=name, language=language, errors=errors)


def password_refused(confirmation: Confirmation) -> Mapping[str, str]:
    """What stands at the field of the present password; nothing where it was right."""
    if confirmation.is_right:
        return {}
    if confirmation.wait_seconds:
        return {OLD: too_many_attempts(confirmation.wait_seconds)}
    return {OLD: gettext("Your present password is not right.")}


def status_of(confirmation: Confirmation) -> tuple[int, Mapping[str, str]]:
    """429 with the wait for who has to wait, else 422."""
    if confirmation.wait_seconds:
        return 429, {"Retry-After": str(confirmation.wait_seconds)}
    return 422, {}


def _name_error(name: str) -> str:
    if not name:
        return gettext("Please enter your name.")
    if len(name) > LONGEST_NAME:
        return gettext("Please shorten the name to %(most)s characters.", most=LONGEST_NAME)
    return ""
