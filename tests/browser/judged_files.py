"""A firm's file in which advisors judged offers and noted applications."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from tests.fixtures.apps import NOW
from tests.fixtures.people import make_person
from tests.web.desk_world import author, desk_of, make_file
from web.current import services_of
from web.use_cases.files import applications, judging, missing
from web.use_cases.files.applications import Application, ApplicationState
from web.use_cases.files.judging import Judging, Said
from web.use_cases.firms.opinions import Opinion

if TYPE_CHECKING:
    from flask import Flask

OFFER = "fai-nrw"
SAID = {
    "bafa-eew": Said(Opinion.BETTER_ALTERNATIVE),
    "start4chem-labs": Said(Opinion.FITS),
    "make-it-in-germany-unternehmen": Said(Opinion.NOT_ELIGIBLE),
}
GRANTED = Application(
    state=ApplicationState.GRANTED, amount_eur=12_000, happened_on=date(2026, 11, 3)
)


def settle(app: Flask) -> Mapping[str, str]:
    """The id of the file, by name; editors hear of an offer that the catalogue lacks."""
    engine = services_of(app).engine
    known = services_of(app).snapshot.current()
    person = make_person(engine, name="Ute Urteil", email="urteil@example.org")
    desk, by = desk_of(person), author(person)
    file_id = make_file(engine, person.organisation_id, "Schmiede mit Urteil GmbH")
    for offer_id, said in SAID.items():
        done = judging.judge(
            engine, desk, file_id, offer_id, said, catalogue=known, today=NOW.date(), by=by
        )
        assert done is Judging.DONE
    applications.note(
        engine, desk, file_id, OFFER, GRANTED, catalogue=known, today=NOW.date(), by=by
    )
    missing.tell(engine, desk, file_id, "Energiescouts der Kammer", "ihk.example", by=by)
    return {"judged_file": file_id}
