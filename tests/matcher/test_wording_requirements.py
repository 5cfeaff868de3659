"""What conditions demand, questions and labels: literal tables."""

from __future__ import annotations

import pytest

from matcher.wording import (
    audience_label,
    kind_label,
    question,
    requirement,
    size_label,
    stage_label,
    state_label,
    verdict_label,
)
from offers.schema import AudienceWord, Evidence, SizeClass
from offers.schema.conditions import (
    FactFits,
    InAudience,
    InRange,
    InSector,
    InTerritory,
    Leaf,
    NamesNeed,
    OfSize,
    OneOf,
)

SME = (SizeClass.MICRO, SizeClass.SMALL, SizeClass.MEDIUM)
STARTED = FactFits("project_started", False, kind="bool")
MIXED = ("Bochum", "Kreis Unna", "Märkischer Kreis", "Mittleres Ruhrgebiet")

DEMANDS: list[tuple[Leaf, str, str]] = [
    (InTerritory(("Metropole Ruhr",)), "Sitz in der Metropole Ruhr", "Based in the Metropole Ruhr"),
    (InTerritory(("Bochum", "Herne")), "Sitz in Bochum oder Herne", "Based in Bochum or Herne"),
    (
        InTerritory(MIXED),
        "Sitz in Bochum, im Kreis Unna, im Märkischen Kreis oder im Mittleren Ruhrgebiet",
        "Based in Bochum, in Kreis Unna, in Märkischer Kreis or in the Mittleres Ruhrgebiet",
    ),
    (InTerritory(("EU",)), "Sitz in der Europäischen Union", "Based in the European Union"),
    (
        InTerritory(("DEA", "DEC")),
        "Sitz in Nordrhein-Westfalen oder im Saarland",
        "Based in North Rhine-Westphalia or Saarland",
    ),
    (InSector(("C",)), "Branche: Verarbeitendes Gewerbe", "Sector: Manufacturing"),
    (
        InAudience((AudienceWord.COMPANY, AudienceWord.FOUNDER)),
        "Für Unternehmen sowie Gründerinnen und Gründer",
        "For companies and founders",
    ),
    (InRange("employees", None, 249), "Höchstens 249 Beschäftigte", "At most 249 employees"),
    (InRange("employees", 10, 249), "10 bis 249 Beschäftigte", "10 to 249 employees"),
    (
        InRange("turnover_eur", None, 50_000_000),
        "Umsatz im Jahr: höchstens 50 Mio. Euro",
        "Annual turnover: at most 50 million euros",
    ),
    (
        InRange("balance_sheet_eur", 2_000_000, 43_000_000),
        "Bilanzsumme: 2 bis 43 Mio. Euro",
        "Balance sheet total: 2 to 43 million euros",
    ),
    (
        InRange("age_years", 1, None),
        "Alter des Unternehmens: mindestens 1 Jahr",
        "Age of the company: at least 1 year",
    ),
    (
        OfSize(SME),
        "Kleinst-, kleine oder mittlere Unternehmen (KMU)",
        "Micro, small or medium-sized enterprises (SMEs)",
    ),
    (OfSize((SizeClass.LARGE,)), "Große Unternehmen", "Large enterprises"),
    (OneOf("chamber", ("IHK",)), "Mitglied der IHK", "Member of the IHK (industry and commerce)"),
    (OneOf("legal_form", ("GmbH", "UG")), "Rechtsform: GmbH oder UG", "Legal form: GmbH or UG"),
    (NamesNeed(("founding",)), "Thema: Gründung", "Need: Starting a business"),
    (STARTED, "Mit dem Vorhaben noch nicht begonnen", "Project not started yet"),
    (
        FactFits("investment_eur", min=10_000),
        "Wie viel möchten Sie ungefähr investieren? – mindestens 10.000 Euro",
        "Roughly how much do you want to invest? – at least 10,000 euros",
    ),
    (FactFits("own_roof", True, kind="bool"), "Own roof – ja", "Own roof – yes"),
]

