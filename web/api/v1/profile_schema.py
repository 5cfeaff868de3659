"""The body of POST /matches as the document shows it: the profile of the interchange format."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from matcher.profile import CHAMBERS, Profile
from offers.taxonomy.needs import NEED_KEYS
from web.api.v1.documented import REF_TEMPLATE, Documented, without_null
from web.api.v1.marking import N_

FIELDS: Mapping[str, str] = {
    "id": N_("Your own name for the profile, given back in the answer."),
    "postal_code": N_("Five-digit German postal code of the site."),
    "municipality": N_("Name of the municipality as people write it."),
    "region": N_("Where the site is only known that far: NUTS code (DEA, DEA51) or AGS."),
    "wz": N_("WZ 2008 code such as 25.62.0, 25.62, 25, or a section letter such as C."),
    "sector_text": N_("What the company does, in its own words."),
    "employees": N_("Full-time equivalents; 0 describes a founder."),
    "turnover_eur": N_("Annual turnover in whole euros."),
    "balance_sheet_eur": N_("Balance sheet total in whole euros."),
    "founded": N_("Year founded; a future year describes a founder."),
    "legal_form": N_("For example GmbH, e.K., Freiberuflich, gGmbH."),
    "part_of_group": N_("Whether 25 percent or more are held by or of another enterprise."),
    "chamber": N_("Which chamber it belongs to."),
    "needs": N_("Keys of GET /needs, the most important first."),
    "need_text": N_("The need in the company's own words; typos, slang and dialect are fine."),
    "preferred_kinds": N_("Kinds of support that it looks for."),
    "facts": N_("Answers to questions of single offers: name to true, false, number or text."),
    "today": N_("The day on which the match is asked for; without it the present day."),
}
EXAMPLE: Mapping[str, object] = {
    "postal_code": "58452",
    "wz": "25.62",
    "employees": 40,
    "turnover_eur": 6_000_000,
    "founded": 1998,
    "legal_form": "GmbH",
    "part_of_group": False,
    "needs": ["energy_efficiency", "green_production"],
    "need_text": "Wir wollen unsere Druckluft erneuern und Strom sparen.",
    "facts": {"project_started": False},
}
_CLOSED_LISTS: Mapping[str, tuple[str, ...]] = {"chamber": CHAMBERS}


class MatchRequest(Documented):
    """A company profile; every field may be missing and then means 'not known', never 'no'."""

    shows = Profile

    @classmethod
    def model_json_schema(  # type: ignore[override]
        cls, by_alias: bool = True, ref_template: str = REF_TEMPLATE, **options: Any
    ) -> dict[str, Any]:
        """The profile's schema with descriptions and closed lists; no field is required."""
        schema = super().model_json_schema(by_alias, ref_template, **options)
        fields = {name: _field(name, field) for name, field in schema["properties"].items()}
        kept = {key: value for key, value in schema.items() if key != "required"}
        return {**kept, "description": cls.__doc__, "properties": fields}


def _field(name: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    described = {**without_null(schema), "description": FIELDS.get(name, "")}
    if name in _CLOSED_LISTS:
        described["enum"] = list(_CLOSED_LISTS[name])
    if name == "needs":
        described["items"] = {"type": "string", "enum": list(NEED_KEYS)}
    return described
