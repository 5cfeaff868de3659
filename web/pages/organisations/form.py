"""The form of an organisation, read and checked by the rules of `offers.organisations`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from offers.errors import InputError, InputErrors
from offers.organisations import Organisation, parse_organisation
from offers.taxonomy.regions import find_region
from web.organisation_facts import territory_names
from web.pages.organisations.territory_field import (
    Suggestion,
    read_lines,
    suggestions_for,
    takes_suggestion,
)
from web.typed_texts import one_line
from web.use_cases.organisations.directory import OrganisationEntry
from web.use_cases.reach import Reach

NAME, KIND, TERRITORIES, TOPICS = "name", "art", "gebiete", "themen"
PHONE, EMAIL, URL = "telefon", "email", "webseite"
FIELDS: Mapping[str, str] = {
    "name": NAME,
    "kind": KIND,
    "territories": TERRITORIES,
    "topics": TOPICS,
    "phone": PHONE,
    "email": EMAIL,
    "url": URL,
}
"""Fields of an organisation and what they are called in the form, in its order."""


@dataclass(frozen=True)
class OrganisationInput:
    """What stands in the form; `errors` maps fields to messages."""

    name: str = ""
    kind: str = ""
    territories: str = ""
    topics: tuple[str, ...] = ()
    phone: str = ""
    email: str = ""
    url: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)
    suggestions: tuple[Suggestion, ...] = ()
    organisation: Organisation | None = None

    @property
    def summary(self) -> tuple[tuple[str, str], ...]:
        """The errors in the order of the fields."""
        return tuple((name, self.errors[name]) for name in FIELDS.values() if name in self.errors)

    def out_of_reach(self) -> OrganisationInput:
        """The same, refused because of its territory."""
        message = gettext("You can only choose places within the territory of your organisation.")
        return replace(self, errors={TERRITORIES: message}, organisation=None)


def input_of(entry: OrganisationEntry) -> OrganisationInput:
    """The form for an organisation as it stands."""
    return OrganisationInput(
        name=entry.name,
        kind=entry.kind,
        territories="\n".join(_spelling(each) for each in entry.territories),
        topics=entry.topics,
        phone=entry.phone,
        email=entry.email,
        url=entry.url,
    )


def read_organisation(
    form: MultiDict[str, str], organisation_id: str, reach: Reach
) -> OrganisationInput:
    """The form's content with an error for each bad field.

    There is no organisation yet where a suggestion was taken: whoever takes it looks at it first.
    """
    lines = read_lines(form)
    sent = OrganisationInput(
        name=one_line(form.get(NAME, "")),
        kind=one_line(form.get(KIND, "")),
        territories="\n".join(lines),
        topics=tuple(form.getlist(TOPICS)),
        phone=one_line(form.get(PHONE, "")),
        email=one_line(form.get(EMAIL, "")),
        url=one_line(form.get(URL, "")),
    )
    try:
        organisation = parse_organisation(_raw(sent, lines, organisation_id))
        return sent if takes_suggestion(form) else replace(sent, organisation=organisation)
    except InputErrors as bad:
        return replace(
            sent, errors=_messages(bad.errors, lines), suggestions=suggestions_for(lines, reach)
        )


def _raw(
    sent: OrganisationInput, lines: tuple[str, ...], organisation_id: str
) -> Mapping[str, object]:
    found = ((line, find_region(line)) for line in lines)
    return {
        "id": organisation_id,
        "name": sent.name,
        "kind": sent.kind,
        "territories": tuple(region.code if region else line for line, region in found),
        "topics": sent.topics,
        "phone": sent.phone,
        "email": sent.email,
        "url": sent.url,
    }


def _messages(errors: Iterable[InputError], lines: tuple[str, ...]) -> Mapping[str, str]:
    """One sentence a field."""
    bad = {error.field.partition(".")[0] for error in errors}
    unknown = [line for line in lines if find_region(line) is None]
    sentences = {
        "name": gettext("Please enter the name, in at most 300 characters."),
        "kind": gettext("Please choose what kind of organisation it is."),
        "territories": gettext(
            "We do not know this place: %(places)s. Please check the spelling.",
            places=", ".join(unknown),
        )
        if unknown
        else gettext("Please enter at least one place."),
        "topics": gettext("Please choose topics from the list."),
        "phone": gettext("Please check the telephone number."),
        "email": gettext("Please check the e-mail address. Example: name@company.de"),
        "url": gettext("Please check the address. Example: https://www.example.org"),
    }
    return {FIELDS[name]: sentences[name] for name in FIELDS if name in bad}


def _spelling(territory: str) -> str:
    """A name that means the same again; else what is stored."""
    (name,) = territory_names((territory,))
    again, meant = find_region(name), find_region(territory)
    return name if again and meant and again.code == meant.code else territory
