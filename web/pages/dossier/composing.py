"""The dossier for the advisor as a document, in the page's language."""

from __future__ import annotations

from flask_babel import gettext

from web.current import catalogue, services
from web.documents.document import Document, Line, Part, line
from web.formats import moment, partial_date
from web.language import current_language
from web.pages.dossier.essentials import essentials
from web.pages.dossier.matter import Matter
from web.pages.dossier.offer_parts import for_advisor
from web.use_cases.dossiers.issues import DossierAudience
from web.use_cases.dossiers.issuing import Draft
from web.version import VERSION

SHOWN_VERSION = 12
"""As many characters of the catalogue's version as people compare."""
LEARNED = "learned "
"""How names of learned models begin; readers get the fingerprint after it."""


def dossier_draft(matter: Matter) -> Draft:
    """The dossier as it would be given out now."""
    return draft_of(dossier(matter), DossierAudience.ADVISOR)


def draft_of(document: Document, audience: DossierAudience) -> Draft:
    """The document with the versions that it was made of."""
    return Draft(
        document=document,
        audience=audience,
        catalogue_version=catalogue().version,
        model_version=model_version(),
    )


def dossier(matter: Matter) -> Document:
    """A page of essentials, then every offer in its order."""
    firm = matter.listed.frame.contact.name
    title = gettext("Consultation dossier: %(firm)s", firm=firm)
    day = partial_date(matter.today)
    offers = tuple(for_advisor(each, matter) for each in matter.offers)
    heading = Part(title=line(gettext("The offers")), key="offers", on_new_page=True)
    return Document(
        title=title,
        subtitle=_subtitle(matter),
        author=matter.desk.organisation_name,
        language=current_language(),
        made_on=matter.today,
        head=title,
        footer=f"{gettext('As of: %(date)s', date=day)} · {versions()}",
        page_of=page_of(),
        missing_note=missing_note(),
        parts=(essentials(matter), *((heading, *offers) if offers else ())),
    )


def versions() -> str:
    """Of which catalogue, model and program a document was made, for its foot."""
    return gettext(
        "Catalogue %(catalogue)s · model %(model)s · Angebotslotse %(version)s",
        catalogue=catalogue().version[:SHOWN_VERSION],
        model=model_version().removeprefix(LEARNED),
        version=VERSION,
    )


def page_of() -> str:
    """How pages are numbered."""
    return gettext("Page %(page)s of %(pages)s", page="{page}", pages="{pages}")


def missing_note() -> str:
    """What a PDF says where it had no glyph for a character."""
    return gettext("▯ stands for a character that cannot be printed here.")


def model_version() -> str:
    """The name of the ranking model in use."""
    return services().ranking.current().name


def _subtitle(matter: Matter) -> tuple[Line, ...]:
    made = gettext(
        "%(organisation)s, %(person)s",
        organisation=matter.desk.organisation_name,
        person=matter.desk.name,
    )
    appointment = matter.listed.frame.appointment_utc
    return (line(made), line(moment(appointment))) if appointment else (line(made),)
