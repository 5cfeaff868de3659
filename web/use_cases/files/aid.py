"""The ledger of de minimis aid that a firm was granted, and the room that is left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select

from matcher import de_minimis
from matcher.de_minimis import Headroom, Regulation
from models.company import CompanyProfile
from models.company_file import CompanyFile, EventKind
from models.outcome import AidAward
from models.person import Person
from models.session import reading
from web.author import Author
from web.tokens import new_token
from web.use_cases.files import parts
from web.use_cases.files.desk import Desk
from web.use_cases.files.notes import Deed
from web.use_cases.files.parts import digest_of
from web.use_cases.files.rows import Edited, Happened

__all__ = [
    "Award",
    "Edited",
    "Grant",
    "change",
    "enter",
    "find",
    "headroom_of",
    "of_file",
    "remove",
]
__all__ += ["LARGEST_EUR", "LONGEST"]
LARGEST_EUR = 10_000_000
"""More than any de minimis aid can be, guarantees and loans at their gross grant equivalent."""
LONGEST = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What was granted: whole euros from 1 to `LARGEST_EUR`, cents rounded up.

    `granted_by` and `recipient` (a linked enterprise, '' for the firm itself) are in one line.
    """

    granted_on: date
    amount_eur: int
    regulation: Regulation
    granted_by: str = ""
    recipient: str = ""
    offer_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """One line of the ledger; `author` is who noted it, '' if that person's account is gone."""

    public_id: str
    grant: Grant
    author: str
    noted_utc: datetime

    @property
    def stand(self) -> str:
        """What a form keeps of the grant that it shows."""
        return digest_of(self.grant)

    @property
    def counted(self) -> de_minimis.Award:
        """The same as it is added up."""
        grant = self.grant
        return de_minimis.Award(grant.granted_on, grant.amount_eur, grant.regulation)


def of_file(engine: Engine, desk: Desk, public_id: str) -> tuple[Award, ...]:
    """All awards, the newest first; empty for a file of somebody else."""
    with reading(engine) as session:
        return tuple(_award(*row) for row in session.exec(_newest_first(desk, public_id)))


def headroom_of(engine: Engine, desk: Desk, public_id: str, today: date) -> Headroom | None:
    """The room for general de minimis aid on the day; None for a file of somebody else.

    What nobody noted is not known: `used_eur` 0 means that nothing that counts is in the ledger.
    """
    with reading(engine) as session:
        if parts.file_id(session, desk, public_id) is None:
            return None
        awards = [_award(*row).counted for row in session.exec(_newest_first(desk, public_id))]
        return de_minimis.headroom(awards, today)


def find(engine: Engine, desk: Desk, public_id: str, award_id: str) -> Award | None:
    """One award of the file; None if there is none that this desk may see."""
    with reading(engine) as session:
        query = _newest_first(desk, public_id).where(AidAward.public_id == award_id)
        row = session.exec(query).one_or_none()
        return None if row is None else _award(*row)


def enter(engine: Engine, desk: Desk, public_id: str, grant: Grant, *, by: Author) -> Edited:
    """Add an award to the ledger, once."""

    def add(session: Session, file: CompanyFile, _company: CompanyProfile) -> Happened | None:
        assert file.id is not None
        last = parts.just_added(session, AidAward, file, AidAward.noted_utc, by=desk, now=by.now)
        if any(_grant(award) == grant for award in last):
            return None
        award = AidAward(
            public_id=new_token(),
            file_id=file.id,
            granted_on=grant.granted_on,
            amount_eur=grant.amount_eur,
            regulation=grant.regulation.value,
            person_id=desk.person_id,
            noted_utc=by.now,
        )
        _set(award, grant)
        session.add(award)
        return _happened(Deed.ADDED, grant.amount_eur)

    return parts.edit(engine, desk, public_id, add, by=by)


def change(
    engine: Engine,
    desk: Desk,
    public_id: str,
    award_id: str,
    grant: Grant,
    *,
    before: str,
    by: Author,
) -> Edited:
    """Correct an award; CONFLICT if it is not as `before` any more (`stand`)."""

    def replace(session: Session, file: CompanyFile, _company: CompanyProfile) -> Happened | None:
        award = parts.of_file(session, AidAward, file, award_id)
        if _grant(award) == grant:
            return None
        parts.check_seen(_grant(award), before)
        _set(award, grant)
        session.add(award)
        return _happened(Deed.CHANGED, grant.amount_eur)

    return parts.edit(engine, desk, public_id, replace, by=by)


def remove(
    engine: Engine, desk: Desk, public_id: str, award_id: str, *, before: str, by: Author
) -> Edited:
    """Take an award out of the ledger; CONFLICT if it is not as `before` any more (`stand`)."""

    def delete(session: Session, file: CompanyFile, _company: CompanyProfile) -> Happened:
        award = parts.of_file(session, AidAward, file, award_id)
        parts.check_seen(_grant(award), before)
        session.delete(award)
        return _happened(Deed.REMOVED, award.amount_eur)

    return parts.edit(engine, desk, public_id, delete, by=by)


def _happened(deed: Deed, amount_eur: int) -> Happened:
    return Happened(EventKind.AID, (deed.value, amount_eur))


def _newest_first(desk: Desk, public_id: str) -> Select[AidAward, str]:
    return (
        select(AidAward, Person.name)
        .join(CompanyFile, col(CompanyFile.id) == col(AidAward.file_id))
        .join(Person, col(Person.id) == col(AidAward.person_id), isouter=True)
        .where(
            CompanyFile.public_id == public_id, CompanyFile.organisation_id == desk.organisation_id
        )
        .order_by(col(AidAward.granted_on).desc(), col(AidAward.id).desc())
    )


def _award(award: AidAward, author: str | None) -> Award:
    return Award(
        public_id=award.public_id,
        grant=_grant(award),
        author=author or "",
        noted_utc=award.noted_utc,
    )


def _grant(award: AidAward) -> Grant:
    return Grant(
        granted_on=award.granted_on,
        amount_eur=award.amount_eur,
        regulation=Regulation(award.regulation),
        granted_by=award.granted_by,
        recipient=award.recipient,
        offer_id=award.offer_id,
    )


def _set(award: AidAward, grant: Grant) -> None:
    award.granted_on, award.amount_eur = grant.granted_on, grant.amount_eur
    award.regulation, award.offer_id = grant.regulation.value, grant.offer_id
    award.granted_by, award.recipient = grant.granted_by, grant.recipient
