"""A firm whose dossier was arranged and given out, and its folder at its secret address."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from tests.fixtures.people import make_person
from tests.web.desk_world import author, desk_of, make_file
from tests.web.document_world import document
from web.current import services_of
from web.use_cases.dossiers import issuing, links, plan
from web.use_cases.dossiers.issues import DossierAudience
from web.use_cases.dossiers.issuing import Draft
from web.use_cases.dossiers.plan import Plan
from web.use_cases.files import steps
from web.use_cases.files.steps import StepBy

if TYPE_CHECKING:
    from flask import Flask

OFFERS = ("bafa-eew", "efa-ecocockpit", "nrwbank-invest-zukunft")
LEFT_OUT = "nrwbank-universalkredit"


def settle(app: Flask) -> Mapping[str, str]:
    """The ids of the file and of its issues, and the secret of its folder, by name."""
    held = services_of(app)
    person = make_person(held.engine, name="Dora Dossier", email="dossier@example.org")
    file_id = make_file(held.engine, person.organisation_id, "Schmiede mit Dossier GmbH")
    desk, by = desk_of(person), author(person)
    plan.change(held.engine, desk, file_id, _arranged, seen_version=0, best=(), by=by)
    agreed = steps.Plan(title="Angebot einholen", taken_by=StepBy.FIRM, due_on=date(2026, 12, 4))
    steps.agree(held.engine, desk, file_id, agreed, by=by)
    key = links.key_of(held.settings.secret_key.get_secret_value())
    found: dict[DossierAudience, str | None] = {}
    for audience in DossierAudience:
        draft = Draft(
            document=document(offers=1, rows=2),
            audience=audience,
            catalogue_version="1",
            model_version="readable",
        )
        found[audience] = issuing.issue(held.engine, desk, file_id, draft, link_key=key, by=by)
    folder, dossier = found[DossierAudience.FIRM], found[DossierAudience.ADVISOR]
    assert folder is not None
    assert dossier is not None
    return {
        "dossier_file": file_id,
        "dossier_issue": dossier,
        "folder_issue": folder,
        "folder": links.secret_of(folder, key=key),
    }


def _arranged(each: Plan) -> Plan:
    for offer_id in (LEFT_OUT, *OFFERS):
        each = each.with_offer(offer_id)
    each = each.without(LEFT_OUT).commented(OFFERS[0], "Hier zuerst anrufen.")
    return each.prefaced("Herr Schmied hat wenig Zeit:\nzuerst der Ofen.")
