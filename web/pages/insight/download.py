"""One figure as a file for spreadsheet programs: the same numbers as on the page."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from flask import Response, request
from flask_babel import gettext

from offers.export.csv_file import cell
from web.current import today
from web.errors import Problem
from web.file_names import file_name
from web.formats import partial_date
from web.pages.insight import filters
from web.pages.insight.blueprint import blueprint
from web.pages.insight.figures import Figure, Record
from web.pages.insight.filters import Filters
from web.pages.insight.routes import filters_of_request, part_of

PAGES = ("bedarf", "luecken", "urteile", "beratung")


@blueprint.get("/tabelle.csv")
def fetch() -> Response:
    """The table; 404 for one that there is not, 400 for filters that mean nothing."""
    asked_for = filters_of_request()
    if asked_for.errors:
        raise Problem(400, detail=" ".join(asked_for.errors.values()))
    response = Response(_text(_wanted(asked_for), asked_for), mimetype="text/csv")
    name = file_name("auswertung", request.args["tabelle"], today().isoformat(), extension="csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _wanted(asked_for: Filters) -> Figure:
    page, anchor = request.args.get("seite", ""), request.args.get("tabelle", "")
    figures = part_of(page, asked_for).figures if page in PAGES else ()
    found = next((each for each in figures if each.anchor == anchor), None)
    if found is None:
        raise Problem(404, detail=gettext("There is no such table."))
    return found


def _text(figure: Figure, asked_for: Filters) -> str:
    """With a byte order mark and semicolons, as German spreadsheet programs expect them."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";")
    for record in (figure.record_headers, *figure.records, (), *_notes(figure, asked_for)):
        writer.writerow([_cell(value) for value in record])
    return f"\ufeff{stream.getvalue()}"


def _notes(figure: Figure, asked_for: Filters) -> Iterator[Record]:
    """What one must know to read it, wherever the file goes."""
    yield (f"{figure.title}. {figure.about}",)
    yield (gettext("Made on %(day)s.", day=partial_date(today())),)
    yield (
        gettext(
            "Numbers are rounded down to multiples of five: the true one lies between the two "
            "that are given. Groups of fewer than five firms are not shown, and neither are those "
            "of none; where a sum would tell a small group, the next larger one is hidden, too."
        ),
    )
    for name in filters.NAMES:
        if asked_for.values[name]:
            yield (gettext("Filters"), filters.label(name), filters.said_value(name, asked_for))
    for note in (figure.note, figure.empty):
        if note:
            yield (note,)


def _cell(value: object) -> str:
    return cell(value if isinstance(value, int) else None if value is None else str(value))
