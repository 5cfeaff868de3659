"""Features: what an offer is like, and what a company's words tell, as numbers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from matcher.catalogue import compile_catalogue
from matcher.features import FEATURES
from matcher.profile import parse_profile
from matcher.ranking import match, seen
from matcher.scorers import ReadableScorer
from offers.schema import Offer, parse_offer

NAMES = tuple(feature.name for feature in FEATURES)
TODAY = date(2026, 11, 21)
PLAIN = {"id": "plain", "title": "Beratung für Betriebe", "provider": "Amt"}


def offer(**fields: Any) -> Offer:
    return parse_offer({**PLAIN, **fields})


def value(name: str, subject: Offer, *others: Offer, **company: Any) -> float:
    """The value of a feature of the offer for the company, in a catalogue with the others."""
    catalogue = compile_catalogue([subject, *others], "v")
    _, values = seen(parse_profile({"id": "x", **company}), catalogue, today=TODAY)
    return float(values[catalogue.position[subject.id], NAMES.index(name)])


@pytest.mark.parametrize(
    ("title", "needs", "expected"),
    [
        ("Energieberatung", ["energy_efficiency"], 0.0),
        ("Energieberatung", ["energy_efficiency", "digitalisation"], -1 / 3),
        ("Alles", ["energy_efficiency", "digitalisation", "export", "training", "crisis"], -1.0),
        ("Förderbank Nord: Unternehmen (Übersicht)", ["growth_investment"], -1.0),
    ],
)
def test_an_offer_for_everything_is_broad(title: str, needs: list[str], expected: float) -> None:
    assert value("broad", offer(title=title, needs=needs)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("description", "audience", "expected"),
    [
        ("Zuschuss für neue Pumpen.", "", 0.0),
        ("Macht Sie wettbewerbsfähig.", "", 0.0),
        ("Die Auswahl trifft ein Wettbewerb.", "", -0.5),
        ("Rahmenprogramm mit thematischen Ausschreibungen.", "", -0.5),
        ("Rahmenprogramm; Anträge nur auf einen Call hin.", "", -1.0),
        ("Zuschuss", "Unternehmen (programmspezifisch)", -0.5),
    ],
)
def test_calls_and_frame_programmes_are_told_by_their_words(
    description: str, audience: str, expected: float
) -> None:
    subject = offer(description=description, audience_text=audience)

    assert value("rounds", subject) == expected


@pytest.mark.parametrize(
    ("audience", "expected"),
    [("KMU", 0.0), ("KMU und Hochschulen", -1.0), ("Forschungseinrichtungen", -1.0), ("", 0.0)],
)
def test_what_universities_apply_for_counts_less(audience: str, expected: float) -> None:
    assert value("research", offer(audience_text=audience)) == expected


def test_one_module_of_many_counts_less_the_more_there_are() -> None:
    modules = [offer(id=f"m{n}", title=f"Programm (29{n}) - Teil {n}") for n in range(9)]
    parent = offer(id="parent", title="Programm (290)")

    few = value("module", modules[0], modules[1])
    many = value("module", modules[0], *modules[1:])

    assert many < few < 0
    assert value("module", parent, *modules) == 0
    assert value("module", offer(title="Beratung - kurz")) == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wer rechnet uns das mal durch?", 1.0),
        ("I need somebody to check my numbers.", 1.0),
        ("Wir suchen eine Beratung.", 1.0),
        ("Neue Fräse, 400.000 Euro.", 0.0),
        (None, 0.0),
    ],
)
def test_who_asks_for_somebody_is_shown_advice(text: str | None, expected: float) -> None:
    told = {"need_text": text} if text else {}

    assert value("advice", offer(kinds=["advice"]), **told) == expected
    assert value("advice", offer(title="Zuschuss", kinds=["grant"]), **told) == 0


@pytest.mark.parametrize(
    ("amount", "turnover", "expected"),
    [
        ({"max_eur": 25_000}, 5_800_000, -0.852),
        ({"max_eur": 25_000}, 300_000, 0.0),
        ({"min_eur": 2_000_000}, 300_000, -1.0),
        ({"min_eur": 2_000_000}, 40_000_000, 0.0),
        ({"min_eur": 2_000_000}, None, 0.0),
        ({"min_eur": 2_000_000}, 0, -1.0),
        ({"min_eur": 0, "max_eur": 10_000_000}, 300_000, 0.0),
        (None, 300_000, 0.0),
    ],
)
def test_sums_far_from_what_a_company_moves_cost(
    amount: dict[str, int] | None, turnover: int | None, expected: float
) -> None:
    subject = offer(amount=amount) if amount else offer()
    known = {} if turnover is None else {"turnover_eur": turnover}

    assert value("money", subject, **known) == pytest.approx(expected, abs=1e-3)


def test_money_for_running_costs_is_for_who_lacks_liquidity() -> None:
    subject = offer(title="Kredit (068) - Betriebsmittelfinanzierung")

    assert value("money", subject, needs=["growth_investment"]) == -1
    assert value("money", subject, needs=["working_capital"]) == 0
    assert value("money", subject, needs=["export", "crisis"]) == 0


@pytest.mark.parametrize("text", ["🙂🙂🙂", "مرحبا", "x" * 500, "?!", None])
def test_words_that_tell_no_need_lead_to_a_first_adviser(text: str | None) -> None:
    subject = offer(kinds=["advice"], stage="Informieren")
    told = {"need_text": text} if text else {}

    assert value("first_step", subject, **told) == 1
    assert value("first_step", subject, needs=["export"], **told) == 0


def test_a_card_names_one_condition_of_a_kind() -> None:
    both = offer(
        audience=["company"],
        conditions={"all": [{"audience": ["company"]}, {"audience": ["company", "founder"]}]},
    )
    company = parse_profile({"id": "x", "employees": 20, "founded": 1990})

    found = match(company, compile_catalogue([both], "v"), ReadableScorer(), today=TODAY)

    codes = [reason.code for reason in found.matches[0].reasons]
    assert len(codes) == len(set(codes))
