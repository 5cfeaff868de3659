"""Conditions on sector, audience, legal form, chamber and need in words: a literal table."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from matcher.wording import Reason, sentence

Row = tuple[str, Mapping[str, object], str, str]

ROWS: list[Row] = [
    (
        "sector.true",
        {"sectors": ("C",), "wz": "25.62.0"},
        (
            "Ihre Branche (WZ 25.62.0 Herstellung von Metallerzeugnissen) gehört zu den Branchen "
            "des Angebots: Verarbeitendes Gewerbe."
        ),
        (
            "Your sector (WZ 25.62.0 Manufacture of fabricated metal products, except machinery "
            "and equipment) is among the sectors of this offer: Manufacturing."
        ),
    ),
    (
        "sector.false",
        {"sectors": ("A", "85.5"), "wz": "85.1"},
        (
            "Das Angebot gilt nur für bestimmte Branchen (Land- und Forstwirtschaft, Fischerei; WZ "
            "85.5 Erziehung und Unterricht); Ihre Branche (WZ 85.1 Erziehung und Unterricht) "
            "gehört nicht dazu."
        ),
        (
            "The offer is only for certain sectors (Agriculture, forestry and fishing; WZ 85.5 "
            "Education); yours (WZ 85.1 Education) is not among them."
        ),
    ),
    (
        "sector.unknown",
        {"sectors": ("C",), "wz": None},
        (
            "Das Angebot gilt nur für bestimmte Branchen (Verarbeitendes Gewerbe); Ihre Branche "
            "fehlt noch."
        ),
        "The offer is only for certain sectors (Manufacturing); your sector is still missing.",
    ),
    (
        "audience.true",
        {"audience": ("company",)},
        "Das Angebot ist für Unternehmen; dazu gehören Sie.",
        "The offer is for companies; that includes you.",
    ),
    (
        "audience.false",
        {"audience": ("university", "founder")},
        (
            "Das Angebot ist nur für Hochschulen sowie Gründerinnen und Gründer; dazu gehören Sie "
            "nach Ihren Angaben nicht."
        ),
        (
            "The offer is only for universities and founders; by your answers that does not "
            "include you."
        ),
    ),
    (
        "audience.unknown",
        {"audience": ("freelancer",)},
        (
            "Das Angebot ist für Freiberuflerinnen und Freiberufler; ob Sie dazugehören, ist noch "
            "offen."
        ),
        "The offer is for freelance professionals; whether that includes you is still open.",
    ),
    (
        "legal_form.true",
        {"words": ("GmbH",), "given": "GmbH"},
        "Ihre Rechtsform passt: GmbH.",
        "Your legal form fits: GmbH.",
    ),
    (
        "legal_form.false",
        {"words": ("GmbH", "UG"), "given": "e.K."},
        "Das Angebot verlangt diese Rechtsform: GmbH oder UG. Sie haben e.K. angegeben.",
        "The offer requires this legal form: GmbH or UG. You stated e.K.",
    ),
    (
        "legal_form.unknown",
        {"words": ("GmbH",), "given": None},
        "Das Angebot verlangt diese Rechtsform: GmbH. Ihre Rechtsform fehlt noch.",
        "The offer requires this legal form: GmbH. Yours is still missing.",
    ),
    (
        "chamber.true",
        {"words": ("IHK", "HWK"), "given": "IHK"},
        "Das Angebot ist für Mitglieder der IHK oder der HWK; dazu gehören Sie.",
        (
            "The offer is for members of the IHK (industry and commerce) or the HWK (skilled "
            "crafts); that includes you."
        ),
    ),
    (
        "chamber.false",
        {"words": ("IHK",), "given": "other"},
        "Das Angebot ist nur für Mitglieder der IHK; Ihre Kammer: andere Kammer.",
        (
            "The offer is only for members of the IHK (industry and commerce); your chamber: "
            "another chamber."
        ),
    ),
    (
        "chamber.unknown",
        {"words": ("HWK",), "given": None},
        "Das Angebot ist für Mitglieder der HWK; Ihre Kammer fehlt noch.",
        "The offer is for members of the HWK (skilled crafts); your chamber is still missing.",
    ),
    (
        "need.false",
        {"needs": ("export",)},
        "Das Angebot ist für andere Themen: Internationalisierung, Außenwirtschaft.",
        "The offer is for another need: Internationalisation, foreign trade.",
    ),
    (
        "need.unknown",
        {"needs": ("founding",)},
        "Das Angebot ist für diese Themen: Gründung. Ihres haben Sie noch nicht genannt.",
        "The offer is for this need: Starting a business. You have not named yours yet.",
    ),
]


@pytest.mark.parametrize(("code", "values", "german", "english"), ROWS)
def test_a_reason_reads_like_this(
    code: str, values: Mapping[str, object], german: str, english: str
) -> None:
    reason = Reason(code, values)
    assert sentence(reason, "de") == german
    assert sentence(reason, "en") == english
