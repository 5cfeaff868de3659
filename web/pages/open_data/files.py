"""The whole catalogue as a file."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime

from flask import Response

from offers.export.formats import FORMATS, Format, write
from offers.schema import Offer
from web.current import catalogue
from web.pages.open_data.blueprint import blueprint, changed_at, workbooks
from web.pages.open_data.caching import cacheable
from web.rates import downloads

LINES_AT_ONCE = 100
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)


@blueprint.get("/offene-daten/angebote.jsonl")
@downloads
def fetch_jsonl() -> Response:
    """All offers with their licences, one a line."""
    return _fetch("jsonl")


@blueprint.get("/offene-daten/angebote.csv")
@downloads
def fetch_csv() -> Response:
    """All offers with their licences, as a table."""
    return _fetch("csv")


@blueprint.get("/offene-daten/angebote.xlsx")
@downloads
def fetch_xlsx() -> Response:
    """All offers with their licences, as a workbook."""
    return _fetch("xlsx")


def _fetch(name: str) -> Response:
    return cacheable(lambda: _file(FORMATS[name]))


def _file(wanted: Format) -> Response:
    held = catalogue()
    if wanted.lines is None:
        made = changed_at() or _NEVER
        body = workbooks().of(held.version, lambda: _whole(held.offers, wanted.name, made))
        response = Response(body, content_type=wanted.media_type)
    else:
        lines = wanted.lines(held.offers)
        response = Response(_pieces(lines), content_type=wanted.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="angebotslotse.{wanted.name}"'
    return response


def _whole(offers: tuple[Offer, ...], name: str, made: datetime) -> bytes:
    stream = io.BytesIO()
    write(offers, name, stream, made=made)
    return stream.getvalue()


def _pieces(lines: Iterator[str]) -> Iterator[bytes]:
    """Lines in larger pieces: each one on its own would be a packet."""
    piece: list[str] = []
    for line in lines:
        piece.append(line)
        if len(piece) == LINES_AT_ONCE:
            yield "".join(piece).encode("utf-8")
            piece.clear()
    yield "".join(piece).encode("utf-8")
