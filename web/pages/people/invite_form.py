"""The form that invites a person, read and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from web.email_addresses import normalised_address
from web.language import DEFAULT_LANGUAGE, LANGUAGES
from web.typed_texts import one_line
from web.use_cases.people.invitations import InvitationOutcome, NewPerson
from web.use_cases.roles import Role

NAME, EMAIL, ORGANISATION, ROLES, LANGUAGE = "name", "email", "organisation", "rollen", "sprache"
LONGEST_NAME = 200


@dataclass(frozen=True)
class InviteInput:
    """What was sent; `errors` maps fields to messages, and `new` is None if there are any."""

    name: str = ""
    email: str = ""
    organisation: str = ""
    roles: tuple[str, ...] = (Role.ADVISOR.value,)
    language: str = DEFAULT_LANGUAGE
    errors: Mapping[str, str] = field(default_factory=dict)
    new: NewPerson | None = None

    @property
    def summary(self) -> tuple[tuple[str, str], ...]:
        """The errors in the order of the fields."""
        names = (NAME, EMAIL, ORGANISATION, ROLES, LANGUAGE)
        return tuple((name, self.errors[name]) for name in names if name in self.errors)

    def refused(self, outcome: InvitationOutcome) -> InviteInput:
        """The same with the reason why nobody was invited at its field."""
        name, message = {
            InvitationOutcome.ADDRESS_TAKEN: (
                EMAIL,
                gettext("There is an account with this address already, perhaps a closed one."),
            ),
            InvitationOutcome.ROLE_NOT_OURS: (
                ROLES,
                gettext("You can only give roles that you have yourself."),
            ),
            InvitationOutcome.ORGANISATION_CLOSED: (
                ORGANISATION,
                gettext("This organisation is closed. Please choose another one."),
            ),
        }[outcome]
        return replace(self, errors={name: message}, new=None)


def read_invitation(form: MultiDict[str, str]) -> InviteInput:
    """The form's content with an error for each bad field."""
    name, email = one_line(form.get(NAME, "")), one_line(form.get(EMAIL, ""))
    address, roles = normalised_address(email), read_roles(form)
    language, organisation = form.get(LANGUAGE, ""), one_line(form.get(ORGANISATION, ""))
    found = {
        NAME: _name_error(name),
        EMAIL: ""
        if address
        else gettext("Please check the e-mail address. Example: name@company.de"),
        ORGANISATION: "" if organisation else gettext("Please choose an organisation."),
        ROLES: "" if roles else no_roles(),
        LANGUAGE: "" if language in LANGUAGES else gettext("Please choose a language."),
    }
    errors = {field: error for field, error in found.items() if error}
    sent = InviteInput(
        name=name,
        email=email,
        organisation=organisation,
        roles=tuple(sorted(roles or ())),
        language=language if language in LANGUAGES else DEFAULT_LANGUAGE,
        errors=errors,
    )
    if errors or address is None or roles is None:
        return sent
    new = NewPerson(
        name=name, email=address, roles=roles, organisation_id=organisation, language=language
    )
    return replace(sent, new=new)


def read_roles(form: MultiDict[str, str]) -> frozenset[Role] | None:
    """The roles ticked; None if there are none, or one that no form offers."""
    ticked, known = frozenset(form.getlist(ROLES)), frozenset(role.value for role in Role)
    return frozenset(map(Role, ticked)) if ticked and ticked <= known else None


def no_roles() -> str:
    """What stands at the field where no role is ticked."""
    return gettext("Please choose at least one role.")


def _name_error(name: str) -> str:
    if not name:
        return gettext("Please enter the name.")
    if len(name) > LONGEST_NAME:
        return gettext("Please shorten the text to %(most)s characters.", most=LONGEST_NAME)
    return ""
