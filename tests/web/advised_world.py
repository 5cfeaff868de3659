"""A firm that asked for advice, and a file in which everything was done that can be done."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import Engine
from sqlmodel import col, select

from models.company_file import CompanyFile, FileNote, FileStep
from models.dossier import DossierAudience, DossierIssue, DossierPlan
from models.firm_list import FirmList, FirmListRow, FirmMatch
from models.judgement import Judgement
from models.outcome import AidAward, OfferApplication
from models.session import transaction
from tests.fixtures.apps import NOW
from tests.fixtures.people import make_person
from tests.web.own_data_world import EMAIL, OTHER_OFFER
from tests.web.requests_world import CONTACT, send
from web.tokens import new_token, token_hash
from web.use_cases.files.rows import Contact


def advise(engine: Engine, token: str) -> str:
    """The public id of the file, with something in each table that belongs to it."""
    make_person(engine, name="Berta Beratung", email="berta@stadt-beispiel.de")
    contact = Contact(name="Dreherei MARKERVIER", contact_name=CONTACT.contact_name, email=EMAIL)
    send(engine, token, contact=contact, message="Bitte melden MARKERVIER")
    with transaction(engine) as session:
        file = session.exec(select(CompanyFile).order_by(col(CompanyFile.id).desc())).first()
        assert file is not None
        assert file.id is not None
        imported = FirmList(
            public_id=new_token(),
            organisation_id="org-stadt-witten",
            name="Liste",
            columns=[],
            problems=[],
            total=1,
            created_utc=NOW,
        )
        session.add(imported)
        session.flush()
        session.add_all(_parts(file.id, file.company_id, imported.id or 0))
        return file.public_id


def _parts(file_id: int, company_id: int, list_id: int) -> list[object]:
    return [
        FileNote(
            public_id=new_token(),
            file_id=file_id,
            organisation_id="org-stadt-witten",
            text="Notiz der Beratung",
            created_utc=NOW,
            updated_utc=NOW,
        ),
        FileStep(
            public_id=new_token(),
            file_id=file_id,
            title="Angebot einholen",
            taken_by="firm",
            due_on=date(2026, 12, 1),
            created_utc=NOW,
        ),
        OfferApplication(file_id=file_id, offer_id="x", state="applied", changed_utc=NOW),
        AidAward(
            public_id=new_token(),
            file_id=file_id,
            granted_on=date(2026, 1, 1),
            amount_eur=5000,
            regulation="general",
            granted_by="Stadt Beispiel",
            noted_utc=NOW,
        ),
        DossierPlan(file_id=file_id, offers=[], dropped=[], changed_utc=NOW),
        DossierIssue(
            public_id=new_token(),
            file_id=file_id,
            audience=DossierAudience.FIRM.value,
            language="de",
            catalogue_version="1",
            model_version="1",
            document={"title": "Mappe"},
            made_utc=NOW,
            token_hash=token_hash(new_token()),
            expires_utc=NOW + timedelta(days=30),
        ),
        DossierIssue(
            public_id=new_token(),
            file_id=file_id,
            audience=DossierAudience.ADVISOR.value,
            language="de",
            catalogue_version="1",
            model_version="1",
            document={"title": "Nur für die Beratung"},
            made_utc=NOW,
        ),
        Judgement(
            company_id=company_id,
            file_id=file_id,
            subject=f"firm:{company_id}",
            profile={},
            offer_id=OTHER_OFFER,
            opinion="not_relevant",
            judge="advisor-0123456789abcdef",
            judged_utc=NOW,
        ),
        FirmListRow(list_id=list_id, number=1, answers={}, name="Dreherei", known_file_id=file_id),
        FirmMatch(
            company_id=company_id,
            catalogue_version="1",
            model_version="1",
            matched_on=date(2026, 11, 22),
            matched_utc=NOW,
            answers_utc=NOW,
            best=[],
            fitting=0,
            unserved=[],
        ),
    ]