REFUSALS: list[tuple[Leaf, str, str]] = [
    (InTerritory(("Köln",)), "Sitz nicht in Köln", "Not based in Köln"),
    (
        InSector(("A",)),
        "Nicht für diese Branchen: Land- und Forstwirtschaft, Fischerei",
        "Not for these sectors: Agriculture, forestry and fishing",
    ),
    (
        InAudience((AudienceWord.PERSON,)),
        "Nicht für Privatpersonen",
        "Not for private persons",
    ),
    (InRange("employees", None, 249), "Mehr als 249 Beschäftigte", "More than 249 employees"),
    (InRange("employees", 10, None), "Weniger als 10 Beschäftigte", "Less than 10 employees"),
    (InRange("employees", 1, 9), "Nicht 1 bis 9 Beschäftigte", "Not 1 to 9 employees"),
    (OfSize((SizeClass.LARGE,)), "Nicht für große Unternehmen", "Not for large enterprises"),
    (
        OneOf("chamber", ("HWK",)),
        "Nicht Mitglied der HWK",
        "Not a member of the HWK (skilled crafts)",
    ),
    (
        FactFits("in_difficulty", True, kind="bool"),
        "Kein Unternehmen in wirtschaftlichen Schwierigkeiten",
        "Not an undertaking in financial difficulty",
    ),
    (FactFits("own_roof", True, kind="bool"), "Own roof – nein", "Own roof – no"),
    (FactFits("own_roof", "flat", kind="str"), "Own roof – nicht flat", "Own roof – not flat"),
]


@pytest.mark.parametrize(("leaf", "german", "english"), DEMANDS)
def test_a_condition_demands(leaf: Leaf, german: str, english: str) -> None:
    assert requirement(leaf, Evidence(), negated=False, language="de") == german
    assert requirement(leaf, Evidence(), negated=False, language="en") == english


@pytest.mark.parametrize(("leaf", "german", "english"), REFUSALS)
def test_a_condition_under_a_not_demands_the_opposite(
    leaf: Leaf, german: str, english: str
) -> None:
    assert requirement(leaf, Evidence(), negated=True, language="de") == german
    assert requirement(leaf, Evidence(), negated=True, language="en") == english


def test_the_label_of_the_offer_wins_in_its_language() -> None:
    evidence = Evidence(label="Noch nichts bestellt")
    assert requirement(STARTED, evidence, negated=False, language="de") == "Noch nichts bestellt"
    english = requirement(STARTED, evidence, negated=False, language="en")
    assert english == "Project not started yet"


def test_the_label_of_a_ruled_out_leaf_is_negated() -> None:
    leaf, evidence = InSector(("A",)), Evidence(label="Landwirtschaft")
    assert requirement(leaf, evidence, negated=True, language="de") == "Nicht: Landwirtschaft"


@pytest.mark.parametrize(
    ("field", "german", "english"),
    [
        (
            "employees",
            "Wie viele Beschäftigte haben Sie, in Vollzeit gerechnet?",
            "How many employees do you have, counted as full-time?",
        ),
        (
            "facts.project_started",
            "Haben Sie mit dem Vorhaben schon begonnen?",
            "Have you already started the project?",
        ),
        (
            "facts.own_roof",
            "Was gilt für Sie bei „own roof“?",
            "What holds for you about ‘own roof’?",
        ),
    ],
)
def test_a_field_is_asked_for(field: str, german: str, english: str) -> None:
    assert question(field, "de") == german
    assert question(field, "en") == english


def test_nobody_is_asked_for_an_identifier() -> None:
    with pytest.raises(KeyError):
        question("id", "de")


def test_labels_are_short_words() -> None:
    assert kind_label("grant", "de") == "Zuschuss"
    assert kind_label("grant", "en") == "grant"
    assert stage_label("Vernetzen", "en") == "Connect"
    assert audience_label("founder", "de") == "Gründerinnen und Gründer"
    assert size_label("small", "de") == "kleines Unternehmen"
    assert state_label("archive_only", "de") == "nur zum Nachlesen"
    assert verdict_label("eligible", "de") == "passt nach Ihren Angaben"
    assert verdict_label("not_open_yet", "en") == "not open yet"


def test_a_word_without_a_label_stays_as_it_is() -> None:
    assert kind_label("voucher", "de") == "voucher"
