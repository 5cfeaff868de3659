"""Lists of firms: files of every kind, uploads, imports done at once."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Engine
from sqlmodel import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart
from xlsxwriter import Workbook

from matcher.bundled_model import READABLE
from matcher.catalogue import Catalogue, compile_catalogue
from matcher.scorers import ReadableScorer
from models.company_file import CompanyFile
from models.session import transaction
from offers.schema import Offer, parse_offer
from tests.fixtures.apps import NOW
from tests.fixtures.pages import Page, PageClient, check_page
from tests.web.desk_world import KEPT_FOR
from web.firm_tables import read
from web.use_cases.files.desk import Desk
from web.use_cases.firm_lists import importing, storing
from web.use_cases.firm_lists.matching import Standing

if TYPE_CHECKING:
    from web.author import Author

PATH = "/beratung/listen"
HEAD = "Firma;PLZ;Ort;WZ;Beschäftigte;Bedarf;E-Mail"
TODAY = NOW.date()


def csv_of(*lines: str, head: str = HEAD) -> bytes:
    """A table in text."""
    return "\n".join((head, *lines)).encode()


def firms(count: int, *, start: int = 0) -> bytes:
    """So many firms, none like another."""
    lines = (
        f"Firma {_word(number)};58452;Witten;25.62;{number};Export;" for number in _up(start, count)
    )
    return csv_of(*lines)


def _up(start: int, count: int) -> Iterable[int]:
    return range(start, start + count)


def _word(number: int) -> str:
    letters = "abcdefghij"
    return "".join(letters[int(digit)] * 2 for digit in f"{number:04d}")


def workbook(
    rows: Sequence[Sequence[object]], *, formulas: dict[str, tuple[str, object]] | None = None
) -> bytes:
    """A workbook with one sheet; formulas by cell, with the value that was worked out."""
    stream = io.BytesIO()
    with Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        for cell, (formula, value) in (formulas or {}).items():
            sheet.write_formula(cell, formula, None, value)
    return stream.getvalue()


def with_part(content: bytes, name: str, body: bytes) -> bytes:
    """The same archive with a part more, or with another one in its place."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part, old.read(part))
        new.writestr(name, body)
    return stream.getvalue()


def store(engine: Engine, desk: Desk, content: bytes, by: Author, name: str = "firmen.csv") -> str:
    """The public id of a list in preview."""
    return storing.store(engine, desk, name, read(content), by=by)


def standing(*offers: Offer, version: str = "1", now: datetime = NOW) -> Standing:
    """A small catalogue and the readable scorer."""
    held: Catalogue = compile_catalogue(offers, version)
    return Standing(held, ReadableScorer(), READABLE, TODAY, now)


def offer(offer_id: str, **fields: object) -> Offer:
    """An offer for everybody in the country."""
    return parse_offer({"id": offer_id, "title": offer_id, "provider": "Stadt", **fields})


def import_all(engine: Engine, at: Standing, *, size: int = 250) -> int:
    """What the job does; how many firms got a file."""
    total = 0
    for list_id in importing.waiting(engine):
        while made := importing.import_chunk(
            engine, list_id, kept_for=KEPT_FOR, now=at.now, size=size
        ):
            total += made
        while importing.match_chunk(engine, list_id, at, size=size):
            pass
        importing.finish(engine, list_id, now=at.now)
    return total


def files(engine: Engine) -> Sequence[CompanyFile]:
    """All files of firms, in the order of their names."""
    with transaction(engine) as session:
        return session.exec(select(CompanyFile).order_by(CompanyFile.name)).all()


def upload(
    client: PageClient, content: bytes, name: str = "firmen.csv", *, status: int = 200
) -> Page:
    """The page after sending a file, redirects followed."""
    data = {"csrf_token": client.token(PATH), "datei": FileStorage(io.BytesIO(content), name)}
    # The client itself would leave a file open for what is large.
    boundary, body = encode_multipart(data)
    response = client.client.post(
        PATH,
        data=body,
        content_type=f"multipart/form-data; boundary={boundary}",
        follow_redirects=True,
    )
    return check_page(response, status=status)
