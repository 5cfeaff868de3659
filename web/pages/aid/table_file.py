"""The ledger as CSV for spreadsheet programs; no cell is taken for a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from io import StringIO

from flask import Response
from flask_babel import gettext

from matcher.de_minimis import counts, counts_until
from offers.export.csv_file import cell
from web.current import services, today
from web.desk import desk
from web.file_frame import file_frame
from web.file_names import file_name
from web.offer_choice import offer_title
from web.pages.aid.blueprint import blueprint
from web.regulation_words import regulation_label
from web.use_cases.files import aid
from web.use_cases.files.aid import Award

_SIGNATURE = "\ufeff"
"""Spreadsheet programs read a file as UTF-8 that begins with it."""


@blueprint.get("/tabelle.csv")
def table(public_id: str) -> Response:
    """The ledger, the newest award first."""
    frame = file_frame(public_id)
    awards = aid.of_file(services().engine, desk(), public_id)
    body = _SIGNATURE + csv_text(frame.contact.name, awards, today())
    response = Response(body, content_type="text/csv; charset=utf-8")
    name = file_name(gettext("De minimis"), frame.contact.name, extension="csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def csv_text(company: str, awards: Iterable[Award], today: date) -> str:
    """Header and lines, parted by semicolons as German spreadsheet programs expect it."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(_header(today))
    for award in awards:
        writer.writerow([cell(value) for value in _row(company, award, today)])
    return out.getvalue()


def _header(today: date) -> Sequence[str]:
    return (
        gettext("Granted on"),
        gettext("Amount in euros"),
        gettext("Regulation"),
        gettext("Granted by"),
        gettext("Recipient"),
        gettext("Offer"),
        gettext("Counts until"),
        gettext("Counts on %(day)s", day=today.isoformat()),
    )


def _row(company: str, award: Award, today: date) -> Sequence[str | int]:
    grant = award.grant
    return (
        grant.granted_on.isoformat(),
        grant.amount_eur,
        regulation_label(grant.regulation),
        grant.granted_by,
        grant.recipient or company,
        offer_title(grant.offer_id) if grant.offer_id else "",
        counts_until(grant.granted_on).isoformat(),
        gettext("yes") if counts(award.counted, today) else gettext("no"),
    )
