"""Files to take along: the empty template, and the firms of a list with their offers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from flask import Response, url_for
from flask_babel import gettext

from matcher.catalogue import Catalogue
from offers.export.csv_file import cell
from offers.taxonomy.needs import need
from web import firm_tables
from web.current import author, catalogue, now, services
from web.desk import desk
from web.language import current_language
from web.pages.firm_lists.blueprint import blueprint, no_such_list
from web.pages.firm_lists.views import titles_of
from web.rates import downloads
from web.use_cases.firm_lists import results
from web.use_cases.firm_lists.matching import BEST
from web.use_cases.firm_lists.results import MatchedFirm

_CSV = "text/csv; charset=utf-8"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/vorlage.csv")
@downloads
def fetch_csv_template() -> Response:
    """The headings that are understood, to be filled in."""
    return _file(firm_tables.as_csv(current_language()), _CSV, "vorlage-firmen.csv")


@blueprint.get("/vorlage.xlsx")
@downloads
def fetch_workbook_template() -> Response:
    """The same as a workbook."""
    body = firm_tables.as_workbook(current_language(), made=now())
    return _file(body, _WORKBOOK, "vorlage-firmen.xlsx")


@blueprint.get("/<string:public_id>/firmen.csv")
@downloads
def fetch_firms(public_id: str) -> Response:
    """All firms of a list with their best offers; noted, for they are people's data, too."""
    found = results.export(services().engine, desk(), public_id, by=author())
    if found is None:
        no_such_list()
    text = io.StringIO()
    # As German spreadsheet programs open it by a double click.
    writer = csv.writer(text, delimiter=";")
    writer.writerows([cell(each) for each in row] for row in _rows(found, catalogue()))
    return _file(text.getvalue().encode("utf-8-sig"), _CSV, "firmen.csv")


def _rows(found: Sequence[MatchedFirm], held: Catalogue) -> Iterator[Sequence[str | int | None]]:
    yield (
        gettext("Company"),
        gettext("Town"),
        gettext("Contact person"),
        gettext("E-mail address"),
        gettext("Phone number"),
        gettext("Fitting offers"),
        *(gettext("Offer %(number)s", number=number) for number in range(1, BEST + 1)),
        gettext("Needs without an offer"),
        gettext("File"),
    )
    for each in found:
        titles = [title for _, title in titles_of(each.best, held)]
        needs = "; ".join(need(key).label.get(current_language()) for key in each.unserved)
        yield (
            each.name,
            each.town,
            each.contact_name,
            each.email,
            each.phone,
            "" if each.lacks_concern else each.fitting,
            *(*titles, *[""] * BEST)[:BEST],
            needs,
            url_for("company_file.show", public_id=each.public_id, _external=True),
        )


def _file(body: bytes, media_type: str, name: str) -> Response:
    response = Response(body, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
