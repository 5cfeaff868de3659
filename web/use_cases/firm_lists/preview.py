"""What a list would become: its columns, some firms, what is wrong, and what is known already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Engine, func, or_
from sqlmodel import Session, col, select

from models.company_file import CompanyFile
from models.firm_list import FirmList, FirmListRow
from models.session import reading
from web.firm_tables import Problem, RowProblem
from web.use_cases.files.desk import Desk
from web.use_cases.firm_lists.rows import find

SAMPLE = 5
A_PAGE = 100


@dataclass(frozen=True, slots=True)
class SampleRow:
    """A firm as it was read."""

    number: int
    name: str
    answers: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A firm that seems to be known: by a file of the organisation, or by a line of the list."""

    number: int
    name: str
    is_wanted: bool
    same_as: int | None
    file_name: str
    file_town: str
    file_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """`wanted` firms would be imported now; `duplicates` is one page of `pages`."""

    columns: Sequence[tuple[str, str]]
    problems: Sequence[Problem]
    sample: Sequence[SampleRow]
    wanted: int
    all_duplicates: int
    duplicates: Sequence[Duplicate]
    page: int
    pages: int


def load(engine: Engine, desk: Desk, public_id: str, *, page: int) -> Preview | None:
    """The preview of a list; None if there is none. A page that is not there is the nearest."""
    with reading(engine) as session:
        held = find(session, desk, public_id)
        if held is None:
            return None
        of_list = col(FirmListRow.list_id) == held.id
        count = _count(session, of_list, is_duplicate())
        pages = max(-(-count // A_PAGE), 1)
        at = min(max(page, 1), pages)
        return Preview(
            columns=[(heading, field) for heading, field in held.columns],
            problems=_problems(held),
            sample=_sample(session, of_list),
            wanted=_count(session, of_list, col(FirmListRow.is_wanted).is_(True)),
            all_duplicates=count,
            duplicates=_duplicates(session, desk, of_list, at),
            page=at,
            pages=pages,
        )


def is_duplicate() -> ColumnElement[bool]:
    """Whether a row seems to be a firm that is known, or stands there before."""
    known, same = col(FirmListRow.known_file_id), col(FirmListRow.same_as)
    return or_(known.is_not(None), same.is_not(None))


def _count(session: Session, *conditions: ColumnElement[bool]) -> int:
    return session.exec(select(func.count()).select_from(FirmListRow).where(*conditions)).one()


def _problems(held: FirmList) -> Sequence[Problem]:
    return [
        Problem(
            each["line"],
            RowProblem(each["code"]),
            each["field"],
            each["given"],
            # Lists of an earlier release have none.
            each.get("taken", ""),
        )
        for each in held.problems
    ]


def _sample(session: Session, of_list: ColumnElement[bool]) -> Sequence[SampleRow]:
    query = select(FirmListRow).where(of_list).order_by(col(FirmListRow.number)).limit(SAMPLE)
    return [SampleRow(row.number, row.name, row.answers) for row in session.exec(query)]


def _duplicates(
    session: Session, desk: Desk, of_list: ColumnElement[bool], page: int
) -> Sequence[Duplicate]:
    """A file that has gone to another organisation meanwhile is not named."""
    of_desk = CompanyFile.organisation_id == desk.organisation_id
    query = (
        select(FirmListRow, CompanyFile)
        .join(
            CompanyFile,
            (col(CompanyFile.id) == col(FirmListRow.known_file_id)) & of_desk,
            isouter=True,
        )
        .where(of_list, is_duplicate())
        .order_by(col(FirmListRow.number))
        .offset((page - 1) * A_PAGE)
        .limit(A_PAGE)
    )
    return [
        Duplicate(
            number=row.number,
            name=row.name,
            is_wanted=row.is_wanted,
            same_as=row.same_as,
            file_name=file.name if file else "",
            file_town=file.town if file else "",
            file_id=file.public_id if file else "",
        )
        for row, file in session.exec(query)
    ]
