"""The mails that a request causes: to who is on duty, or to who looks after the service."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from models.company_file import CompanyFile, FilePart
from models.organisation import Organisation
from models.person import Person, PersonState, Role
from web.use_cases.files.duty import on_duty
from web.use_cases.firm_files import notices_of
from web.use_cases.outbox import queueing
from web.use_cases.reach import reach_of
from web.use_cases.requests.letters import Letters, Notice, NoticeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """How mails are written today. `territory` is that of the service; without `letters` none."""

    letters: Letters | None
    today: date
    now: datetime
    territory: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Reader:
    person_id: int
    public_id: str
    email: str
    language: str


def tell(
    session: Session,
    file: CompanyFile,
    kind: NoticeKind,
    post: Post,
    *,
    cause: str,
    responsible: str = "",
) -> int:
    """Write to everybody whom the file concerns now; how many mails there are.

    `cause` tells one request from the next: the same one is written about once.
    """
    if post.letters is None:
        return 0
    readers = _readers(session, file, post)
    for reader in readers:
        notice = Notice(
            kind=kind,
            cause=f"{notices_of(file.public_id)}{cause}:{reader.public_id}",
            person_id=reader.person_id,
            company_id=file.company_id,
            recipient=reader.email,
            language=reader.language,
            firm=file.name,
            town=file.town,
            file=file.public_id,
            responsible=responsible,
        )
        queueing.queue(session, post.letters.notice(notice), now=post.now)
    return len(readers)


def _readers(session: Session, file: CompanyFile, post: Post) -> Sequence[_Reader]:
    if file.organisation_id is None:
        return keepers(session, post.territory)
    own = file.advisor_id if file.part == FilePart.RESPONSIBLE.value else None
    people = on_duty(session, file.organisation_id, post.today, advisor_id=own)
    return [_Reader(each.person_id, each.public_id, each.email, each.language) for each in people]


def keepers(session: Session, territory: Iterable[str]) -> Sequence[_Reader]:
    """The administrators who look after the whole service, by id."""
    whole = tuple(territory)
    rows = session.exec(
        select(Person, Organisation.territories)
        .join(Organisation, col(Organisation.id) == col(Person.organisation_id))
        .where(Person.state == PersonState.ACTIVE.value)
        .order_by(col(Person.id))
    )
    return [
        _Reader(person.id, person.public_id, person.email, person.language)
        for person, territories in rows
        if person.id is not None
        and Role.ADMINISTRATOR.value in person.roles
        and reach_of(territories).holds_service(whole)
    ]
