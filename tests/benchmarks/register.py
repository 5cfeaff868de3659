"""How German companies are spread: figures of the generator, rounded so that proportions hold.

Thousands of active legal units after the statistical business register (Statistisches Bundesamt,
Unternehmensregister-System, reference year 2022), divisions of WZ 2008 within their sections and
Länder by the same source; sections A and O, which the register leaves out, by agricultural census
and by guess. Rounded to what a benchmark needs; not to be quoted.
"""

from __future__ import annotations

from collections.abc import Mapping

DIVISIONS: Mapping[str, float] = {
    "01": 200, "02": 12, "03": 1, "08": 1.6, "09": 0.2,
    "10": 24, "11": 2.2, "13": 4, "14": 3.5, "15": 1.6, "16": 11.5, "17": 1.7, "18": 11,
    "20": 3.7, "21": 0.7, "22": 7, "23": 9, "24": 2.5, "25": 41, "26": 8, "27": 6, "28": 16,
    "29": 3, "30": 1.3, "31": 10, "32": 19, "33": 19, "35": 90, "36": 2, "37": 2.5, "38": 7,
    "39": 0.4, "41": 27, "42": 9, "43": 350, "45": 100, "46": 140, "47": 320, "49": 85, "50": 2.5,
    "51": 0.5, "52": 17, "53": 16, "55": 45, "56": 175, "58": 9, "59": 14, "60": 0.6, "61": 3,
    "62": 105, "63": 18, "64": 12, "65": 0.8, "66": 62, "68": 205, "69": 105, "70": 120, "71": 130,
    "72": 10, "73": 40, "74": 75, "75": 11, "77": 22, "78": 12, "79": 13, "80": 6, "81": 105,
    "82": 60, "85": 80, "86": 175, "87": 11, "88": 50, "90": 60, "91": 3, "92": 8, "93": 42,
    "94": 30, "95": 13, "96": 160,
}  # fmt: skip
"""WZ 2008 divisions, thousands of units."""

LANDS: Mapping[str, float] = {
    "NW": 690, "BY": 640, "BW": 490, "NI": 290, "HE": 275, "SN": 165, "BE": 185, "RP": 160,
    "SH": 125, "BB": 100, "HH": 105, "TH": 80, "ST": 75, "MV": 65, "SL": 35, "HB": 25,
}  # fmt: skip
"""Thousands of units by Land (ISO 3166-2 without the country)."""

SIZES: tuple[tuple[float, int, int], ...] = (
    (0.02, 0, 0),
    (0.55, 1, 1),
    (0.30, 2, 9),
    (0.102, 10, 49),
    (0.022, 50, 249),
    (0.006, 250, 5000),
)
"""Share of units, least and most people; the first are founders, who are not in the register."""

LEGAL_FORMS: Mapping[str, float] = {
    "Einzelunternehmen": 48, "GmbH": 24, "Freiberuflich": 10, "GbR": 7, "GmbH & Co. KG": 4,
    "UG (haftungsbeschränkt)": 3, "e.K.": 2, "e.V.": 1, "AG": 0.5, "gGmbH": 0.5,
}  # fmt: skip

CRAFTS = frozenset({"10", "16", "25", "31", "32", "33", "41", "43", "45", "81", "96"})
"""Divisions whose firms are mostly members of a Handwerkskammer."""

NEEDS: Mapping[str, float] = {
    "skilled_workers": 14, "digitalisation": 13, "growth_investment": 10, "energy_efficiency": 9,
    "working_capital": 7, "training": 7, "apprenticeship": 6, "founding": 6, "succession": 5,
    "renewable_energy": 5, "research_innovation": 4, "site_land": 4, "export": 3, "it_security": 3,
    "networking": 3, "guarantees_equity": 2, "foreign_skilled_workers": 2, "mobility": 2,
    "circular_economy": 2, "crisis": 2, "work_organisation": 2, "green_production": 2,
    "tourism_marketing": 1, "inclusive_hiring": 1, "technology_transfer": 1, "supply_chains": 1,
    "climate_adaptation": 1, "prototyping_equipment": 1, "corporate_engagement": 0.5,
}  # fmt: skip
"""How often a need is named, by guess: no source counts it."""
