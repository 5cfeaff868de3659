"""What the row of a file repeats of the answers, so that it can be listed, filtered and found."""

from __future__ import annotations

from sqlmodel import Session, col, select

from models.company import CompanyProfile
from models.company_file import CompanyFile
from offers.taxonomy.regions import municipality_of, resolve_site
from offers.text import normalise

_LONGEST = 1500


def describe(file: CompanyFile, company: CompanyProfile) -> None:
    """Set what follows from answers and contact: place, needs, what the search looks at."""
    given = company.answers
    code = given.get("postal_code")
    file.town = town_of(code, given.get("municipality"), given.get("region"))
    file.needs = f" {' '.join(given.get('needs', ()))} "[:_LONGEST]
    words = (file.name, file.contact_name, file.town, code, file.email)
    file.search_text = normalise(" ".join(filter(None, words)))[:_LONGEST]


def describe_all(session: Session, company: CompanyProfile) -> None:
    """The same for each file of a firm, whose answers changed at its own hand."""
    query = select(CompanyFile).where(CompanyFile.company_id == company.id)
    for file in session.exec(query.order_by(col(CompanyFile.id)).with_for_update()):
        describe(file, company)
        session.add(file)


def town_of(postal_code: str | None, municipality: str | None, region: str | None) -> str:
    """The municipality that these answers name, as it is called; '' if they name none."""
    town = municipality_of(resolve_site(postal_code, municipality, region))
    return (town.name if town else municipality or "")[:200]
