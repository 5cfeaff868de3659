"""GET /needs and /regions: the words that profiles and filters use."""

from __future__ import annotations

from flask import Response

from offers.errors import InputErrors
from offers.schema.records import parse_record
from offers.taxonomy.bilingual import Bilingual
from offers.taxonomy.needs import NEEDS as ALL_NEEDS
from offers.taxonomy.regions import search_regions
from web.api.v1.answers import NeedList, RegionList
from web.api.v1.blueprint import blueprint, json_answer
from web.api.v1.document import example_call, refusals
from web.api.v1.examples import NEEDS, REGIONS
from web.api.v1.marking import N_
from web.api.v1.problems import input_problem
from web.api.v1.queries import RegionParameters, RegionQuery, as_mapping


@blueprint.get("/needs")
@blueprint.output(NeedList, description=N_("All needs."), example=NEEDS)
@blueprint.doc(
    summary=N_("List the needs"),
    description=N_("The closed list of what may move a company, with labels in both languages."),
    tags=["Words"],
    operation_id="listNeeds",
    responses=refusals(),
    extensions=example_call("/needs"),
)
def list_needs() -> Response:
    """All needs in their order."""
    needs = [
        {"key": need.key, "label": _labels(need.label), "hint": _labels(need.hint)}
        for need in ALL_NEEDS
    ]
    return json_answer({"needs": needs})


@blueprint.get("/regions")
@blueprint.input(RegionQuery, location="query", arg_name="query")
@blueprint.output(RegionList, description=N_("The regions that fit, best first."), example=REGIONS)
@blueprint.doc(
    summary=N_("Find regions"),
    description=N_("By name, by its beginning, with typos, by code or by postal code."),
    tags=["Words"],
    operation_id="findRegions",
    responses=refusals(422),
    extensions=example_call("/regions?q=Bochum"),
)
def find_regions(query: RegionQuery) -> Response:
    """The regions that fit what was typed."""
    try:
        asked = parse_record(RegionParameters, as_mapping(query))
    except InputErrors as errors:
        raise input_problem(errors) from None
    regions = [
        {
            "code": region.code,
            "name": region.name,
            "kind": str(region.kind),
            "ancestors": list(region.ancestors),
        }
        for region in search_regions(asked.q, limit=asked.limit)
    ]
    return json_answer({"regions": regions})


def _labels(text: Bilingual) -> dict[str, str]:
    return {"de": text.de, "en": text.en}
