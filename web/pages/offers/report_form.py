"""The form 'something is wrong here': what a reader sends, checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import gettext

from web.email_addresses import normalised_address
from web.typed_texts import many_lines, one_line

FIELD, MESSAGE, EMAIL, TRAP = "feld", "nachricht", "email", "webseite"
LONGEST_MESSAGE = 3000
FIELDS = ("text", "amount", "deadline", "conditions", "territory", "contact", "ended", "other")


@dataclass(frozen=True)
class ReportInput:
    """What was sent; `errors` maps fields to messages. `is_trapped`: a program filled it in."""

    about: str = ""
    message: str = ""
    email: str = ""
    is_trapped: bool = False
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def summary(self) -> tuple[tuple[str, str], ...]:
        """The errors in the order of the fields."""
        names = (FIELD, MESSAGE, EMAIL)
        return tuple((name, self.errors[name]) for name in names if name in self.errors)


def field_options() -> tuple[tuple[str, str], ...]:
    """What a report may be about."""
    labels = {
        "text": gettext("Title or description"),
        "amount": gettext("Amount, rate or costs"),
        "deadline": gettext("Deadline or dates"),
        "conditions": gettext("Conditions: who may use it"),
        "territory": gettext("Area"),
        "contact": gettext("Contact or link"),
        "ended": gettext("The offer no longer exists"),
        "other": gettext("Something else"),
    }
    return tuple((name, labels[name]) for name in FIELDS)


def read_report(form: Mapping[str, str]) -> ReportInput:
    """The form's content without control characters, with an error for each bad field."""
    about, email = form.get(FIELD, ""), one_line(form.get(EMAIL, ""))
    message = many_lines(form.get(MESSAGE, ""))
    found = {
        FIELD: "" if about in FIELDS else gettext("Please choose what is wrong."),
        MESSAGE: _message_error(message),
        EMAIL: _email_error(email),
    }
    return ReportInput(
        about=about if about in FIELDS else "",
        message=message,
        email=email,
        is_trapped=bool(form.get(TRAP, "")),
        errors={name: error for name, error in found.items() if error},
    )


def _message_error(message: str) -> str:
    if not message:
        return gettext("Please write what is wrong, and what is right if you know it.")
    if len(message) > LONGEST_MESSAGE:
        return gettext("Please shorten the text to %(most)s characters.", most=LONGEST_MESSAGE)
    return ""


def _email_error(email: str) -> str:
    if not email or normalised_address(email):
        return ""
    return gettext("Please check the e-mail address. Example: name@company.de")
