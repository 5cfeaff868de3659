"""What organisations keep of one firm: its requests, its files, and what belongs to each file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from sqlmodel import Session, SQLModel, col, or_, select

from matcher.de_minimis import Regulation
from models.company_file import (
    CompanyFile,
    EventKind,
    FileEvent,
    FileNote,
    FilePart,
    FileState,
    FileStep,
)
from models.consultation import ConsultationRequest
from models.dossier import DossierAudience, DossierIssue, DossierPlan
from models.firm_list import FirmListRow
from models.organisation import Organisation
from models.outcome import AidAward, ApplicationState, OfferApplication

Row = TypeVar("Row", bound=SQLModel)
_PARTS: tuple[type[SQLModel], ...] = (
    FileEvent,
    FileNote,
    FileStep,
    OfferApplication,
    AidAward,
    DossierPlan,
    DossierIssue,
)


@dataclass(frozen=True, slots=True)
class FileRows:
    """A file with the organisation that keeps it, '' for none, and its parts by table."""

    file: CompanyFile
    organisation: str
    parts: Mapping[str, Sequence[SQLModel]]

    def of(self, table: type[Row]) -> Sequence[Row]:
        """The rows of one table, oldest first."""
        return self.parts.get(str(table.__tablename__), ())  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class AdviceRows:
    """The requests, newest first, the files, and the lines of imported lists about the firm."""

    requests: Sequence[ConsultationRequest]
    files: Sequence[FileRows]
    listed: Sequence[FirmListRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenContact:
    """How the firm said it is called and reached; '' for what it did not say."""

    name: str
    contact_name: str
    email: str
    phone: str
    preferred_way: str
    times: str


@dataclass(frozen=True, slots=True)
class GivenRequest:
    """What the firm asked once; `told` are the organisations that were named to it, by name."""

    asked_utc: datetime
    told: tuple[str, ...]
    topics: tuple[str, ...]
    message: str
    contact: GivenContact


@dataclass(frozen=True, slots=True)
class AgreedStep:
    """A step that firm and advisor agreed on."""

    title: str
    due_on: date | None
    done_utc: datetime | None


@dataclass(frozen=True, slots=True)
class NotedApplication:
    """An application as advisors noted it; the amount in euros and the day, if they are known."""

    offer_id: str
    state: ApplicationState
    amount_eur: int | None
    happened_on: date | None


@dataclass(frozen=True, slots=True)
class NotedAid:
    """De minimis aid as advisors noted it; `recipient` is a linked enterprise, '' the firm."""

    granted_on: date
    amount_eur: int
    regulation: Regulation
    granted_by: str
    recipient: str


@dataclass(frozen=True, slots=True)
class GivenOut:
    """A dossier or folder; until when a folder can be read, None if it was taken back."""

    audience: DossierAudience
    language: str
    made_utc: datetime
    expires_utc: datetime | None


@dataclass(frozen=True, slots=True)
class Happening:
    """A line of a file's timeline."""

    kind: EventKind
    happened_utc: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenFile:
    """A file as the firm sees it: all but the words of notes; it says how many there are."""

    organisation: str
    part: FilePart
    state: FileState
    contact: GivenContact
    begun_utc: datetime
    touched_utc: datetime
    appointment_utc: datetime | None
    timeline: tuple[Happening, ...]
    steps: tuple[AgreedStep, ...]
    notes: int
    applications: tuple[NotedApplication, ...]
    aid: tuple[NotedAid, ...]
    given_out: tuple[GivenOut, ...]


@dataclass(frozen=True, slots=True)
class GivenAdvice:
    """What a firm asked, newest first, and the files about it."""

    requests: tuple[GivenRequest, ...]
    files: tuple[GivenFile, ...]


def rows_of(session: Session, company_id: int | None) -> AdviceRows:
    """All of it, in two queries, ten if there are files, however many."""
    requests = session.exec(
        select(ConsultationRequest)
        .where(ConsultationRequest.company_id == company_id)
        .order_by(col(ConsultationRequest.id).desc())
    ).all()
    files = session.exec(
        select(CompanyFile, Organisation.name)
        .join(
            Organisation,
            col(Organisation.id) == col(CompanyFile.organisation_id),
            isouter=True,
        )
        .where(CompanyFile.company_id == company_id)
        .order_by(col(CompanyFile.id))
    ).all()
    keys = [file.id for file, _ in files]
    parts: defaultdict[int | None, dict[str, list[SQLModel]]] = defaultdict(dict)
    for table in _PARTS if keys else ():
        for row in _parts(session, table, keys):
            parts[row.file_id].setdefault(str(table.__tablename__), []).append(row)
    return AdviceRows(
        requests=requests,
        files=[FileRows(file, name or "", parts[file.id]) for file, name in files],
        listed=_listed(session, keys) if keys else (),
    )


def given(rows: AdviceRows) -> GivenAdvice:
    """The same in values."""
    return GivenAdvice(
        requests=tuple(
            GivenRequest(
                asked_utc=row.asked_utc,
                told=tuple(filter(None, (row.responsible, *row.informed))),
                topics=tuple(row.topics),
                message=row.message,
                contact=_contact(row),
            )
            for row in rows.requests
        ),
        files=tuple(_file(each) for each in rows.files),
    )


def _parts(session: Session, table: type[SQLModel], keys: Sequence[int | None]) -> Sequence[Any]:
    file_id = col(table.file_id)  # type: ignore[attr-defined]
    order = col(table.id) if hasattr(table, "id") else file_id
    return session.exec(select(table).where(file_id.in_(keys)).order_by(order)).all()


def _listed(session: Session, keys: Sequence[int | None]) -> Sequence[FirmListRow]:
    about = or_(col(FirmListRow.file_id).in_(keys), col(FirmListRow.known_file_id).in_(keys))
    return session.exec(select(FirmListRow).where(about).order_by(col(FirmListRow.id))).all()


def _contact(row: CompanyFile | ConsultationRequest) -> GivenContact:
    return GivenContact(
        name=row.name,
        contact_name=row.contact_name,
        email=row.email,
        phone=row.phone,
        preferred_way=row.preferred_way,
        times=row.times,
    )


def _file(rows: FileRows) -> GivenFile:
    file = rows.file
    return GivenFile(
        organisation=rows.organisation,
        part=FilePart(file.part),
        state=FileState(file.state),
        contact=_contact(file),
        begun_utc=file.created_utc,
        touched_utc=file.touched_utc,
        appointment_utc=file.appointment_utc,
        timeline=tuple(
            Happening(EventKind(row.kind), row.happened_utc) for row in rows.of(FileEvent)
        ),
        steps=tuple(AgreedStep(row.title, row.due_on, row.done_utc) for row in rows.of(FileStep)),
        notes=len(rows.of(FileNote)),
        applications=tuple(
            NotedApplication(
                row.offer_id, ApplicationState(row.state), row.amount_eur, row.happened_on
            )
            for row in rows.of(OfferApplication)
        ),
        aid=tuple(
            NotedAid(
                row.granted_on,
                row.amount_eur,
                Regulation(row.regulation),
                row.granted_by,
                row.recipient,
            )
            for row in rows.of(AidAward)
        ),
        given_out=tuple(_given_out(row) for row in rows.of(DossierIssue)),
    )


def _given_out(row: DossierIssue) -> GivenOut:
    ends = row.expires_utc if row.token_hash is not None else None
    return GivenOut(DossierAudience(row.audience), row.language, row.made_utc, ends)
