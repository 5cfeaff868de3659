"""What is typed into these forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import gettext

from web.email_addresses import normalised_address

EMAIL, PASSWORD, REPEATED, CODE, NEXT = "email", "passwort", "wiederholung", "code", "weiter"
LONGEST_ADDRESS = 320


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """One form as it was sent: values to show again, and an error for each bad field."""

    email: str = ""
    next: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def summary(self) -> tuple[tuple[str, str], ...]:
        """The errors in the order of the fields."""
        names = (EMAIL, CODE, PASSWORD, REPEATED)
        return tuple((name, self.errors[name]) for name in names if name in self.errors)


def address_typed(form: Mapping[str, str]) -> str:
    """The address in the form in which it would be stored; as typed if it is none."""
    text = "".join(filter(str.isprintable, form.get(EMAIL, ""))).strip()[:LONGEST_ADDRESS]
    return normalised_address(text) or text.lower()


def missing_for_sign_in(form: Mapping[str, str]) -> Mapping[str, str]:
    """An error for each empty field of the first step."""
    words = {
        EMAIL: gettext("Please enter your e-mail address."),
        PASSWORD: gettext("Please enter your password."),
    }
    return {name: text for name, text in words.items() if not form.get(name, "").strip()}
