"""A small catalogue, one file at two organisations, and the deeds of judging: shared by tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Engine
from sqlmodel import col, select

from matcher.catalogue import Catalogue, compile_catalogue
from models.company_file import CompanyFile, FileEvent, FileOrigin
from models.judgement import Judgement
from models.person import Person
from models.report import OfferReport, ReportState
from models.session import reading, transaction
from offers.schema import Offer, parse_offer
from tests.fixtures.apps import NOW
from tests.web.desk_world import Staff, author, desk_of, make_file, make_staff
from web.author import Author
from web.use_cases.files import applications, judging, rows
from web.use_cases.files.applications import Application, Noting
from web.use_cases.files.judging import Judging, OfferStanding, Said
from web.use_cases.files.rows import Contact
from web.use_cases.firms.opinions import Opinion

TODAY = NOW.date()
SMALL_ONLY = {"all": [{"employees": {"max": 49}}, {"legal_form": ["gmbh"]}]}
LARGE_ONLY = {"employees": {"min": 250}}


def offer(offer_id: str, **fields: object) -> Offer:
    """An offer of the small catalogue."""
    plain = {"id": offer_id, "title": f"Angebot {offer_id}", "provider": "NRW.BANK"}
    return parse_offer({**plain, **fields})


OFFERS = (
    offer("a", conditions=SMALL_ONLY),
    offer("b", conditions=LARGE_ONLY),
    offer("c", amount={"de_minimis": True}),
)
CATALOGUE = compile_catalogue(OFFERS, "1")
WITHOUT_A = compile_catalogue(OFFERS[1:], "2")


@dataclass(frozen=True)
class Desks:
    """The staff and a file of Witten about a firm with 38 people."""

    engine: Engine
    staff: Staff
    file: str

    def judge(
        self,
        offer_id: str,
        opinion: Opinion,
        because: str = "",
        *,
        person: Person | None = None,
        file: str = "",
        catalogue: Catalogue = CATALOGUE,
        by: Author | None = None,
    ) -> Judging:
        """Let an advisor say something of an offer."""
        who = person or self.staff.advisor
        return judging.judge(
            self.engine,
            desk_of(who),
            file or self.file,
            offer_id,
            Said(opinion, because),
            catalogue=catalogue,
            today=TODAY,
            by=by or author(who),
        )

    def note(
        self,
        offer_id: str,
        application: Application,
        *,
        person: Person | None = None,
        catalogue: Catalogue = CATALOGUE,
    ) -> Noting:
        """Let an advisor note an application."""
        who = person or self.staff.advisor
        return applications.note(
            self.engine,
            desk_of(who),
            self.file,
            offer_id,
            application,
            catalogue=catalogue,
            today=TODAY,
            by=author(who),
        )

    def standing(
        self, offer_id: str, person: Person | None = None, file: str = ""
    ) -> OfferStanding:
        """What the desk of a person shows of an offer."""
        desk = desk_of(person or self.staff.advisor)
        found = judging.of_file(self.engine, desk, file or self.file)
        return found.get(offer_id, OfferStanding(offer_id=offer_id))

    def file_elsewhere(self) -> str:
        """A file of the same firm at Bochum."""
        with transaction(self.engine) as session:
            own = session.exec(select(CompanyFile).where(CompanyFile.public_id == self.file)).one()
            company = rows.locked(session, desk_of(self.staff.advisor), self.file)
            assert company is not None
            other = rows.make(
                company[1],
                Contact(name=own.name),
                organisation_id=self.staff.stranger.organisation_id,
                origin=FileOrigin.ENTERED,
                now=NOW,
            )
            session.add(other)
            return other.public_id

    def rows(self) -> Sequence[Judgement]:
        """All judgements, oldest first."""
        with reading(self.engine) as session:
            found = session.exec(select(Judgement).order_by(col(Judgement.id))).all()
            session.expunge_all()
            return found

    def told(self) -> list[list[object]]:
        """The timeline, oldest first: kind and values."""
        with reading(self.engine) as session:
            events = session.exec(select(FileEvent).order_by(col(FileEvent.id))).all()
            return [[event.kind, *event.values] for event in events]

    def reports(self) -> list[tuple[str, str, int]]:
        """Open reports: offer, what about, how many say so."""
        with reading(self.engine) as session:
            found = session.exec(select(OfferReport).where(OfferReport.state == ReportState.OPEN))
            return sorted((row.offer_id, row.field, row.count) for row in found)


def make_desks(engine: Engine) -> Desks:
    """Both organisations and a file."""
    staff = make_staff(engine)
    return Desks(engine, staff, make_file(engine, staff.advisor.organisation_id))
