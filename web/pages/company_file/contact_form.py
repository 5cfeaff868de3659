"""The fields that say how a firm is called and reached."""

from __future__ import annotations

from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms import ValidationError

from web.answer_forms.fields import ChoiceField, LineField, TextField
from web.mail.to_firms import address_of
from web.request_words import WAYS
from web.use_cases.files.rows import Contact

LONGEST_NAME, LONGEST_PHONE, LONGEST_EMAIL, LONGEST_TIMES = 200, 100, 320, 500


class ContactFields:
    """The fields, to be mixed into a form. Only the name of the firm is needed."""

    name = LineField(longest=LONGEST_NAME)
    contact_name = LineField(longest=LONGEST_NAME)
    phone = LineField(longest=LONGEST_PHONE)
    email = LineField(longest=LONGEST_EMAIL)
    preferred_way = ChoiceField(lambda: tuple(WAYS))
    times = TextField(longest=LONGEST_TIMES)

    def validate_name(self, field: LineField) -> None:
        """A file without a name cannot be found again."""
        if not field.data:
            raise ValidationError(gettext("Please enter the name of the firm."))

    def validate_email(self, field: LineField) -> None:
        """An address that mail can go to, in the one form that is stored."""
        if not field.data:
            return
        address = address_of(field.data)
        if address is None:
            raise ValidationError(
                gettext("Please check the e-mail address. Example: name@company.de")
            )
        field.data = address

    def contact(self) -> Contact:
        """What the fields say."""
        return Contact(
            name=self.name.data or "",
            contact_name=self.contact_name.data or "",
            email=self.email.data or "",
            phone=self.phone.data or "",
            preferred_way=self.preferred_way.data or "",
            times=self.times.data or "",
        )


class ContactForm(ContactFields, FlaskForm):
    """The form of a file's contact data."""

    def problems(self) -> list[tuple[str, str]]:
        """Field id and message of every error, in the order of the page."""
        return [(field.id, str(field.errors[0])) for field in self if field.errors]

    def messages(self) -> dict[str, str]:
        """The first error of each field that has one."""
        return {field.name: str(field.errors[0]) for field in self if field.errors}


def way_options() -> list[tuple[str, str]]:
    """How one can be reached."""
    return [(code, str(label)) for code, label in WAYS.items()]
