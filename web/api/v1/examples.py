"""Whole answers as the document shows them; a test holds them against their schemas."""

from __future__ import annotations

from typing import Any

MATCH_ANSWER: dict[str, Any] = {
    "profile": None,
    "matches": [
        {
            "offer": "bafa-eew",
            "rank": 1,
            "score": 61.3,
            "verdict": "eligible",
            "reasons": [
                {
                    "code": "fit.need",
                    "text": "Passt zu Ihrem Anliegen: Energieeffizienz.",
                    "values": {"needs": ["energy_efficiency"]},
                }
            ],
            "open_questions": [],
            "similar": [],
            "title": "Bundesförderung für Energie- und Ressourceneffizienz in der Wirtschaft (EEW)",
            "provider": "BAFA und KfW",
            "language": "de",
            "kinds": ["grant", "loan"],
            "url": "https://www.bafa.de",
            "license_info": "",
            "warnings": [
                {
                    "code": "warning.not_verified",
                    "text": "Die Angaben sind noch nicht redaktionell geprüft.",
                }
            ],
        }
    ],
    "warnings": [],
    "total": 48,
    "catalogue_version": "1",
    "today": "2026-11-22",
}

OFFER_LIST: dict[str, Any] = {
    "offers": [
        {
            "id": "bafa-eew",
            "title": "Bundesförderung für Energie- und Ressourceneffizienz in der Wirtschaft (EEW)",
            "provider": "BAFA und KfW",
            "language": "de",
            "summary": "Zuschuss oder Kredit für effiziente Technik.",
            "license_info": "",
            "kinds": ["grant", "loan"],
            "needs": ["energy_efficiency", "green_production"],
            "audience": ["company", "freelancer"],
            "state": "open",
            "url": "https://www.bafa.de",
            "href": "/api/v1/offers/bafa-eew",
        }
    ],
    "total": 1,
    "page": 1,
    "pages": 1,
    "per_page": 20,
    "place": {"name": "Bochum", "notes": []},
    "catalogue_version": "1",
    "today": "2026-11-22",
}

OFFER: dict[str, Any] = {
    "offer": {
        "id": "bafa-eew",
        "title": "Bundesförderung für Energie- und Ressourceneffizienz in der Wirtschaft (EEW)",
        "provider": "BAFA und KfW",
        "kinds": ["grant", "loan"],
        "territory": ["Deutschland"],
        "conditions": {"fact": {"name": "project_started", "equals": False}},
        "before_start": True,
        "as_of": "2026-02-18",
    },
    "state": "open",
    "state_reason": None,
    "warnings": [
        {
            "code": "warning.not_verified",
            "text": "Die Angaben sind noch nicht redaktionell geprüft.",
        }
    ],
    "catalogue_version": "1",
    "today": "2026-11-22",
}

NEEDS: dict[str, Any] = {
    "needs": [
        {
            "key": "energy_efficiency",
            "label": {"de": "Energieeffizienz", "en": "Energy efficiency"},
            "hint": {"de": "Energiekosten senken.", "en": "Lower the cost of energy."},
        }
    ]
}

REGIONS: dict[str, Any] = {
    "regions": [
        {
            "code": "05911000",
            "name": "Bochum",
            "kind": "municipality",
            "ancestors": ["DEA51", "DEA", "DE", "EU"],
        }
    ]
}
