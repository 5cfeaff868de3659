"""A firm that an advisor met elsewhere: looked for among the files there are, then entered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from matcher.profile import parse_profile
from models.company import AnswerState, CompanyProfile
from models.company_file import CompanyFile, EventKind, FileOrigin, FileState
from models.person import Person
from models.session import reading, transaction
from offers.taxonomy.regions import municipality_of, resolve_site
from web.author import Author
from web.tokens import new_token, token_hash
from web.use_cases.files import rows
from web.use_cases.files.desk import Desk
from web.use_cases.files.rows import Contact, Happened
from web.use_cases.firms import profiles, provenance
from web.use_cases.firms.profiles import PROFILE_ID, Change
from web.use_cases.firms.provenance import Source
from web.use_cases.likeness import Known, same_as

MOST_ALIKE = 5
_NEW = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFirm:
    """How the firm is called and reached, and what it answered so far."""

    contact: Contact
    change: Change


@dataclass(frozen=True, slots=True)
class Alike:
    """A file that may be about the same firm; `advisor` is '' where nobody looks after it."""

    public_id: str
    name: str
    town: str
    state: FileState
    advisor: str


def alike(engine: Engine, desk: Desk, firm: NewFirm) -> tuple[Alike, ...]:
    """Files of this organisation with this address, or a name like it at this place, likest first.

    Where one side has no place, the name is enough: a person looks at them. InputErrors as `enter`.
    """
    profile = parse_profile({"id": PROFILE_ID, **profiles.changed({}, firm.change.values)})
    town = municipality_of(resolve_site(profile.postal_code, profile.municipality, profile.region))
    place = town.name if town else profile.municipality or ""
    wanted = Known(key=_NEW, name=firm.contact.name, town=place, email=firm.contact.email)
    with reading(engine) as session:
        keys = _likest(wanted, _known(session, desk, place))
        return tuple(_described(session, key) for key in keys)


def enter(engine: Engine, desk: Desk, firm: NewFirm, *, by: Author) -> str:
    """The public id of a new file, which this advisor looks after. InputErrors stores nothing."""
    with transaction(engine) as session:
        company = _company(firm, desk, by)
        session.add(company)
        session.flush()
        file = rows.make(
            company,
            firm.contact,
            organisation_id=desk.organisation_id,
            origin=FileOrigin.ENTERED,
            now=by.now,
        )
        file.advisor_id, file.state, file.acted_utc = desk.person_id, FileState.TAKEN.value, by.now
        session.add(file)
        session.flush()
        rows.tell(session, file, Happened(EventKind.ENTERED), person_id=desk.person_id, now=by.now)
        return file.public_id


def _company(firm: NewFirm, desk: Desk, by: Author) -> CompanyProfile:
    """Answers at an address that nobody knows."""
    company = CompanyProfile(
        token_hash=token_hash(new_token()),
        state=AnswerState.FINISHED.value,
        created_utc=by.now,
        updated_utc=by.now,
        expires_utc=by.now + desk.kept_for,
    )
    fields = profiles.take(company, firm.change)
    provenance.note(company, fields, Source.ADVISOR, by.now)
    return company


def _known(session: Session, desk: Desk, place: str) -> list[Known]:
    query = select(CompanyFile.id, CompanyFile.name, CompanyFile.town, CompanyFile.email).where(
        CompanyFile.organisation_id == desk.organisation_id
    )
    return [
        Known(key=key, name=name, town=(town or place) if place else "", email=email)
        for key, name, town, email in session.exec(query)
        if key is not None
    ]


def _likest(wanted: Known, known: Sequence[Known]) -> list[int]:
    """The keys of the files that are like it, the likest first, at most five."""
    left, keys = list(known), list[int]()
    while len(keys) < MOST_ALIKE and (found := same_as([wanted], left)):
        keys.append(found[_NEW])
        left = [each for each in left if each.key != keys[-1]]
    return keys


def _described(session: Session, key: int) -> Alike:
    query = (
        select(CompanyFile, Person.name)
        .join(Person, col(Person.id) == col(CompanyFile.advisor_id), isouter=True)
        .where(CompanyFile.id == key)
    )
    file, advisor = session.exec(query).one()
    return Alike(file.public_id, file.name, file.town, FileState(file.state), advisor or "")
