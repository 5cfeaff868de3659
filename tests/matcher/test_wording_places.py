"""Conditions on places in words: a literal table in both languages."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from matcher.wording import Reason, sentence
from offers.taxonomy.regions import resolve_site

Row = tuple[str, Mapping[str, object], str, str]
WITTEN = resolve_site("58452", "Witten", None)
COLOGNE = resolve_site(None, "Köln", None)
ENNEPE_RUHR = resolve_site(None, None, "DEA56")
NRW = resolve_site(None, None, "DEA")
ABROAD = resolve_site(None, None, "FRK")
NOWHERE = resolve_site(None, None, None)
RUHR = ("Metropole Ruhr",)
FIVE_TOWNS = ("Bochum", "Herne", "Witten", "Essen", "Dortmund")

ROWS: list[Row] = [
    (
        "territory.true",
        {"territory": RUHR, "site": WITTEN},
        "Ihr Standort Witten liegt im Gebiet des Angebots (Metropole Ruhr).",
        "Your site Witten is in the area of this offer (Metropole Ruhr).",
    ),
    (
        "territory.true",
        {"territory": ("DEA",), "site": ENNEPE_RUHR},
        "Ihr Standort Ennepe-Ruhr-Kreis liegt im Gebiet des Angebots (Nordrhein-Westfalen).",
        "Your site Ennepe-Ruhr-Kreis is in the area of this offer (North Rhine-Westphalia).",
    ),
    (
        "territory.false",
        {"territory": RUHR, "site": COLOGNE},
        (
            "Das Angebot gilt nur für ein bestimmtes Gebiet (Metropole Ruhr); Ihr Standort Köln "
            "liegt nicht darin."
        ),
        "The offer is only for a certain area (Metropole Ruhr); your site Köln is outside it.",
    ),
    (
        "territory.false",
        {"territory": ("DE", "EU"), "site": ABROAD},
        (
            "Das Angebot gilt nur für ein bestimmtes Gebiet (Deutschland und Europäische Union); "
            "Ihr Standort liegt nicht darin."
        ),
        (
            "The offer is only for a certain area (Germany and European Union); your site is "
            "outside it."
        ),
    ),
    (
        "territory.unknown",
        {"territory": ("Bochum", "Herne", "Witten"), "site": NRW},
        (
            "Das Angebot gilt nur für ein bestimmtes Gebiet (Bochum, Herne und Witten); ob Ihr "
            "Standort (Nordrhein-Westfalen) darin liegt, ist noch offen."
        ),
        (
            "The offer is only for a certain area (Bochum, Herne and Witten); whether your site "
            "(North Rhine-Westphalia) is in it is still open."
        ),
    ),
    (
        "territory.unknown",
        {"territory": ("Deutschland (Revierregionen)",), "site": NOWHERE},
        (
            "Das Angebot gilt nur für ein bestimmtes Gebiet (Deutschland (Revierregionen)); ob Ihr "
            "Standort darin liegt, ist noch offen."
        ),
        (
            "The offer is only for a certain area (Deutschland (Revierregionen)); whether your "
            "site is in it is still open."
        ),
    ),
    (
        "territory.doubtful",
        {"territory": ("05911",), "site": COLOGNE},
        (
            "Das Angebot gilt wohl nur für ein bestimmtes Gebiet (Bochum); bitte fragen Sie beim "
            "Anbieter nach."
        ),
        "The offer is probably only for a certain area (Bochum); please ask the provider.",
    ),
    (
        "fit.place",
        {"territory": (*FIVE_TOWNS, "Hagen", "Hamm")},
        "Ein Angebot aus Ihrer Nähe: Bochum, Herne, Witten, Essen, Dortmund und 2 weitere.",
        "An offer near you: Bochum, Herne, Witten, Essen, Dortmund and 2 more.",
    ),
    (
        "fit.place",
        {"territory": (*FIVE_TOWNS, "Hagen")},
        "Ein Angebot aus Ihrer Nähe: Bochum, Herne, Witten, Essen, Dortmund und Hagen.",
        "An offer near you: Bochum, Herne, Witten, Essen, Dortmund and Hagen.",
    ),
    (
        "warning.territory_unresolved",
        {"territory": ("Revierregionen",)},
        (
            "Für welches Gebiet das Angebot genau gilt (Revierregionen), ist noch zu klären; bitte "
            "fragen Sie beim Anbieter nach."
        ),
        (
            "For which area exactly the offer holds (Revierregionen) is not clear; please ask the "
            "provider."
        ),
    ),
]


@pytest.mark.parametrize(("code", "values", "german", "english"), ROWS)
def test_a_reason_reads_like_this(
    code: str, values: Mapping[str, object], german: str, english: str
) -> None:
    reason = Reason(code, values)
    assert sentence(reason, "de") == german
    assert sentence(reason, "en") == english
